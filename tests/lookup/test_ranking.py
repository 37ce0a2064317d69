import math
import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.lookup import Annotation, Frequency, Index, Query, TermRecord, rank
from conditions.lookup.evidence import weigh_present
from tests.lookup.drawn import NAMES, additions, indexes, make_index, queries


def by_condition(ranking):
    return {result.condition: result for result in ranking.results}


def order(ranking):
    return [result.condition for result in ranking.results]


# The drawn world: figures in drawn.py


def test_drawn_ranking_has_the_figures_worked_out_by_hand():
    # calciphylaxis  ulcer ln(.714286 / .409524) − .092739 = .463549
    #                pain  ln(.895 / .388)       − .092739 = .743079   total 1.206628
    # venous         ulcer ln(.833333 / .409524) − .032017 = .678422
    # gout           pain  ln(.545 / .388)       − .021227 = .318554
    ranking = rank(make_index(), Query(present=("ulcer", "pain")))

    assert order(ranking) == ["calciphylaxis", "venous", "gout"]
    assert [result.score for result in ranking.results] == pytest.approx(
        [1.206628, 0.678422, 0.318554], abs=1e-5
    )
    assert [result.band for result in ranking.results] == ["most", "some", "some"]
    first, second = by_condition(ranking)["calciphylaxis"].contributions
    assert (first.term, first.relation, first.matched_at) == ("pain", "same", "pain")
    assert first.value == pytest.approx(0.743079, abs=1e-5)
    assert second.frequency_estimate == 10 / 14
    assert [annotation.fact_key for annotation in second.annotations] == ["c-ulcer"]


def test_a_narrower_fact_is_what_a_broader_finding_rests_on():
    (part,) = by_condition(rank(make_index(), Query(present=["ulcer"])))["venous"].contributions

    assert (part.relation, part.matched_at) == ("narrower", "ulcer")
    assert [annotation.fact_key for annotation in part.annotations] == ["v-ulcer"]


def test_a_narrower_finding_matches_a_broader_fact_at_the_broader_term():
    ranking = rank(make_index(), Query(present=["leg-ulcer"]))
    (part,) = by_condition(ranking)["calciphylaxis"].contributions

    # calciphylaxis names the ulcer: .75 · ln(.714286 / .409524) − .092739
    # venous: ln(.833333 / .266667) at leg-ulcer beats .5 · ln(.833333 / .409524) at ulcer
    assert (part.relation, part.matched_at) == ("broader", "ulcer")
    assert part.value == pytest.approx(0.324477, abs=1e-5)
    (own,) = by_condition(ranking)["venous"].contributions
    assert (own.relation, own.matched_at) == ("same", "leg-ulcer")
    assert own.value == pytest.approx(math.log(0.833333 / 0.266667) - 0.032017, abs=1e-5)


def test_a_related_finding_adds_to_the_score_but_is_not_described():
    # venous says nothing of arms, but its leg-ulcer and an arm-ulcer are both ulcers
    assert "venous" not in by_condition(rank(make_index(), Query(present=["arm-ulcer"])))

    query = Query(present=["arm-ulcer", "leg-ulcer"])
    result = by_condition(rank(make_index(), query))["venous"]
    assert {part.term: part.relation for part in result.contributions} == {
        "arm-ulcer": "related",
        "leg-ulcer": "same",
    }
    assert result.described == 1
    related = result.contributions[1]
    # .5 · ln(.833333 / .409524) − .032017
    assert (related.matched_at, related.value) == ("ulcer", pytest.approx(0.323203, abs=1e-5))
    assert [annotation.fact_key for annotation in related.annotations] == ["v-ulcer"]


def test_a_finding_too_common_to_count_is_still_described():
    result = by_condition(rank(make_index(), Query(present=["skin"])))["eczema"]

    (part,) = result.contributions
    assert (part.value, part.relation, part.matched_at) == (0, "narrower", "skin")
    assert result.band == "most"


def test_a_finding_reported_absent_is_against_and_adds_nothing():
    result = by_condition(rank(make_index(), Query(present=["pain", "rash"])))["gout"]

    (part,) = result.against
    assert (part.term, part.relation, part.value) == ("rash", "reported absent", 0)
    assert [annotation.fact_key for annotation in part.annotations] == ["g-rash"]
    assert [part.term for part in result.contributions] == ["pain"]


