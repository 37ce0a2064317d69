"""The database as documents of the content format: export, diffs and the JSON API read these."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import Prefetch

from conditions import exchange
from conditions.models import (
    Citation,
    Condition,
    Edition,
    Fact,
    FactCheck,
    Photograph,
    PictureFile,
    Source,
    Term,
    TermKind,
    Topic,
    UrgencyRule,
)
from conditions.models.base import CodeBase, NameBase

TOPIC_ORDER = {topic: number for number, topic in enumerate(Topic.values)}


def condition_document(condition: Condition, edition: Edition | None) -> exchange.ConditionDocument:
    """Return a condition with the facts of `edition`; without one it is only a name."""
    return exchange.ConditionDocument(
        slug=condition.slug,
        name=condition.name,
        kind=condition.kind,
        plain_name=condition.plain_name,
        broader=condition.broader.slug if condition.broader else None,
        review_interval=condition.review_interval,
        former_slugs=tuple(sorted(former.slug for former in condition.former_slugs.all())),
        names=_names(condition.names.all()),
        codes=_codes(condition.codes.all()),
        facts=tuple(_facts(edition)) if edition else (),
        photographs=_photograph_records(photographs_of([edition])[edition.pk]) if edition else (),
    )


def facts_document(
    condition: Condition,
    facts: Iterable[Fact],
    photographs: Iterable[Photograph] = (),
    names: Iterable[NameBase] = (),
) -> exchange.ConditionDocument:
    """Return what these facts, photographs and names say, without codes and checks."""
    return exchange.ConditionDocument(
        slug=condition.slug,
        name=condition.name,
        kind=condition.kind,
        plain_name=condition.plain_name,
        names=_names(names),
        facts=tuple(fact_record(fact) for fact in facts),
        photographs=_photograph_records(photographs),
    )


def terms_document(kind: str) -> exchange.TermsDocument:
    """Return all terms of a kind."""
    terms = Term.objects.filter(kind=kind).prefetch_related("broader", "codes", "names")
    return exchange.TermsDocument(
        kind=kind,
        terms=tuple(
            exchange.Term(
                slug=term.slug,
                name=term.name,
                plain_name=term.plain_name,
                definition=term.definition,
                category=term.category,
                broader=tuple(sorted(broader.slug for broader in term.broader.all())),
                codes=_codes(term.codes.all()),
                names=_names(term.names.all()),
            )
            for term in sorted(terms, key=lambda term: term.slug)
        ),
    )


def sources_document() -> exchange.SourcesDocument:
    """Return the bibliography."""
    fields = exchange.Source.__struct_fields__
    return exchange.SourcesDocument(
        sources=tuple(
            exchange.Source(**{field: getattr(source, field) for field in fields})
            for source in sorted(Source.objects.all(), key=lambda source: source.slug)
        )
    )


def urgency_rules_document() -> exchange.UrgencyRulesDocument:
    """Return the active urgency rules."""
    rules = UrgencyRule.objects.active().prefetch_related("all_of", "any_of", "sources")
    return exchange.UrgencyRulesDocument(
        rules=tuple(
            exchange.UrgencyRule(
                slug=rule.slug,
                level=rule.level,
                plain=rule.plain,
                clinical=rule.clinical,
                all_of=tuple(sorted(term.slug for term in rule.all_of.all())),
                any_of=tuple(sorted(term.slug for term in rule.any_of.all())),
                sources=tuple(sorted(source.slug for source in rule.sources.all())),
                reviewed_by=rule.reviewed_by,
                reviewed_on=rule.reviewed_on,
                review_due=rule.review_due,
            )
            for rule in sorted(rules, key=lambda rule: rule.slug)
        )
    )


def all_documents() -> Iterator[exchange.Document]:
    """Yield everything that is published, as the documents of a content pack."""
    for kind in TermKind.values:
        yield terms_document(kind)
    yield sources_document()
    yield urgency_rules_document()
    published = {edition.condition_id: edition for edition in Edition.objects.published()}
    conditions = Condition.objects.select_related("broader").prefetch_related(
        "codes", "former_slugs", "names"
    )
    for condition in sorted(conditions, key=lambda condition: condition.slug):
        yield condition_document(condition, published.get(condition.pk))


def published_pack() -> exchange.Pack:
    """Return everything that is published as one pack."""
    return exchange.pack_of(list(all_documents()))


def newest_checks(condition: Condition) -> dict[UUID, FactCheck]:
    """Return the newest check of each fact of a condition, by the fact's key."""
    newest: dict[UUID, FactCheck] = {}
    for check in FactCheck.objects.filter(condition=condition).newest_first():
        newest.setdefault(check.fact_key, check)
    return newest


