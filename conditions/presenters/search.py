"""The results of the site search: groups of rows, with the words that were searched for marked."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conditions.models import Condition, Term, TermKind
from conditions.search import CONDITION, MOST_PAGES, MOST_PASSAGES, Found, Hit, Part, marked
from conditions.selectors.site_search import SiteContent, Statement

from .facts import CLINICAL, anchor, capitalised

STATEMENT = "statement"
# As the page heads them. Statements always come last.
LABELS: dict[str, str | Promise] = {
    CONDITION: _("Conditions"),
    TermKind.FINDING.value: _("Symptoms and signs"),
    TermKind.RISK_FACTOR.value: _("Risk factors"),
    TermKind.BODY_SITE.value: _("Parts of the body"),
    TermKind.TEST.value: _("Tests"),
    TermKind.TREATMENT.value: _("Treatments"),
    STATEMENT: _("Statements on the pages of conditions"),
}
BEST = "best"
BEST_SHOWN = 3
SHOWN = 5  # of a group beside others
PAGE_SIZE = 20  # of a group alone


@dataclass(frozen=True, slots=True)
class Row:
    """One result. `name` is its title, `other` the second name or the wording of a statement.

    `found_by` is the name that matched when neither of these did; `is_loose` says that it does not
    mean exactly this page. `by_text` says that no name matched. `kind` is told where rows are of
    several. `number` tells apart rows with the same title. `condition` is the one whose page it is.
    """

    url: str
    name: tuple[Part, ...]
    other: tuple[Part, ...] = ()
    found_by: tuple[Part, ...] = ()
    is_loose: bool = False
    by_text: bool = False
    kind: str = ""
    number: int = 1
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one kind, or the best of all: how many there are, and those that are shown."""

    kind: str
    label: str | Promise
    count: int
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search shows; `page` is there when one kind is shown alone."""

    groups: Sequence[Group]
    pages: int
    statements: int
    is_cut: bool  # there may be more than are listed
    respelt: Sequence[str]
    unknown: Sequence[str]
    nearest: Sequence[Row] = ()
    page: Page | None = None

    def __bool__(self) -> bool:
        return bool(self.pages or self.statements)

    @property
    def can_compare(self) -> bool:
        return sum(bool(row.condition) for group in self.groups for row in group.rows) > 1


@dataclass(frozen=True, slots=True)
class PageNames:
    """A page as results show it: its title, its second name, its address."""

    name: str
    other: str
    url: str


def search_page(known: SiteContent, text: str, *, kind: str = "", number: str = "") -> SearchPage:
    """Return what is found for `text`: all kinds, or of one `kind` the page with that number."""
    found = known.index.search(text)
    by_kind = _by_kind(found)
    page = Paginator(by_kind.get(kind, ()), PAGE_SIZE).get_page(number) if kind else None
    if page is None:
        groups = list(_together(known, found, by_kind))
    else:
        groups = [_group(known, found, kind, by_kind[kind], page.object_list)] if page else []
    return SearchPage(
        groups=_told_apart(groups),
        pages=len(found.pages),
        statements=len(found.passages),
        is_cut=len(found.pages) == MOST_PAGES or len(found.passages) == MOST_PASSAGES,
        respelt=found.respelt,
        unknown=found.unknown,
        nearest=() if found else [_row(known, hit, ()) for hit in known.index.nearest(text)],
        page=page,
    )


def _by_kind(found: Found) -> dict[str, Sequence[Hit | str]]:
    """Return hits and keys of statements by kind, the kind of the best hit first."""
    groups: dict[str, list[Hit | str]] = {}
    for hit in found.pages:
        groups.setdefault(hit.kind, []).append(hit)
    return {**groups, **({STATEMENT: found.passages} if found.passages else {})}


def _together(
    known: SiteContent, found: Found, by_kind: Mapping[str, Sequence[Hit | str]]
) -> Iterator[Group]:
    """Yield the best of all when there are several kinds of pages, then the others by kind."""
    is_mixed = len({hit.kind for hit in found.pages}) > 1
    best = found.pages[:BEST_SHOWN] if is_mixed else ()
    if best:
        rows = [replace(_row(known, hit, found.forms), kind=kind_of(known, hit)) for hit in best]
        yield Group(BEST, _("Best matches"), len(best), rows)
    for kind, all_of_them in by_kind.items():
        others = [one for one in all_of_them if one not in best][:SHOWN]
        if others:
            yield _group(known, found, kind, all_of_them, others)


def _group(
    known: SiteContent,
    found: Found,
    kind: str,
    all_of_them: Sequence[Hit | str],
    some: Iterable[Hit | str],
) -> Group:
    rows = [
        _row(known, one, found.forms)
        if isinstance(one, Hit)
        else _statement_row(known.statements[one], found.forms)
        for one in some
    ]
    return Group(kind, LABELS[kind], len(all_of_them), rows)


def _told_apart(groups: Iterable[Group]) -> list[Group]:
    """Number the rows that have one title."""
    seen: Counter[str] = Counter()

    def numbered(row: Row) -> Row:
        title = "".join(part.text for part in row.name)
        seen[title] += 1
        return replace(row, number=seen[title])

    return [replace(group, rows=[numbered(row) for row in group.rows]) for group in groups]


def kind_of(known: SiteContent, hit: Hit) -> str:
    """Return what sort of page it is, in words."""
    page = known.pages[hit.kind, hit.slug]
    return str(page.get_kind_display() if isinstance(page, Term) else page._meta.verbose_name)


def page_names(known: SiteContent, hit: Hit) -> PageNames:
    """Return how results show a page: a condition by its name, a term by its everyday name."""
    page = known.pages[hit.kind, hit.slug]
    if isinstance(page, Condition):
        return PageNames(page.name, page.plain_name, page.get_absolute_url())
    other = "" if page.name.casefold() == page.plain_name.casefold() else page.name
    url = page.get_absolute_url()
    if hit.slug in known.places:
        url = reverse("conditions:place", args=[hit.slug])
    return PageNames(capitalised(page.plain_name), other, url)


def _row(known: SiteContent, hit: Hit, forms: Collection[str]) -> Row:
    names, page = page_names(known, hit), known.pages[hit.kind, hit.slug]
    is_shown = hit.name.casefold() in (names.name.casefold(), names.other.casefold())
    return Row(
        url=names.url,
        name=marked(names.name, forms),
        other=marked(names.other, forms),
        found_by=() if is_shown else marked(hit.name, forms),
        is_loose=hit.is_loose,
        by_text=not hit.name,
        condition=page if isinstance(page, Condition) else None,
    )


def _statement_row(statement: Statement, forms: Collection[str]) -> Row:
    """Show a statement in the wording that has more of the words, plain before clinical."""
    fact = statement.fact
    plain, clinical = marked(fact.plain, forms), marked(fact.clinical, forms)
    is_clinical = _marks(clinical) > _marks(plain)
    title = [statement.condition.name, str(fact.get_topic_display())]
    if fact.term:
        title.append(fact.term.name if is_clinical else capitalised(fact.term.plain_name))
    view = f"?view={CLINICAL}" if is_clinical else ""
    return Row(
        url=f"{statement.condition.get_absolute_url()}{view}#{anchor(fact)}",
        name=marked("\N{NO-BREAK SPACE}· ".join(title), forms),
        other=clinical if is_clinical else plain,
    )


def _marks(parts: Iterable[Part]) -> int:
    return len({part.text.casefold() for part in parts if part.is_marked})
