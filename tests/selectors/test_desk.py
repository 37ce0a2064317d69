from datetime import timedelta

import pytest
from django.utils import timezone

from conditions.models import SearchMiss, Topic
from conditions.selectors import desk
from conditions.selectors.sources import outdated_citations, rests_on_outdated_only
from tests.factories import (
    approve,
    make_comment,
    make_edition,
    make_fact,
    make_published,
    make_remark,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db


def in_review(days_ago, **fields):
    at = timezone.now() - timedelta(days=days_ago)
    return make_edition(status="in-review", submitted_at=at, **fields)


def test_drafts_are_those_the_user_began_or_wrote_in():
    user = make_user()
    mine, reviewed = make_edition(author=user), in_review(1, author=user)
    shared = make_edition()
    shared.saves.create(revision=1, by=user, by_name="Ed")
    make_edition().saves.create(revision=1, by=make_user(), by_name="Ada")
    approve(make_edition(author=user))

    assert list(desk.drafts_of(user)) == [mine, reviewed, shared]


def test_reviews_leave_out_what_the_user_wrote_and_begin_with_the_longest_waiting():
    user = make_user()
    late, early = in_review(1), in_review(5)
    in_review(9, author=user)
    in_review(9).saves.create(revision=1, by=user, by_name="Ed")
    make_edition()

    assert list(desk.reviews_for(user)) == [early, late]


def test_commented_editions_are_those_in_work_with_open_comments():
    at = timezone.now()
    late, early = make_edition(), make_edition()
    make_comment(late, at=at)
    first = make_comment(early, at=at - timedelta(days=2))
    make_comment(early, at=at - timedelta(days=1))
    make_comment(early, at=at, reply_to=first)
    done = {"resolved_at": at, "resolved_by_name": "Ed", "resolution": "Changed."}
    make_comment(early, at=at - timedelta(days=9), **done)
    make_comment(make_edition(), **done)
    approved = make_edition()
    make_comment(approved)
    approve(approved)

    found = list(desk.commented_editions())

    assert found == [early, late]
    assert [(edition.open_comments, edition.commented_at) for edition in found] == [
        (2, first.at),
        (1, at),
    ]


def test_unsupported_facts_are_published_ones():
    weak = make_source(doi="")
    edition = make_published(
        facts=[
            {"topic": Topic.CAUSE, "sources": []},
            {"topic": Topic.CAUSE, "sources": [weak]},
            {"topic": Topic.CAUSE, "sources": [weak, make_source()]},
        ]
    )
    make_fact(sources=[])

    none, only_weak = edition.facts.filter(topic="cause").order_by("pk")[:2]
    assert list(desk.unsupported_facts()) == [none, only_weak]


def test_outdated_citations_begin_with_facts_that_stand_on_nothing_else():
    retracted, superseded = make_source(status="retracted"), make_source(status="superseded")
    edition = make_published(
        facts=[
            {"topic": Topic.CAUSE, "sources": [make_source(), superseded], "plain": "both"},
            {"topic": Topic.CAUSE, "sources": [retracted], "plain": "alone"},
            {"topic": Topic.CAUSE, "sources": [superseded, retracted], "plain": "neither"},
        ]
    )
    make_fact(sources=[retracted])

    found = [(c.fact.plain, c.source.status, c.alone) for c in outdated_citations()]

    assert found[-1] == ("both", "superseded", False)
    assert sorted(found[:-1]) == [
        ("alone", "retracted", True),
        ("neither", "retracted", True),
        ("neither", "superseded", True),
    ]
    alone = {fact.plain: rests_on_outdated_only(fact) for fact in edition.facts.all()}
    assert [alone["both"], alone["alone"], alone["neither"]] == [False, True, True]


def test_fact_without_sources_rests_on_no_outdated_one():
    assert not rests_on_outdated_only(make_fact(sources=[]))


def test_feedback_is_open_and_the_oldest_first():
    edition = make_published()
    late = make_remark(edition, text="late")
    early = make_remark(edition, text="early", received_on=timezone.localdate() - timedelta(days=3))
    closed = {"status": "closed", "resolution": "Done.", "resolved_by_name": "Ed"}
    make_remark(edition, text="done", resolved_at=timezone.now(), **closed)

    assert list(desk.open_feedback()) == [early, late]


def test_missed_searches_begin_with_the_newest_month_and_the_most_frequent_word():
    for word, month, count in (("old", 1, 9), ("rare", 2, 1), ("often", 2, 5)):
        SearchMiss.objects.create(word=word, month=f"2026-0{month}-01", count=count)

    assert [miss.word for miss in desk.missed_searches()] == ["often", "rare", "old"]
