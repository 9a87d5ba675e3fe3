"""The alternative: django-helpdesk 2.6 on the same server, its API on, without mail. Run by
`benchmarks.intake` in an environment of its own, with this folder on the path."""

import os
from urllib.parse import urlsplit

_AT = urlsplit(os.environ.get("DATABASE_URL", "postgres://localhost/helpdesk"))
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql", "NAME": _AT.path[1:], "USER": _AT.username,
        "PASSWORD": _AT.password, "HOST": _AT.hostname, "PORT": _AT.port or 5432,
        "CONN_MAX_AGE": None,
    }
}  # fmt: skip
SECRET_KEY = "bench"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "helpdesk_urls"
USE_TZ = True
SITE_ID = 1
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
INSTALLED_APPS = [
    "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes",
    "django.contrib.sessions", "django.contrib.sites", "django.contrib.messages",
    "django.contrib.humanize", "django.contrib.staticfiles", "rest_framework",
    "rest_framework.authtoken", "helpdesk",
]  # fmt: skip
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
        "OPTIONS": {"context_processors": [
            "django.template.context_processors.request",
            "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages",
        ]},
    }
]  # fmt: skip
STATIC_URL = "/static/"
HELPDESK_ACTIVATE_API_ENDPOINT = True
HELPDESK_TEAMS_MODE_ENABLED = False
REST_FRAMEWORK = {
    # A token, as ours: a password would be hashed at every request.
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"],
}
