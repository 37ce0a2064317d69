"""The lookup: words in, conditions ranked by how specifically they describe them, and why.

Plain Python: nothing here knows Django. Each module's docstring is its specification.
"""

from .closure import Closure, CycleError
from .discriminate import NotAsked, Question, ask_next, not_asked
from .frequency import BANDS, Basis, Frequency
from .index import Annotation, Index, TermRecord
from .ranking import Contribution, Query, Ranking, Result, rank
from .urgency import LEVELS, Level, Rule, fire
from .words import SMALL_WORDS, Match, Part, TermIndex, TermWords

__all__ = [
    "BANDS",
    "LEVELS",
    "SMALL_WORDS",
    "Annotation",
    "Basis",
    "Closure",
    "Contribution",
    "CycleError",
    "Frequency",
    "Index",
    "Level",
    "Match",
    "NotAsked",
    "Part",
    "Query",
    "Question",
    "Ranking",
    "Result",
    "Rule",
    "TermIndex",
    "TermRecord",
    "TermWords",
    "ask_next",
    "fire",
    "not_asked",
    "rank",
]
