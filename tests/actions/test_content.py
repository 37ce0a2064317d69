"""Taking a content pack in: all of it or nothing."""

import msgspec
import pytest
from django.db import IntegrityError, transaction

from conditions.actions.content import IncompleteContent, load_pack
from conditions.exchange import read_pack
from conditions.models import (
    FactCheck,
    TermKind,
    Topic,
)
from tests.actions.exported import counts, exported
from tests.factories import (
    approve,
    make_condition,
    make_edition,
    make_fact,
    make_source,
    make_term,
    make_urgency_rule,
)

pytestmark = pytest.mark.django_db


def make_one_of_everything():
    """Make a published edition that uses every field a document has."""
    broader = make_condition()
    condition = make_condition(broader=broader, plain_name="bump", review_interval=6)
    condition.names.create(text="verruca", audience="clinical", match="broader")
    condition.codes.create(system="OMIM", code="1", checked=True)
    condition.former_slugs.create(slug="lump")
    top = make_term(definition="A change.")
    term = make_term(names=["sore", "open skin"], broader=[top])
    term.codes.create(system="HPO", code="HP:1")
    risk = make_term(kind=TermKind.RISK_FACTOR)
    sources = [make_source(pmid="1", volume="3", pages="1-2"), make_source(status="superseded")]
    edition = make_edition(condition)
    make_fact(edition, key_fact=True, certainty="probable", evidence="cohort")
    counted = {"frequency_basis": "counted", "numerator": 17, "denominator": 24, "setting": "here"}
    measured = {"frequency_basis": "percentage", "percentage": "33.30", "denominator": 9}
    symptom = make_fact(
        edition,
        Topic.SYMPTOM,
        term=term,
        sources=sources,
        red_flag=True,
        body_sites=[make_term(kind=TermKind.BODY_SITE)],
        frequency_band="frequent",
        **counted,
    )
    symptom.citations.update(locator="p. 1", supports="the figure")
    make_fact(edition, Topic.SYMPTOM, reported_absent=True)
    make_fact(
        edition, Topic.RISK_FACTOR, term=risk, modifiable=True, frequency_band="frequent",
        **measured,
    )  # fmt: skip
    make_fact(edition, Topic.SEEK_HELP, urgency="emergency", editorial_advice=True)
    make_fact(edition, Topic.DIFFERENTIAL, other_condition=broader)
    for outcome, day in (("needs-change", "2026-01-01"), ("confirmed", "2026-01-02")):
        FactCheck.objects.create(
            condition=condition, fact_key=symptom.key, outcome=outcome, by_name="Ed", on=day
        )
    approve(edition)
    make_urgency_rule(
        all_of=[term], any_of=[risk], sources=sources, reviewed_by="Dr R", reviewed_on="2026-01-01"
    )


def test_export_survives_an_empty_database(tmp_path):
    with transaction.atomic():
        make_one_of_everything()
        before = exported()
        transaction.set_rollback(True)
    assert not any(counts().values())
    for path, text in before.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")

    load_pack(pack=read_pack(tmp_path))

    # Of the checks only the newest is in the document.
    assert FactCheck.objects.count() == 1
    assert exported() == before


def test_pack_that_the_gate_stops_loads_nothing(pack):
    condition = next(document for document in pack.conditions if document.facts)
    first, *others = condition.facts
    unsourced = msgspec.structs.replace(first, citations=())
    broken = msgspec.structs.replace(condition, facts=(unsourced, *others))
    conditions = tuple(broken if d is condition else d for d in pack.conditions)

    with pytest.raises(IncompleteContent) as stopped:
        load_pack(pack=msgspec.structs.replace(pack, conditions=conditions))

    assert stopped.value.found == [
        (condition.slug, str(first.key), "There is no publishable source.")
    ]
    assert not any(counts().values())


def test_pack_that_clashes_with_an_editors_record_loads_nothing(pack):
    document = pack.terms[0]
    make_term(document.terms[0].name.upper(), kind=TermKind(document.kind))
    before = counts()

    with pytest.raises(IntegrityError), transaction.atomic():
        load_pack(pack=pack)

    assert counts() == before
