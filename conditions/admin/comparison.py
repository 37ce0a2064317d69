"""The review page: an edition fact by fact against an earlier one, with what is said of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from conditions.models import EditionStatus, Fact, FactComment
from conditions.models.choices import IN_WORK
from conditions.presenters.changes import ChangedFact, compared, label_of
from conditions.presenters.drawings import DRAWINGS, Drawing
from conditions.presenters.facts import anchor
from conditions.selectors.changes import Comparison, comparison, editions_to_compare_with


@dataclass
class Thread:
    """What is said of one fact, or of the whole edition (no key): comments with their replies."""

    key: str
    label: str
    comments: list = field(default_factory=list)
    topic: str = ""
    change: ChangedFact | None = None
    fact: Fact | None = None  # as it is in this edition; None: gone
    drawing: Drawing | None = None  # below a fact that came, or that says it in other words

    @property
    def number_open(self):
        return sum(comment.is_open for comment, _replies in self.comments)

    @property
    def place_in_preview(self):
        return anchor(self.fact)


def review_context(request, edition):
    """Return what the review page shows: at most five reads, however many facts there are."""
    bases = editions_to_compare_with(edition)
    asked = request.GET.get("against")
    chosen = [one for one in bases if asked in (None, str(one.number))]
    base = next(iter(chosen or bases), None)
    found = comparison(edition, base)
    said = _comments_by_fact(edition.comments.all())
    facts = {str(fact.key): fact for fact in found.facts}
    drawings = _drawings_to_look_at(found)
    changes = [
        Thread(
            words.key,
            words.label,
            said.pop(words.key, []),
            words.topic_label,
            words,
            facts.get(words.key),
            drawings.get(words.key),
        )
        for words in compared(found)
    ]
    told = {thread.key for thread in changes}
    unchanged = [
        Thread(key, label_of(fact), said.pop(key, []), fact.get_topic_display(), fact=fact)
        for key, fact in facts.items()
        if key not in told
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


def _drawings_to_look_at(found: Comparison):
    """Return, by the key of the fact, the drawings below wordings that are new or changed."""
    return {
        change["key"]: DRAWINGS[key]
        for change in found.changes
        if change["after"] and (key := UUID(change["key"])) in DRAWINGS
        if not change["before"]
        or {"plain", "clinical"} & {one["field"] for one in change["fields"]}
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
