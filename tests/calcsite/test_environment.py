from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from calcsite import environment

STRONG_KEY = "k3y-" + "abcdefghij0123456789" * 3


def test_flag_unset_is_false(monkeypatch):
    monkeypatch.delenv("SECURE_TLS", raising=False)
    assert environment.flag("SECURE_TLS") is False


@pytest.mark.parametrize(("value", "expected"), [("true", True), ("YES", True), ("0", False)])
def test_flag_with_a_known_word(monkeypatch, value, expected):
    monkeypatch.setenv("DEBUG", value)
    assert environment.flag("DEBUG") is expected


def test_flag_with_a_typing_error_is_refused(monkeypatch):
    monkeypatch.setenv("DEBUG", "ture")
    with pytest.raises(ImproperlyConfigured, match="DEBUG is 'ture': write true or false"):
        environment.flag("DEBUG")


def test_choice_unset_is_the_first(monkeypatch):
    monkeypatch.delenv("LOOKUP_ORDER", raising=False)
    assert environment.choice("LOOKUP_ORDER", ("score", "alphabetical")) == "score"


def test_choice_not_on_the_list_is_refused(monkeypatch):
    monkeypatch.setenv("LOOKUP_ORDER", "random")
    with pytest.raises(ImproperlyConfigured, match="write one of score, alphabetical"):
        environment.choice("LOOKUP_ORDER", ("score", "alphabetical"))


def test_hosts_splits_at_commas(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example, b.example,")
    assert environment.hosts("ALLOWED_HOSTS", default="") == ["a.example", "b.example"]


@pytest.mark.parametrize("value", ["*", "*.example", "https://a.example", "a.example:8000"])
def test_hosts_that_are_not_plain_names_are_refused(monkeypatch, value):
    monkeypatch.setenv("ALLOWED_HOSTS", value)
    with pytest.raises(ImproperlyConfigured, match="write plain host names"):
        environment.hosts("ALLOWED_HOSTS", default="")


def test_folder_that_depends_on_where_one_stands_is_refused(monkeypatch):
    monkeypatch.setenv("MEDIA_ROOT", "media")
    with pytest.raises(ImproperlyConfigured, match="begins with a slash"):
        environment.folder("MEDIA_ROOT", default=Path("/var"))
    monkeypatch.setenv("MEDIA_ROOT", "/srv/media")
    assert environment.folder("MEDIA_ROOT", default=Path("/var")) == Path("/srv/media")


def test_site_url_loses_its_closing_slash(monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://calcsite.example/")
    assert environment.site_url("SITE_URL", default="") == "https://calcsite.example"


@pytest.mark.parametrize("value", ["calcsite.example", "ftp://a.example", "https://a.example/x"])
def test_site_url_that_is_no_site_is_refused(monkeypatch, value):
    monkeypatch.setenv("SITE_URL", value)
    with pytest.raises(ImproperlyConfigured, match="write the address of the site"):
        environment.site_url("SITE_URL", default="")


def test_secret_key_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text(STRONG_KEY + "\n")
    monkeypatch.delenv("SECRET_KEY")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))
    assert environment.secret_key(default_file=tmp_path / "none") == STRONG_KEY


