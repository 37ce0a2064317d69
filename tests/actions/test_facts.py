from datetime import date

import pytest

from conditions import exchange
from conditions.actions.facts import check_facts, set_sources, write_facts
from conditions.models import FactCheck
from conditions.selectors.documents import newest_checks
from tests.factories import make_edition, make_fact, make_source, make_user

pytestmark = pytest.mark.django_db


def test_facts_are_checked_together():
    edition, by = make_edition(), make_user("ada")
    keys = [make_fact(edition).key for _ in range(2)]

    check_facts(
        condition=edition.condition,
        keys=keys,
        outcome="confirmed",
        by=by,
        on=date(2026, 1, 2),
        note="Against the full text.",
    )

    checks = FactCheck.objects.all()
    assert {check.fact_key for check in checks} == set(keys)
    assert {(c.by, c.by_name, c.on, c.note) for c in checks} == {
        (by, "ada", date(2026, 1, 2), "Against the full text.")
    }


def test_newest_check_of_a_fact_counts():
    fact = make_fact()
    condition = fact.edition.condition
    for outcome, day in (("confirmed", 3), ("needs-change", 5), ("confirmed", 4)):
        check_facts(
            condition=condition,
            keys=[fact.key],
            outcome=outcome,
            by=make_user(),
            on=date(2026, 1, day),
        )

    assert newest_checks(condition)[fact.key].outcome == "needs-change"


def test_sources_that_stay_keep_their_words():
    kept, dropped, added = (make_source() for _ in range(3))
    fact = make_fact(sources=[dropped, kept])
    fact.citations.filter(source=kept).update(locator="p. 3")

    set_sources(fact=fact, sources=[kept, added])

    assert [citation.source for citation in fact.citations.all()] == [kept, added]
    assert fact.citations.get(source=kept).locator == "p. 3"


def test_fact_with_an_unknown_reference_is_not_written():
    edition = make_edition()
    fact = exchange.Fact(
        key="0b6d2f0e-0000-4000-8000-000000000001", topic="symptom", term="nowhere"
    )

    with pytest.raises(KeyError):
        write_facts(edition=edition, facts=[fact])

    assert not edition.facts.exists()
