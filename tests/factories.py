"""Rows for tests: every function has sensible defaults, so a test shows only what matters to it."""

import itertools
import random
from io import BytesIO

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from PIL import Image

from conditions.actions.experts import invite_expert
from conditions.actions.photographs import keep_picture
from conditions.exchange import TERM_KIND_OF_TOPIC
from conditions.models import (
    Citation,
    Condition,
    ConditionKind,
    Edition,
    EditionStatus,
    Fact,
    FactCheck,
    Feedback,
    Photograph,
    PictureFile,
    Source,
    SourceKind,
    Term,
    TermKind,
    Topic,
    TranslatedWording,
    UrgencyRule,
)
from conditions.models.choices import TOPICS_NEEDING_A_TERM
from conditions.pictures import render

_numbers = itertools.count(1)

CATEGORY_OF_KIND = {
    TermKind.FINDING: "symptom",
    TermKind.RISK_FACTOR: "disease",
    TermKind.BODY_SITE: "",
    TermKind.TEST: "imaging",
    TermKind.TREATMENT: "drug",
}


def make_user(username=None, *, groups=(), is_staff=True, **fields):
    """Make a member of staff in the named groups; `is_superuser=True` makes one of all rights."""
    user = get_user_model().objects.create_user(
        username or f"user-{next(_numbers)}", is_staff=is_staff, **fields
    )
    user.groups.set(Group.objects.get(name=name) for name in groups)
    return user


def make_term(name=None, *, kind=TermKind.FINDING, names=(), broader=(), **fields):
    """Make a term; `names` are its lay synonyms, `broader` the terms above it."""
    number = next(_numbers)
    name = name or f"term {number}"
    defaults = {
        "slug": f"term-{number}",
        "plain_name": f"plain {name}",
        "category": CATEGORY_OF_KIND[kind],
    }
    term = Term.objects.create(kind=kind, name=name, **defaults | fields)
    for text in names:
        term.names.create(text=text)
    for above in broader:
        term.broader_relations.create(broader=above)
    return term


def make_source(title=None, **fields):
    """Make a publishable source (it has a DOI); `doi=""` makes one that is not."""
    number = next(_numbers)
    defaults = {
        "slug": f"source-{number}",
        "kind": SourceKind.REVIEW,
        "doi": f"10.1000/{number}",
        "year": 2020,
        "authors": "Maker F",
        "journal": "Journal of Tests",
    }
    return Source.objects.create(title=title or f"Study {number}", **defaults | fields)


def make_condition(name=None, **fields):
    number = next(_numbers)
    name = name or f"Condition {number}"
    defaults = {"slug": f"condition-{number}", "kind": ConditionKind.CALCINOSIS}
    return Condition.objects.create(name=name, **defaults | fields)


def make_edition(condition=None, *, number=None, author=None, **fields):
    """Make a draft; its number follows the newest of the condition."""
    condition = condition or make_condition()
    newest = condition.editions.order_by("-number").first()
    return Edition.objects.create(
        condition=condition,
        number=number or (newest.number + 1 if newest else 1),
        author=author or make_user(),
        **{"change_note": "What changes and why."} | fields,
    )


def make_fact(edition=None, topic=Topic.DEFINITION, *, sources=None, body_sites=(), **fields):
    """Make a fact with both wordings, what its topic needs, and one publishable source.

    `sources=[]` makes one without a source.
    """
    edition = edition or make_edition()
    defaults = {
        "plain": "Calcium builds up where it should not.",
        "clinical": "Abnormal deposition of calcium salts.",
        "position": edition.facts.count(),
    }
    if topic in TOPICS_NEEDING_A_TERM and "term" not in fields:
        defaults["term"] = make_term(kind=TERM_KIND_OF_TOPIC[topic])
    if topic == Topic.DIFFERENTIAL and "other_condition" not in fields:
        defaults["other_condition"] = make_condition()
    if topic == Topic.SEEK_HELP:
        defaults["urgency"] = "today"
    fact = Fact.objects.create(edition=edition, topic=topic, **defaults | fields)
    for position, source in enumerate([make_source()] if sources is None else sources):
        Citation.objects.create(fact=fact, source=source, position=position)
    fact.body_sites.set(body_sites)
    return fact


def picture_data(size=(16, 12), colour=None, file_format="PNG", **options):
    """Return an image file; without a colour it is noise, and each is another one."""
    if colour:
        image = Image.new("RGB", size, colour)
    else:
        noise = random.Random(next(_numbers)).randbytes(size[0] * size[1] * 3)
        image = Image.frombytes("RGB", size, noise)
    out = BytesIO()
    image.save(out, file_format, **options)
    return out.getvalue()


def make_picture(size=(16, 12), **fields):
    """Make a picture file with all that an edition needs to be published."""
    defaults = {"credit": "Dr Kay", "licence": "cc-by-4.0", "consent_reference": "K 17"}
    picture = PictureFile(**defaults | fields)
    return keep_picture(picture=picture, rendered=render(picture_data(size)))


