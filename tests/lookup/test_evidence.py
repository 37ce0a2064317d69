import numpy as np
import pytest
from hypothesis import given

from conditions.lookup.evidence import Profile, weigh_absent, weigh_present
from tests.lookup.drawn import indexes, make_index


@given(indexes())
def test_one_condition_at_a_time_gives_what_all_at_once_give(index):
    for term in range(len(index.terms)):
        value, penalty = weigh_present(index, term).value, weigh_absent(index, term)
        profiles = [Profile.of(index, number) for number in range(len(index.conditions))]

        # Not bit for bit: noisy-or multiplies in another order.
        assert np.allclose([profile.value(term) for profile in profiles], value, atol=1e-9)
        assert np.allclose([profile.penalty(term) for profile in profiles], penalty, atol=1e-9)


@pytest.mark.parametrize(
    ("condition", "term", "expected"),
    [
        ("calciphylaxis", "dialysis", -1.381551),  # .3 · ln .01: "always" is clipped
        ("calciphylaxis", "pain", -0.676138),  # .3 · ln(1 − .895)
        ("venous", "ulcer", -0.537528),  # .3 · ln(1 − 20/24)
        ("calciphylaxis", "ulcer", 0),  # 10/14 < .8
        ("gout", "ulcer", 0),
    ],
)
def test_an_absent_finding_costs_only_where_it_is_nearly_always_there(condition, term, expected):
    index = make_index()

    penalty = weigh_absent(index, index.term_ids[term])

    assert penalty[index.condition_ids[condition]] == pytest.approx(expected, abs=1e-6)
