"""What the people who keep pages current are told by e-mail."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TypeGuard

from django.contrib.auth.models import User

from conditions.models import Condition, Edition, Source, SourceStatus

from .currency import PageWork, State, work_on_pages
from .desk import open_feedback, waiting_reviews
from .sources import outdated_citations


@dataclass(slots=True)
class PageNews:
    """What waits on one page: checks, outdated sources, remarks of readers, reviews."""

    condition: Condition
    work: PageWork | None = None  # None: no fact of it waits for a check or a change
    citing: Counter[Source] = field(default_factory=Counter)  # facts on each outdated source
    citing_alone: Counter[Source] = field(default_factory=Counter)  # those with no current one
    remarks: int = 0
    review: Edition | None = None

    @property
    def is_overdue(self) -> bool:
        return self.work is not None and self.work.facts[State.OVERDUE] > 0


@dataclass(slots=True)
class Mailing:
    """What one person is told, of the pages they own and of those they are second person for."""

    owned: list[PageNews] = field(default_factory=list)
    deputised: list[PageNews] = field(default_factory=list)


def news_of_pages(today: date) -> list[PageNews]:
    """Return the pages on which something waits, by name; the same queries for any number.

    A retracted source is told of whatever else its facts rest on, a superseded one only where it
    stands alone.
    """
    conditions = Condition.objects.select_related("owner", "deputy")
    news = {condition.pk: PageNews(condition) for condition in conditions}
    for page in work_on_pages(today):
        if page.needing_change or set(page.facts) - {State.CURRENT}:
            news[page.condition.pk].work = page
    for citation in outdated_citations():
        if citation.source.status != SourceStatus.RETRACTED and not citation.alone:
            continue
        about = news[citation.fact.edition.condition_id]
        about.citing[citation.source] += 1
        about.citing_alone[citation.source] += citation.alone
    for remark in open_feedback():
        if remark.edition:
            news[remark.edition.condition_id].remarks += 1
    for edition in waiting_reviews():
        news[edition.condition_id].review = edition
    waiting = [one for one in news.values() if one.work or one.citing or one.remarks or one.review]
    return sorted(waiting, key=lambda one: one.condition.name.casefold())


def mailings(news: list[PageNews]) -> tuple[dict[User, Mailing], list[Condition]]:
    """Return what each person is told, and the conditions about which nobody can be told.

    Only active members of staff are told: the mail says what readers do not see.
    """
    told: dict[User, Mailing] = defaultdict(Mailing)
    untold = []
    for one in news:
        owner, deputy = one.condition.owner, one.condition.deputy
        if may_be_told(owner):
            told[owner].owned.append(one)
        if may_be_told(deputy):
            told[deputy].deputised.append(one)
        if not may_be_told(owner) and not may_be_told(deputy):
            untold.append(one.condition)
    return told, untold


def may_be_told(person: User | None) -> TypeGuard[User]:
    """Tell whether somebody is an active member of staff."""
    return person is not None and person.is_active and person.is_staff
