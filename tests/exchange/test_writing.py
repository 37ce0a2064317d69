from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.exchange import (
    Check,
    Citation,
    ConditionDocument,
    Fact,
    Frequency,
    Name,
    SourcesDocument,
    TermsDocument,
    UrgencyRulesDocument,
    pack_path,
    read_document,
    write_document,
)

KEY = UUID("0b6d2f0e-0000-4000-8000-000000000001")
LONG = "Calcium settles in small vessels of the skin: they close, and sores open."
DOCUMENT = ConditionDocument(
    slug="wart",
    name="Wart",
    kind="look-alike",
    names=(Name(text="verruca", audience="clinical"),),
    facts=(
        Fact(
            key=KEY,
            topic="symptom",
            term="lump",
            plain=LONG,
            clinical="Short.",
            frequency=Frequency(band="frequent", basis="percentage", percentage=40.0),
            citations=(Citation(source="someone-2020", locator="p. 3"),),
            checked=Check(on=date(2026, 1, 2), by="Ed"),
        ),
    ),
)
WRITTEN = """\
schema: calcsite/condition/1
slug: wart
name: Wart
kind: look-alike
names:
  - {text: verruca, audience: clinical}
facts:
  - key: 0b6d2f0e-0000-4000-8000-000000000001
    topic: symptom
    term: lump
    plain: >-
      Calcium settles in small vessels of the skin: they close, and sores open.
    clinical: Short.
    frequency: {band: frequent, basis: percentage, percentage: 40}
    citations:
      - {source: someone-2020, locator: p. 3}
    checked: {date: 2026-01-02, by: Ed}
"""


def test_document_is_written_in_one_way():
    assert write_document(DOCUMENT) == WRITTEN


def test_written_document_reads_back_as_it_was():
    assert read_document(WRITTEN, "wart.yaml") == DOCUMENT


# What YAML can hold: no control characters but newlines.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n"))
NASTY = st.sampled_from(
    ["yes", "null", "~", "1_000", "1:30", "2026-01-01", "- a", "# a", "a: b", " a ", "'", '"', "é "]
)


@given(st.one_of(TEXTS, NASTY, st.tuples(TEXTS, NASTY).map("".join)))
def test_any_text_survives_writing_and_reading(text):
    fact = Fact(key=KEY, topic="definition", plain=text, clinical=text * 30)
    document = ConditionDocument(slug="a", name=text[:120] or "a", kind="related", facts=(fact,))

    written = write_document(document)

    assert read_document(written, "a.yaml") == document


@given(
    st.floats(0, 100).map(lambda value: round(value, 2)),
    st.one_of(st.none(), st.integers(1, 10**9)),
)
def test_any_figure_survives_writing_and_reading(percentage, denominator):
    frequency = Frequency(
        band="frequent", basis="percentage", percentage=percentage, denominator=denominator
    )
    fact = Fact(key=KEY, topic="symptom", term="lump", frequency=frequency)
    document = ConditionDocument(slug="a", name="A", kind="related", facts=(fact,))

    assert read_document(write_document(document), "a.yaml") == document


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (DOCUMENT, "conditions/wart.yaml"),
        (TermsDocument(kind="finding", terms=()), "findings.yaml"),
        (TermsDocument(kind="risk-factor", terms=()), "risk-factors.yaml"),
        (TermsDocument(kind="body-site", terms=()), "body-sites.yaml"),
        (TermsDocument(kind="test", terms=()), "tests.yaml"),
        (TermsDocument(kind="treatment", terms=()), "treatments.yaml"),
        (SourcesDocument(sources=()), "sources.yaml"),
        (UrgencyRulesDocument(rules=()), "urgency-rules.yaml"),
    ],
)
def test_document_has_its_place_in_a_pack(document, path):
    assert pack_path(document) == path
