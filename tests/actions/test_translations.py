"""The way of a translated wording to readers."""

import pytest
from django.core.exceptions import PermissionDenied

from conditions.actions.translations import TranslationRefused, propose, take_step, write
from conditions.models import TranslatedWording
from tests.factories import (
    approve,
    make_edition,
    make_fact,
    make_published,
    make_translation,
    make_user,
)

pytestmark = pytest.mark.django_db
WORDS = {"plain": " Kalk lagert sich ab. ", "clinical": "Ablagerung von Kalziumsalzen."}


@pytest.fixture
def fact():
    return make_published().facts.get()


@pytest.fixture
def editor():
    return make_user("ed", groups=["editor"])


@pytest.fixture
def reviewer():
    return make_user("rita", groups=["reviewer"])


def change(fact):
    """Publish an edition in which the fact says something else."""
    edition = make_edition(fact.edition.condition)
    make_fact(edition, key=fact.key, plain="Other words.")
    approve(edition)


def test_translation_is_written_sent_and_approved_by_somebody_else(fact, editor, reviewer):
    begun = propose(fact=fact, language="de", by=editor)
    write(translation=begun, by=editor, **WORDS)
    take_step(translation=begun, name="submit", by=editor)
    take_step(translation=begun, name="approve", by=reviewer)

    kept = TranslatedWording.objects.get()
    assert (kept.status, kept.plain, kept.original_plain) == (
        "approved", "Kalk lagert sich ab.", fact.plain
    )  # fmt: skip
    assert (kept.translator, kept.reviewer) == (editor, reviewer)
    assert [(row.history_user_id, row.status) for row in kept.history.order_by("history_id")] == [
        ("ed", "draft"), ("ed", "draft"), ("ed", "in-review"), ("rita", "approved")
    ]  # fmt: skip


def test_translation_comes_back_with_the_reason_and_can_be_sent_again(fact, editor, reviewer):
    begun = make_translation(fact, status="in-review", by=editor)

    with pytest.raises(TranslationRefused, match="give the reason"):
        take_step(translation=begun, name="send_back", by=reviewer, reason=" ")
    back = take_step(translation=begun, name="send_back", by=reviewer, reason="Too hard.")
    assert (back.status, back.sent_back_because) == ("draft", "Too hard.")

    again = take_step(translation=begun, name="submit", by=editor)
    assert (again.status, again.sent_back_because) == ("in-review", "")


@pytest.mark.parametrize(
    ("name", "status"),
    [("submit", "approved"), ("approve", "draft"), ("send_back", "draft"), ("withdraw", "draft")],
)
def test_step_out_of_turn_is_refused(name, status):
    begun = make_translation(status=status)

    with pytest.raises(TranslationRefused, match="no longer possible"):
        take_step(translation=begun, name=name, by=make_user(is_superuser=True), reason="Why.")


def test_nobody_approves_a_translation_of_their_own():
    both = make_user(groups=["editor", "reviewer"])
    begun = make_translation(status="in-review", by=both)

    with pytest.raises(TranslationRefused, match="You translated it"):
        take_step(translation=begun, name="approve", by=both)


def test_only_the_translator_writes_and_sends_a_draft(editor):
    begun = make_translation()

    with pytest.raises(TranslationRefused, match="Somebody else"):
        write(translation=begun, by=editor, **WORDS)
    with pytest.raises(TranslationRefused, match="Somebody else"):
        take_step(translation=begun, name="submit", by=editor)


def test_half_a_translation_is_not_sent(fact, editor):
    begun = propose(fact=fact, language="de", by=editor, plain="Nur das.")

    with pytest.raises(TranslationRefused, match="plain and the clinical"):
        take_step(translation=begun, name="submit", by=editor)


@pytest.mark.parametrize(("name", "status"), [("submit", "draft"), ("approve", "in-review")])
def test_changed_original_must_be_translated_first(fact, editor, name, status):
    translator = make_user(groups=["editor"])
    begun = make_translation(fact, status=status, by=translator)
    change(fact)

    by = translator if name == "submit" else make_user(groups=["reviewer"])
    with pytest.raises(TranslationRefused, match="something else by now"):
        take_step(translation=begun, name=name, by=by)


def test_draft_takes_up_the_new_original(fact, editor):
    begun = make_translation(fact, by=editor)
    change(fact)

    write(translation=begun, by=editor, renew=True, **WORDS)

    assert take_step(translation=begun, name="submit", by=editor).original_plain == "Other words."


def test_second_translation_in_work_is_refused(fact, editor):
    propose(fact=fact, language="de", by=editor)
    propose(fact=fact, language="fr", by=editor)

    with pytest.raises(TranslationRefused, match="in work already"):
        propose(fact=fact, language="de", by=editor)


def test_only_published_facts_are_translated_and_not_into_their_own_language(fact, editor):
    with pytest.raises(TranslationRefused, match="readers have now"):
        propose(fact=make_fact(), language="de", by=editor)
    with pytest.raises(TranslationRefused, match="written in that language"):
        propose(fact=fact, language="en-us", by=editor)


def test_steps_need_the_right(fact, editor, reviewer):
    begun = make_translation(fact, status="in-review")

    with pytest.raises(PermissionDenied):
        propose(fact=fact, language="fr", by=reviewer)
    with pytest.raises(PermissionDenied):
        write(translation=begun, by=reviewer, **WORDS)
    for name in ("approve", "send_back", "withdraw"):
        with pytest.raises(PermissionDenied):
            take_step(translation=begun, name=name, by=editor, reason="Why.")
