"""Contents that make every public page show all it can, and the requests that do so."""

import datetime

from conditions.actions.editions import move
from conditions.models import Edition, TermKind, Topic
from conditions.presenters.drawings import DRAWINGS
from tests.factories import (
    approve,
    invite,
    make_check,
    make_condition,
    make_edition,
    make_fact,
    make_in_review,
    make_photograph,
    make_published,
    make_source,
    make_term,
    make_urgency_rule,
    make_user,
)


def make_world():
    """Publish conditions with a fact of every kind, and what surrounds them."""
    sign = make_term("net-like skin", slug="net-like-skin", names=["lace"], definition="A net.")
    sore = make_term("sore", slug="sore", broader=[sign], definition="A wound.")
    leg = make_term("leg", kind=TermKind.BODY_SITE, slug="leg", definition="Below the hip.")
    thigh = make_term("thigh", kind=TermKind.BODY_SITE, slug="thigh", broader=[leg])
    risk = make_term("dialysis", kind=TermKind.RISK_FACTOR, slug="dialysis", definition="A wash.")
    retracted = make_source(slug="retracted", status="retracted", volume="1", issue="2", pages="3")
    newer = make_source(slug="old", status="superseded", pmid="123", pmcid="PMC1", journal="J")
    address = make_source(slug="page", doi="", url="https://example.org/", authoritative=True)
    whole = make_published(make_condition("deposits", slug="deposits", plain_name="lumps"))
    wart = make_condition("wart", slug="wart", plain_name="bump", broader=whole.condition)
    wart.names.create(text="verruca")
    wart.codes.create(system="OMIM", code="1")
    lump = make_condition("lump", slug="lump", broader=wart)
    _lump(lump, wart, sign, leg)
    make_published(wart, facts=[{"topic": Topic.SYMPTOM, "term": sign}])
    edition = make_edition(wart)
    _facts(edition, sign, sore, risk, (leg, thigh), (retracted, newer, address), lump)
    for distressing in (False, True):
        make_photograph(edition, body_sites=[leg], skin_tone="5", distressing=distressing)
    approve(edition)
    make_check(edition.facts.first(), datetime.date(2020, 1, 2))
    for slug in ("one", "two"):  # forms that no feature can tell apart
        make_published(
            make_condition(f"form {slug}", slug=slug, broader=whole.condition),
            facts=[{"topic": Topic.SYMPTOM, "term": sore, "body_sites": [thigh]}],
        )
    _withdrawn()
    for level in ("emergency", "today", "soon"):
        make_urgency_rule(level=level, any_of=[sore], sources=[address])


def _lump(lump, wart, sign, leg):
    counted = {"frequency_basis": "counted", "numerator": 1, "denominator": 1}
    make_published(
        lump,
        facts=[
            {"topic": Topic.SYMPTOM, "term": sign, "frequency_band": "always", **counted},
            {"topic": Topic.DIFFERENTIAL, "other_condition": wart},
            {"topic": Topic.SYMPTOM, "body_sites": [leg]},
        ],
    )


def _facts(edition, sign, sore, risk, sites, sources, lump):
    counted = {"frequency_basis": "counted", "frequency_band": "frequent"}
    share = {"frequency_basis": "percentage", "frequency_band": "frequent", "percentage": "40.5"}
    make_fact(edition, key_fact=True)
    for urgency in ("emergency", "today", "soon"):
        make_fact(edition, Topic.SEEK_HELP, urgency=urgency, editorial_advice=True, key_fact=True)
    make_fact(
        edition, Topic.SYMPTOM, term=sign, body_sites=sites, red_flag=True, certainty="probable",
        numerator=1234, denominator=2345, setting="people seen", evidence="cohort", **counted,
    )  # fmt: skip
    make_fact(edition, Topic.SYMPTOM, term=sore, certainty="hypothesis", sources=sources, **share)
    make_fact(edition, Topic.SYMPTOM, certainty="disputed", denominator=50, **share)
    make_fact(edition, Topic.SYMPTOM, setting="people seen", **share)
    make_fact(edition, Topic.SYMPTOM, sources=sources[:1], frequency_band="occasional",
              frequency_basis="wording")  # fmt: skip
    make_fact(edition, Topic.SYMPTOM, reported_absent=True)
    make_fact(edition, Topic.SYMPTOM)
    make_fact(edition, Topic.RISK_FACTOR, term=risk, modifiable=True)
    make_fact(edition, Topic.TREATMENT, evidence="rct", plain="It takes a net-like skin away.")
    make_fact(edition, Topic.DIFFERENTIAL, other_condition=lump)
    for key in DRAWINGS:
        make_fact(edition, Topic.MECHANISM, key=key)
    for topic in Topic:
        if topic not in (Topic.SEEK_HELP, Topic.DIFFERENTIAL):
            make_fact(edition, topic)


def _withdrawn():
    """Withdraw a page, and an edition that another one has replaced."""
    by = make_user(is_superuser=True)
    gone = make_published(make_condition("gone", slug="gone"))
    move(edition=gone, name="withdraw", by=by, comment="It was wrong.")
    twice = make_published(make_condition("twice", slug="twice"))
    move(edition=twice, name="withdraw", by=by, comment="It was wrong.")
    make_published(twice.condition)


def invitation():
    """Return the token of a link to a draft that changes, adds and removes facts."""
    wart = Edition.objects.published().get(condition__slug="wart")
    draft = make_in_review(wart.condition)
    kept = wart.facts.order_by("pk")[:2]
    for fact in kept:
        make_fact(draft, fact.topic, key=fact.key, plain="Other words.", urgency=fact.urgency)
    return invite(draft)[1]
