"""What stands between a draft and its readers: the rules of `exchange.gate` on the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from conditions import exchange
from conditions.exchange import gate
from conditions.models import (
    Condition,
    ConditionName,
    Edition,
    Fact,
    NameMatch,
    Photograph,
    Source,
    Term,
    TermName,
    TermRelation,
    WarningOverride,
)

from .documents import facts_document, facts_of, photographs_of, urgency_rules_document

MESSAGES = {
    # stops
    "no-change-note": gettext_lazy("The change note is empty: say what changes and why."),
    "no-definition": gettext_lazy("There is no fact that says what the condition is."),
    "no-plain": gettext_lazy("The plain wording is missing."),
    "no-clinical": gettext_lazy("The clinical wording is missing."),
    "no-source": gettext_lazy("There is no publishable source."),
    "no-term": gettext_lazy("The term is missing."),
    "wrong-term": gettext_lazy("The term is of the wrong kind."),
    "urgent-without-rule": gettext_lazy(
        "It is a warning sign, but no active urgency rule speaks for it or anything on the page."
    ),
    "no-alt": gettext_lazy("The alternative text is missing: say what is seen."),
    "alt-repeats": gettext_lazy(
        "The alternative text is a file name, or repeats the wording below: say what is seen."
    ),
    "no-rights": gettext_lazy("The picture file has no credit or no licence."),
    "no-consent": gettext_lazy("The picture file has no reference of a consent."),
    "picture-withdrawn": gettext_lazy("The picture was withdrawn: take it out."),
    "open-comment": gettext_lazy("A comment is open: “%(detail)s”"),
    # warnings
    "reading-grade": gettext_lazy("The plain wording has reading grade %(figure)s; aim for 9."),
    "long-sentence": gettext_lazy("A sentence has %(figure)s words: “%(detail)s”"),
    "unused-citation": gettext_lazy(
        "The source “%(detail)s” may not be shown to readers, and the others carry the fact."
    ),
    "duplicate-synonym": gettext_lazy("The synonym “%(detail)s” stands twice, or for two things."),
    "sign-without-rule": gettext_lazy(
        "No active urgency rule names this warning sign: alone it brings no advice in the lookup."
    ),
    "advice-without-rule": gettext_lazy(
        "It is urgent advice, but nothing on the page makes the lookup give urgent advice."
    ),
}
EXCERPT = 120


@dataclass(frozen=True, slots=True)
class Stop:
    """Something that keeps an edition from being published; `fact` is None for the whole."""

    message: str
    fact: Fact | Photograph | None = None
    code: str = ""
    key: UUID | None = None  # of a fact that may be gone


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that needs a reason before publication; `override` is the reason, once given."""

    id: str
    message: str
    finding: gate.Finding
    fact: Fact | Photograph | None = None
    override: WarningOverride | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """All that stands between an edition and its readers, in the order of the page."""

    stops: list[Stop]
    warnings: list[Warned]

    @property
    def unanswered(self) -> list[Warned]:
        """Return the warnings that nobody has given a reason for."""
        return [warned for warned in self.warnings if warned.override is None]

    @property
    def answered(self) -> list[Warned]:
        return [warned for warned in self.warnings if warned.override]


def surroundings() -> gate.Surroundings:
    """Return what every edition is judged against: vocabulary, sources, conditions and rules."""
    terms = list(Term.objects.values_list("pk", "slug", "kind", "name", "plain_name"))
    slugs = {pk: slug for pk, slug, *_rest in terms}
    broader: dict[str, list[str]] = {}
    for term, above in TermRelation.objects.values_list("term", "broader"):
        broader.setdefault(slugs[term], []).append(slugs[above])
    conditions = list(Condition.objects.values_list("pk", "slug", "name", "plain_name"))
    return gate.Surroundings(
        publishable=set(Source.objects.filter(publishable=True).values_list("slug", flat=True)),
        kinds={slug: kind for _pk, slug, kind, *_names in terms},
        broader=broader,
        rules=urgency_rules_document().rules,
        medical_words=gate.words_of([*(row[2] for row in conditions), *(row[3] for row in terms)]),
        shared_names=_shared_term_names(terms),
        condition_names=_condition_names(conditions),
    )


