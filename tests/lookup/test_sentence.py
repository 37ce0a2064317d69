"""Sentences of readers on a small vocabulary; the shipped one is tried in tests/views."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.lookup import MOST_CHARACTERS, Reader, SiteWords, TermIndex, TermWords
from conditions.lookup.sentence import MOST_MENTIONS

SITES = (
    SiteWords("body", ("body",)),
    SiteWords("limb", ("limb",), ("body",)),
    SiteWords("leg", ("leg", "legs"), ("limb",)),
    SiteWords("thigh", ("thigh",), ("leg",)),
    SiteWords("elbow", ("elbow",), ("limb",)),
)
TERMS = (
    TermWords("pain", "finding", "Pain", narrower=("severe pain",)),
    TermWords("fever", "finding", "Fever", "high temperature", ("chills",)),
    TermWords("itching", "finding", "Pruritus", "itching"),
    TermWords("nausea", "finding", "Nausea and vomiting", "feeling or being sick"),
    TermWords("eschar", "finding", "Eschar", "open sore with a black crust", ("black scab",)),
    TermWords("ulcer", "finding", "Skin ulcer", "open sore", ("sore", "leg sore")),
    TermWords("healing", "finding", "Poor healing", "sore that will not heal"),
    TermWords("appetite", "finding", "Anorexia", "no appetite"),
    TermWords("heel", "finding", "Heel papule", "white bump on heel"),
    TermWords("lump", "finding", "Lump", "bump", ("white bump on elbow",)),
    TermWords("duration", "risk-factor", "Long disease", "had it for years"),
    TermWords("gout", "risk-factor", "Gout"),
    TermWords("stones", "finding", "Kidney stones"),
    TermWords("transplant", "risk-factor", "Kidney transplant"),
    TermWords("dialysis", "risk-factor", "Dialysis", "being on dialysis"),
    TermWords("family", "risk-factor", "Family history", "runs in the family"),
    TermWords("necrosis", "finding", "Skin necrosis", loose=("black skin",)),
)
READER = Reader.build(TermIndex.build(TERMS), SITES)


def answers(text):
    return {m.match.slug: m.answer or m.note for m in READER.read(text).mentions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "my dialysis uncle has black crusty sores on his thigh and it hurts terribly",
            {"dialysis": "present", "eschar": "present", "pain": "present"},
        ),
        ("no fever", {"fever": "absent"}),
        ("without itching", {"itching": "absent"}),
        ("it doesn't hurt", {"pain": "absent"}),
        ("denies fever, itching", {"fever": "absent", "itching": "absent"}),
        ("never had gout", {"gout": "absent"}),
        ("neither fever nor itching", {"fever": "absent", "itching": "absent"}),
        ("no fever but itching", {"fever": "absent", "itching": "present"}),
        ("itching but no fever", {"fever": "absent", "itching": "present"}),
        ("no fever and itching", {"fever": "absent", "itching": "doubtful"}),
        ("not sure if it is fever", {"fever": "unsure"}),
        ("maybe gout", {"gout": "unsure"}),
        ("fever?", {"fever": "unsure"}),
        ("I have no appetite", {"appetite": "present"}),
        ("a sore that won't heal", {"healing": "present"}),
        ("nausea and vomiting", {"nausea": "present"}),
        ("no severe pain", {"pain": "guess"}),
        ("I used to have kidney stones", {"stones": "past"}),
        ("a kidney transplant ten years ago", {"transplant": "present"}),
        ("my mother had gout and I have fever", {"gout": "relative", "fever": "present"}),
        ("My son has fever. He is itching.", {"fever": "present", "itching": "present"}),
        ("my son has fever, my wife gout", {"fever": "relative", "gout": "relative"}),
        ("it runs in the family", {"family": "present"}),
        ("my leg is sore", {"pain": "present"}),
        ("fever. no fever", {"fever": "doubtful"}),
        ("my skin is black", {"necrosis": "guess"}),
    ],
)
def test_sentence_gives_features_with_the_answers_it_suggests(text, expected):
    found = answers(text)

    assert {slug: found.get(slug) for slug in expected} == expected


@pytest.mark.parametrize("text", ["I had it for years", "years ago"])
def test_thin_name_is_a_guess(text):
    assert answers(text).get("duration") in {"guess", None}


def test_place_helps_and_does_not_mislead():
    assert answers("a sore on my thigh")["ulcer"] == "present"
    assert answers("white bump on my elbow")["lump"] == "present"
    assert "heel" not in answers("white bump on my elbow")


def test_words_of_two_pieces_make_no_name():
    assert "ulcer" not in answers("swollen legs and a painful throat")


def test_mention_quotes_its_words():
    (mention,) = READER.read("Since May:\n a sore  that won't   heal.").mentions[:1]

    assert mention.quoted == "sore that won't heal"


def test_misspelt_long_word_is_found():
    assert answers("dialisis")["dialysis"] in {"present", "guess"}


def test_sentence_nobody_understands_is_told():
    reading = READER.read("xqzzv wqpfff. fever")

    assert reading.not_understood == ("xqzzv wqpfff",)
    assert [mention.match.slug for mention in reading.mentions] == ["fever"]


def test_short_part_of_a_list_that_nobody_understands_is_told():
    assert READER.read("fever, gibberwort, itching").not_understood == ("gibberwort",)
    assert READER.read("fever, as my doctor in town told her, itching").not_understood == ()


@pytest.mark.parametrize("text", ["", " , ; ", "\n", "it is", "?"])
def test_nothing_is_found_in_nothing(text):
    reading = READER.read(text)

    assert (reading.mentions, reading.not_understood) == ((), ())


def test_no_more_is_read_than_the_limit():
    assert "fever" not in answers("x" * MOST_CHARACTERS + " fever")


def test_vocabulary_without_terms_understands_nothing():
    assert Reader.build(TermIndex.build([])).read("fever").mentions == ()


ODDMENTS = (
    "no not never but and or with , . ? my mother I had fever sore sores heal won't black crust "
    "leg thigh elbow pain severe gout years ago"
)
WORDS = st.sampled_from(ODDMENTS.split())


@given(st.lists(WORDS, max_size=60))
def test_any_sentence_is_read_the_same_twice_and_within_its_limits(words):
    text = " ".join(words)

    reading = READER.read(text)

    assert reading == READER.read(text)
    assert len(reading.mentions) <= MOST_MENTIONS
    slugs = [mention.match.slug for mention in reading.mentions]
    assert len(set(slugs)) == len(slugs)
    assert all(mention.answer == "" for mention in reading.mentions if mention.note)
    assert all(text[m.start : m.end].split() == m.quoted.split() for m in reading.mentions)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    READER.read(text)
