"""What the history knows of records that were never changed here."""

import pytest
from django.apps import apps
from simple_history.models import HistoricalChanges

from conditions.actions.history import keep_before
from conditions.models import Source, Term, TermName, UrgencyRule
from tests.factories import make_term, make_urgency_rule

pytestmark = pytest.mark.django_db


def test_content_pack_leaves_no_history(shipped):
    histories = [m for m in apps.get_models() if issubclass(m, HistoricalChanges)]

    assert Term.objects.exists()
    assert UrgencyRule.objects.exists()
    assert len(histories) == 14
    assert [m for m in histories if m.objects.exists()] == []


def test_state_before_the_first_change_is_kept_once():
    term = Term.objects.bulk_create(
        [Term(kind="finding", slug="wart", name="Wart", plain_name="bump", category="sign")]
    )[0]
    TermName.objects.bulk_create([TermName(term=term, text="verruca")])
    term.name = "Verruca"

    for _time in range(2):
        keep_before(record=term, related=("names",))

    before = term.history.get()
    assert (before.name, before.history_type, before.history_user) == ("Wart", "+", "")
    assert TermName.history.get().text == "verruca"


def test_record_with_a_history_is_left_alone():
    term = make_term()

    keep_before(record=term, related=("names",))

    assert term.history.count() == 1


def test_state_before_holds_what_a_rule_points_to():
    term = make_term()
    rule = make_urgency_rule(all_of=[term])
    UrgencyRule.history.all().delete()

    keep_before(record=rule)

    assert [row.term for row in rule.history.get().all_of.all()] == [term]


def test_generated_fields_and_times_are_no_history():
    assert {"publishable", "updated_at"}.isdisjoint(
        one.name for one in Source.history.model._meta.fields
    )
