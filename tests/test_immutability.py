"""The database itself keeps approved editions and records, whoever writes."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from conditions.models import (
    Citation,
    Edition,
    Fact,
    FactCheck,
    ReviewEvent,
    TermKind,
    Topic,
)
from tests.factories import (
    approve,
    make_edition,
    make_fact,
    make_source,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db

SITES = Fact.body_sites.through
WITHDRAWAL = {"status": "withdrawn", "withdrawal_reason": "A figure is wrong."}


def raw(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def make_locked(status="approved"):
    """Make a locked edition with one fact, its citation and a body site."""
    edition = make_edition()
    make_fact(edition, Topic.SYMPTOM, body_sites=[make_term(kind=TermKind.BODY_SITE)])
    approve(edition)
    if status == "withdrawn":
        Edition.objects.filter(pk=edition.pk).update(**WITHDRAWAL, withdrawn_at=timezone.now())
    return edition


def add_fact(edition):
    make_fact(edition)


def move_fact_in(edition):
    Fact.objects.filter(pk=make_fact().pk).update(edition=edition)


def move_fact_out(edition):
    edition.facts.update(edition=make_edition())


def cite_more(edition):
    Citation.objects.create(fact=edition.facts.get(), source=make_source())


def add_site(edition):
    edition.facts.get().body_sites.add(make_term(kind=TermKind.BODY_SITE))


def another_number(edition):
    Edition.objects.filter(pk=edition.pk).update(number=7)


def withdraw_and_reword(edition):
    Edition.objects.filter(pk=edition.pk).update(
        **WITHDRAWAL, withdrawn_at=timezone.now(), change_note="Never happened."
    )


WRITES = {
    "add a fact": add_fact,
    "change a fact": lambda edition: edition.facts.update(plain="Other words."),
    "move a fact in": move_fact_in,
    "move a fact out": move_fact_out,
    "delete a fact": lambda edition: edition.facts.all().delete(),
    "change a fact in SQL": lambda edition: raw(
        "UPDATE conditions_fact SET clinical = 'x' WHERE edition_id = %s", edition.pk
    ),
    "delete a fact in SQL": lambda edition: raw(
        "DELETE FROM conditions_fact WHERE edition_id = %s", edition.pk
    ),
    "add a citation": cite_more,
    "change a citation": lambda edition: Citation.objects.update(locator="p. 1"),
    "delete a citation": lambda edition: Citation.objects.all().delete(),
    "add a body site": add_site,
    "change a body site": lambda edition: SITES.objects.update(
        term=make_term(kind=TermKind.BODY_SITE)
    ),
    "delete a body site": lambda edition: SITES.objects.all().delete(),
    "number an edition anew": another_number,
    "make it a draft again": lambda edition: Edition.objects.filter(pk=edition.pk).update(
        status="draft", approved_at=None, approved_by=None, publish_at=None
    ),
    "reword it while withdrawing": withdraw_and_reword,
    "delete an edition": lambda edition: Edition.objects.filter(pk=edition.pk).delete(),
    "delete an edition in SQL": lambda edition: raw(
        "DELETE FROM conditions_edition WHERE id = %s", edition.pk
    ),
}


@pytest.mark.parametrize("status", ["approved", "withdrawn"])
@pytest.mark.parametrize("write", WRITES)
def test_locked_edition_refuses_to(write, status):
    edition = make_locked(status)

    with (
        pytest.raises(IntegrityError, match="an approved edition never changes"),
        transaction.atomic(),
    ):
        WRITES[write](edition)


@pytest.mark.parametrize("status", ["draft", "in-review"])
@pytest.mark.parametrize("write", [write for write in WRITES if "withdrawing" not in write])
def test_edition_in_work_may(write, status):
    edition = make_edition(status=status)
    make_fact(edition, Topic.SYMPTOM, body_sites=[make_term(kind=TermKind.BODY_SITE)])
    if write.startswith("delete") and write.endswith("SQL"):
        edition.facts.all().delete()

    WRITES[write](edition)


def test_approved_edition_may_be_withdrawn_once():
    edition = make_locked("withdrawn")

    edition.refresh_from_db()
    assert edition.withdrawal_reason == "A figure is wrong."
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(withdrawal_reason="Nothing was wrong.")


def make_records(edition):
    by = {"by": make_user(), "by_name": "Ed"}
    event = ReviewEvent.objects.create(edition=edition, to_status="draft", **by)
    check = FactCheck.objects.create(
        condition=edition.condition,
        fact_key=edition.facts.get().key,
        outcome="confirmed",
        on="2026-01-01",
        **by,
    )
    return [event, edition.saves.create(revision=1, **by), check]


CHANGES = {
    "change": "UPDATE {table} SET by_name = 'Eve' WHERE id = %s",
    "put in another's name": "UPDATE {table} SET by_id = NULL, by_name = 'Eve' WHERE id = %s",
    "delete": "DELETE FROM {table} WHERE id = %s",
}


@pytest.mark.parametrize("position", range(3), ids=["event", "save", "check"])
@pytest.mark.parametrize("change", CHANGES)
def test_record_of_a_locked_edition_refuses_to(change, position):
    record = make_records(make_locked())[position]

    with (
        pytest.raises(IntegrityError, match="this record is only ever added to"),
        transaction.atomic(),
    ):
        raw(CHANGES[change].format(table=record._meta.db_table), record.pk)


def test_deletion_of_a_user_empties_the_reference_and_keeps_the_name():
    records = make_records(make_locked())

    records[0].by.delete()

    for record in records:
        record.refresh_from_db()
        assert (record.by, record.by_name) == (None, "Ed")


def test_deletion_of_a_draft_takes_its_records_along():
    edition = make_edition()
    make_fact(edition)
    event, save, check = make_records(edition)

    edition.delete()

    assert not ReviewEvent.objects.filter(pk=event.pk).exists()
    assert not type(save).objects.filter(pk=save.pk).exists()
    assert FactCheck.objects.filter(pk=check.pk).exists()