def test_secret_key_missing_is_refused(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY")
    with pytest.raises(ImproperlyConfigured, match="set SECRET_KEY, or SECRET_KEY_FILE"):
        environment.secret_key(default_file=tmp_path / "none")


@pytest.mark.parametrize("value", [STRONG_KEY[:49], "a" * 60])
def test_secret_key_short_or_monotonous_is_refused(monkeypatch, tmp_path, value):
    monkeypatch.setenv("SECRET_KEY", value)
    with pytest.raises(ImproperlyConfigured, match="too weak") as refusal:
        environment.secret_key(default_file=tmp_path / "none")
    assert value not in str(refusal.value)


def test_database_default_is_tuned_sqlite(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    entry = environment.database("DATABASE_URL", default="sqlite:////srv/db.sqlite3")
    assert entry["ENGINE"] == "django.db.backends.sqlite3"
    assert entry["NAME"] == "/srv/db.sqlite3"
    assert entry["CONN_MAX_AGE"] == 60
    assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in entry["OPTIONS"]["init_command"]


def test_database_postgresql_keeps_the_operators_options(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://u:p@db.example:5433/calc?sslmode=verify-full")
    entry = environment.database("DATABASE_URL", default="")
    assert entry["ENGINE"] == "django.db.backends.postgresql"
    assert (entry["HOST"], entry["PORT"], entry["NAME"]) == ("db.example", 5433, "calc")
    assert entry["CONN_HEALTH_CHECKS"] is True
    assert entry["OPTIONS"]["sslmode"] == "verify-full"
    assert "statement_timeout=5000" in entry["OPTIONS"]["options"]


def test_database_of_another_kind_is_refused_without_its_password(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://user:hunter2@db.example/calc")
    with pytest.raises(ImproperlyConfigured, match="begins with 'mysql'") as refusal:
        environment.database("DATABASE_URL", default="")
    assert "hunter2" not in str(refusal.value)


def test_cache_default_is_local_memory(monkeypatch):
    monkeypatch.delenv("CACHE_URL", raising=False)
    assert environment.cache("CACHE_URL")["BACKEND"].endswith("LocMemCache")


def test_cache_redis_is_djangos_own_backend(monkeypatch):
    monkeypatch.setenv("CACHE_URL", "redis://127.0.0.1:6379/1")
    entry = environment.cache("CACHE_URL")
    assert entry["BACKEND"] == "django.core.cache.backends.redis.RedisCache"
    assert entry["OPTIONS"]["socket_timeout"] == 0.2


def test_cache_of_another_kind_is_refused(monkeypatch):
    monkeypatch.setenv("CACHE_URL", "memcache://127.0.0.1:11211")
    with pytest.raises(ImproperlyConfigured, match="not a Redis address"):
        environment.cache("CACHE_URL")


def test_mail_unset_is_printed(monkeypatch):
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert environment.mail("EMAIL_URL") == {
        "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"
    }


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://relay", {"EMAIL_HOST": "relay", "EMAIL_PORT": 25, "EMAIL_HOST_USER": ""}),
        ("smtp+tls://ed:p%40ss@mail.example", {"EMAIL_PORT": 587, "EMAIL_USE_TLS": True}),
        ("smtp+tls://ed:p%40ss@mail.example", {"EMAIL_HOST_PASSWORD": "p@ss"}),
        ("smtp+ssl://mail.example", {"EMAIL_PORT": 465, "EMAIL_USE_SSL": True}),
        ("smtp+ssl://mail.example:2465", {"EMAIL_PORT": 2465, "EMAIL_TIMEOUT": 10}),
    ],
)
def test_mail_reads_the_address_of_a_server(monkeypatch, url, expected):
    monkeypatch.setenv("EMAIL_URL", url)
    assert expected.items() <= environment.mail("EMAIL_URL").items()


@pytest.mark.parametrize(
    "url", ["mail.example", "http://ed:secret@a", "smtp://", "smtp://a:secret", "smtp://[secret"]
)
def test_mail_to_no_server_is_refused_without_quoting_it(monkeypatch, url):
    monkeypatch.setenv("EMAIL_URL", url)
    with pytest.raises(ImproperlyConfigured, match="is not the address of a mail server") as error:
        environment.mail("EMAIL_URL")
    assert "secret" not in str(error.value)


def test_sender_may_have_a_name(monkeypatch):
    monkeypatch.setenv("EMAIL_FROM", "Calcsite <desk@calcsite.example>")
    assert environment.sender("EMAIL_FROM", default="") == "Calcsite <desk@calcsite.example>"


@pytest.mark.parametrize("value", ["calcsite", "Calcsite <>", "a@b c@d", "a@b\nBcc: c@d"])
def test_sender_that_is_no_address_is_refused(monkeypatch, value):
    monkeypatch.setenv("EMAIL_FROM", value)
    with pytest.raises(ImproperlyConfigured, match="write an e-mail address"):
        environment.sender("EMAIL_FROM", default="")


def test_count_within_its_limits(monkeypatch):
    monkeypatch.setenv("THREADS", " 8 ")
    assert environment.count("THREADS", 64, most=1024) == 8
    monkeypatch.delenv("THREADS")
    assert environment.count("THREADS", 64, most=1024) == 64


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "1025", "9" * 30, "²"])
def test_count_out_of_its_limits_is_refused(monkeypatch, value):
    monkeypatch.setenv("THREADS", value)
    with pytest.raises(ImproperlyConfigured, match="write a whole number from 1 to 1024"):
        environment.count("THREADS", 64, most=1024)
