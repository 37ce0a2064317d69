"""docs/claims.md: every claim of the founding articles leads to a fact of the content pack."""

import re
from pathlib import Path

import conditions
from conditions import exchange

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| (?P<claim>[AS]\d+[abc]?) \| .+? \| (?P<verdict>.+?) \| (?P<facts>.+) \|$")
FACT = re.compile(r"(?P<condition>[a-z-]+) · (?P<topic>[a-z-]+) · `(?P<key>[0-9a-f-]{36})`")
CLAIMS = {
    *(f"A{number}" for number in range(1, 39) if number != 17),
    *("A17a", "A17b", "A17c"),
    *(f"S{number}" for number in range(1, 26)),
}
UNSUPPORTED = {"A17b", "S12", "S19"}  # weak, not supported as stated, weak


def table():
    lines = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8").splitlines()
    rows = [match for line in lines if (match := ROW.match(line))]
    return {row["claim"]: list(FACT.finditer(row["facts"])) for row in rows}


def published_facts():
    pack = exchange.read_pack(Path(conditions.__file__).parent / "content")
    return {
        (condition.slug, fact.topic, str(fact.key))
        for condition in pack.conditions
        for fact in condition.facts
    }


def test_every_claim_leads_to_facts_that_are_there():
    facts = published_facts()
    claims = table()
    assert claims.keys() == CLAIMS
    for claim, carriers in claims.items():
        assert carriers, f"{claim} leads nowhere"
        for fact in carriers:
            assert (fact["condition"], fact["topic"], fact["key"]) in facts, claim


def test_unsupported_claims_are_open_questions_only():
    claims = table()
    for claim in UNSUPPORTED:
        assert {fact["topic"] for fact in claims[claim]} == {"open-question"}, claim
