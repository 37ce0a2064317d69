"""Every urgency rule of the content pack, by the cases of tests/lookup/urgency_cases.yaml."""

import re
from html import unescape

import pytest

from conditions.forms import sort_answers
from conditions.lookup import LEVELS, fire
from conditions.selectors.lookup import knowledge
from tests.lookup.urgency_cases import ENTRIES
from tests.views.posting import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

HEADINGS = {
    "emergency": "Emergency: get help now",
    "today": "Urgent: get help today",
    "soon": "Arrange to be seen soon",
}
each_entry = pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)


def answered(client, case):
    pairs = {f"answer-{slug}": answer for slug, answer in case.answers.items()}
    return post(client, "/lookup/", **pairs)


def fires(rule, case):
    """Say whether the rule fires on the answers as the lookup reads them."""
    chosen = {slug: [answer] for slug, answer in case.answers.items()}
    return fires_with(rule, sort_answers(chosen, knowledge().terms).present)


def fires_with(rule, terms):
    return bool(fire([rule], terms, knowledge().index.closure))


def only_absent_keeps_silent(rule, case):
    return fires_with(rule, case.slugs("present", "absent"))


def rule_of(entry):
    (rule,) = (rule for rule in knowledge().rules if rule.slug == entry.slug)
    return rule


def test_every_rule_of_the_pack_has_an_entry():
    assert set(ENTRIES) == {rule.slug for rule in knowledge().rules}


@each_entry
def test_terms_of_the_table_are_in_the_vocabulary(entry):
    used = {slug for case in (*entry.fires, *entry.silent) for slug in case.answers}

    assert used <= knowledge().terms.keys()


@each_entry
def test_rule_fires(entry):
    missed = [case.text for case in entry.fires if not fires(rule_of(entry), case)]

    assert missed == []


@each_entry
def test_rule_stays_silent(entry):
    wrong = [case.text for case in entry.silent if fires(rule_of(entry), case)]

    assert wrong == []


@each_entry
def test_every_term_of_the_rule_is_in_a_case_that_fires(entry):
    rule = rule_of(entry)

    assert {*rule.all_of, *rule.any_of} <= {
        slug for case in entry.fires for slug in case.slugs("present")
    }


@each_entry
def test_near_misses_leave_out_each_thing_that_the_rule_needs(entry):
    rule = rule_of(entry)
    there = [
        knowledge().index.closure.with_ancestors(case.slugs("present")) for case in entry.silent
    ]
    has_any = [not rule.any_of or not one.isdisjoint(rule.any_of) for one in there]

    for needed in rule.all_of:
        others = set(rule.all_of) - {needed}
        assert any(
            needed not in one and others <= one and enough
            for one, enough in zip(there, has_any, strict=True)
        ), needed
    if rule.any_of:
        assert any(one.issuperset(rule.all_of) for one in there)


@each_entry
def test_finding_marked_absent_keeps_the_rule_off_the_page(client, entry):
    rule = rule_of(entry)
    case = next(case for case in entry.silent if only_absent_keeps_silent(rule, case))

    page = answered(client, case)

    assert entry.slug not in [rule.slug for rule in page.context["page"].advice]
    assert entry.says not in unescape(page.content.decode())


@each_entry
def test_level_and_wording_stand_first_on_the_page(client, entry):
    page = unescape(answered(client, entry.fires[0]).content.decode())

    advice, rest = page.split("What you have told us", 1)
    boxes = re.findall(
        r'<div class="advice advice-(\w+)">\s*<h3>([^<]+)</h3>\s*<p>([^<]+)</p>', advice
    )
    assert "First: when to get help" in advice
    assert [box[:2] for box in boxes if entry.says in box[2]] == [
        (entry.level, HEADINGS[entry.level])
    ]
    levels = [level for level, _heading, _plain in boxes]
    assert levels == sorted(levels, key=LEVELS.index)
    assert 'class="advice' not in rest
    assert 'class="result"' not in advice
