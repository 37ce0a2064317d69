"""The lookup: words in, conditions ranked by how specifically they describe them, and why.

Plain Python: nothing here knows Django. Each module's docstring is its specification.
"""

from .closure import Closure, CycleError
from .covering import SiteWords
from .discriminate import NotAsked, Question, ask_next, not_asked, settled
from .everyday import SMALL_WORDS
from .frequency import BANDS, Basis, Frequency
from .index import Index, TermRecord
from .likeness import Vocabulary
from .matching import Match, Name, TermIndex, TermWords
from .ranking import Contribution, Query, Ranking, Result, rank
from .sentence import MOST_CHARACTERS, Mention, Reader, Reading
from .siblings import Group, group_siblings
from .spelling import Word, normalised_words, words_of
from .statements import Annotation, Columns
from .urgency import LEVELS, Level, Rule, fire

# Which scorer made a score. Raise it with every change after which the same content and answers
# can give other scores, bands, order, groups or questions; docs/lookup.md lists the versions.
SCORER_VERSION = "2"

__all__ = [
    "BANDS",
    "LEVELS",
    "MOST_CHARACTERS",
    "SCORER_VERSION",
    "SMALL_WORDS",
    "Annotation",
    "Basis",
    "Closure",
    "Columns",
    "Contribution",
    "CycleError",
    "Frequency",
    "Group",
    "Index",
    "Level",
    "Match",
    "Mention",
    "Name",
    "NotAsked",
    "Query",
    "Question",
    "Ranking",
    "Reader",
    "Reading",
    "Result",
    "Rule",
    "SiteWords",
    "TermIndex",
    "TermRecord",
    "TermWords",
    "Vocabulary",
    "Word",
    "ask_next",
    "fire",
    "group_siblings",
    "normalised_words",
    "not_asked",
    "rank",
    "settled",
    "words_of",
]
