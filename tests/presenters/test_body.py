import pytest

from conditions.lookup import Closure
from conditions.models import TermKind, Topic
from conditions.presenters.body import (
    DRAWN,
    DRAWN_WHOLES,
    GROUPS,
    LIES_IN,
    NAMED,
    NEAR,
    REST,
    map_page,
    marks,
    where_shown,
)
from conditions.presenters.figure import BACK, FRONT
from conditions.selectors.condition_page import condition_content
from conditions.selectors.places import WHOLE_BODY
from conditions.selectors.vocabulary import vocabulary
from tests.factories import make_edition, make_fact, make_term


@pytest.fixture(scope="module")
def broader(pack):
    """Return what each body site of the shipped vocabulary is part of."""
    (sites,) = (terms for terms in pack.terms if terms.kind == TermKind.BODY_SITE)
    return {site.slug: site.broader for site in sites.terms}


@pytest.fixture(scope="module")
def closure(broader):
    return Closure.of(broader)


# The drawing


def test_every_region_is_drawn_once_on_a_side():
    for side in (FRONT, BACK):
        slugs = [region.slug for region in side]
        assert len(slugs) == len(set(slugs))


def test_every_place_that_is_named_in_code_is_in_the_shipped_vocabulary(broader):
    tops = {top for _title, tops in GROUPS for top in tops}

    assert {WHOLE_BODY, *DRAWN, *tops, *DRAWN_WHOLES, *LIES_IN, *LIES_IN.values()} <= broader.keys()


def test_every_region_is_part_of_a_whole_that_the_drawing_divides_up(closure):
    assert [slug for slug in DRAWN if DRAWN_WHOLES.isdisjoint(closure.ancestors(slug))] == []


# What is marked on it


@pytest.mark.parametrize(
    ("sites", "marked"),
    [
        ([], {}),
        (["thigh"], {"thigh": NAMED}),
        # a smaller site lies in a region
        (["knuckle"], {"hand": NEAR}),
        (["cornea"], {"face": NEAR}),
        (["knuckle", "hand"], {"hand": NAMED}),
        (["back-of-knee"], {"back-of-knee": NAMED}),
        # a larger one has regions
        (["knee"], {"knee": NAMED, "back-of-knee": NEAR}),
        (["head"], {"scalp": NEAR, "face": NEAR}),
        # no place of its own on the drawing
        (["lung", "skin", "skin-fold", "joint", "whole-body", "ear"], {}),
    ],
)
def test_only_what_is_named_itself_is_marked_in_full(closure, sites, marked):
    assert marks(sites, closure) == marked


def test_leg_marks_its_parts_as_near_and_nothing_beyond(closure):
    marked = marks(["leg", "thigh"], closure)

    assert marked["thigh"] == NAMED
    assert {slug for slug, mark in marked.items() if mark == NEAR} == {
        "knee", "back-of-knee", "lower-leg", "calf", "ankle",
    }  # fmt: skip


def site(slug, *wholes, name=""):
    return make_term(
        name or f"Term of {slug}",
        slug=slug,
        plain_name=slug,
        kind=TermKind.BODY_SITE,
        broader=list(wholes),
    )


def shown(edition, view="plain"):
    content = condition_content(edition)
    return where_shown(content.facts, content.sites, view=view)


@pytest.mark.django_db
def test_condition_shows_where_its_findings_are_seen():
    edition = make_edition()
    limb = site("limb")
    hand, lung = site("hand", limb, name="Manus"), site("lung")
    make_fact(edition, Topic.SYMPTOM, body_sites=[hand, lung])
    make_fact(edition, Topic.SYMPTOM, body_sites=[site("foot", limb)], reported_absent=True)
    make_fact(edition, Topic.COMPLICATION, body_sites=[site("neck")])

    plain = shown(edition)

    assert [place.label for place in plain.places] == ["Hand", "Lung"]
    assert [place.label for place in shown(edition, "clinical").places] == ["Manus", "Term of lung"]
    assert plain.places[0].url == "/body/hand/"
    for side in plain.sides:
        assert [drawn.region.slug for drawn in side.regions if drawn.mark] == ["hand"]
        assert not any(drawn.url for drawn in side.regions)


@pytest.mark.django_db
def test_condition_that_shows_inside_has_a_list_and_no_drawing():
    edition = make_fact(topic=Topic.SYMPTOM, body_sites=[site("lung")]).edition

    assert [place.label for place in shown(edition).places] == ["Lung"]
    assert shown(edition).sides == []


@pytest.mark.django_db
def test_condition_of_which_no_place_is_named_shows_nothing():
    assert shown(make_fact(topic=Topic.SYMPTOM).edition) is None


# The map


@pytest.mark.django_db
def test_only_places_where_something_is_seen_are_links():
    limb = site("limb")
    site("hand", site("upper-limb", limb))
    site("foot", limb)

    page = map_page(vocabulary(), {"hand": {1, 2}, "limb": {1, 2}})

    front, back = page.sides
    for side, words in ((front, "Hand, from the front"), (back, "Hand, from behind")):
        assert [(drawn.name, drawn.url) for drawn in side.regions if drawn.url] == [
            (words, "/body/hand/")
        ]
    assert [(str(title), [place.label for place in places]) for title, places in page.groups] == [
        ("Arms", ["Hand"]),
        (str(REST), ["Limb"]),
    ]
    assert page.groups[0][1][0].count == 2
