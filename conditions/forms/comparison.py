"""Which conditions to set side by side."""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

MOST_COMPARED = 4


@dataclass(frozen=True, slots=True)
class Compared:
    """The conditions chosen to be compared: those there are, in their order, and what is wrong."""

    slugs: list[str]
    problems: list[str]
    status: int = 200

    @property
    def is_complete(self) -> bool:
        return bool(self.slugs) and not self.problems


def read_compared(data: QueryDict, known: Collection[str]) -> Compared:
    """Read `c=<slug>&c=<slug>`; one given twice counts once. `known` holds the slugs there are."""
    given = list(dict.fromkeys(filter(None, data.getlist("c"))))
    slugs = [slug for slug in given if slug in known]
    if len(slugs) < len(given):
        problem = _("There is no such condition to compare. Choose from the list.")
        return Compared(slugs, [problem], status=404)
    if len(slugs) > MOST_COMPARED:
        problem = _("At most %(most)d conditions fit beside each other. Untick some.")
        return Compared(slugs, [problem % {"most": MOST_COMPARED}], status=400)
    if len(slugs) == 1:
        return Compared(slugs, [_("Choose at least one more condition to compare.")], status=400)
    return Compared(slugs, [])
