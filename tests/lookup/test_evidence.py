import numpy as np
import pytest
from hypothesis import given

from conditions.lookup.evidence import Asked, Profile, penalties, weigh_absent, weigh_present
from tests.lookup.drawn import indexes, make_index


@given(indexes())
def test_one_condition_at_a_time_gives_what_all_at_once_give(index):
    for term in range(len(index.terms)):
        value, penalty = weigh_present(index, term).value, weigh_absent(index, term)
        profiles = [Profile.of(index, number) for number in range(len(index.conditions))]

        # Not bit for bit: noisy-or multiplies in another order.
        assert np.allclose([profile.value(term) for profile in profiles], value, atol=1e-9)
        frequency = np.array([profile.frequency.get(term, 0.0) for profile in profiles])
        assert np.allclose(penalties(frequency), penalty, atol=1e-9)


@given(indexes())
def test_many_terms_at_a_time_give_what_one_at_a_time_gives(index):
    terms = np.arange(len(index.terms), dtype=np.int32)[::-1]
    for number in range(len(index.conditions)):
        profile = Profile.of(index, number)

        singly = [profile.value(term) for term in terms.tolist()]
        assert np.allclose(profile.values(Asked.of(index, terms)), singly, rtol=0, atol=1e-12)


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
