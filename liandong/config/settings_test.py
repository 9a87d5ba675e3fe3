"""Settings under test: a throw-away home, quick hashes, everything else as in real life."""

import atexit
import os
import shutil
import tempfile

_home = os.environ["LIANDONG_HOME"] = tempfile.mkdtemp(prefix="liandong-test-")
os.mkdir(os.path.join(_home, "static"))
_maker = os.getpid()
# Only the process that made it clears it away, not those it forks.
atexit.register(lambda: os.getpid() == _maker and shutil.rmtree(_home, ignore_errors=True))

from liandong.config.settings import *  # noqa: E402, F403

GALLERY = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ANCHOR_EVERY = timedelta(0)  # noqa: F405
