"""The database itself keeps approved editions and records, whoever writes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from conditions.actions.comments import resolve_comment
from conditions.actions.experts import give_opinion
from conditions.models import (
    CatalogueTerm,
    Citation,
    Edition,
    Fact,
    FactCheck,
    Release,
    ReviewEvent,
    TermKind,
    Topic,
)
from tests.factories import (
    approve,
    invite,
    make_comment,
    make_edition,
    make_fact,
    make_source,
    make_term,
    make_translation,
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


def make_release(state="loading"):
    """Make a release with one row of everything that an import brings."""
    release = Release.objects.create(
        source="HPO", version="1", licence="free", released_on="2026-01-01"
    )
    term = release.terms.create(code="HP:1")
    disease = release.diseases.create(code="OMIM:1", name="Wart")
    release.annotations.create(line=7, term=term, disease=disease)
    Release.objects.filter(pk=release.pk).update(state=state)
    return release


IMPORTED = ("term", "disease", "annotation")
CATALOGUE_WRITES = {
    "add": "INSERT INTO conditions_catalogueterm (release_id, code, name, definition, synonyms, "
    "broader, former_codes, is_obsolete, replaced_by) "
    "SELECT release_id, 'HP:2', '', '', synonyms, '', '', is_obsolete, '' "
    "FROM conditions_catalogueterm WHERE release_id = %s",
    **{
        f"change the {row}": f"UPDATE conditions_catalogue{row} SET release_id = release_id "
        "WHERE release_id = %s"
        for row in IMPORTED
    },
    **{
        f"delete the {row}": f"DELETE FROM conditions_catalogue{row} WHERE release_id = %s"
        for row in IMPORTED
    },
    "reword the release": "UPDATE conditions_release SET licence = 'mine' WHERE id = %s",
    "load it again": "UPDATE conditions_release SET state = 'loading' WHERE id = %s",
    "delete the release": "DELETE FROM conditions_release WHERE id = %s",
}


@pytest.mark.parametrize("write", CATALOGUE_WRITES)
def test_serving_release_refuses_to(write):
    release = make_release("serving")

    with (
        pytest.raises(IntegrityError, match="an imported release never changes"),
        transaction.atomic(),
    ):
        raw(CATALOGUE_WRITES[write], release.pk)


def test_replaced_release_may_be_removed_and_never_added_to():
    release = make_release("replaced")

    with pytest.raises(IntegrityError), transaction.atomic():
        release.terms.create(code="HP:2")
    release.delete()

    assert not CatalogueTerm.objects.exists()


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
    override = edition.overrides.create(code="reading-grade", reason="Has to be.", **by)
    comment = edition.comments.create(text="Is this so?", **by)
    invitation = edition.invitations.create(
        name="Eva Roe",
        role="surgeon",
        token_digest=str(edition.pk),
        expires_at=timezone.now() + timedelta(days=1),
        **by,
    )
    return [event, edition.saves.create(revision=1, **by), check, override, comment, invitation]


CHANGES = {
    "change": "UPDATE {table} SET by_name = 'Eve' WHERE id = %s",
    "put in another's name": "UPDATE {table} SET by_id = NULL, by_name = 'Eve' WHERE id = %s",
    "delete": "DELETE FROM {table} WHERE id = %s",
}


@pytest.mark.parametrize(
    "position", range(6), ids=["event", "save", "check", "override", "comment", "invitation"]
)
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


def test_steps_of_a_deleted_draft_stay_and_its_saves_may_go():
    edition = make_edition(status="deleted", deleted_at=timezone.now())
    make_fact(edition)
    records = {row._meta.model_name: row for row in make_records(edition)}

    for table, row in (("reviewevent", records["reviewevent"]), ("edition", edition)):
        with (
            pytest.raises(IntegrityError, match=r"never changes|only ever added"),
            transaction.atomic(),
        ):
            raw(f"DELETE FROM conditions_{table} WHERE id = %s", row.pk)
    raw("DELETE FROM conditions_draftsave WHERE id = %s", records["draftsave"].pk)


RESOLVE = (
    "UPDATE {table} SET resolved_at = '2026-01-01', resolved_by_name = 'Rita', "
    "resolution = '{how}'{more} WHERE id = %s"
)


def test_comment_is_resolved_once():
    comment = make_comment()
    table = comment._meta.db_table
    raw(RESOLVE.format(table=table, how="Done.", more=""), comment.pk)

    for how in ("Done.", "Not done."):
        with (
            pytest.raises(IntegrityError, match="this record is only ever added to"),
            transaction.atomic(),
        ):
            raw(RESOLVE.format(table=table, how=how, more=""), comment.pk)


def test_comment_keeps_its_words_when_it_is_resolved():
    comment = make_comment()

    with (
        pytest.raises(IntegrityError, match="this record is only ever added to"),
        transaction.atomic(),
    ):
        raw(
            RESOLVE.format(table=comment._meta.db_table, how="Done.", more=", text = 'No.'"),
            comment.pk,
        )


def test_deletion_of_who_resolved_a_comment_keeps_the_name():
    comment, by = make_comment(), make_user(groups=["editor"], username="ed")
    resolve_comment(comment=comment, resolution="Done.", by=by)

    by.delete()

    comment.refresh_from_db()
    assert (comment.resolved_by, comment.resolved_by_name) == (None, "ed")


REVOKE = "UPDATE {table} SET revoked_at = '2026-01-01', revoked_by_name = '{who}' WHERE id = %s"


def test_invitation_is_revoked_once():
    invitation, _token = invite()
    table = invitation._meta.db_table
    raw(REVOKE.format(table=table, who="Rita"), invitation.pk)

    with (
        pytest.raises(IntegrityError, match="this record is only ever added to"),
        transaction.atomic(),
    ):
        raw(REVOKE.format(table=table, who="Eve"), invitation.pk)


@pytest.mark.parametrize("change", ["UPDATE {table} SET name = 'Eve'", "DELETE FROM {table}"])
def test_opinion_on_a_locked_edition_refuses_any_change(change):
    invitation, _token = invite()
    opinion = give_opinion(
        invitation=invitation, verdict="approves", name="Eva Roe", role="surgeon"
    )
    approve(invitation.edition)

    with (
        pytest.raises(IntegrityError, match="this record is only ever added to"),
        transaction.atomic(),
    ):
        raw(f"{change} WHERE id = %s".format(table=opinion._meta.db_table), opinion.pk)


TRANSLATION_KEPT = "an approved translation never changes"


@pytest.mark.parametrize("status", ["approved", "withdrawn"])
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE {table} SET plain = 'Anderes.'",
        "UPDATE {table} SET original_plain = 'Other.'",
        "UPDATE {table} SET status = 'draft'",
        "DELETE FROM {table}",
    ],
)
def test_reviewed_translation_refuses_any_change(status, change):
    translation = make_translation(status=status)
    with pytest.raises(IntegrityError, match=TRANSLATION_KEPT), transaction.atomic():
        raw(f"{change} WHERE id = %s".format(table=translation._meta.db_table), translation.pk)


def test_approved_translation_is_withdrawn_with_a_reason():
    translation = make_translation(status="approved")

    type(translation).objects.update(**WITHDRAWAL, withdrawn_at=timezone.now())

    translation.refresh_from_db()
    assert translation.status == "withdrawn"


def test_draft_of_a_translation_changes_and_goes():
    translation = make_translation()
    translation.plain = "Anderes."
    translation.save()

    assert translation.delete()[0] == 1