def _shared_term_names(terms: list[tuple[int, str, str, str, str]]) -> dict[str, list[str]]:
    """Return, by term, the names that another term of its kind has too."""
    synonyms: dict[int, list[str]] = {}
    for term, text in TermName.objects.values_list("term", "text"):
        synonyms.setdefault(term, []).append(text)
    of_kind: dict[str, list[tuple[str, list[str]]]] = {}
    for pk, slug, kind, name, plain_name in terms:
        of_kind.setdefault(kind, []).append((slug, [name, plain_name, *synonyms.get(pk, ())]))
    found: dict[str, list[str]] = {}
    for named in of_kind.values():
        found |= gate.shared(gate.holders(named))
    return found


def _condition_names(conditions: list[tuple[int, str, str, str]]) -> dict[str, set[str]]:
    """Return which conditions have each name, synonyms that are not exact left out."""
    slugs = {pk: slug for pk, slug, *_names in conditions}
    named = [(slug, [name, plain] if plain else [name]) for _pk, slug, name, plain in conditions]
    exact = ConditionName.objects.filter(match=NameMatch.EXACT)
    synonyms = exact.values_list("condition", "text")
    return gate.holders([*named, *((slugs[pk], [text]) for pk, text in synonyms)])


def stops(edition: Edition, around: gate.Surroundings | None = None) -> list[Stop]:
    """Return everything that keeps `edition` from being published, in the order of the page."""
    facts, shown = _content_of(edition)
    document = facts_document(edition.condition, facts, shown)
    rows: list[Fact | Photograph] = [*facts, *shown]
    return _stops(edition, document, rows, around or surroundings())


def gate_of(edition: Edition) -> Gate:
    """Return what stops `edition` and what it is warned of."""
    facts, shown = _content_of(edition)
    document = facts_document(edition.condition, facts, shown, edition.condition.names.all())
    around = surroundings()
    rows: list[Fact | Photograph] = [*facts, *shown]
    return Gate(
        _stops(edition, document, rows, around),
        _warnings(edition, rows, gate.warnings(document, around)),
    )


def _content_of(edition: Edition) -> tuple[list[Fact], list[Photograph]]:
    return facts_of([edition])[edition.pk], photographs_of([edition])[edition.pk]


def _stops(
    edition: Edition,
    document: exchange.ConditionDocument,
    facts: Iterable[Fact | Photograph],
    around: gate.Surroundings,
) -> list[Stop]:
    by_key = {fact.key: fact for fact in facts}
    found = []
    if not edition.change_note.strip():
        found.append(Stop(str(MESSAGES["no-change-note"]), code="no-change-note"))
    for finding in gate.stops(document, around):
        fact = by_key[finding.key] if finding.key else None
        found.append(Stop(str(MESSAGES[finding.code]), fact, finding.code, finding.key))
    for comment in edition.comments.open():
        message = MESSAGES["open-comment"] % {"detail": Truncator(comment.text).chars(EXCERPT)}
        fact = by_key.get(comment.fact_key)
        found.append(Stop(message, fact, "open-comment", comment.fact_key))
    return found


def _warnings(
    edition: Edition, facts: Iterable[Fact | Photograph], findings: Iterable[gate.Finding]
) -> list[Warned]:
    by_key = {fact.key: fact for fact in facts}
    overrides = {
        (override.code, override.fact_key, override.detail): override
        for override in WarningOverride.objects.filter(edition__condition=edition.condition_id)
    }
    return [
        Warned(
            id=_id(finding),
            message=MESSAGES[finding.code]
            % {
                "detail": Truncator(finding.detail).chars(EXCERPT),
                "figure": number_format(finding.figure),
            },
            finding=finding,
            fact=by_key[finding.key] if finding.key else None,
            override=overrides.get((finding.code, finding.key, finding.detail)),
        )
        for finding in findings
    ]


def _id(finding: gate.Finding) -> str:
    """Return what names a warning in a form."""
    told = f"{finding.code} {finding.key} {finding.detail}"
    return sha256(told.encode()).hexdigest()[:16]
