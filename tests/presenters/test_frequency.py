from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from conditions.models import Fact
from conditions.presenters.frequency import frequency_words, natural


@pytest.mark.parametrize(
    ("numerator", "denominator", "words"),
    [
        (0, 24, "no one counted"),
        (24, 24, "everyone counted"),
        (1, 1000, "fewer than 1 in 100"),
        (4, 1000, "fewer than 1 in 100"),
        (6, 1000, "about 1 in 100"),
        (3, 100, "about 3 in 100"),
        (94, 1000, "about 9 in 100"),
        (95, 1000, "about 1 in 10"),
        (1, 3, "about 3 in 10"),
        (17, 24, "about 7 in 10"),
        (9, 10, "about 9 in 10"),
        (94, 100, "about 9 in 10"),
        (95, 100, "more than 9 in 10"),
        (999, 1000, "more than 9 in 10"),
    ],
)
def test_share_is_said_in_natural_frequencies(numerator, denominator, words):
    assert natural(Fraction(numerator, denominator)) == words


COUNTED = {"frequency_band": "frequent", "frequency_basis": "counted"}
MEASURED = {"frequency_band": "frequent", "frequency_basis": "percentage"}
WORDED = {"frequency_basis": "wording"}
TABLE = [
    # fields of a symptom; summary, figure, dots
    ({}, "how often: not reported", "", None),
    ({"reported_absent": True}, "reported not to occur", "", 0),
    (COUNTED | {"numerator": 17, "denominator": 24}, "about 7 in 10", "17 of 24", 7),
    (
        COUNTED | {"numerator": 1, "denominator": 1, "setting": "in one report"},
        "everyone counted", "1 of 1 in one report", 10,
    ),
    (COUNTED | {"numerator": 0, "denominator": 9}, "no one counted", "0 of 9", 0),
    (MEASURED | {"percentage": Decimal("40.00")}, "about 4 in 10", "40\N{NO-BREAK SPACE}%", 4),
    (
        MEASURED | {"percentage": Decimal("71.00"), "setting": "patients in Germany"},
        "about 7 in 10",
        "71\N{NO-BREAK SPACE}% of patients in Germany",
        7,
    ),
    (
        MEASURED | {"percentage": Decimal("100.00")},
        "everyone counted",
        "100\N{NO-BREAK SPACE}%",
        10,
    ),
    (
        MEASURED | {"percentage": Decimal("3.50"), "denominator": 200, "setting": "in Europe"},
        "about 4 in 100", "3.5\N{NO-BREAK SPACE}% of 200 in Europe", 0,
    ),
    (COUNTED | {"numerator": 1234, "denominator": 2345, "setting": "adults"}, "about 5 in 10",
     "1,234 of 2,345 adults", 5),
    (WORDED | {"frequency_band": "always"}, "always, in the sources' words", "", None),
    (WORDED | {"frequency_band": "very-frequent"}, "very often, in the sources' words", "", None),
    (WORDED | {"frequency_band": "frequent"}, "often, in the sources' words", "", None),
    (WORDED | {"frequency_band": "occasional"}, "sometimes, in the sources' words", "", None),
    (WORDED | {"frequency_band": "very-rare"}, "in few people, in the sources' words", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "summary", "figure", "dots"), TABLE)
def test_frequency_is_said_in_words_and_figures(fields, summary, figure, dots):
    words = frequency_words(Fact(topic="symptom", **fields))

    assert (str(words.summary), words.figure, words.dots) == (summary, figure, dots)
    assert words.drawn.count("●") == (dots or 0)
    assert len(words.drawn) == (0 if dots is None else 10)


def test_figures_are_written_as_the_language_writes_them():
    counted = COUNTED | {"numerator": 1234, "denominator": 2345}
    share = MEASURED | {"percentage": Decimal("3.50"), "setting": "adults"}

    with translation.override("de"):
        figures = [frequency_words(Fact(topic="symptom", **one)).figure for one in (counted, share)]

    assert figures == ["1.234 of 2.345", "3,5\N{NO-BREAK SPACE}% of \u2068adults\u2069"]


@pytest.mark.parametrize("topic", ["definition", "treatment", "differential", "epidemiology"])
def test_fact_that_has_no_frequency_is_not_asked_for_one(topic):
    assert frequency_words(Fact(topic=topic)) is None
