"""Each rule on what documents say of each other, broken once."""

import pytest

from conditions.exchange import Known, check_references, read_part
from tests.exchange.documents import KEY, RULES, SOURCES, TERMS, make_fact_text, make_text

KNOWN = Known(
    terms={
        "ulcer": "finding",
        "sore": "finding",
        "dialysis": "risk-factor",
        "leg": "body-site",
        "biopsy": "test",
    },
    sources={"someone-2020"},
    conditions={"gout", "mole"},
    broader_terms={"sore": ("ulcer",)},
    broader_conditions={"mole": ("wart",)},
)
WORDING = "{band: frequent, basis: wording}"


def fact(**fields):
    return make_text(make_fact_text(**fields))


def term(**fields):
    return TERMS + "".join(f"    {name}: {value}\n" for name, value in fields.items())


def frequency(**fields):
    inside = ", ".join(f"{name}: {value}" for name, value in fields.items())
    return fact(frequency=f"{{{inside}}}", reported_absent=None)


TWO_ULCERS = TERMS + "  - {slug: other, name: ulcer, plain_name: sore, category: sign}\n"
NO_TERM = {"term": None}
FIGURES = "counted needs numerator and denominator"
BROKEN = {
    # conditions
    "broader condition": (make_text(broader="lump"), "broader", "there is no condition “lump”"),
    "circle of conditions": (make_text(broader="mole"), "broader", "“wart” is broader than itself"),
    "name twice": (
        make_text(names="[{text: Verruca, audience: lay}, {text: verruca, audience: clinical}]"),
        "names", "the name “verruca” stands here 2 times",
    ),
    "code twice": (
        make_text(codes="[{system: OMIM, code: '1'}, {system: OMIM, code: '1'}]"),
        "codes[1]", "“OMIM 1” stands here 2 times",
    ),
    "former slug twice": (
        make_text(former_slugs="[lump, lump]"), "former_slugs[1]", "“lump” stands here 2 times",
    ),
    # facts
    "key twice": (
        make_text(make_fact_text() + make_fact_text()), "facts[1]",
        f"“{KEY.format(1)}” stands here 2 times",
    ),
    "unknown term": (fact(term="lump"), "facts[0].term", "there is no term “lump”"),
    "term of another kind": (
        fact(term="dialysis"), "facts[0].term", "“dialysis” is a risk-factor; allowed here is",
    ),
    "term where none belongs": (
        fact(topic="definition"), "facts[0].term", "“definition” points to no term",
    ),
    "no term": (fact(**NO_TERM), "facts[0]", "“symptom” needs a term: the slug of a finding"),
    "no other condition": (
        fact(topic="differential", **NO_TERM), "facts[0]", "“condition” belongs to differential",
    ),
    "other condition of a symptom": (
        fact(condition="gout"), "facts[0]", "“condition” belongs to differential facts",
    ),
    "unknown other condition": (
        fact(topic="differential", condition="lump", **NO_TERM), "facts[0].condition",
        "there is no condition “lump”",
    ),
    "no urgency": (
        fact(topic="seek-help", **NO_TERM), "facts[0]", "“urgency” belongs to seek-help facts",
    ),
    "urgency of a symptom": (fact(urgency="soon"), "facts[0]", "“urgency” belongs to seek-help"),
    "modifiable symptom": (
        fact(modifiable="true"), "facts[0].modifiable", "belongs to risk factors only",
    ),
    "unknown body site": (
        fact(body_sites="[arm]"), "facts[0].body_sites[0]", "there is no term “arm”",
    ),
    "body site of another kind": (
        fact(body_sites="[ulcer]"), "facts[0].body_sites[0]", "“ulcer” is a finding",
    ),
    "body site twice": (
        fact(body_sites="[leg, leg]"), "facts[0].body_sites[1]", "“leg” stands here 2 times",
    ),
    "unknown source": (
        fact(citations="[{source: nobody}]"), "facts[0].citations[0].source",
        "there is no source “nobody”",
    ),
    "source twice": (
        fact(citations="[{source: someone-2020}, {source: someone-2020}]"),
        "facts[0].citations[1]", "“someone-2020” stands here 2 times",
    ),
    # how often
    "frequency of a test": (
        fact(topic="diagnosis", term="biopsy", frequency=WORDING), "facts[0].frequency",
        "belongs to symptoms, risk factors and complications only",
    ),
    "absent test": (
        fact(topic="diagnosis", term="biopsy", reported_absent="true"),
        "facts[0].reported_absent", "belongs to symptoms, risk factors and complications only",
    ),
    "absent and frequent": (
        fact(frequency=WORDING, reported_absent="true"), "facts[0].frequency.band",
        "“excluded” and “reported_absent: true” go together",
    ),
    "excluded and not absent": (
        frequency(band="excluded", basis="wording"), "facts[0].frequency.band", "go together",
    ),
    "counted without a number": (
        frequency(band="frequent", basis="counted", numerator=3), "facts[0].frequency", FIGURES,
    ),
    "percentage without one": (
        frequency(band="frequent", basis="percentage", denominator=9), "facts[0].frequency",
        FIGURES,
    ),
    "wording with a figure": (
        frequency(band="frequent", basis="wording", percentage=40), "facts[0].frequency", FIGURES,
    ),
    "more than all": (
        frequency(band="always", basis="counted", numerator=10, denominator=9),
        "facts[0].frequency.numerator", "is larger than the denominator",
    ),
    "percentage too exact": (
        frequency(band="frequent", basis="percentage", percentage=33.333),
        "facts[0].frequency.percentage", "allowed are two decimals",
    ),
    # terms
    "term slug twice": (
        TWO_ULCERS.replace("slug: other, name: ulcer", "slug: ulcer, name: Other"),
        "terms[1]", "“ulcer” stands here 2 times",
    ),
    "term name twice": (TWO_ULCERS, "terms[1]", "“ulcer” stands here 2 times"),
    "synonym twice": (
        term(names="[{text: sore, audience: lay}, {text: Sore, audience: lay}]"),
        "terms[0].names", "the name “sore” stands here 2 times",
    ),
    "term code twice": (
        term(codes="[{system: HPO, code: a}, {system: HPO, code: a}]"), "terms[0].codes[1]",
        "“HPO a” stands here 2 times",
    ),
    "category of another kind": (
        TERMS.replace("category: sign", "category: biopsy"), "terms[0].category",
        "allowed for a finding: examination, imaging, laboratory, sign, symptom",
    ),
    "category of a body site": (
        TERMS.replace("kind: finding", "kind: body-site"), "terms[0].category",
        "allowed for a body-site: none",
    ),
    "unknown broader term": (
        term(broader="[lump]"), "terms[0].broader[0]", "there is no term “lump”",
    ),
    "broader term of another kind": (
        term(broader="[dialysis]"), "terms[0].broader[0]", "“dialysis” is a risk-factor",
    ),
    "circle of terms": (
        term(broader="[sore]"), "terms[0].broader", "“ulcer” is broader than itself: a circle",
    ),
    # sources
    "source slug twice": (
        SOURCES + "  - {slug: someone-2020, kind: book}\n", "sources[1]",
        "“someone-2020” stands here 2 times",
    ),
    "DOI twice": (
        SOURCES + "  - {slug: other, kind: book, doi: 10.1000/1}\n", "sources[1]",
        "“10.1000/1” stands here 2 times",
    ),
    # urgency rules
    "rule twice": (
        RULES + RULES.partition("rules:\n")[2], "rules[1]", "“sores” stands here 2 times",
    ),
    "rule that never fires": (
        RULES.replace("    any_of: [ulcer]\n", ""), "rules[0]", "it would never fire",
    ),
    "rule on a body site": (
        RULES.replace("[ulcer]", "[leg]"), "rules[0].any_of[0]",
        "there is no finding or risk factor “leg”",
    ),
    "rule with an unknown source": (
        RULES + "    sources: [nobody]\n", "rules[0].sources[0]", "there is no source “nobody”",
    ),
    "half a review": (
        RULES + "    reviewed_by: Dr R\n", "rules[0]",
        "“reviewed_by” and “reviewed_on” go together",
    ),
}  # fmt: skip


