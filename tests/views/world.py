"""Many published conditions for query budgets, written in bulk."""

from django.utils import timezone

from conditions.models import (
    Citation,
    Condition,
    Edition,
    Fact,
    Source,
    Term,
    TermKind,
    TermRelation,
    Topic,
)

TOPICS = (Topic.DEFINITION, Topic.SYMPTOM, Topic.RISK_FACTOR, Topic.SEEK_HELP)
KINDS = (TermKind.FINDING, TermKind.RISK_FACTOR, TermKind.BODY_SITE)
CATEGORIES = {TermKind.FINDING: "sign", TermKind.RISK_FACTOR: "drug", TermKind.BODY_SITE: ""}


def make_many(conditions):
    """Publish `conditions` conditions, each with four facts, a source and terms of its own.

    Their slugs, and those of their terms and sources, end in a number from 0: `condition-0`,
    `finding-0`, `risk-factor-0`, `source-0`.
    """
    numbers = range(conditions)
    terms = {
        kind: Term.objects.bulk_create(
            Term(
                kind=kind,
                slug=f"{kind.value}-{number}",
                name=f"{kind.value} {number}",
                plain_name=f"plain {kind.value} {number}",
                definition="What it is.",
                category=CATEGORIES[kind],
            )
            for number in numbers
        )
        for kind in KINDS
    }
    for rows in terms.values():
        TermRelation.objects.bulk_create(
            TermRelation(term=row, broader=rows[0]) for row in rows[1:]
        )
    sources = Source.objects.bulk_create(
        Source(slug=f"source-{n}", title=f"Source {n}", kind="review", doi=f"10.1000/{n}")
        for n in numbers
    )
    rows = Condition.objects.bulk_create(
        Condition(slug=f"condition-{n}", name=f"Condition {n}", kind="related") for n in numbers
    )
    Condition.objects.exclude(pk=rows[0].pk).update(broader=rows[0])
    for row in rows[:3]:
        row.names.create(text="another name")
    editions = Edition.objects.bulk_create(
        Edition(condition=row, number=1, origin="content-pack", change_note="First.")
        for row in rows
    )
    facts = Fact.objects.bulk_create(
        _fact(edition, topic, terms, number)
        for number, edition in enumerate(editions)
        for topic in TOPICS
    )
    Citation.objects.bulk_create(
        Citation(fact=fact, source=sources[number // len(TOPICS)])
        for number, fact in enumerate(facts)
    )
    Fact.body_sites.through.objects.bulk_create(
        Fact.body_sites.through(fact=fact, term=terms[TermKind.BODY_SITE][number // len(TOPICS)])
        for number, fact in enumerate(facts)
    )
    now = timezone.now()
    Edition.objects.update(status="approved", approved_at=now, publish_at=now)


def _fact(edition, topic, terms, number):
    kind = {Topic.SYMPTOM: TermKind.FINDING, Topic.RISK_FACTOR: TermKind.RISK_FACTOR}.get(topic)
    return Fact(
        edition=edition,
        topic=topic,
        term=terms[kind][number] if kind else None,
        urgency="today" if topic == Topic.SEEK_HELP else "",
        plain=f"Plain {topic} {number}.",
        clinical=f"Clinical {topic} {number}.",
    )
