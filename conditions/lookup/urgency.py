"""Which reviewed urgency rules speak for the chosen features.

A rule fires when everything in `all_of` is chosen and, if `any_of` is not empty, at least one of
it is. A chosen narrower term counts as each of its broader ones. What else is chosen, and what
is chosen as absent, never silences a rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from .closure import Closure

Level = Literal["emergency", "today", "soon"]
LEVELS: tuple[Level, ...] = get_args(Level)  # most urgent first


@dataclass(frozen=True, slots=True)
class Rule:
    slug: str
    level: Level
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise ValueError(f"Rule {self.slug} has an unknown level: {self.level}")
        if not self.any_of and not self.all_of:
            raise ValueError(f"Rule {self.slug} names no term, so it would always fire")


def fire(rules: Iterable[Rule], present: Iterable[str], closure: Closure) -> tuple[Rule, ...]:
    """Return the rules that fire, most urgent level first, then by slug."""
    chosen = closure.with_ancestors(present)
    fired = [
        rule
        for rule in rules
        if chosen.issuperset(rule.all_of)
        and (not rule.any_of or not chosen.isdisjoint(rule.any_of))
    ]
    return tuple(sorted(fired, key=lambda rule: (LEVELS.index(rule.level), rule.slug)))
