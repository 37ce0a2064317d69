"""What an invited expert sees of an edition: what changes, and what they have said of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import Form

from conditions.models import Edition, FactComment
from conditions.selectors.changes import Comparison

from .changes import ChangedFact, compared


@dataclass(frozen=True, slots=True)
class Remarkable:
    """One changed fact, or the whole edition (no change), with the expert's comments on it.

    `refused` is the form of a comment on it that could not be taken.
    """

    key: str
    change: ChangedFact | None
    comments: list[FactComment]
    refused: Form | None


@dataclass(frozen=True, slots=True)
class ExpertPage:
    """Everything on the page that a link opens."""

    base: Edition | None
    whole: Remarkable
    changes: list[Remarkable]

    @property
    def refused(self) -> Remarkable | None:
        """What the comment was about that could not be taken."""
        return next((one for one in (self.whole, *self.changes) if one.refused), None)


def expert_page(
    comparison: Comparison, comments: Iterable[FactComment], *, refused: Form | None = None
) -> ExpertPage:
    """Return the page for what differs, with the comments of the expert who reads it."""
    said: dict[str, list[FactComment]] = {}
    for comment in comments:
        said.setdefault(str(comment.fact_key or ""), []).append(comment)
    refused_key = refused.data.get("fact_key", "") if refused else None
    changes = compared(comparison)
    # A comment on what cannot be found comes back beside the whole edition.
    if refused_key is not None and refused_key not in {change.key for change in changes}:
        refused_key = ""

    def remarkable(key: str, change: ChangedFact | None) -> Remarkable:
        return Remarkable(key, change, said.get(key, []), refused if key == refused_key else None)

    return ExpertPage(
        base=comparison.base,
        whole=remarkable("", None),
        changes=[remarkable(change.key, change) for change in changes],
    )
