import io
import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from conditions.models import Topic
from tests.factories import (
    make_check,
    make_condition,
    make_edition,
    make_published,
    make_remark,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db


def person(name, **fields):
    return make_user(name, **{"email": f"{name}@example.org"} | fields)


def page(name, days_ago, *, owner=None, deputy=None):
    """Publish a condition with one fact, confirmed so many days ago (None: never)."""
    edition = make_published(make_condition(name, owner=owner, deputy=deputy))
    if days_ago is not None:
        make_check(edition.facts.get(), timezone.localdate() - timedelta(days=days_ago))
    return edition


def send():
    """Run the command; return what it says on both outputs."""
    said, complained = io.StringIO(), io.StringIO()
    call_command("send_digest", stdout=said, stderr=complained)
    return said.getvalue(), complained.getvalue()


def sent_to():
    return sorted(message.to[0] for message in mail.outbox)


def test_owner_is_told_what_is_overdue_and_due(settings):
    ada = person("ada")
    overdue, soon = page("Late", 400, owner=ada), page("Soon", 350, owner=ada)
    page("Current", 0, owner=ada)

    send()

    (message,) = mail.outbox
    assert message.subject == "Calcsite desk: 2 pages wait for you, 1 overdue"
    assert message.to == ["ada@example.org"]
    assert "1 fact is overdue since" in message.body
    assert "1 fact is due on" in message.body
    assert "Current" not in message.body
    for edition in (overdue, soon):
        url = f"{settings.SITE_URL}/admin/conditions/condition/{edition.condition_id}/currency/"
        assert url in message.body


def test_owner_is_told_of_facts_that_were_never_checked_or_need_a_change():
    ada = person("ada")
    page("New", None, owner=ada)
    wanting = page("Wanting", 3, owner=ada).facts.get()
    make_check(wanting, timezone.localdate(), outcome="needs-change", note="Not for the mail.")

    send()

    (message,) = mail.outbox
    assert "1 fact was never checked." in message.body
    assert "1 fact needs a change." in message.body
    assert "Not for the mail." not in message.body


def test_owner_is_told_of_outdated_sources():
    ada = person("ada")
    edition = make_published(
        make_condition("Wart", owner=ada),
        facts=[
            {"topic": Topic.CAUSE, "sources": [make_source("Fallen", status="retracted")]},
            {"topic": Topic.CAUSE, "sources": [make_source("Old", status="superseded")]},
            {
                "topic": Topic.CAUSE,
                "sources": [make_source("Older", status="superseded"), make_source()],
            },
        ],
    )
    for fact in edition.facts.all():
        make_check(fact, timezone.localdate())

    send()

    body = mail.outbox[0].body
    assert "Fallen. Journal of Tests. 2020. This source was retracted." in body
    assert "Old. Journal of Tests. 2020. A newer version of this source exists." in body
    assert "1 fact rests on it; without any other current source: 1." in body
    assert "Older" not in body  # its fact stands on a current source as well


def test_owner_is_told_of_reviews_and_remarks_without_a_readers_words(settings):
    ada = person("ada")
    edition = page("Wart", 0, owner=ada)
    make_remark(edition, text="My own toe hurts.")
    closed = {"status": "closed", "resolution": "Done.", "resolved_by_name": "Ed"}
    make_remark(edition, text="Done.", resolved_at=timezone.now(), **closed)
    make_edition(edition.condition, status="in-review", submitted_at=timezone.now())

    send()

    body = mail.outbox[0].body
    assert "1 remark is open." in body
    assert f"{settings.SITE_URL}/admin/desk/feedback/" in body
    assert "Edition 2 has waited for review since" in body
    assert "toe" not in body


def test_second_person_is_told_the_same():
    ada, ben = person("ada"), person("ben")
    page("Late", 400, owner=ada, deputy=ben)
    page("Later", 500, owner=ben)

    send()

    assert sent_to() == ["ada@example.org", "ben@example.org"]
    to_ben = next(message.body for message in mail.outbox if message.to == ["ben@example.org"])
    own, _second, of_ada = to_ben.partition("You are the second person for what follows")
    assert "Later\n" in own
    assert "Late\n" in of_ada


def test_what_is_overdue_is_told_again():
    page("Late", 400, owner=person("ada"))

    send()
    send()

    assert sent_to() == ["ada@example.org"] * 2


def test_nobody_is_mailed_about_nothing():
    page("Current", 0, owner=person("ada"), deputy=person("ben"))
    person("cleo")

    said, complained = send()

    assert mail.outbox == []
    assert (said, complained) == ("0 mails sent.\n", "")


@pytest.mark.parametrize("account", [{"is_active": False}, {"is_staff": False}])
def test_account_that_may_not_see_the_desk_is_not_told(account):
    gone, ben = person("gone", **account), person("ben")
    page("Late", 400, owner=gone, deputy=ben)
    page("Alone", 400, owner=gone)

    _said, complained = send()

    assert sent_to() == ["ben@example.org"]
    assert "can be told about: Alone." in complained


def test_page_without_an_owner_is_named():
    page("Late", 400)

    said, complained = send()

    assert said == "0 mails sent.\n"
    assert complained == "No active owner or second person can be told about: Late.\n"


class BrokenForOne(EmailBackend):
    """A mail server that refuses one recipient."""

    def send_messages(self, messages):
        if "ada@example.org" in messages[0].to:
            raise smtplib.SMTPRecipientsRefused({"ada@example.org": (550, b"no such user")})
        return super().send_messages(messages)


def test_failure_for_one_does_not_stop_the_others_and_ends_with_status_1(settings):
    settings.EMAIL_BACKEND = f"{__name__}.BrokenForOne"
    for name in ("ada", "ben"):
        page(f"Page of {name}", 400, owner=person(name))

    with pytest.raises(CommandError) as failed:
        send()

    assert sent_to() == ["ben@example.org"]
    assert failed.value.returncode == 1
    assert str(failed.value) == "1 of 2 could not be told: ada (SMTPRecipientsRefused)."


def test_person_without_an_address_is_named():
    page("Late", 400, owner=person("ada", email=""))

    with pytest.raises(CommandError, match=r"ada \(has no e-mail address\)"):
        send()


def test_malformed_address_is_a_failure_like_others():
    page("Late", 400, owner=person("ada", email="ada@example.org\nBcc: x@example.org"))

    with pytest.raises(CommandError, match=r"ada \(BadHeaderError\)"):
        send()

    assert mail.outbox == []


def test_queries_do_not_grow_with_the_pages(django_assert_num_queries):
    counts = []
    for _round in range(2):
        for number in range(3):
            page(f"Late {number}", 400, owner=person(f"ada{_round}{number}"))
        # The people's conditions, the published pages and their facts, outdated sources,
        # remarks, reviews.
        with django_assert_num_queries(6):
            send()
        counts.append(len(mail.outbox))
    assert counts == [3, 9]
