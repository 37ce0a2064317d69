import itertools

import pytest

from conditions.lookup.frequency import BANDS, Frequency, pooled_estimate


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        (Frequency(numerator=8, denominator=10), 10 / 14),
        (Frequency(numerator=20, denominator=20), 22 / 24),
        (Frequency(numerator=0, denominator=10), 0),
        (Frequency(percentage=33, denominator=10), (3.3 + 2) / 14),
        (Frequency(percentage=0, denominator=10), 0),
        (Frequency(percentage=33), 0.33),
        (Frequency(band="always"), 1),
        (Frequency(band="very-frequent"), 0.895),
        (Frequency(band="frequent"), 0.545),
        (Frequency(band="occasional"), 0.17),
        (Frequency(band="very-rare"), 0.025),
        # .5 + .8 · (.17 − .5)
        (Frequency(band="occasional", basis="wording"), 0.236),
        (Frequency(band="always", basis="wording"), 0.9),
        (Frequency(band="excluded"), 0),
        (Frequency(band="excluded", basis="wording"), 0),
        (Frequency(), 0.5),
        (Frequency(band="always", numerator=1, denominator=2, basis="wording"), 3 / 6),
    ],
)
def test_estimate_follows_the_table(frequency, expected):
    assert frequency.estimate() == pytest.approx(expected, abs=1e-12)


def test_worded_bands_keep_their_order_and_move_towards_unknown():
    worded = [Frequency(band=band, basis="wording").estimate() for band in BANDS]

    assert worded == sorted(worded, reverse=True)
    uncertain = [band for band in BANDS if band != "excluded"]
    for estimate, midpoint in zip(worded, map(BANDS.get, uncertain), strict=False):
        assert abs(estimate - 0.5) < abs(midpoint - 0.5)


@pytest.mark.parametrize(
    "wrong",
    [
        {"band": "often"},
        {"numerator": 3},
        {"numerator": 3, "denominator": 2},
        {"numerator": -1, "denominator": 2},
        {"numerator": 0, "denominator": 0},
        {"percentage": 101},
        {"percentage": float("nan")},
    ],
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(ValueError, match=r"."):
        Frequency(**wrong)


def test_counts_are_pooled_and_the_rest_left_aside():
    # n = 3 + 2.5, m = 10 + 5: (5.5 + 2) / (15 + 4)
    statements = [
        Frequency(numerator=3, denominator=10),
        Frequency(percentage=50, denominator=5),
        Frequency(band="always"),
        None,
    ]

    for order in itertools.permutations(statements):
        assert pooled_estimate(order) == 7.5 / 19


def test_without_counts_the_most_reliable_statement_stands():
    percentage, band = Frequency(percentage=10), Frequency(band="frequent")
    worded = Frequency(band="always", basis="wording")

    assert pooled_estimate([worded, band, percentage, None]) == 0.1
    assert pooled_estimate([worded, None, band]) == 0.545
    assert pooled_estimate([None, worded]) == 0.9


def test_equally_reliable_statements_are_averaged():
    assert pooled_estimate([Frequency(percentage=10), Frequency(percentage=20)]) == pytest.approx(
        0.15
    )
