"""Settings of the web application in tests: a home that is thrown away, and static files as they lie in the source."""

import atexit
import os
import shutil
import tempfile

# before the settings are read, and whatever home the person who runs the tests works with
os.environ["ASSAY_HOME"] = tempfile.mkdtemp(prefix="assay-test-home-")
atexit.register(shutil.rmtree, os.environ["ASSAY_HOME"], ignore_errors=True)
# Playwright's loop runs in the thread in which a test asks the database
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
for _name in ("ASSAY_URL", "ASSAY_HOSTS", "ASSAY_DEBUG", "ASSAY_BEHIND_PROXY", "ASSAY_EMAIL_URL", "ASSAY_RECORD"):
    os.environ.pop(_name, None)

from assay.web.settings import *  # noqa: E402, F403
from assay.web.settings import DATABASES, HOME, STATIC_ROOT, STORAGES  # noqa: E402

# a file, as where people work: in memory all threads of a live server would share one session of the database, and a
# page that fetches two things at once would fail
DATABASES["default"]["TEST"] = {"NAME": str(HOME.path / "tested.sqlite3")}
STATIC_ROOT.mkdir()
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; what hashes is not what is tested
