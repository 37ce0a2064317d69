from hypothesis import given
from hypothesis import strategies as st

from conditions.lookup import (
    Annotation,
    Frequency,
    Group,
    Index,
    Query,
    TermRecord,
    rank,
    settled,
)
from conditions.lookup.siblings import group_siblings
from tests.lookup.drawn import CONDITIONS, NAMES, indexes, queries

FINDINGS = ("ulcer", "pain", "fever")
BROADER = {"uraemic": "calciphylaxis", "penile": "calciphylaxis", "ulcer-of-veins": "leg-ulcers"}
ALWAYS = Frequency(band="always")
OFTEN = Frequency(band="frequent")


def make_index(*more):
    """Two kinds of one condition with the same ulcer, and another condition with it."""
    terms = [TermRecord(slug, "finding") for slug in FINDINGS]
    terms.append(TermRecord("dialysis", "risk"))
    return Index.build(
        terms,
        [
            Annotation("uraemic", "ulcer", OFTEN),
            Annotation("penile", "ulcer", OFTEN),
            Annotation("ulcer-of-veins", "ulcer", OFTEN),
            *(Annotation(f"other{n}", "fever") for n in range(9)),
            *more,
        ],
    )


def grouped(index, query):
    return group_siblings(index, rank(index, query), BROADER, FINDINGS, settled(index, query))


def test_siblings_that_nothing_tells_apart_stand_together():
    groups = grouped(make_index(), Query(present=["ulcer"]))

    assert groups == (Group("calciphylaxis", ("penile", "uraemic")),)


def test_a_finding_that_can_still_be_asked_keeps_siblings_apart_until_it_is_settled():
    index = make_index(Annotation("uraemic", "pain", ALWAYS))

    assert grouped(index, Query(present=["ulcer"])) == ()
    # Not sure: it can tell nothing any more.
    assert len(grouped(index, Query(present=["ulcer"], unsure=["pain"]))) == 1


def test_a_chosen_finding_that_one_sibling_has_keeps_them_apart():
    index = make_index(Annotation("uraemic", "pain", ALWAYS))

    assert grouped(index, Query(present=["ulcer", "pain"])) == ()
    assert grouped(index, Query(present=["ulcer"], absent=["pain"])) == ()


def test_a_risk_factor_separates_siblings_only_once_it_is_chosen():
    index = make_index(Annotation("uraemic", "dialysis", ALWAYS))

    assert len(grouped(index, Query(present=["ulcer"]))) == 1
    assert grouped(index, Query(present=["ulcer"], risk=["dialysis"])) == ()


@given(indexes(), queries(), st.dictionaries(st.sampled_from(CONDITIONS), st.sampled_from("xy")))
def test_groups_share_a_broader_condition_and_no_member(index, query, broader):
    ranking = rank(index, query)
    groups = group_siblings(index, ranking, broader, NAMES, settled(index, query))

    members = [member for group in groups for member in group.members]
    order = [result.condition for result in ranking.results]
    assert len(set(members)) == len(members)
    assert all({broader[member] for member in group.members} == {group.broader} for group in groups)
    assert all(list(g.members) == sorted(g.members, key=order.index) for g in groups)
