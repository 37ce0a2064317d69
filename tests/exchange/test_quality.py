"""Each flaw that content can have beyond its format, made once."""

from datetime import date
from uuid import UUID

import msgspec
import pytest

from conditions.exchange import (
    Check,
    Citation,
    ConditionDocument,
    Fact,
    Name,
    Pack,
    Source,
    Term,
    TermsDocument,
)
from conditions.exchange.gate import is_publishable
from conditions.exchange.quality import flaws, readability
from conditions.exchange.reading_grade import grade

SOURCE = Source(slug="lee-2020", kind="review", title="On warts", doi="10.1000/1")
TERM = Term(slug="lump", name="Skin nodule", plain_name="lump", category="sign")
CITED = {
    "citations": (Citation(source="lee-2020"),),
    "checked": Check(on=date(2026, 1, 1), by="Ed"),
}
HARD = (
    "Extraordinarily complicated physiological considerations necessitate interdisciplinary "
    "deliberations regarding individualised pharmacological interventions."
)


def fact(number, topic="definition", **fields):
    words = {"plain": f"It is bump {number}.", "clinical": f"Papule {number}."}
    return Fact(key=UUID(int=number), topic=topic, **words | CITED | fields)


def wart(*facts, slug="wart"):
    facts = (fact(1), fact(2, "seek-help", urgency="soon"), fact(3, "symptom", term="lump"), *facts)
    return ConditionDocument(slug=slug, name=slug.title(), kind="look-alike", facts=facts)


def pack(*conditions, terms=(TERM,), sources=(SOURCE,)):
    return Pack(
        conditions=conditions or (wart(),),
        terms=(TermsDocument(kind="finding", terms=terms),),
        sources=sources,
    )


def without(document, topic):
    facts = tuple(fact for fact in document.facts if fact.topic != topic)
    return msgspec.structs.replace(document, facts=facts)


REPEATED = "This very sentence is long enough to be noticed."
BROKEN = {
    "no definition": (pack(without(wart(), "definition")), True, "no fact says what it is"),
    "no advice": (pack(without(wart(), "seek-help")), False, "no advice on when to seek help"),
    "no plain wording": (pack(wart(fact(4, plain=" "))), True, "the plain wording is missing"),
    "no clinical wording": (pack(wart(fact(4, clinical=""))), True, "clinical wording is missing"),
    "no source": (pack(wart(fact(4, citations=()))), True, "no publishable source"),
    "unchecked": (pack(wart(fact(4, checked=None))), True, "nobody has checked it"),
    "hard words": (pack(wart(fact(4, plain=HARD))), True, "1 of 4 plain wordings are above grade"),
    "repeated": (
        pack(wart(fact(4, plain=REPEATED), fact(5, plain=REPEATED))), True,
        "this plain sentence stands 2 times",
    ),
    "uncited source": (
        pack(sources=(SOURCE, Source(slug="b", kind="book", title="B", pmid="2"))), False,
        "nothing cites it",
    ),
    "unused term": (
        pack(terms=(TERM, Term(slug="itch", name="Pruritus", plain_name="itch"))), False,
        "no fact, rule or narrower term uses it",
    ),
}  # fmt: skip


def test_sound_content_has_no_flaw():
    assert flaws(pack()) == []


@pytest.mark.parametrize("name", BROKEN)
def test_flaw_is_told(name):
    content, is_error, message = BROKEN[name]

    (flaw,) = flaws(content)

    assert flaw.is_error is is_error
    assert message in flaw.message


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (Term(slug="knot", name="Skin nodules", plain_name="knot"), "is spelt nearly like"),
        (
            Term(slug="knot", name="Tuber", plain_name="knot",
                 names=(Name(text="Lump", audience="lay"),)),
            "is shared with lump",
        ),
    ],
)  # fmt: skip
def test_terms_that_may_be_one_are_told(other, message):
    used = wart(fact(4, "symptom", term="knot"))
    found = flaws(pack(used, terms=(msgspec.structs.replace(TERM, slug="lump"), other)))

    assert any(message in flaw.message for flaw in found)
    assert not any(flaw.is_error for flaw in found)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"doi": ""}, False),
        ({"doi": "", "url": "https://a.example"}, False),
        ({"doi": "", "url": "https://a.example", "authoritative": True}, True),
        ({"title": ""}, False),
        ({"status": "retracted"}, False),
        ({"status": "superseded"}, True),
    ],
)
def test_source_is_publishable_by_the_rule_of_the_database(fields, expected):
    assert is_publishable(msgspec.structs.replace(SOURCE, **fields)) is expected


def test_reading_grade_grows_with_sentences_and_words():
    assert grade("The cat sat. It was fat.") < grade("The cat sat and it was fat.") < grade(HARD)
    assert grade("") == grade("(only brackets)") == 0
    # 6 words, 1 sentence, 6 syllables
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)


def test_medical_names_and_brackets_do_not_make_a_wording_hard():
    plain = "You have calciphylaxis now."

    assert grade(plain, {"calciphylaxis"}) < grade(plain)
    assert grade("It hurts (erythematous papulosquamous).") == grade("It hurts .")


def test_readability_counts_the_hard_wordings():
    (row,) = readability(pack(wart(fact(4, plain=HARD))))

    assert (row.condition, row.facts, row.hard) == ("wart", 4, 1)
