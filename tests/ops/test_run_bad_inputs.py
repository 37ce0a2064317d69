"""The judge of bad inputs is tested with answers that must fail: a blind judge passes all."""

import pytest

from tests.ops.run_bad_inputs import (
    Answer,
    canaries_in,
    encode,
    faults_of_any,
    faults_of_entry,
    missing_headers,
    repeat,
)

ENTRY = {"get": "{list}", "expect": [200, 400]}


def make_answer(status=200, head="", body="", **changes):
    return Answer(status=status, head=f"HTTP/1.1 {status} X\r\n{head}", body=body, **changes)


def test_answer_that_is_fine_has_no_fault():
    assert list(faults_of_any(make_answer(), ENTRY)) == []


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (make_answer(500), "server error"),
        (make_answer(302), "status 302 is not in"),
        (make_answer(seconds=2.5), "took 2.5 s"),
        (make_answer(ended=False), "no end"),
        (make_answer(body="Traceback (most recent call last)"), "inside of the program"),
        (make_answer(body="a" * 300_001), "300001 bytes"),
        (make_answer(head="Set-Cookie: sid=1; Path=/"), "set a cookie"),
    ],
)
def test_answer_that_breaks_a_rule_is_reported(answer, fault):
    assert fault in "; ".join(faults_of_any(answer, ENTRY))


def test_cookie_on_a_staff_page_is_no_fault():
    entry = {"get": "{login}?next=/", "expect": [200]}
    assert list(faults_of_any(make_answer(head="Set-Cookie: csrf=1"), entry)) == []


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        ({"not_in_body": "<script>"}, make_answer(body="<p><script>")),
        ({"not_in_headers": "location: //evil"}, make_answer(head="Location: //evil.example")),
        ({"max_items": 1}, make_answer(body="<li>a<li>b")),
        ({"not_honoured": True}, make_answer(body='<a href="/b/"><a href="/a/">')),
    ],
)
def test_answer_that_breaks_its_entrys_rule_is_reported(rule, answer):
    plain_list = make_answer(body='<a href="/a/"><a href="/b/">')
    assert len(list(faults_of_entry(answer, ENTRY | rule, plain_list))) == 1
    assert list(faults_of_entry(plain_list, ENTRY | rule | {"max_items": 9}, plain_list)) == []


def test_missing_headers_are_reported_unless_the_server_itself_refused():
    assert len(list(missing_headers(make_answer(400, head="Date: today")))) == 3
    assert list(missing_headers(make_answer(400))) == []


def test_canary_in_a_log_is_reported(tmp_path):
    (tmp_path / "clean.log").write_text("GET /lookup/ 200")
    (tmp_path / "leaky.log").write_text("GET /lookup/?q=zzcanary 200")
    assert list(canaries_in([tmp_path])) == [f"{tmp_path}/leaky.log holds zzcanary 1 times"]
    assert list(canaries_in([tmp_path / "none"])) == [f"{tmp_path}/none is not there"]


def test_repeat_writes_out_copies_and_numbers():
    assert repeat("q=<<a*3>>&<<s=#&*2>>") == "q=aaa&s=1&s=2&"


def test_encode_keeps_raw_bytes():
    assert encode("GET / HTTP/1.1", ["X: \xff"], b"z") == b"GET / HTTP/1.1\r\nX: \xff\r\n\r\nz"
