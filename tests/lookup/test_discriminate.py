import math

import pytest
from hypothesis import given

from conditions.lookup import Query, ask_next, not_asked, rank, settled
from tests.lookup.drawn import indexes, make_index, queries


def terms_of(found):
    return [piece.term for piece in found]


def test_not_asked_lists_what_is_open_most_frequent_first():
    index = make_index()
    found = not_asked(index, "calciphylaxis", settled(index, Query(present=["rash"])))

    assert terms_of(found) == ["dialysis", "pain", "ulcer"]
    assert [piece.annotations[0].fact_key for piece in found] == ["c-dialysis", "c-pain", "c-ulcer"]


@pytest.mark.parametrize(
    ("query", "open_"),
    [
        (Query(present=["ulcer"]), []),  # broader: venous' leg-ulcer stands under that answer
        (Query(absent=["ulcer"]), []),
        (Query(unsure=["leg-ulcer"]), []),
        (Query(present=["arm-ulcer"]), ["leg-ulcer"]),
        (Query(present=["pain"]), ["leg-ulcer"]),
    ],
)
def test_not_asked_leaves_out_what_the_query_settles(query, open_):
    index = make_index()

    assert terms_of(not_asked(index, "venous", settled(index, query))) == open_


def test_not_asked_takes_a_broader_finding_as_settled_only_by_a_present_one():
    index = make_index()
    present, absent = Query(present=["leg-ulcer"]), Query(absent=["leg-ulcer"])

    assert "ulcer" not in terms_of(not_asked(index, "calciphylaxis", settled(index, present)))
    assert "ulcer" in terms_of(not_asked(index, "calciphylaxis", settled(index, absent)))


def test_not_asked_leaves_out_what_is_reported_absent_and_strange_conditions():
    assert terms_of(not_asked(make_index(), "gout")) == ["pain"]
    assert not_asked(make_index(), "not-a-condition") == ()


def test_ask_next_names_the_pair_and_the_gain_worked_out_by_hand():
    # After "ulcer": calciphylaxis .556288 − .092739 = .463549, venous .710439 − .032017 = .678422,
    # apart by .214873.
    # dialysis  yes ln(1 / .3) − .092739 = 1.111234 with p = .5; no |.3 · ln .01| = 1.381551
    #           gain (.5 · 1.111234 + .5 · 1.381551) / 1.214873 = 1.025945
    # pain      yes .835818 − .092739 = .743079 with p = .4475; no .676138:
    #           gain (.332528 + .373566) / 1.214873 = .581208
    index = make_index()
    query = Query(present=["ulcer"])

    first, second = ask_next(index, rank(index, query), settled(index, query))

    assert (first.term, first.tells_apart) == ("dialysis", ("calciphylaxis", "venous"))
    assert first.gain == pytest.approx(1.025945, abs=1e-5)
    assert (second.term, second.tells_apart) == ("pain", ("calciphylaxis", "venous"))
    assert second.gain == pytest.approx(0.581208, abs=1e-5)
    assert ask_next(index, rank(index, query), settled(index, query), limit=1) == (first,)


def test_ask_next_has_no_question_for_a_single_result():
    index = make_index()
    query = Query(present=["dialysis"])

    assert ask_next(index, rank(index, query), settled(index, query)) == ()


@given(indexes(), queries())
def test_questions_are_open_and_best_first(index, query):
    ranking = rank(index, query)
    questions = ask_next(index, ranking, settled(index, query), limit=50)

    leaders = [result.condition for result in ranking.results[:5]]
    closed = settled(index, query)
    still_open = {piece.term for c in leaders for piece in not_asked(index, c, closed)}
    assert {question.term for question in questions} <= still_open
    assert all(question.gain > 0 and math.isfinite(question.gain) for question in questions)
    assert all(set(question.tells_apart) <= set(leaders) for question in questions)
    assert [(-q.gain, q.term) for q in questions] == sorted((-q.gain, q.term) for q in questions)
