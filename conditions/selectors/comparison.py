"""What two to four conditions are compared by: their published facts about shared terms."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from conditions.lookup import Closure
from conditions.models import Citation, Condition, Edition, Fact, Term, TermRelation, Topic

# Topics whose facts stand in rows, one row a term.
ROW_TOPICS = (
    Topic.SYMPTOM,
    Topic.RISK_FACTOR,
    Topic.COMPLICATION,
    Topic.DIAGNOSIS,
    Topic.TREATMENT,
)


@dataclass(frozen=True, slots=True)
class ComparedContent:
    """The chosen conditions in their order, and what their published editions say.

    `facts` holds those about a term by (topic, term, condition); `told_apart` what one of them
    says against another; `definitions` the first words of each page, by condition.
    """

    editions: list[Edition]
    terms: dict[int, Term]
    facts: dict[tuple[str, int, int], list[Fact]]
    definitions: dict[int, Fact]
    told_apart: list[Fact]
    closure: Closure


def published_conditions() -> list[Condition]:
    """Return what can be chosen, by name."""
    return list(Condition.objects.published().order_by("name"))


def compared_content(slugs: Sequence[str]) -> ComparedContent:
    """Return the content of the published conditions among `slugs`, in their order."""
    editions = sorted(
        Edition.objects.published().filter(condition__slug__in=slugs).select_related("condition"),
        key=lambda edition: slugs.index(edition.condition.slug),
    )
    chosen = {edition.condition_id for edition in editions}
    citations = Prefetch("citations", Citation.objects.select_related("source"))
    facts: dict[tuple[str, int, int], list[Fact]] = defaultdict(list)
    definitions: dict[int, Fact] = {}
    told_apart: list[Fact] = []
    terms: dict[int, Term] = {}
    wanted = (
        Q(topic__in=ROW_TOPICS, term__isnull=False)
        | Q(topic=Topic.DEFINITION)
        | Q(topic=Topic.DIFFERENTIAL, other_condition__in=chosen)
    )
    rows = (
        Fact.objects.filter(wanted, edition__in=editions)
        .select_related("edition__condition", "term", "other_condition")
        .prefetch_related(citations)
        .order_by("position", "pk")
    )
    for fact in rows:
        condition = fact.edition.condition_id
        if fact.topic == Topic.DEFINITION:
            definitions.setdefault(condition, fact)
        elif fact.topic == Topic.DIFFERENTIAL:
            told_apart.append(fact)
        elif fact.term is not None:
            terms[fact.term.pk] = fact.term
            facts[fact.topic, fact.term.pk, condition].append(fact)
    return ComparedContent(editions, terms, facts, definitions, told_apart, _closure())


def _closure() -> Closure:
    """Return what is broader than what, over the whole vocabulary: a way may lead through any."""
    broader: dict[str, set[str]] = defaultdict(set)
    for below, above in TermRelation.objects.values_list("term__slug", "broader__slug"):
        broader[below].add(above)
        broader[above] |= set()
    return Closure.of(broader)
