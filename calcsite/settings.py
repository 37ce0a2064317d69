"""Settings: one file; what differs between machines comes from the environment.

Every variable is listed with its default in docs/configuration.md. A variable left out gives the
safe value: DEBUG is off, and without a secret key nothing starts.
"""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from calcsite import environment

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Who may ask for what

SECRET_KEY = environment.secret_key(default_file=BASE_DIR / "var" / "secret-key")
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")
DEBUG = environment.flag("DEBUG")
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", default="localhost,127.0.0.1")
SITE_URL = environment.site_url("SITE_URL", default="http://localhost:8000")

# --- What the operator decides about the content

# Shown as written, e.g. "112". Empty: pages say "your local emergency number".
EMERGENCY_NUMBER = environment.text("EMERGENCY_NUMBER")
# "alphabetical" is for operators whose regulator does not allow results in order of fit.
LOOKUP_ORDER = environment.choice("LOOKUP_ORDER", ("score", "alphabetical"))
# A process that has seen the newest published content does not look again for so long.
LOOKUP_RECHECK_SECONDS = 1
# Single words that found nothing, by month, for the editors to add.
COUNT_SEARCH_MISSES = environment.flag("COUNT_SEARCH_MISSES", default=True)
# The imported catalogue is for professionals and reviewed by nobody here: only where it is wanted.
HPO_CATALOGUE = environment.flag("HPO_CATALOGUE")

# --- Application

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "simple_history",
    "calcsite",
    "conditions",
]
MIDDLEWARE = [
    # These four only add headers. They come first so that refusals and error pages carry them too.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "calcsite.middleware.isolation_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "calcsite.compression.HttpCompressionMiddleware",
    "calcsite.middleware.speak_the_readers_language",
    "calcsite.middleware.refuse_bad_requests",
    "calcsite.middleware.refuse_foreign_posts",
    "calcsite.middleware.StaffSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "calcsite.middleware.StaffCsrfMiddleware",
    "calcsite.middleware.StaffAuthenticationMiddleware",
    "calcsite.middleware.StaffMessageMiddleware",
    "calcsite.middleware.name_who_changes",
    "calcsite.kept_posts.keep_what_was_typed",
]
# Sessions, CSRF tokens, users and messages exist only under these paths; no page elsewhere may
# set a cookie.
STAFF_PATHS = ("/admin/", "/styleguide/")
LOGIN_URL = "/admin/login/"
CSRF_FAILURE_VIEW = "calcsite.kept_posts.refused_token"
ROOT_URLCONF = "calcsite.urls"
WSGI_APPLICATION = "calcsite.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Data

# With SQLite in IMMEDIATE mode a transaction around every request would make readers wait for
# each other, so ATOMIC_REQUESTS stays off; actions open their own transactions.
DATABASES = {
    "default": environment.database("DATABASE_URL", default=f"sqlite:///{BASE_DIR}/db.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# What counts senders (calcsite.limits) goes on in each process while a cache server is away.
CACHES = {
    "default": environment.cache("CACHE_URL"),
    "process": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "process",
    },
    # PDFs, some 100 kB each, in memory of their own: they would push everything else out.
    "leaflets": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "leaflets",
        "TIMEOUT": 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 64},
    },
}

# --- Language and time

# What the interface is translated into; docs/languages.md says how to add one.
LANGUAGES = [("en-gb", "English")]
LANGUAGE_CODE = "en-gb"
# What editors and the content pack write; translations of it are reviewed one by one.
CONTENT_LANGUAGE = "en-gb"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "calcsite.formats"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# --- Static files

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Uploaded photographs. No server may serve this folder: `conditions.views.pictures` gives what is
# published, and only that.
MEDIA_ROOT = environment.folder("MEDIA_ROOT", default=BASE_DIR / "var" / "media")
# Where the default storage is kept is all that another one, such as an object store, would change.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- Staff accounts

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Transport: SECURE_TLS=true when readers reach the site by https

SECURE_TLS = environment.flag("SECURE_TLS")
SECURE_SSL_REDIRECT = SECURE_TLS
# Probes ask the application itself, without the proxy that speaks TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000 if SECURE_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_TLS
SECURE_HSTS_PRELOAD = environment.flag("HSTS_PRELOAD")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_TLS
# Browsers accept the prefix only on secure cookies of the whole host.
SESSION_COOKIE_NAME = "__Host-sid" if SECURE_TLS else "sid"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_TLS else "csrf"

# Whose X-Forwarded-For counts; gunicorn.conf.py reads the same variable for X-Forwarded-Proto.
TRUSTED_PROXIES = environment.words("FORWARDED_ALLOW_IPS", default="127.0.0.1")

# --- Headers

# "no-referrer" would make browsers send "Origin: null", and every form would be refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- Limits of staff forms; public requests meet the smaller ones of calcsite.middleware

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# Files of photographs are larger; they do not count here (conditions.pictures.MAX_BYTES).
# A draft is one form: 300 facts of some 30 values each, with what they were before.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Mail and logs

# EMAIL_BACKEND and what it needs. Without EMAIL_URL mails are printed.
vars().update(environment.mail("EMAIL_URL"))
DEFAULT_FROM_EMAIL = environment.sender(
    "EMAIL_FROM", default=f"Calcsite <calcsite@{urlsplit(SITE_URL).hostname}>"
)
# No mail on errors: it would carry what readers typed.
ADMINS: list[tuple[str, str]] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "calcsite.logs.DiscreetFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Pages that are missing or refused stand in the access log already.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        # Django leaves the body of an answer to HEAD for the server to drop.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}

# --- System checks

SILENCED_SYSTEM_CHECKS = [
    # The check looks for the name of Django's own class; StaffCsrfMiddleware is that class under
    # the staff paths, and refuse_foreign_posts guards the rest.
    "security.W003",
    # Being in the browsers' preload list can hardly be undone: the operator decides (HSTS_PRELOAD).
    "security.W021",
]
