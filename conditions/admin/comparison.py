"""The review page: an edition fact by fact against an earlier one, with what is said of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from conditions.models import EditionStatus, Fact, FactComment
from conditions.models.choices import IN_WORK
from conditions.presenters.changes import ChangedFact, compared, label_of
from conditions.selectors.changes import comparison, editions_to_compare_with


@dataclass
class Thread:
    """What is said of one fact, or of the whole edition (no key): comments with their replies."""

    key: str
    label: str
    comments: list = field(default_factory=list)
    topic: str = ""
    change: ChangedFact | None = None
    fact: Fact | None = None  # one that stays as it is

    @property
    def number_open(self):
        return sum(comment.is_open for comment, _replies in self.comments)


def review_context(request, edition):
    """Return what the review page shows: at most five reads, however many facts there are."""
    bases = editions_to_compare_with(edition)
    asked = request.GET.get("against")
    chosen = [one for one in bases if asked in (None, str(one.number))]
    base = next(iter(chosen or bases), None)
    found = comparison(edition, base)
    said = _comments_by_fact(edition.comments.all())
    changes = [
        Thread(words.key, words.label, said.pop(words.key, []), words.topic_label, words)
        for words in compared(found)
    ]
    told = {thread.key for thread in changes}
    unchanged = [
        Thread(key, label_of(fact), said.pop(key, []), fact.get_topic_display(), fact=fact)
        for fact in found.facts
        if (key := str(fact.key)) not in told
    ]
    whole = Thread("", _("the whole edition"), said.pop("", []))
    in_work = edition.status in IN_WORK
    return {
        "title": _("Changes in %(edition)s") % {"edition": edition},
        "edition": edition,
        "base": base,
        "bases": bases,
        "is_unknown": asked is not None and not chosen,
        "changes": changes,
        "unchanged": unchanged,
        "open_in_unchanged": sum(thread.number_open for thread in unchanged),
        "whole": whole,
        "gone": [Thread(key, _("a fact that is gone"), rows) for key, rows in said.items()],
        "is_draft": edition.status == EditionStatus.DRAFT,
        "may_comment": in_work and request.user.has_perm("conditions.add_factcomment"),
        "may_resolve": in_work and request.user.has_perm("conditions.change_factcomment"),
    }


def _comments_by_fact(comments: Iterable[FactComment]):
    """Return, by the key of the fact, comments with their replies, oldest first."""
    found, replies = {}, {}
    for comment in comments:
        if comment.reply_to_id:
            replies[comment.reply_to_id].append(comment)
        else:
            replies[comment.pk] = []
            key = str(comment.fact_key or "")
            found.setdefault(key, []).append((comment, replies[comment.pk]))
    return found