def make_photograph(edition=None, *, body_sites=(), **fields):
    """Make a photograph that the gate lets pass."""
    edition = edition or make_edition()
    defaults = {
        "alt": "A white lump on a finger",
        "plain": "The lump is hard.",
        "clinical": "Subcutaneous calcified nodule.",
        "position": edition.photographs.count(),
    }
    if "picture" not in fields:
        defaults["picture"] = make_picture()
    photograph = Photograph.objects.create(edition=edition, **defaults | fields)
    photograph.body_sites.set(body_sites)
    return photograph


def approve(edition, *, at=None, by=None, **fields):
    """Turn a draft into an approved edition, which locks it and its facts."""
    edition.status = EditionStatus.APPROVED
    edition.approved_at = at or timezone.now()
    edition.publish_at = edition.approved_at
    edition.approved_by = by or make_user()
    for field, value in fields.items():
        setattr(edition, field, value)
    edition.save()
    return edition


def make_published(condition=None, *, facts=(), at=None, **fields):
    """Make a published edition with a definition and what `facts` asks for.

    Each of `facts` is the arguments of `make_fact`, for example
    `{"topic": Topic.SYMPTOM, "term": term}`.
    """
    edition = make_edition(condition, **fields)
    make_fact(edition)
    for fact in facts:
        make_fact(edition, **fact)
    return approve(edition, at=at)


def make_translation(fact=None, *, language="de", status="draft", by=None, **fields):
    """Make a translation of a published fact, with whom and when its status needs."""
    fact = fact or make_published().facts.get()
    now = timezone.now()
    stamps = {
        "approved": {"approved_at": now, "reviewer": make_user()},
        "withdrawn": {
            "approved_at": now,
            "reviewer": make_user(),
            "withdrawn_at": now,
            "withdrawal_reason": "It says too much.",
        },
    }
    defaults = {
        "plain": "Kalk lagert sich ab.",
        "clinical": "Ablagerung von Kalziumsalzen.",
        "original_plain": fact.plain,
        "original_clinical": fact.clinical,
        "translator": by or make_user(),
    }
    return TranslatedWording.objects.create(
        condition=fact.edition.condition,
        fact_key=fact.key,
        language=language,
        status=status,
        **defaults | stamps.get(status, {}) | fields,
    )


def make_comment(edition=None, **fields):
    """Make an open comment on a whole edition; `fact_key` puts it on a fact."""
    by = make_user()
    defaults = {"text": "Is this so?", "by": by, "by_name": by.get_username()}
    return (edition or make_edition()).comments.create(**defaults | fields)


def make_check(fact, on, *, outcome="confirmed", by_name="Ed", note=""):
    """Record that a fact was held against its sources on a day."""
    return FactCheck.objects.create(
        condition=fact.edition.condition,
        fact_key=fact.key,
        outcome=outcome,
        by_name=by_name,
        on=on,
        note=note,
    )


def make_urgency_rule(*, all_of=(), any_of=(), sources=(), **fields):
    number = next(_numbers)
    defaults = {
        "slug": f"rule-{number}",
        "level": "emergency",
        "plain": "Get emergency help now.",
        "clinical": "Treat as an emergency.",
    }
    rule = UrgencyRule.objects.create(**defaults | fields)
    rule.all_of.set(all_of)
    rule.any_of.set(any_of)
    rule.sources.set(sources)
    return rule


def make_large_draft(*, facts=150, **fields):
    """Make a draft with `facts` facts over all topics, written in bulk."""
    edition = make_edition(**fields)
    terms = {kind: make_term(kind=kind) for kind in TermKind}
    source, other = make_source(), make_condition()
    topics = itertools.cycle(Topic.values)
    rows = Fact.objects.bulk_create(
        Fact(
            edition=edition,
            topic=topic,
            position=position,
            plain=f"Plain wording {position}.",
            clinical=f"Clinical wording {position}.",
            urgency="soon" if topic == Topic.SEEK_HELP else "",
            term=terms[TERM_KIND_OF_TOPIC[topic]] if topic in TOPICS_NEEDING_A_TERM else None,
            other_condition=other if topic == Topic.DIFFERENTIAL else None,
        )
        for position, topic in zip(range(facts), topics, strict=False)
    )
    Citation.objects.bulk_create(Citation(fact=row, source=source) for row in rows)
    Fact.body_sites.through.objects.bulk_create(
        Fact.body_sites.through(fact=row, term=terms[TermKind.BODY_SITE]) for row in rows
    )
    return edition


def make_remark(edition=None, *, fact=None, **fields):
    """Make a reader's remark on the whole site, on the page of an edition, or on a fact of it."""
    edition = fact.edition if fact else edition
    return Feedback.objects.create(
        page=edition.condition.get_absolute_url() if edition else "/",
        edition=edition,
        fact_key=fact.key if fact else None,
        **{"text": "This is unclear."} | fields,
    )


def make_in_review(condition=None, **fields):
    """Make an edition in review with one fact."""
    edition = make_edition(condition, **fields)
    make_fact(edition)
    edition.status, edition.submitted_at = EditionStatus.IN_REVIEW, timezone.now()
    edition.save()
    return edition


def invite(edition=None, *, by=None, **fields):
    """Invite an expert to an edition in review; return the invitation and its token."""
    return invite_expert(
        edition=edition or make_in_review(),
        by=by or make_user(groups=["reviewer"]),
        **{"name": "Dr Eva Roe", "role": "consultant dermatologist", "days": 14} | fields,
    )
