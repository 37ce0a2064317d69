"""Three conditions that share some of their features."""

from conditions.models import TermKind, Topic
from tests.factories import make_condition, make_published, make_term


def publish_three():
    """Publish Wart (lump, leg), Calciphylaxis (sore, leg, dialysis) and Gout (lump, dialysis).

    Lump and sore are changes; of Gout it is reported that there is no sore.
    """
    above = make_term(slug="change")
    sore = make_term("Ulcer", slug="sore", broader=[above])
    lump = make_term("Nodule", slug="lump", broader=[above])
    dialysis = make_term("Dialysis", kind=TermKind.RISK_FACTOR, slug="dialysis")
    leg = make_term("Leg", kind=TermKind.BODY_SITE, slug="leg")
    make_published(
        make_condition("Wart", slug="a-wart", kind="look-alike"),
        facts=[{"topic": Topic.SYMPTOM, "term": lump, "body_sites": [leg]}],
    )
    make_published(
        make_condition("Calciphylaxis", slug="b-calciphylaxis", kind="calciphylaxis"),
        facts=[
            {"topic": Topic.SYMPTOM, "term": sore, "body_sites": [leg]},
            {"topic": Topic.RISK_FACTOR, "term": dialysis},
        ],
    )
    make_published(
        make_condition("Gout", slug="c-gout", kind="look-alike"),
        facts=[
            {"topic": Topic.SYMPTOM, "term": lump},
            {"topic": Topic.SYMPTOM, "term": sore, "reported_absent": True},
            {"topic": Topic.RISK_FACTOR, "term": dialysis},
        ],
    )
