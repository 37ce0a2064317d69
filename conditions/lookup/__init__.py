from conditions.lookup.closure import Closure, CycleError
from conditions.lookup.discriminate import NotAsked, Question, ask_next, not_asked
from conditions.lookup.frequency import BANDS, Basis, Frequency
from conditions.lookup.index import Annotation, Index, TermRecord
from conditions.lookup.ranking import Contribution, Query, Ranking, Result, rank
from conditions.lookup.urgency import LEVELS, Level, Rule, fire
from conditions.lookup.words import Match, Part, TermIndex, TermWords

__all__ = [
    "BANDS",
    "LEVELS",
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