def test_a_broader_finding_reported_absent_is_against_the_narrower():
    index = make_index(Annotation("gout", "ulcer", absent=True, fact_key="g-ulcer"))

    (part,) = by_condition(rank(index, Query(present=["pain", "leg-ulcer"])))["gout"].against

    assert (part.term, part.matched_at) == ("leg-ulcer", "ulcer")
    assert [annotation.fact_key for annotation in part.annotations] == ["g-ulcer"]


def test_none_of_the_counted_patients_is_a_report_of_absence():
    none = Frequency(numerator=0, denominator=12)
    index = make_index(Annotation("gout", "ulcer", none, fact_key="g-ulcer"))

    (part,) = by_condition(rank(index, Query(present=["pain", "ulcer"])))["gout"].against

    assert part.relation == "reported absent"


def test_sources_that_disagree_are_all_shown():
    index = make_index(Annotation("gout", "rash", Frequency(band="occasional"), fact_key="again"))

    (part,) = by_condition(rank(index, Query(present=["rash"])))["gout"].contributions

    assert [annotation.absent for annotation in part.annotations] == [False, True]


def test_a_finding_marked_absent_is_against_and_lowers_the_score_where_it_is_usual():
    with_it = by_condition(rank(make_index(), Query(present=["ulcer"])))
    without = by_condition(rank(make_index(), Query(present=["ulcer"], absent=["pain"])))

    (part,) = without["calciphylaxis"].against
    assert (part.term, part.relation, part.matched_at) == ("pain", "marked absent", "pain")
    # .3 · ln(1 − .895) = −.676138
    lost = without["calciphylaxis"].score - with_it["calciphylaxis"].score
    assert lost == pytest.approx(-0.676138, abs=1e-6)
    assert without["venous"] == with_it["venous"]


def test_a_finding_marked_absent_is_shown_where_it_is_less_usual_but_costs_nothing():
    result = by_condition(rank(make_index(), Query(present=["pain"], absent=["ulcer"])))

    (part,) = result["calciphylaxis"].against
    assert (part.term, part.value) == ("ulcer", 0)


def test_a_risk_factor_counts_like_a_finding_and_is_labelled():
    asked = by_condition(rank(make_index(), Query(risk=["dialysis"])))["calciphylaxis"]
    chosen = by_condition(rank(make_index(), Query(present=["dialysis"])))["calciphylaxis"]

    assert asked.score == chosen.score
    assert [part.kind for part in asked.contributions] == ["risk"]
    assert [part.kind for part in chosen.contributions] == ["finding"]


@pytest.mark.parametrize("kind", ["present", "risk"])
def test_a_term_both_present_and_absent_is_refused_and_named(kind):
    with pytest.raises(ValueError, match="pain"):
        rank(make_index(), Query(**{kind: ["pain", "ulcer"]}, absent=["pain"]))


@pytest.mark.parametrize("query", [Query(), Query(absent=["pain"]), Query(present=["not-a-term"])])
def test_nothing_known_chosen_finds_nothing(query):
    assert rank(make_index(), query).results == ()


@pytest.mark.parametrize(
    ("described", "chosen", "band"),
    [(2, 3, "most"), (1, 2, "some"), (1, 3, "some"), (1, 4, "few"), (4, 6, "most"), (1, 1, "most")],
)
def test_bands_follow_the_share_described(described, chosen, band):
    terms = [TermRecord(f"t{n}", "finding") for n in range(chosen)]
    index = Index.build(terms, [Annotation("x", f"t{n}") for n in range(described)])

    (result,) = rank(index, Query(present=[term.slug for term in terms])).results

    assert (result.described, result.band) == (described, band)


def test_equal_results_share_a_position_and_name_each_other():
    # b and c alike; a the same finding more often; d less often
    index = Index.build(
        [TermRecord("pain", "finding"), TermRecord("other", "finding")],
        [
            Annotation("d", "pain", Frequency(band="occasional")),
            Annotation("c", "pain", Frequency(band="frequent")),
            Annotation("b", "pain", Frequency(band="frequent")),
            Annotation("a", "pain", Frequency(band="always")),
            *(Annotation(f"x{n}", "other") for n in range(9)),
        ],
    )

    ranking = rank(index, Query(present=["pain"]))

    assert order(ranking) == ["a", "b", "c", "d"]
    assert [result.position for result in ranking.results] == [1, 2, 2, 4]
    assert [result.tied_with for result in ranking.results] == [(), ("c",), ("b",), ()]
    cut = rank(index, Query(present=["pain"]), limit=2)
    assert cut.results == ranking.results[:2]
    assert cut.total == 4