def problems_of(text):
    return check_references([read_part(text, "some.yaml")], KNOWN)


@pytest.mark.parametrize("name", BROKEN)
def test_broken_reference_says_where_and_what_is_allowed(name):
    text, place, message = BROKEN[name]

    problems = problems_of(text)

    assert [problem.place for problem in problems] == [place]
    assert message in problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        make_text(),
        make_text(broader="gout"),
        fact(body_sites="[leg]", citations="[{source: someone-2020}]", frequency=WORDING),
        fact(topic="risk-factor", term="dialysis", modifiable="true"),
        fact(topic="differential", condition="gout", **NO_TERM),
        fact(topic="seek-help", urgency="soon", **NO_TERM),
        fact(topic="complication", **NO_TERM),
        fact(topic="complication"),
        fact(reported_absent="true", frequency="{band: excluded, basis: wording}"),
        frequency(band="frequent", basis="counted", numerator=3, denominator=9),
        frequency(band="frequent", basis="percentage", percentage=33.33),
        frequency(band="frequent", basis="percentage", percentage=40, denominator=9),
        TERMS,
        SOURCES,
        RULES,
        RULES + "    reviewed_by: Dr R\n    reviewed_on: 2026-01-01\n",
    ],
)
def test_sound_references_raise_no_complaint(text):
    assert problems_of(text) == []


def test_problem_names_the_line():
    text = make_text(make_fact_text() + make_fact_text(2, term="lump"))

    (problem,) = problems_of(text)

    assert text.splitlines()[problem.line - 1].strip() == "term: lump"
