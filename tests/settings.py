"""The site's settings in the environment of a test: nothing of the developer's shell counts.

DATABASE_URL alone is kept: it chooses the database the tests run on.
"""

import os

for _name in (
    "ALLOWED_HOSTS", "CACHE_URL", "DEBUG", "EMERGENCY_NUMBER", "HSTS_PRELOAD", "LOOKUP_ORDER",
    "SECRET_KEY_FALLBACKS", "SECURE_TLS", "SITE_URL",
):  # fmt: skip
    os.environ.pop(_name, None)
os.environ["SECRET_KEY"] = "tests-only-" + "0123456789abcdef" * 4

from calcsite.settings import *  # noqa: E402, F403

# Static files come from their sources: no test may depend on an earlier collectstatic.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# The default hash is slow on purpose, and tests log in often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
