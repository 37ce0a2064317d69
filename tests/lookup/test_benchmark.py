from dataclasses import replace

import pytest

from conditions.lookup import Annotation, Frequency, Index, Query, TermRecord, benchmark, rank
from conditions.lookup.phenopackets import Case
from tests.lookup.drawn import TERMS, make_index


def make_case(present, disease="OMIM:1", absent=(), publications=(7,)):
    return Case("case", (disease,), tuple(present), tuple(absent), frozenset(publications))


def make_known(index, **more):
    """Terms are their own codes; OMIM:1 is calciphylaxis."""
    known = benchmark.Knowledge(
        index=index,
        current={slug: slug for slug in index.terms},
        conditions={"OMIM:1": "calciphylaxis", "OMIM:2": "eczema"},
        publications={},
    )
    return replace(known, **more)


def test_the_place_is_the_one_in_the_list():
    index = make_index()
    query = Query(present=["ulcer", "pain", "rash", "leg-ulcer"])
    known = make_known(index, conditions={name: name for name in index.conditions})

    for place, result in enumerate(rank(index, query).results, start=1):
        outcome = benchmark.run(known, make_case(query.present, result.condition))
        assert outcome.place == place


def test_equals_stand_in_the_order_of_their_slugs():
    index = Index.build(TERMS, [Annotation(name, "pain") for name in ("a", "b", "c")])
    known = make_known(index, conditions={name: name for name in "abc"})

    places = [benchmark.run(known, make_case(["pain"], name)).place for name in "abc"]

    assert places == [1, 2, 3]


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (make_case(["pain"], "OMIM:3"), benchmark.NOT_IN_RELEASE),
        (make_case(["tail"]), benchmark.NOTHING_KNOWN),
        (make_case(["pain"], "OMIM:2"), benchmark.NOTHING_DESCRIBED),
    ],
)
def test_a_case_without_a_place_says_why(case, reason):
    outcome = benchmark.run(make_known(make_index()), case)

    assert (outcome.place, outcome.reason) == (None, reason)
    assert benchmark.misses([outcome]) == {reason: {case.diseases[0]: 1}}


def test_a_former_code_is_followed():
    known = make_known(make_index(), current={"old": "ulcer", "ulcer": "ulcer", "pain": "pain"})

    one = benchmark.run(known, make_case(["old", "pain"]))

    assert one.place == benchmark.run(known, make_case(["ulcer", "pain"])).place


def test_only_some_findings_are_the_same_ones_every_time(monkeypatch):
    asked = []
    monkeypatch.setattr(benchmark, "rank", lambda index, query, limit: asked.append(query.present))
    case = make_case(["ulcer", "pain", "rash", "dialysis"])

    benchmark.run(make_known(make_index()), case, findings=2)
    benchmark.run(make_known(make_index()), replace(case, present=case.present[::-1]), findings=2)

    assert asked[0] == asked[1]
    assert len(asked[0]) == 2


def make_counted(numerator, denominator):
    """One disease with a counted finding and one that everybody in ten others has."""
    return Index.build(
        [TermRecord("x", "finding"), TermRecord("y", "finding")],
        [
            Annotation(
                "d",
                "x",
                Frequency(numerator=numerator, denominator=denominator),
                fact_key="row",
            ),
            Annotation("d", "y", Frequency(band="occasional"), fact_key="other"),
            *(Annotation(f"e{n}", "y", Frequency(band="always")) for n in range(10)),
        ],
    )


@pytest.mark.parametrize(
    ("counts", "present", "absent", "left"),
    [
        ((3, 5), ["x"], [], (2, 4)),
        ((3, 5), ["y"], ["x"], (3, 4)),
        ((3, 5), ["y"], [], (3, 5)),  # the case says nothing of it
        ((1, 1), ["x"], [], None),  # it counted nobody else
        ((5, 5), ["y"], ["x"], (4, 4)),  # counted without this patient: never more than all
    ],
)
def test_the_own_patient_is_taken_off_the_counts(counts, present, absent, left):
    index = make_counted(*counts)
    known = make_known(index, publications={"row": (7,)})
    case = make_case(present, absent=absent)
    entry = index.entries(index.condition_ids["d"]).tolist()[0]

    frequency = benchmark._without(known, case, entry)

    expected = 0.0 if left is None else (left[0] + 2) / (left[1] + 4)
    assert frequency == pytest.approx(expected)


def test_counts_of_other_publications_stay():
    index = make_counted(3, 5)
    known = make_known(index, publications={"row": (8,)})

    entry = index.entries(index.condition_ids["d"]).tolist()[0]

    assert benchmark._without(known, make_case(["x"]), entry) == pytest.approx(5 / 9)


def test_without_its_own_patient_a_disease_may_lose_its_place():
    index = make_counted(1, 1)
    known = make_known(index, conditions={"OMIM:1": "d"}, publications={"row": (7,)})
    case = make_case(["x"])

    assert benchmark.run(known, case).place == 1
    outcome = benchmark.run(known, case, leave_own_out=True)
    assert (outcome.place, outcome.reason) == (None, benchmark.NOTHING_DESCRIBED)


def test_without_any_own_patient_leaving_out_changes_nothing():
    index = make_index()
    known = make_known(index, conditions={name: name for name in index.conditions})

    for name in index.conditions:
        case = make_case(["ulcer", "pain", "rash"], name)
        with_, without = (
            benchmark.run(known, case, leave_own_out=own).place for own in (False, True)
        )
        assert with_ == without


def test_figures_weigh_cases_or_diseases():
    outcomes = [
        benchmark.Outcome("1", "a", 1),
        benchmark.Outcome("2", "a", 4),
        benchmark.Outcome("3", "a", None, "no"),
        benchmark.Outcome("4", "b", 1),
    ]

    cases = benchmark.Figures.of(outcomes, per_disease=False)
    diseases = benchmark.Figures.of(outcomes, per_disease=True)

    assert cases.within == pytest.approx((0.5, 0.5, 0.75, 0.75))
    assert cases.reciprocal == pytest.approx((1 + 0.25 + 0 + 1) / 4)
    assert diseases.within == pytest.approx((2 / 3, 2 / 3, 5 / 6, 5 / 6))


def test_the_split_depends_on_the_disease_alone():
    assert benchmark.split_of("OMIM:135100") == "held-back"
    assert benchmark.split_of("OMIM:612164") == "development"
