"""Settings of one instance. Everything that differs between instances comes from the environment:
`LIANDONG_HOME`, `DATABASE_URL`, `LIANDONG_HOSTS`, `LIANDONG_HTTPS`, `LIANDONG_DEBUG`,
`LIANDONG_GALLERY`.
"""

from __future__ import annotations

import os
from datetime import timedelta

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from liandong.config import mail, paths, webhooks

HOME = paths.home()
NORMS = paths.NORMS
SECRET_KEY = paths.secret_key()
DEBUG = os.environ.get("LIANDONG_DEBUG") == "1"
HTTPS = os.environ.get("LIANDONG_HTTPS") == "1"
GALLERY = DEBUG or os.environ.get("LIANDONG_GALLERY") == "1"
ALLOWED_HOSTS = os.environ.get("LIANDONG_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "liandong.domains.audit",
    "liandong.domains.orgs",
    "liandong.domains.accounts",
    "liandong.domains.intake",
    "liandong.domains.norms",
    "liandong.domains.workflow",
    "liandong.domains.notify",
    "liandong.domains.catalogue",
    "liandong.domains.members",
    "liandong.domains.guarantee",
    "liandong.domains.life",
    "liandong.domains.admission",
    "liandong.domains.casework",
    "liandong.domains.partners",
    "liandong.domains.observatory",
    "liandong.web",
    "liandong.web.components",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pads what it compresses, so that lengths give no secret away (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "liandong.web.middleware.IdleTimeout",
    "liandong.web.middleware.ReadOnlyGet",
    "liandong.web.errors.ErrorsForPeople",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "liandong.config.urls"
WSGI_APPLICATION = "liandong.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [paths.PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["liandong.web.components.templatetags.components"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "liandong.web.context.shell",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{HOME / 'liandong.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
        ),
    }

# People and sessions
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "liandong.web.accounts.adapter.NoSignUp"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
# axes counts failures, and is audited; an office signs in from one address, all at nine o'clock.
ACCOUNT_RATE_LIMITS = {"login_failed": False, "login": False}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
# The address is that of the connection; a header that anybody can write is never believed. Behind a
# proxy all come from the proxy's, so that a name is shut for everybody at once: name a function
# there (AXES_CLIENT_IP_CALLABLE) that reads the address your own proxy adds.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# Who failed from where is for the audit trail, not for log files.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]
IDLE_TIMEOUT = timedelta(minutes=30)
# From handing it out until it must have been used.
ONE_TIME_PASSWORD_AGE = timedelta(hours=72)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# How often, at most, the end of the audit trail is written down outside the database.
ANCHOR_EVERY = timedelta(seconds=1)

# Words, dates, numbers
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", _("English"))]
LOCALE_PATHS = [paths.PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["liandong.config.formats"]

# Files
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [paths.PACKAGE / "web" / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
UPLOAD_LIMIT = 50 * 2**20

# What partners are told, how often, and where they may be.
globals().update(webhooks.settings())

# Letters and text messages: none are sent until the environment names a server.
globals().update(mail.settings(f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0]}"))

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"masked": {"()": "liandong.config.logs.Masked"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "masked"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
