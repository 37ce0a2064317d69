"""What a file from outside would change here: new records, drafts with fact-level differences.

Facts land in drafts only. What readers would see at once (vocabulary, sources, urgency rules and
the names of conditions that are here already) stays as it is; the plan says where the file differs.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from conditions import exchange
from conditions.exchange import FactChange, Known, Part, Problem
from conditions.models import Condition, Edition, EditionStatus, Source, Term, TermRelation

from .documents import (
    condition_document,
    picture_records,
    sources_document,
    terms_document,
    urgency_rules_document,
)


@dataclass(frozen=True, slots=True)
class PlannedDraft:
    """What the file would do to one condition.

    `newest` is the edition it is compared with: the one in work if there is one.
    """

    document: exchange.ConditionDocument
    condition: Condition | None  # None: it would be added
    newest: Edition | None
    changes: tuple[FactChange, ...]
    reordered: bool
    refusal: str = ""

    @property
    def lands(self) -> bool:
        """Tell whether there is anything to do that may be done."""
        return not self.refusal and (self.condition is None or bool(self.changes) or self.reordered)

    @property
    def seen(self) -> str:
        """Return what must still be so when the file lands."""
        newest = self.newest
        state = f"{newest.pk} {newest.status} {newest.revision}" if newest else "-"
        return f"{self.document.slug} {state}"


@dataclass(slots=True)
class Plan:
    """What a file would do; `refusals` concern the whole of it."""

    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    new_terms: list[str] = field(default_factory=list)
    new_sources: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)
    drafts: list[PlannedDraft] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    @property
    def lands(self) -> bool:
        changes = self.new_terms or self.new_sources or any(draft.lands for draft in self.drafts)
        return bool(changes) and not self.refusals

    @property
    def fingerprint(self) -> str:
        """Return a mark of the state the plan was made from."""
        seen = "\n".join([*self.new_terms, *self.new_sources, *(d.seen for d in self.drafts)])
        return hashlib.sha256(seen.encode()).hexdigest()[:32]


def plan_import(*, file_name: str, data: bytes, by: User) -> Plan:
    """Return what the file would do if `by` lets it land; nothing is written.

    Raises `exchange.ContentError` when nothing of the file can be used.
    """
    reading = exchange.read_file(file_name, data)
    parts, problems = exchange.sound_parts(reading.parts, known_here(reading.parts))
    plan = Plan(problems=sorted(reading.problems + problems))
    for part in parts:
        found = list(_clashes(part))
        plan.problems += found
        if not found:
            plan.parts.append(part)
    for part in plan.parts:
        _add_to(plan, part.document, by)
    if plan.new_terms and not by.has_perm("conditions.add_term"):
        plan.refusals.append(_("The file brings new terms. A vocabulary keeper must import it."))
    if plan.new_sources and not by.has_perm("conditions.add_source"):
        plan.refusals.append(_("The file brings new sources, which your account may not add."))
    return plan


def known_here(parts: Iterable[Part] = ()) -> Known:
    """Return what documents may refer to; of the picture files only those that `parts` name."""
    broader_terms: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for below, above in TermRelation.objects.values_list("term__slug", "broader__slug"):
        broader_terms[below] += (above,)
    conditions = dict(Condition.objects.values_list("slug", "broader__slug"))
    return Known(
        terms=dict(Term.objects.values_list("slug", "kind")),
        sources=set(Source.objects.values_list("slug", flat=True)),
        conditions=conditions.keys(),
        broader_terms=broader_terms,
        broader_conditions={slug: (above,) for slug, above in conditions.items() if above},
        pictures=picture_records(
            row.file.digest
            for part in parts
            if isinstance(part.document, exchange.ConditionDocument)
            for row in part.document.photographs
        ),
    )


def _add_to(plan: Plan, document: exchange.Document, by: User) -> None:
    if isinstance(document, exchange.ConditionDocument):
        plan.drafts.append(_planned(plan, document, by))
        return
    records: Iterable[Any]
    if isinstance(document, exchange.TermsDocument):
        here: Iterable[Any] = terms_document(document.kind).terms
        records, new = document.terms, plan.new_terms
    elif isinstance(document, exchange.SourcesDocument):
        here, records, new = sources_document().sources, document.sources, plan.new_sources
    else:  # a rule would reach readers at once: it is written by hand
        here, records, new = urgency_rules_document().rules, document.rules, plan.left_alone
    known = {record.slug: record for record in here}
    for record in records:
        if record.slug not in known:
            new.append(record.slug)
        elif not _same(record, known[record.slug]):
            plan.left_alone.append(record.slug)


def _planned(plan: Plan, document: exchange.ConditionDocument, by: User) -> PlannedDraft:
    condition = (
        Condition.objects.filter(slug=document.slug)
        .select_related("broader")
        .prefetch_related("codes", "former_slugs", "names")
        .first()
    )
    if condition is None:
        refusal = _refusal(None, by) if document.facts else ""
        if not by.has_perm("conditions.add_condition"):
            refusal = _("It is not here yet, and your account may not add conditions.")
        empty = _without_content(document)
        changes = exchange.differences(empty, document)
        return PlannedDraft(document, None, None, changes, reordered=False, refusal=refusal)
    newest = condition.editions.kept().order_by("-number").first()
    here = condition_document(condition, newest)
    if not _same(_without_content(document), condition_document(condition, None)):
        plan.left_alone.append(document.slug)
    if not document.facts:  # a name that others refer to, not an order to empty the page
        return PlannedDraft(document, condition, newest, (), reordered=False)
    changes = exchange.differences(here, document)
    reordered = _order(here) != _order(document)
    refusal = ""
    if changes or reordered:
        refusal = _refusal(newest, by)
    return PlannedDraft(document, condition, newest, changes, reordered, refusal)


def _without_content(document: exchange.ConditionDocument) -> exchange.ConditionDocument:
    return msgspec.structs.replace(document, facts=(), photographs=())


def _order(document: exchange.ConditionDocument) -> list[UUID]:
    return [*(fact.key for fact in document.facts), *(row.key for row in document.photographs)]


def _refusal(newest: Edition | None, by: User) -> str:
    """Return why no draft may be written now, or an empty text."""
    if not by.has_perm("conditions.add_edition"):
        return _("Your account may not write drafts.")
    if newest and newest.status == EditionStatus.IN_REVIEW:
        return _("Edition %(number)s is in review. It must be sent or taken back first.") % {
            "number": newest.number
        }
    return ""


def _same(one: Any, other: Any) -> bool:
    """Tell whether two records say the same, whatever the order of their lists."""
    return all(
        _unordered(getattr(one, name)) == _unordered(getattr(other, name))
        for name in one.__struct_fields__
    )


def _unordered(value: Any) -> Any:
    return sorted(value, key=str) if isinstance(value, tuple) else value


def _clashes(part: Part) -> Iterator[Problem]:
    """Yield why new records of a document cannot stand beside those that are here."""
    document = part.document
    if isinstance(document, exchange.TermsDocument):
        known = set(Term.objects.values_list("slug", flat=True))
        for position, term in enumerate(document.terms):
            if term.slug not in known:
                row = Term(
                    kind=document.kind,
                    slug=term.slug,
                    name=term.name,
                    plain_name=term.plain_name,
                    category=term.category,
                )
                yield from _invalid(row, part, ("terms", position))
    elif isinstance(document, exchange.SourcesDocument):
        known = set(Source.objects.values_list("slug", flat=True))
        for position, source in enumerate(document.sources):
            if source.slug not in known:
                values = msgspec.structs.asdict(source)
                yield from _invalid(Source(**values), part, ("sources", position))
    elif isinstance(document, exchange.ConditionDocument):
        known = set(Condition.objects.values_list("slug", flat=True))
        if document.slug not in known:
            condition = Condition(slug=document.slug, name=document.name, kind=document.kind)
            yield from _invalid(condition, part, ())


def _invalid(row: Model, part: Part, steps: tuple[str | int, ...]) -> Iterator[Problem]:
    try:
        row.full_clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            for message in messages:
                yield part.locate(steps if name == "__all__" else (*steps, name), message)
