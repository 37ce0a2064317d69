"""What the conditions list shows of its filters."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_uppercase

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _

from conditions.models import Condition
from conditions.search import Found
from conditions.selectors.described import described
from conditions.selectors.site_search import site_content

from .fitting import Fitting
from .query import (
    FACETS,
    MATCH,
    NAME,
    SEVERAL_AT_ONCE,
    Choice,
    ConditionQuery,
    alphabetical,
    initial,
)

WORTH_FOLDING = 6  # options that a group shows before it folds the others away


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a group.

    `count` is how many conditions the list has once it is ticked, everything else as chosen. Where
    any ticked value is enough and one is ticked already, `added` is how many more that is. Of a
    ticked value `count` is how many of the list have it. What is left out shows no number.
    """

    value: str
    label: str
    count: int
    added: int | None = None
    chosen: bool = False
    left_out: bool = False

    @property
    def is_used(self) -> bool:
        return self.chosen or self.left_out


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of values: what is chosen or left out first, then what most conditions have."""

    name: str
    label: str | Promise
    options: list[Option]
    wants_all: bool

    @property
    def takes_all(self) -> bool:
        return self.name in SEVERAL_AT_ONCE

    @property
    def first(self) -> list[Option]:
        return self.options[: self._shown]

    @property
    def folded(self) -> list[Option]:
        return self.options[self._shown :]

    @property
    def _shown(self) -> int:
        return max(WORTH_FOLDING, sum(option.is_used for option in self.options))


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that is chosen, and what is left of the choice without it."""

    label: str
    without: Choice


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the bar; one that no name begins with leads nowhere."""

    letter: str
    query: str
    current: bool


class ConditionFilter(ConditionQuery):
    """The published conditions, and those that a query string leaves."""

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, Condition.objects.published())

    def filter_queryset(self, queryset: QuerySet[Condition]) -> QuerySet[Condition]:
        return queryset.filter(pk__in=self.left)

    @cached_property
    def found(self) -> Found:
        """Return what the words find on the whole site."""
        text = self.choice.value("q")
        return site_content().index.search(text) if text else Found()

    @cached_property
    def fitting(self) -> Fitting:
        return Fitting(self.queryset, described(), self.found.conditions)

    @cached_property
    def left(self) -> frozenset[int]:
        return self.fitting.fit(self.choice)

    @property
    def can_match(self) -> bool:
        return bool(self.choice.value("q") or list(self.choice.in_facets()))

    @property
    def order(self) -> str:
        """Return how the list is sorted: by match or by name.

        By match: first the conditions that have more of the chosen values, then what the text finds
        better, then by name. This is the order when words were typed, unless another is asked for;
        where nothing can match, the order is by name.
        """
        if not self.can_match:
            return NAME
        return self.choice.value("sort") or (MATCH if self.choice.value("q") else NAME)

    @property
    def results(self) -> list[Condition]:
        """Return the conditions that are left, in order."""
        conditions = sorted(
            (self.fitting.by_id[pk] for pk in self.left),
            key=lambda condition: (alphabetical(condition.name), condition.slug),
        )
        if self.order == MATCH:
            conditions.sort(key=self._match)
        return conditions

    def _match(self, condition: Condition) -> tuple[int, int]:
        chosen = self.choice.in_facets()
        fits = sum(condition.pk in self.fitting.having(facet, value) for facet, value in chosen)
        return -fits, self.fitting.place.get(condition.pk, 0)

    def facets(self) -> list[Facet]:
        return [self._facet(facet) for facet in FACETS]

    def _facet(self, facet: str) -> Facet:
        used = [*self.choice.values(facet), *self.choice.values(f"not_{facet}")]
        known = self.fitting.labels(facet)
        values = dict.fromkeys([*self.fitting.values(facet), *(v for v in used if v in known)])
        # What the facet's own ticks take away can come back.
        others = self.fitting.fit(self.choice.without(facet))
        options = [self._option(facet, value, others) for value in values]
        options.sort(key=lambda o: (not o.is_used, -o.count, str(o.label).casefold()))
        return Facet(facet, FACETS[facet], options, self.choice.wants_all(facet))

    def _option(self, facet: str, value: str, others: frozenset[int]) -> Option:
        chosen = self.choice.values(facet)
        having = self.fitting.having(facet, value)
        count, added = len(self.left & having), None
        if chosen and value not in chosen and not self.choice.wants_all(facet):
            added = len((others - self.left) & having)
            count = len(self.left) + added
        return Option(
            value,
            self.fitting.labels(facet)[value],
            count,
            added,
            chosen=value in chosen,
            left_out=value in self.choice.values(f"not_{facet}"),
        )

    @property
    def unknown(self) -> list[str]:
        """Return the chosen values that their group does not have; they fit nothing."""
        return [
            value
            for name, value in self.choice.pairs
            if (facet := name.removeprefix("not_")) in FACETS
            and value not in self.fitting.labels(facet)
        ]

    @property
    def contradictions(self) -> list[str]:
        """Return what is chosen and left out at the same time; that fits nothing."""
        pairs = self.choice.pairs
        return [
            self._called(facet, value)
            for facet, value in self.choice.in_facets()
            if (f"not_{facet}", value) in pairs
        ]

    @property
    def leaves_out(self) -> bool:
        """Tell whether something is left out that a condition may have without our saying so."""
        return any(self.choice.values(f"not_{facet}") for facet in SEVERAL_AT_ONCE)

    def chips(self) -> Iterator[Chip]:
        """Yield everything that narrows the list."""
        for name, value in self.choice.pairs:
            if label := self._label(name, value):
                yield Chip(label, self.choice.without_pair((name, value)))

    def _label(self, name: str, value: str) -> str:
        """Return what a chosen value is called; nothing for what leaves the list as it is."""
        facet, _underscore, what = name.partition("_")
        if name == "q":
            return f"“{value}”"
        if name == "letter":
            return _("begins with %(letter)s") % {"letter": value}
        if what == "match":
            several = len(self.choice.values(facet)) > 1
            return _("%(group)s: all must fit") % {"group": FACETS[facet]} if several else ""
        if name.startswith("not_"):
            return _("not: %(value)s") % {"value": self._called(what, value)}
        return self._called(name, value) if name in FACETS else ""

    def _called(self, facet: str, value: str) -> str:
        return str(self.fitting.labels(facet).get(value, value))

    def ways_out(self) -> list[tuple[Chip, int]]:
        """Return what to drop so that something is left, and how much; the most first."""
        ways = [(chip, len(self.fitting.fit(chip.without))) for chip in self.chips()]
        return sorted((way for way in ways if way[1]), key=lambda way: -way[1])

    def letters(self) -> list[Letter]:
        """Return the bar: A to Z and every other first letter that there is."""
        everything = self.fitting.fit(self.choice.without("letter"))
        initials = Counter(initial(self.fitting.by_id[pk].name) for pk in everything)
        return [
            Letter(
                letter,
                self.choice.with_one("letter", letter).query if initials[letter] else "",
                current=letter == self.choice.value("letter"),
            )
            for letter in sorted({*ascii_uppercase, *initials})
        ]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Return what is chosen by links, for the form to send along."""
        return [pair for pair in self.choice.pairs if pair[0] in {"letter", "sort"}]

    def orders(self) -> list[tuple[str, str, bool]]:
        """Return the orders there are to choose from: name, query string, whether it is this."""
        if not self.can_match:
            return []
        return [
            (order, self.choice.with_one("sort", order).query, order == self.order)
            for order in (NAME, MATCH)
        ]
