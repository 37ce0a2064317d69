"""The site's settings in the environment of a test: nothing of the developer's shell counts.

DATABASE_URL alone is kept: it chooses the database the tests run on.
"""

import os

for _name in (
    "ALLOWED_HOSTS", "CACHE_URL", "DEBUG", "EMAIL_FROM", "EMAIL_URL", "EMERGENCY_NUMBER",
    "HPO_CATALOGUE", "HSTS_PRELOAD", "LOOKUP_ORDER", "MEDIA_ROOT", "SECRET_KEY_FALLBACKS",
    "SECURE_TLS", "SITE_URL",
):  # fmt: skip
    os.environ.pop(_name, None)
# Searches of one test must not be written down during another.
os.environ["COUNT_SEARCH_MISSES"] = "false"
os.environ["SECRET_KEY"] = "tests-only-" + "0123456789abcdef" * 4

from calcsite.settings import *  # noqa: E402, F403

# Static files come from their sources: no test may depend on an earlier collectstatic. Uploaded
# ones are kept in memory.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A test searches what it published a moment ago.
LOOKUP_RECHECK_SECONDS = 0
# The default hash is slow on purpose, and tests log in often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
