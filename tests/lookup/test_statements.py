import numpy as np
import pytest

from conditions.lookup import Annotation, Columns, Frequency, Index, TermRecord
from conditions.lookup.frequency import NOT_GIVEN

TERMS = (TermRecord("skin", "finding"), TermRecord("ulcer", "finding", ("skin",)))


def make_columns():
    """3 of 4 and "frequent" for an ulcer in a, a skin change in b that is reported absent."""
    return Columns(
        condition=np.array([0, 0, 1], dtype=np.int32),
        term=np.array([1, 1, 0], dtype=np.int32),
        frequency=np.array([1, 2, 0], dtype=np.int32),
        absent=np.array([False, False, True]),
        keys=np.array([30, 10, 20]),
        frequencies=[NOT_GIVEN, Frequency(numerator=3, denominator=4), Frequency(band="frequent")],
    )


def test_index_of_columns_is_that_of_the_same_annotations():
    index = Index.of_columns(TERMS, ("a", "b"), make_columns())

    annotations = [one for entry in index.direct.annotations for one in entry]
    again = Index.build(TERMS, annotations)

    assert index.conditions == again.conditions == ("a", "b")
    assert index.direct.frequency.tolist() == again.direct.frequency.tolist() == [5 / 8, 0]
    assert index.background.tolist() == again.background.tolist()
    assert index.direct.absent_in[0].tolist() == [1]


def test_annotations_of_an_entry_are_made_in_the_order_of_the_columns():
    index = Index.of_columns(TERMS, ("a", "b"), make_columns())

    assert len(index.direct.annotations) == 2
    assert index.direct.annotations[0] == (
        Annotation("a", "ulcer", Frequency(numerator=3, denominator=4), fact_key="30"),
        Annotation("a", "ulcer", Frequency(band="frequent"), fact_key="10"),
    )
    assert index.direct.annotations[1] == (Annotation("b", "skin", absent=True, fact_key="20"),)


def test_entry_that_is_not_there_is_refused():
    with pytest.raises(IndexError):
        Index.of_columns(TERMS, ("a", "b"), make_columns()).direct.annotations[2]
