import pytest

from conditions.lookup import Annotation, Frequency, Index, TermRecord
from tests.lookup.drawn import ANNOTATIONS, TERMS, make_index


def frequency(index, condition, term):
    return index.frequency_of(index.condition_ids[condition], index.term_ids[term])


def background(index, term):
    return index.background[index.term_ids[term]]


def test_drawn_index_has_the_figures_worked_out_by_hand():
    index = make_index()

    assert frequency(index, "calciphylaxis", "ulcer") == 10 / 14
    assert frequency(index, "calciphylaxis", "leg-ulcer") == 0
    assert frequency(index, "venous", "ulcer") == 20 / 24
    assert frequency(index, "gout", "rash") == 0
    assert background(index, "ulcer") == pytest.approx(0.409524, abs=1e-6)
    assert background(index, "skin") == pytest.approx(0.509524, abs=1e-6)
    assert background(index, "arm-ulcer") == pytest.approx(0.5 / 5)
    assert index.size[index.condition_ids["calciphylaxis"]] == pytest.approx(2.609286, abs=1e-6)


def test_findings_below_a_term_join_by_noisy_or_and_each_counts_once():
    # leg-ulcer lies below skin by two ways; 1 − (1 − .5)(1 − .17)(1 − .545) = .811175
    terms = (
        TermRecord("skin", "finding"),
        TermRecord("ulcer", "finding", ("skin",)),
        TermRecord("leg-change", "finding", ("skin",)),
        TermRecord("leg-ulcer", "finding", ("ulcer", "leg-change")),
        TermRecord("rash", "finding", ("skin",)),
    )
    index = Index.build(
        terms,
        [
            Annotation("x", "leg-ulcer"),
            Annotation("x", "rash", Frequency(band="occasional")),
            Annotation("x", "skin", Frequency(band="frequent")),
        ],
    )

    assert frequency(index, "x", "skin") == pytest.approx(0.811175)


def test_sources_that_disagree_keep_the_statement_that_it_occurs():
    index = make_index(Annotation("gout", "rash", Frequency(band="occasional"), fact_key="again"))

    assert frequency(index, "gout", "rash") == 0.17


def test_build_does_not_depend_on_the_order_of_its_input():
    first, second = make_index(), Index.build(TERMS[::-1], ANNOTATIONS[::-1])

    assert first.frequency.tolist() == second.frequency.tolist()
    assert first.background.tolist() == second.background.tolist()
    assert list(first.direct.annotations) == list(second.direct.annotations)


def test_an_annotation_with_an_unknown_term_is_refused_and_named():
    with pytest.raises(ValueError, match="tail"):
        make_index(Annotation("gout", "tail"))


def test_arrays_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        make_index().frequency[0] = 1


def test_an_index_of_nothing_can_be_built():
    assert Index.build([], []).conditions == ()
    assert Index.build(TERMS, []).conditions == ()
