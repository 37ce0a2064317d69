"""Counting senders, with the cache that tests have: this process's memory."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import RequestFactory, override_settings
from django.utils import timezone

from calcsite import limits

BROKEN = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
    },
    "process": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "limits-process",
    },
}


@pytest.fixture(autouse=True)
def empty_cache():
    with override_settings(
        CACHES=BROKEN
        | {
            "default": {
                "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
                "LOCATION": "limits-default",
            }
        }
    ):
        yield
        caches["default"].clear()


def uses(count=1, *, name="form", per_hour=2, address="192.0.2.1", forwarded=None):
    """Use a form `count` times and return whether each use was within the limit."""
    headers = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
    request = RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)
    return [limits.within_limit(request, name, per_hour=per_hour) for _use in range(count)]


def test_first_uses_are_within_the_limit_and_the_next_is_not():
    assert uses(3) == [True, True, False]


def test_senders_and_forms_are_counted_apart():
    assert uses(2) == [True, True]
    assert uses(address="192.0.2.2") == [True]
    assert uses(name="other") == [True]


def test_neighbours_in_one_ipv6_network_count_as_one_sender():
    assert uses(2, address="2001:db8:1:2::1") == [True, True]
    assert uses(address="2001:db8:1:2:ffff::9") == [False]
    assert uses(address="2001:db8:1:3::1") == [True]


def test_ipv4_addresses_written_as_ipv6_are_counted_apart():
    assert uses(2, address="::ffff:192.0.2.1") == [True, True]
    assert uses(address="192.0.2.1") == [False]
    assert uses(address="::ffff:192.0.2.2") == [True]


@pytest.mark.parametrize("proxy", ["127.0.0.1", ""])
def test_behind_our_proxy_its_word_counts(proxy):
    assert uses(2, address=proxy, forwarded="203.0.113.1") == [True, True]
    assert uses(address=proxy, forwarded="198.51.100.7, 203.0.113.1") == [False]
    assert uses(address=proxy, forwarded="203.0.113.2") == [True]


def test_word_of_a_stranger_does_not_count():
    assert uses(2, forwarded="203.0.113.1") == [True, True]
    assert uses(forwarded="203.0.113.2") == [False]


@pytest.mark.parametrize("junk", ["' OR 1=1", "::1%eth0", "999.9.9.9", "é" * 50])
def test_junk_for_an_address_is_one_sender(junk):
    assert uses(3, address="", forwarded=junk) == [True, True, False]


@pytest.mark.parametrize("later", [timedelta(hours=1), timedelta(days=1)])
def test_allowance_comes_back(monkeypatch, later):
    assert uses(3) == [True, True, False]
    moment = timezone.now() + later
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert uses() == [True]


def test_cache_holds_no_address_and_other_keys_each_day(monkeypatch):
    uses()
    today = set(caches["default"]._cache)
    moment = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    uses()
    both = set(caches["default"]._cache)

    assert len(today) == 1
    assert len(both) == 2
    assert not any("192.0.2.1" in key for key in both)
    hashes = {key.rpartition(":")[2] for key in both}
    assert len(hashes) == 2


def test_without_its_cache_server_the_process_counts(caplog):
    pytest.importorskip("redis")
    with override_settings(CACHES=BROKEN):
        assert uses(3) == [True, True, False]
    assert "cannot be reached" in caplog.text
    assert "192.0.2.1" not in caplog.text
