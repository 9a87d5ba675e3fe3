"""Settings under test: a throw-away home, quick hashes, everything else as in real life."""

import os
import tempfile

os.environ["LIANDONG_HOME"] = tempfile.mkdtemp(prefix="liandong-test-")

from liandong.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
