import logging
import sys
from types import SimpleNamespace

from calcsite.environment import SettingRefusedError
from calcsite.logs import DiscreetFormatter


def make_record(message, **extra):
    record = logging.LogRecord("django.request", logging.ERROR, "x.py", 1, message, (), None)
    record.__dict__.update(extra)
    return record


def test_record_of_a_request_names_the_route_and_nothing_typed():
    match = SimpleNamespace(route="conditions/<slug:slug>/")
    request = SimpleNamespace(method="GET", resolver_match=match)
    record = make_record("Not Found: /conditions/zzcanary/", request=request, status_code=404)
    line = DiscreetFormatter().format(record)
    assert "404 GET conditions/<slug:slug>/" in line
    assert "zzcanary" not in line


def test_record_of_an_exception_names_type_and_place_but_no_value():
    try:
        int("zzcanary")
    except ValueError:
        record = make_record("Error handling %s", args=("/?q=zzcanary",), exc_info=sys.exc_info())
    line = DiscreetFormatter().format(record)
    assert "ValueError" in line
    assert "test_logs.py" in line
    assert "zzcanary" not in line


def test_record_of_a_refused_setting_says_what_to_write():
    refusal = SettingRefusedError("DEBUG is 'ture': write true or false.")
    record = make_record("Exception in worker process", exc_info=(type(refusal), refusal, None))
    assert DiscreetFormatter().format(record).endswith("DEBUG is 'ture': write true or false.")


def test_record_without_a_request_keeps_its_message():
    assert "disk is nearly full" in DiscreetFormatter().format(make_record("disk is nearly full"))