def _names(names: Iterable[NameBase]) -> tuple[exchange.Name, ...]:
    return tuple(
        exchange.Name(text=name.text, audience=name.audience, match=name.match)
        for name in sorted(names, key=_name_order)
    )


def _name_order(name: NameBase) -> tuple[str, str]:
    return name.audience, name.text


def _codes(codes: Iterable[CodeBase]) -> tuple[exchange.Code, ...]:
    return tuple(
        exchange.Code(system=code.system, code=code.code, checked=code.checked)
        for code in sorted(codes, key=_code_order)
    )


def _code_order(code: CodeBase) -> tuple[str, str]:
    return code.system, code.code


def _facts(edition: Edition) -> Iterator[exchange.Fact]:
    checks = newest_checks(edition.condition)
    for fact in facts_of([edition])[edition.pk]:
        yield fact_record(fact, checks.get(fact.key))


def facts_of(editions: Iterable[Edition]) -> dict[int, list[Fact]]:
    """Return the facts of each edition (by its id) in page order, with all that a record needs."""
    found: dict[int, list[Fact]] = {edition.pk: [] for edition in editions}
    citations = Prefetch("citations", Citation.objects.select_related("source"))
    facts = (
        Fact.objects.filter(edition__in=found)
        .select_related("term", "other_condition")
        .prefetch_related("body_sites", citations)
    )
    for fact in sorted(facts, key=lambda f: (TOPIC_ORDER[f.topic], f.position, f.pk)):
        found[fact.edition_id].append(fact)
    return found


def fact_record(fact: Fact, check: FactCheck | None = None) -> exchange.Fact:
    """Return a fact as a record of the content format."""
    return exchange.Fact(
        key=fact.key,
        topic=fact.topic,
        term=fact.term.slug if fact.term else None,
        condition=fact.other_condition.slug if fact.other_condition else None,
        plain=fact.plain,
        clinical=fact.clinical,
        frequency=_frequency(fact),
        reported_absent=fact.reported_absent,
        body_sites=tuple(sorted(site.slug for site in fact.body_sites.all())),
        red_flag=fact.red_flag,
        urgency=fact.urgency,
        certainty=fact.certainty,
        evidence=fact.evidence,
        modifiable=fact.modifiable,
        editorial_advice=fact.editorial_advice,
        key_fact=fact.key_fact,
        citations=tuple(
            exchange.Citation(
                source=citation.source.slug, locator=citation.locator, supports=citation.supports
            )
            for citation in fact.citations.all()
        ),
        checked=exchange.Check(
            on=check.on, by=check.by_name, outcome=check.outcome, note=check.note
        )
        if check
        else None,
    )


def _frequency(fact: Fact) -> exchange.Frequency | None:
    if not fact.frequency_band:
        return None
    return exchange.Frequency(
        band=fact.frequency_band,
        basis=fact.frequency_basis,
        numerator=fact.numerator,
        denominator=fact.denominator,
        percentage=None if fact.percentage is None else float(fact.percentage),
        setting=fact.setting,
    )


def photographs_of(editions: Iterable[Edition]) -> dict[int, list[Photograph]]:
    """Return the photographs of each edition (by its id) in page order, with their pictures."""
    found: dict[int, list[Photograph]] = {edition.pk: [] for edition in editions}
    rows = (
        Photograph.objects.filter(edition__in=found)
        .select_related("picture__source")
        .prefetch_related("body_sites")
    )
    for row in sorted(rows, key=lambda p: (TOPIC_ORDER[p.topic], p.position, p.pk)):
        found[row.edition_id].append(row)
    return found


def picture_record(picture: PictureFile) -> exchange.PictureFile:
    """Return a picture file as a record of the content format."""
    return exchange.PictureFile(
        digest=picture.digest,
        credit=picture.credit,
        licence=picture.licence,
        person=picture.shows_person,
        on_record=bool(picture.consent_reference),
        source=picture.source.slug if picture.source else None,
        withdrawn=picture.withdrawn_at is not None,
    )


def picture_records(digests: Iterable[str]) -> dict[str, exchange.PictureFile]:
    """Return those of the picture files that are here, by digest."""
    rows = PictureFile.objects.filter(digest__in=set(digests)).select_related("source")
    return {picture.digest: picture_record(picture) for picture in rows}


def _photograph_records(photographs: Iterable[Photograph]) -> tuple[exchange.Photograph, ...]:
    return tuple(
        exchange.Photograph(
            key=row.key,
            file=picture_record(row.picture),
            topic=row.topic,
            alt=row.alt,
            plain=row.plain,
            clinical=row.clinical,
            body_sites=tuple(sorted(site.slug for site in row.body_sites.all())),
            skin_tone=row.skin_tone,
            distressing=row.distressing,
        )
        for row in photographs
    )
