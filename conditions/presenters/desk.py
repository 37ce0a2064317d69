"""The lists of the desk: what waits, for whom it is shown, and how a row reads."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conditions.models import CheckOutcome
from conditions.selectors import desk
from conditions.selectors.currency import State, work_on_pages
from conditions.selectors.sources import outdated_citations

ROWS_ON_DESK = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: where it leads, if anywhere, and what it says."""

    cells: tuple
    url: str = ""


@dataclass(frozen=True, slots=True)
class DeskList:
    """A list of the desk. `find` is told the user and the published pages' work, read once."""

    name: str
    title: str
    columns: tuple
    permissions: tuple
    find: Callable
    row: Callable

    def is_open_to(self, user):
        return user.has_perms(f"conditions.{permission}" for permission in self.permissions)


class PagesWork:
    """How current the published pages are, read when the first list asks for it."""

    def __init__(self):
        self._pages = None

    def having(self, wanted):
        if self._pages is None:
            self._pages = work_on_pages(timezone.localdate())
        return [page for page in self._pages if wanted(page)]


def _change_url(record):
    return reverse(f"admin:conditions_{record._meta.model_name}_change", args=[record.pk])


def _day(moment):
    return timezone.localdate(moment) if moment else None


def _currency_url(page, state):
    url = reverse("admin:conditions_condition_currency", args=[page.condition.pk])
    return f"{url}?state={state}"


def _draft(edition):
    cells = (str(edition), str(edition.get_status_display()), _day(edition.created_at))
    return Row(cells, _change_url(edition))


def _review(edition):
    cells = (str(edition), str(edition.author or ""), _day(edition.submitted_at))
    return Row(cells, _change_url(edition))


def _commented(edition):
    cells = (str(edition), edition.open_comments, _day(edition.commented_at))
    return Row(cells, reverse("admin:conditions_edition_changes", args=[edition.pk]))


def _overdue(page):
    never = page.facts[State.UNCHECKED]
    state = State.OVERDUE if page.facts[State.OVERDUE] else State.UNCHECKED
    cells = (
        page.condition.name,
        page.first_due.get(State.OVERDUE),
        page.facts[State.OVERDUE],
        never,
        str(page.condition.owner or ""),
    )
    return Row(cells, _currency_url(page, state))


def _due_soon(page):
    cells = (
        page.condition.name,
        page.first_due[State.DUE_SOON],
        page.facts[State.DUE_SOON],
        str(page.condition.owner or ""),
    )
    return Row(cells, _currency_url(page, State.DUE_SOON))


def _needs_change(page):
    cells = (page.condition.name, page.needing_change, str(page.condition.owner or ""))
    return Row(cells, _currency_url(page, CheckOutcome.NEEDS_CHANGE))


def _unsupported(fact):
    cells = (str(fact), str(fact.get_topic_display()), fact.edition.condition.name)
    return Row(cells, _change_url(fact))


def _outdated(citation):
    fact, source = citation.fact, citation.source
    cells = (
        str(fact),
        fact.edition.condition.name,
        str(source),
        str(source.get_status_display()),
        _("no") if citation.alone else _("yes"),
    )
    return Row(cells, _change_url(fact))


def _remark(feedback):
    cells = (feedback.text, str(feedback.edition or feedback.page), feedback.received_on)
    return Row(cells, _change_url(feedback))


def _miss(miss):
    return Row((miss.word, miss.month, miss.count))


EDITION = gettext_lazy("Edition")
PAGE, OWNER = gettext_lazy("Page"), gettext_lazy("Owner")
FACT, SINCE = gettext_lazy("Fact"), gettext_lazy("Since")
SEES_CHECKS = ("view_condition", "view_factcheck")

LISTS = (
    DeskList(
        "drafts",
        gettext_lazy("My drafts"),
        (EDITION, gettext_lazy("Status"), gettext_lazy("Begun")),
        ("view_edition",),
        lambda user, work: desk.drafts_of(user),
        _draft,
    ),
    DeskList(
        "reviews",
        gettext_lazy("Waiting for my review"),
        (EDITION, gettext_lazy("Author"), SINCE),
        ("view_edition", "review_edition"),
        lambda user, work: desk.reviews_for(user),
        _review,
    ),
    DeskList(
        "comments",
        gettext_lazy("Pages with open comments"),
        (EDITION, gettext_lazy("Comments"), SINCE),
        ("view_edition", "view_factcomment"),
        lambda user, work: desk.commented_editions(),
        _commented,
    ),
    DeskList(
        "overdue",
        gettext_lazy("Overdue pages"),
        (PAGE, SINCE, gettext_lazy("Facts overdue"), gettext_lazy("Facts never checked"), OWNER),
        SEES_CHECKS,
        lambda user, work: work.having(
            lambda page: page.facts[State.OVERDUE] or page.facts[State.UNCHECKED]
        ),
        _overdue,
    ),
    DeskList(
        "due-soon",
        gettext_lazy("Pages due within 30 days"),
        (PAGE, gettext_lazy("Due"), gettext_lazy("Facts due"), OWNER),
        SEES_CHECKS,
        lambda user, work: work.having(lambda page: page.facts[State.DUE_SOON]),
        _due_soon,
    ),
    DeskList(
        "needs-change",
        gettext_lazy("Pages with facts that need a change"),
        (PAGE, gettext_lazy("Facts"), OWNER),
        SEES_CHECKS,
        lambda user, work: work.having(lambda page: page.needing_change),
        _needs_change,
    ),
    DeskList(
        "unsupported",
        gettext_lazy("Facts without a publishable source"),
        (FACT, gettext_lazy("Section"), PAGE),
        ("view_fact",),
        lambda user, work: desk.unsupported_facts(),
        _unsupported,
    ),
    DeskList(
        "outdated-sources",
        gettext_lazy("Facts on retracted or superseded sources"),
        (
            FACT,
            PAGE,
            gettext_lazy("Source"),
            gettext_lazy("Status"),
            gettext_lazy("Has a current source too"),
        ),
        ("view_fact", "view_source"),
        lambda user, work: outdated_citations(),
        _outdated,
    ),
    DeskList(
        "feedback",
        gettext_lazy("Open feedback"),
        (gettext_lazy("Remark"), PAGE, gettext_lazy("Received")),
        ("view_feedback",),
        lambda user, work: desk.open_feedback(),
        _remark,
    ),
    DeskList(
        "searches",
        gettext_lazy("Searches that found nothing"),
        (gettext_lazy("Word"), gettext_lazy("Month"), gettext_lazy("Times")),
        ("view_searchmiss",),
        lambda user, work: desk.missed_searches(),
        _miss,
    ),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A list as the desk shows it: how long it is, and its first rows."""

    list: DeskList
    count: int
    rows: list[Row]


def desk_sections(user):
    """Return a section for each list that the user may see."""
    work = PagesWork()
    sections = []
    for desk_list in LISTS:
        if desk_list.is_open_to(user):
            count, first = _count_and_first(desk_list.find(user, work))
            sections.append(Section(desk_list, count, [desk_list.row(found) for found in first]))
    return sections


def _count_and_first(found):
    """Return the length and the first rows; of a query set in one query."""
    if not isinstance(found, QuerySet):
        return len(found), found[:ROWS_ON_DESK]
    first = list(found.annotate(total=Window(Count("*")))[:ROWS_ON_DESK])
    return (first[0].total if first else 0), first
