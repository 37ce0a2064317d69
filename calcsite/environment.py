"""Read the environment for settings.py: each reader refuses nonsense and says what to do."""

import os
import re
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

SECRET_KEY_LENGTH = 50
BOOLEANS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}

# Each line is explained in Django's notes on SQLite and https://www.sqlite.org/pragma.html.
SQLITE_OPTIONS = {
    # Take the write lock when a transaction begins: a read that later writes cannot then fail.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # WAL lets readers go on during a write; FULL keeps the last commits through a power cut.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000; "
        "PRAGMA journal_size_limit=67108864; PRAGMA temp_store=MEMORY;"
    ),
}
# No query, lock or forgotten transaction may hold a connection for long.
POSTGRESQL_OPTIONS = {
    "connect_timeout": 2,
    "options": (
        "-c statement_timeout=5000 -c lock_timeout=3000 "
        "-c idle_in_transaction_session_timeout=10000"
    ),
}
# A cache that hangs may cost a page a fifth of a second, never more.
REDIS_OPTIONS = {"socket_connect_timeout": 0.2, "socket_timeout": 0.2}

# How the connection to a mail server is secured, and its usual port.
MAIL_SECURITY = {
    "smtp": {"EMAIL_PORT": 25},
    "smtp+tls": {"EMAIL_PORT": 587, "EMAIL_USE_TLS": True},
    "smtp+ssl": {"EMAIL_PORT": 465, "EMAIL_USE_SSL": True},
}


class SettingRefusedError(ImproperlyConfigured):
    """Says in one sentence which variable is wrong and what to write instead."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name, str(default)).lower()
    if value not in BOOLEANS:
        raise SettingRefusedError(f"{name} is {value!r}: write true or false.")
    return BOOLEANS[value]


def choice(name: str, allowed: tuple[str, ...]) -> str:
    """Return the value of `name`, one of `allowed`; the first of them is the default."""
    value = text(name, allowed[0])
    if value not in allowed:
        raise SettingRefusedError(f"{name} is {value!r}: write one of {', '.join(allowed)}.")
    return value


def count(name: str, default: int, most: int) -> int:
    """Return a whole number from 1 to `most`."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdecimal() and 1 <= int(value[:10]) <= most):
        raise SettingRefusedError(f"{name} is {value!r}: write a whole number from 1 to {most}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def hosts(name: str, default: str) -> list[str]:
    """Return host names; a star would let any site pose as this one."""
    names = words(name, default)
    for host in names:
        if "*" in host or "/" in host or ":" in host:
            raise SettingRefusedError(
                f"{name} holds {host!r}: write plain host names with commas between them, "
                "for example calcsite.example,www.calcsite.example."
            )
    return names


def site_url(name: str, default: str) -> str:
    """Return the address readers use, as scheme and host without a closing slash."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path or parts.query:
        raise SettingRefusedError(
            f"{name} is {value!r}: write the address of the site without a path, "
            "for example https://calcsite.example."
        )
    return value


def folder(name: str, default: Path) -> Path:
    """Return a folder; a relative one would depend on where the server was started."""
    path = Path(text(name, str(default)))
    if not path.is_absolute():
        raise SettingRefusedError(
            f"{name} is {str(path)!r}: write a path that begins with a slash."
        )
    return path


def secret_key(default_file: Path) -> str:
    """Return SECRET_KEY, or else what the file named by SECRET_KEY_FILE holds."""
    value, source = text("SECRET_KEY"), "SECRET_KEY"
    if not value:
        path = Path(text("SECRET_KEY_FILE", str(default_file)))
        try:
            value, source = path.read_text(encoding="utf-8").strip(), str(path)
        except OSError as error:
            raise SettingRefusedError(
                f"There is no secret key: set SECRET_KEY, or SECRET_KEY_FILE to a file that can "
                f"be read ({path}: {error.strerror}). `make run` makes one by itself."
            ) from None
    if len(value) < SECRET_KEY_LENGTH or len(set(value)) < 5:
        raise SettingRefusedError(
            f"The secret key in {source} is too weak: it needs {SECRET_KEY_LENGTH} random "
            "characters. Make one with: python3 -c "
            "'import secrets; print(secrets.token_urlsafe(50))'"
        )
    return value


def database(name: str, default: str) -> dict:
    """Return one entry of DATABASES for a sqlite:// or postgres:// address."""
    url = text(name, default)
    scheme = url.partition("://")[0]
    if scheme == "sqlite":
        tuning = {"OPTIONS": SQLITE_OPTIONS}
    elif scheme in {"postgres", "postgresql"}:
        tuning = {"OPTIONS": POSTGRESQL_OPTIONS, "CONN_HEALTH_CHECKS": True}
    else:
        # The address itself stays out of the message: it may hold a password.
        raise SettingRefusedError(
            f"{name} begins with {scheme!r}: write sqlite:////absolute/path/to/db.sqlite3 "
            "or postgres://user:password@host:5432/name."
        )
    entry = Env.db_url_config(url)
    options = tuning["OPTIONS"] | entry.get("OPTIONS", {})
    return {"CONN_MAX_AGE": 60} | entry | tuning | {"OPTIONS": options}


def cache(name: str) -> dict:
    """Return one entry of CACHES: local memory, or Redis for a redis:// address."""
    url = text(name)
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if url.partition("://")[0] not in {"redis", "rediss"}:
        raise SettingRefusedError(
            f"{name} is not a Redis address: write redis://host:6379/0, or leave it out "
            "to cache in local memory."
        )
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "OPTIONS": REDIS_OPTIONS,
    }


def mail(name: str) -> dict:
    """Return Django's EMAIL_ settings: the console, or a mail server for an smtp:// address."""
    url = text(name)
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    try:
        parts = urlsplit(url)
        host, port, secured = parts.hostname, parts.port, MAIL_SECURITY.get(parts.scheme)
    except ValueError:  # a port that is no number, or half a bracket
        host = None
    if not host or not secured:
        # The address itself stays out of the message: it may hold a password.
        raise SettingRefusedError(
            f"{name} is not the address of a mail server: write "
            "smtp+tls://user:password@host:587, smtp+ssl://user:password@host:465 or "
            "smtp://host:25, or leave it out to print mails."
        )
    return secured | {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": port or secured["EMAIL_PORT"],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_TIMEOUT": 10,
    }


def sender(name: str, default: str) -> str:
    """Return an e-mail address, alone or as “Name <address>”."""
    value = text(name, default)
    address = parseaddr(value)[1]
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", address) or "\n" in value:
        raise SettingRefusedError(
            f"{name} is {value!r}: write an e-mail address, "
            "for example Calcsite <desk@calcsite.example>."
        )
    return value
