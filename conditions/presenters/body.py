"""The body: the map of it, what is seen at a place, and where a condition shows."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from conditions.lookup import Closure
from conditions.models import Condition, Fact, Term, Topic
from conditions.selectors.vocabulary import Vocabulary

from .citations import NumberedSource, Numbering
from .facts import CLINICAL, PLAIN, FactWords, capitalised, fact_words
from .figure import BACK, FRONT, Region

# The places of the list by what they belong to; the first group that has one takes it.
GROUPS = (
    (gettext_lazy("Head and neck"), ("head-and-neck",)),
    (gettext_lazy("Trunk"), ("trunk",)),
    (gettext_lazy("Arms"), ("upper-limb",)),
    (gettext_lazy("Legs"), ("lower-limb",)),
    (gettext_lazy("Inside the body"), ("internal-organ", "bone", "joint", "muscle", "tendon")),
)
REST = gettext_lazy("Skin, and the body as a whole")
# The wholes that the drawing divides up. The skin or a bone has no place of its own on it.
DRAWN_WHOLES = frozenset({"head-and-neck", "trunk", "limb"})
# What the drawing leaves out, and where it lies.
LIES_IN = {"eye": "face", "mouth": "face"}
DRAWN = frozenset(region.slug for region in (*FRONT, *BACK))

NAMED = "named"
NEAR = "near"  # a part of the region, or a larger place, is named


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place with its page and the number of conditions in which something is seen there."""

    label: str
    url: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class DrawnRegion:
    """A region as it is shown: a link, marked, or neither."""

    region: Region
    name: str = ""
    url: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """The body from the front or from behind; `description` is for those who cannot see it."""

    label: str | Promise
    description: str | Promise
    regions: list[DrawnRegion]


@dataclass(frozen=True, slots=True)
class MapPage:
    """The body map, and the same places as a list."""

    sides: list[Side]
    groups: list[tuple[str | Promise, list[PlaceLink]]]


def map_page(known: Vocabulary, described: Mapping[str, Collection[int]]) -> MapPage:
    """Return the body map; only places in `described` are links."""

    def drawn(region: Region, name: str) -> DrawnRegion:
        if region.slug not in described:
            return DrawnRegion(region)
        label = name % {"place": _label(known.by_slug[region.slug])}
        return DrawnRegion(region, name=label, url=place_url(region.slug))

    front = [drawn(region, _("%(place)s, from the front")) for region in FRONT]
    back = [drawn(region, _("%(place)s, from behind")) for region in BACK]
    links: dict[str | Promise, list[PlaceLink]] = {title: [] for title, _tops in GROUPS}
    links[REST] = []
    for slug in described:
        links[_group(slug, known.closure)].append(_link(slug, known, described))
    return MapPage(
        sides=_sides(front, back, _("The body from the front"), _("The body from behind")),
        groups=[(title, _by_label(places)) for title, places in links.items() if places],
    )


def place_url(slug: str) -> str:
    return reverse("conditions:place", args=[slug])


def _sides(
    front: list[DrawnRegion], back: list[DrawnRegion], front_words: str, back_words: str
) -> list[Side]:
    return [
        Side(pgettext("side of the body", "Front"), front_words, front),
        Side(pgettext("side of the body", "Back"), back_words, back),
    ]


def _group(slug: str, closure: Closure) -> str | Promise:
    wholes = {slug, *closure.ancestors(slug)}
    return next((title for title, tops in GROUPS if not wholes.isdisjoint(tops)), REST)


def _label(site: Term) -> str:
    return capitalised(site.plain_name)


def _link(slug: str, known: Vocabulary, described: Mapping[str, Collection[int]]) -> PlaceLink:
    return PlaceLink(_label(known.by_slug[slug]), place_url(slug), len(described[slug]))


def _by_label(links: Iterable[PlaceLink]) -> list[PlaceLink]:
    return sorted(links, key=lambda link: link.label.casefold())


# One place


@dataclass(frozen=True, slots=True)
class ConditionHere:
    """What one condition's page says of a finding at this place."""

    condition: Condition
    url: str  # of the first of the statements
    statements: list[FactWords]


