"""Words that found nothing: which count, when they are written, and what never is."""

import threading
from datetime import date

import pytest
from django.db import DatabaseError
from django.test import override_settings

from conditions.actions import search_misses
from conditions.actions.search_misses import count_misses, tally, word_of, write_tally
from conditions.models import SearchMiss
from tests.factories import make_term

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 1)


@pytest.fixture(autouse=True)
def counting():
    with override_settings(COUNT_SEARCH_MISSES=True):
        yield
    search_misses._take()


def counted():
    return dict(SearchMiss.objects.values_list("word", "count"))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Gibberwort", "gibberwort"),
        ("  wörtchen ", "wortchen"),
        ("two words", ""),
        ("word2", ""),
        ("half-word", ""),
        ("o'brien", ""),
        ("me@example.org", ""),
        ("ab", ""),
        ("a" * 40, "a" * 40),
        ("a" * 41, ""),
        ("кальций", ""),
        ("\ud800", ""),
        ("", ""),
    ],
)
def test_single_word_of_letters_counts(text, word):
    assert word_of(text) == word


def test_word_is_counted_each_time_and_by_month():
    for _search in range(3):
        tally(["gibberwort", "gibberwort", "two words"])
    write_tally(even_if_young=True)
    tally(["gibberwort"])
    write_tally(even_if_young=True)

    assert counted() == {"gibberwort": 4}
    assert SearchMiss.objects.get().month.day == 1


def test_word_that_the_vocabulary_knows_does_not_count():
    make_term("Ulcer", plain_name="open sore", names=["crater"])

    tally(["ulcers", "crater", "cratar", "gibberwort"])
    write_tally(even_if_young=True)

    assert counted() == {"gibberwort": 1}


def test_nothing_is_written_within_a_minute(django_assert_num_queries, monkeypatch):
    with django_assert_num_queries(0):
        tally(["gibberwort"])
        write_tally()
    monkeypatch.setattr(search_misses, "SECONDS_BETWEEN_WRITES", 0)
    write_tally()

    assert counted() == {"gibberwort": 1}


def test_empty_tally_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        tally(["two words"])
        write_tally(even_if_young=True)


def test_failure_to_write_costs_the_tally_only(monkeypatch, caplog):
    def fail(**_fields):
        raise DatabaseError("gibberwort is what a reader typed")

    monkeypatch.setattr(search_misses, "count_misses", fail)
    tally(["gibberwort"])
    write_tally(even_if_young=True)
    monkeypatch.undo()
    tally(["othersort"])
    write_tally(even_if_young=True)

    assert counted() == {"othersort": 1}
    assert "could not be counted" in caplog.text
    assert "gibberwort" not in caplog.text


def test_nobody_waits_for_another_who_writes():
    tally(["gibberwort"])
    with search_misses._writing:
        waiting = threading.Thread(target=write_tally, kwargs={"even_if_young": True})
        waiting.start()
        waiting.join(timeout=10)
        assert not waiting.is_alive()
    assert counted() == {}


def test_tally_and_month_have_room_for_so_many_words(monkeypatch):
    monkeypatch.setattr(search_misses, "WORDS_IN_TALLY", 2)
    tally(["aaa"])
    tally(["bbb"])
    tally(["ccc"])
    tally(["bbb"])
    write_tally(even_if_young=True)
    assert counted() == {"aaa": 1, "bbb": 2}

    monkeypatch.setattr(search_misses, "WORDS_A_MONTH", 3)
    month = SearchMiss.objects.first().month
    count_misses(counts={"aaa": 1, "ccc": 1, "ddd": 1}, month=month)
    assert counted() == {"aaa": 2, "bbb": 2, "ccc": 1}


def test_rare_words_of_earlier_months_are_forgotten():
    count_misses(counts={"often": 5, "rarely": 4}, month=MAY)
    assert counted() == {"often": 5, "rarely": 4}

    count_misses(counts={"rarely": 1}, month=date(2026, 6, 1))

    assert sorted(SearchMiss.objects.values_list("word", "month", "count")) == [
        ("often", MAY, 5),
        ("rarely", date(2026, 6, 1), 1),
    ]


def test_editors_are_shown_words_from_five_times_up():
    count_misses(counts={"often": 5, "rarely": 4}, month=MAY)

    assert [miss.word for miss in SearchMiss.objects.shown()] == ["often"]


def test_operator_may_switch_it_off():
    with override_settings(COUNT_SEARCH_MISSES=False):
        tally(["gibberwort"])
    write_tally(even_if_young=True)

    assert counted() == {}