# Properties on random worlds


@given(indexes(), queries())
def test_the_parts_sum_to_the_score_exactly(index, query):
    for result in rank(index, query).results:
        parts = [part.value for part in (*result.contributions, *result.against)]
        random.shuffle(parts)

        assert math.fsum(parts) == result.score


@given(indexes(), queries(), st.integers(1, 4))
def test_a_limit_cuts_the_list_and_changes_nothing_else(index, query, limit):
    whole, cut = rank(index, query), rank(index, query, limit=limit)

    assert cut.results == whole.results[:limit]
    assert cut.total == whole.total


@given(indexes(), queries())
def test_results_come_in_the_stated_order(index, query):
    results = rank(index, query).results

    # Nine decimals are compared, so a later score may be larger in the tenth.
    keys = [(-result.score, -result.described, result.condition) for result in results]
    for (score, *_), (next_score, *_) in pairwise(keys):
        assert score <= next_score + 1.1e-9
    assert all(result.described for result in results)
    assert all(part.annotations for result in results for part in result.contributions)


@given(indexes(), queries(), st.randoms())
def test_order_and_repetition_of_entry_change_nothing(index, query, chance):
    def shuffled(slugs):
        again = [*slugs, *slugs]
        chance.shuffle(again)
        return tuple(again)

    again = Query(
        present=shuffled(query.present),
        absent=shuffled(query.absent),
        unsure=shuffled(query.unsure),
        risk=shuffled(query.risk),
    )

    assert rank(index, again) == rank(index, query)


@given(indexes(), queries())
def test_unsure_changes_nothing(index, query):
    without = Query(present=query.present, absent=query.absent, risk=query.risk)

    assert rank(index, query).results == rank(index, without).results


@given(indexes(), queries(), st.sampled_from(["present", "absent", "risk", "unsure"]))
def test_an_unknown_term_changes_nothing_and_is_reported(index, query, where):
    known = {
        name: frozenset(getattr(query, name)) & frozenset(NAMES)
        for name in ("present", "absent", "unsure", "risk")
    }
    stranger = Query(**{**known, where: known[where] | {"stranger"}})

    assert rank(index, stranger).results == rank(index, Query(**known)).results
    assert rank(index, stranger).unknown_terms == ("stranger",)
    assert rank(index, Query(**known)).unknown_terms == ()


@given(indexes(), additions())
def test_one_more_finding_never_lowers_what_has_it_among_those_that_lack_it(index, addition):
    query, more, term = addition
    before, after = by_condition(rank(index, query)), by_condition(rank(index, more))
    evidence = weigh_present(index, index.term_ids[term])

    for has in before:
        for lacks in before:
            one, two = index.condition_ids[has], index.condition_ids[lacks]
            if not evidence.described[one] or evidence.described[two] or evidence.value[two] > 0:
                continue
            if before[has].position <= before[lacks].position:
                assert after[has].position <= after[lacks].position


@given(indexes(), additions())
def test_one_more_finding_raises_a_score_by_its_value(index, addition):
    query, more, term = addition
    before, after = by_condition(rank(index, query)), by_condition(rank(index, more))
    value = weigh_present(index, index.term_ids[term]).value

    assert (value >= 0).all()
    for condition, result in before.items():
        gained = after[condition].score - result.score
        assert gained == pytest.approx(value[index.condition_ids[condition]], abs=1e-9)


def test_a_longer_description_is_worth_less_for_the_same_feature():
    terms = [TermRecord("pain", "finding")]
    terms += [TermRecord(f"t{n}", "finding") for n in range(20)]
    index = Index.build(
        terms,
        [
            Annotation("short", "pain"),
            Annotation("long", "pain"),
            *(Annotation("long", f"t{n}") for n in range(20)),
            *(Annotation(f"o{n}", "t0") for n in range(8)),
        ],
    )

    short, long = rank(index, Query(present=["pain"])).results

    assert (short.condition, long.condition) == ("short", "long")
    # S .5 and 10.5
    assert short.score - long.score == pytest.approx(0.4 * math.log(2.05 / 1.05))