@dataclass(frozen=True, slots=True)
class FindingHere:
    """A finding, and the conditions in which it is seen at this place."""

    finding: Term
    label: str
    conditions: list[ConditionHere]


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A place, what it belongs to, and the findings seen there, in most conditions first."""

    site: Term
    label: str
    medical_name: str  # empty when it is the label
    wholes: list[PlaceLink]
    parts: list[PlaceLink]
    findings: list[FindingHere]
    sources: list[NumberedSource]

    @property
    def can_compare(self) -> bool:
        return len({one.condition for here in self.findings for one in here.conditions}) > 1


def place_page(
    slug: str,
    known: Vocabulary,
    described: Mapping[str, Collection[int]],
    facts: Iterable[Fact],
) -> PlacePage:
    """Return the page of a place from the facts seen there, which come by condition."""
    by_finding: dict[Term, list[Fact]] = {}
    for fact in facts:
        by_finding.setdefault(fact.term, []).append(fact)
    ordered = sorted(by_finding, key=lambda term: term.plain_name.casefold())
    ordered.sort(key=lambda term: -len({fact.edition_id for fact in by_finding[term]}))
    numbering = Numbering()
    site = known.by_slug[slug]
    label = _label(site)

    def links(slugs: Iterable[str]) -> list[PlaceLink]:
        return _by_label(_link(other, known, described) for other in slugs if other in described)

    return PlacePage(
        site=site,
        label=label,
        medical_name="" if site.name.casefold() == label.casefold() else site.name,
        wholes=links(known.broader[slug]),
        parts=links(known.directly_below(slug)),
        findings=[_finding(term, by_finding[term], numbering) for term in ordered],
        sources=numbering.sources,
    )


def _finding(term: Term, facts: list[Fact], numbering: Numbering) -> FindingHere:
    conditions = []
    for condition, group in groupby(facts, key=lambda fact: fact.edition.condition):
        statements = [fact_words(fact, view=PLAIN, numbering=numbering) for fact in group]
        url = f"{condition.get_absolute_url()}#{statements[0].anchor}"
        conditions.append(ConditionHere(condition, url, statements))
    return FindingHere(term, _label(term), conditions)


# One condition


@dataclass(frozen=True, slots=True)
class WhereShown:
    """The places a condition's symptoms name; `sides` is empty when none of them is drawn."""

    places: list[PlaceLink]
    sides: list[Side]


def where_shown(facts: Iterable[Fact], closure: Closure, *, view: str) -> WhereShown | None:
    """Return where the findings of `facts` are seen; None when no place is named."""
    sites = {
        site.slug: site
        for fact in facts
        if fact.topic == Topic.SYMPTOM and not fact.reported_absent
        for site in fact.body_sites.all()
    }
    if not sites:
        return None
    places = [
        PlaceLink(
            capitalised(site.name if view == CLINICAL else site.plain_name), place_url(site.slug)
        )
        for site in sites.values()
    ]
    marked = marks(sites, closure)
    description = _("The body from the front, with the places marked that the list below names")
    behind = _("The body from behind, with the places marked that the list below names")
    sides = _sides(_marked(FRONT, marked), _marked(BACK, marked), description, behind)
    return WhereShown(_by_label(places), sides if marked else [])


def _marked(regions: Sequence[Region], marked: Mapping[str, str]) -> list[DrawnRegion]:
    return [DrawnRegion(region, mark=marked.get(region.slug, "")) for region in regions]


def marks(sites: Collection[str], closure: Closure) -> dict[str, str]:
    """Return how to mark the regions of the drawing when findings are seen at `sites`.

    Only a region that is named itself is marked in full. The one in which a smaller site lies, and
    those of a larger place such as the leg, are marked as near: nobody said that the finding is
    seen in all of them.
    """
    near: set[str] = set()
    for site in sites:
        wholes = {site, *closure.ancestors(site)}
        wholes |= {LIES_IN[whole] for whole in wholes & LIES_IN.keys()}
        around = wholes & DRAWN
        near |= {slug for slug in around if around.isdisjoint(closure.descendants(slug))}
        if not wholes.isdisjoint(DRAWN_WHOLES):
            near |= DRAWN.intersection(closure.descendants(site))
    return dict.fromkeys(near, NEAR) | dict.fromkeys(DRAWN.intersection(sites), NAMED)
