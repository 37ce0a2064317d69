"""Each malformed document is refused with its file, line, place and what is allowed."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.exchange import ContentError, read_document
from conditions.exchange.reading import MAX_BYTES
from tests.exchange.documents import RULES, SOURCES, TERMS, make_fact_text, make_text

FREQUENCY = "{{band: {}, basis: {}, numerator: {}}}"
BROKEN = {
    # YAML
    "no mapping": ("- a", 1, "document", "a mapping that begins with “schema:”"),
    "empty": ("", 1, "document", "a mapping that begins with “schema:”"),
    "tab": ("schema: x\nslug:\n\twart", 3, "YAML", "cannot start any token"),
    "open bracket": ("schema: [", 2, "YAML", "expected node content"),
    "two documents": (SOURCES + "---\na: b\n", 7, "YAML", "found another document"),
    "field twice": (make_text() + "slug: mole\n", 5, "YAML", "“slug” stands here twice"),
    "alias": (make_text(plain_name="*wart"), 5, "YAML", "anchors and aliases are not allowed"),
    "anchor": (make_text(plain_name="&a wart"), 5, "YAML", "anchors and aliases are not allowed"),
    "tag": (make_text(plain_name="!!int ''"), 5, "YAML", "tags (words that begin with !)"),
    "Python": ("schema: !!python/object:os.system x", 1, "YAML", "tags (words that begin with !)"),
    "list as field name": (make_text() + "? [a, b]\n: c\n", 5, "YAML", "must be a word"),
    "NUL": ('schema: "a\\0b"', 1, "YAML", "holds a NUL character"),
    "raw NUL": ("schema: a\0b", 1, "YAML", "control characters are not allowed"),
    "impossible date": ("schema: 2026-02-30", 1, "YAML", "day is out of range"),
    "number without end": ("schema: " + "9" * 5000, 1, "YAML", "Exceeds the limit"),
    "too large": ("#" * (MAX_BYTES + 1), 1, "document", "larger than 5 MB"),
    # the document
    "no schema": ("slug: wart", 1, "document", "missing required field `schema`"),
    "unknown schema": (
        make_text(schema="calcsite/condition/9"), 1, "schema",
        "allowed: calcsite/condition/1, calcsite/terms/1, calcsite/sources/1, "
        "calcsite/urgency-rules/1",
    ),
    "missing field": (SOURCES.replace("    kind: review\n", ""), 3, "sources[0]", "`kind`"),
    "unknown field": (make_text(colour="red"), 1, "document", "unknown field `colour`"),
    "wrong type": (make_text(name="[Wart]"), 3, "name", "Expected `str`, got `array`"),
    "slug with a capital": (make_text(slug="Wart"), 2, "slug", "allowed is a slug: up to 80"),
    "slug with a newline": (make_text(slug='"wart\\n"'), 2, "slug", "allowed is a slug"),
    "kind of condition": (
        make_text(kind="bump"), 4, "kind",
        "allowed: calciphylaxis, calcinosis, related, look-alike",
    ),
    "interval": (make_text(review_interval=37), 5, "review_interval", "<= 36"),
    "audience": (
        make_text(names="[{text: verruca, audience: experts}]"), 5, "names[0].audience",
        "allowed: lay, clinical",
    ),
    "match": (
        make_text(names="[{text: verruca, audience: lay, match: near}]"), 5, "names[0].match",
        "allowed: exact, broader, narrower, related",
    ),
    # facts
    "topic": (make_text(make_fact_text(topic="looks")), 7, "facts[0].topic", "allowed: definition"),
    "key": (make_text(make_fact_text(key="one")), 6, "facts[0].key", "UUID"),
    "band": (
        make_text(make_fact_text(frequency=FREQUENCY.format("often", "counted", 1))), 9,
        "facts[0].frequency.band",
        "allowed: always, very-frequent, frequent, occasional, very-rare, excluded",
    ),
    "basis": (
        make_text(make_fact_text(frequency=FREQUENCY.format("always", "guessed", 1))), 9,
        "facts[0].frequency.basis", "allowed: counted, percentage, wording",
    ),
    "figure": (
        make_text(make_fact_text(frequency=FREQUENCY.format("always", "counted", -1))), 9,
        "facts[0].frequency.numerator", ">= 0",
    ),
    "figure that no database holds": (
        make_text(make_fact_text(frequency=FREQUENCY.format("always", "counted", 10**20))), 9,
        "facts[0].frequency.numerator", "2000000000",
    ),
    "certainty": (
        make_text(make_fact_text(certainty="sure")), 9, "facts[0].certainty",
        "allowed: established, probable, hypothesis, disputed",
    ),
    "evidence": (make_text(make_fact_text(evidence="hearsay")), 9, "facts[0].evidence", "rct"),
    "urgency": (
        make_text(make_fact_text(urgency="never")), 9, "facts[0].urgency",
        "allowed: emergency, today, soon",
    ),
    "outcome": (
        make_text(make_fact_text(checked="{date: 2026-01-01, by: Ed, outcome: maybe}")), 9,
        "facts[0].checked.outcome", "allowed: confirmed, needs-change",
    ),
    "date": (
        make_text(make_fact_text(checked="{date: today, by: Ed}")), 9, "facts[0].checked.date",
        "Invalid RFC3339",
    ),
    # the other documents
    "kind of term": (
        TERMS.replace("kind: finding", "kind: thing"), 2, "kind",
        "allowed: finding, risk-factor, body-site, test, treatment",
    ),
    "category": (
        TERMS.replace("sign", "colour"), 7, "terms[0].category", "allowed: symptom, sign",
    ),
    "kind of source": (
        SOURCES.replace("review", "rumour"), 4, "sources[0].kind", "allowed: guideline",
    ),
    "status of a source": (
        SOURCES + "    status: lost\n", 7, "sources[0].status",
        "allowed: current, superseded, retracted",
    ),
    "PMID": (SOURCES + "    pmid: PM1\n", 7, "sources[0].pmid", "allowed are up to nine digits"),
    "PMCID": (SOURCES + "    pmcid: '1'\n", 7, "sources[0].pmcid", "allowed is PMC followed by"),
    "DOI": (SOURCES.replace("10.1000/1", "doi:1"), 6, "sources[0].doi", "allowed is a DOI: 10."),
    "address": (SOURCES + "    url: ftp://a\n", 7, "sources[0].url", "begins with https:// or"),
    "level": (
        RULES.replace("today\n", "whenever\n", 1), 4, "rules[0].level",
        "allowed: emergency, today, soon",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_malformed_document_says_where_and_what_is_allowed(name):
    text, line, place, message = BROKEN[name]

    with pytest.raises(ContentError) as refused:
        read_document(text, "some.yaml")

    (problem,) = refused.value.problems
    assert (problem.file, problem.line, problem.place) == ("some.yaml", line, place)
    assert message in problem.message
    assert str(refused.value) == f"some.yaml, line {line}, {place}: {problem.message}"


def test_all_wrong_facts_are_told_at_once_in_their_order():
    facts = "".join(make_fact_text(number, topic=f"topic-{number}") for number in range(3))

    with pytest.raises(ContentError) as refused:
        read_document(make_text(facts), "some.yaml")

    places = [problem.place for problem in refused.value.problems]
    assert places == ["facts[0].topic", "facts[1].topic", "facts[2].topic"]


@pytest.mark.parametrize("text", [make_text(make_fact_text()), TERMS, SOURCES, RULES])
def test_sound_document_is_read(text):
    assert read_document(text, "some.yaml")


PIECES = st.sampled_from([*"[]{}:-!&*?'\"~=#|>%@\n\t 0é", "- ", "<<: ", "!!int ", "\0", "? "])


@given(st.lists(st.tuples(st.integers(0, 10**6), PIECES), min_size=1, max_size=4))
def test_mutilated_document_is_read_or_refused(cuts):
    text = make_text(make_fact_text(frequency=FREQUENCY.format("always", "counted", 1)))
    for place, piece in cuts:
        place %= len(text)
        text = text[:place] + piece + text[place + 1 :]

    with suppress(ContentError):  # any other error fails this test
        read_document(text, "some.yaml")
