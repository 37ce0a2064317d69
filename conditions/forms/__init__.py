"""What readers may send: words, the lookup's answers, what to compare, remarks, opinions."""

from .changes import ComparisonForm
from .comparison import read_compared
from .experts import ExpertCommentForm, OpinionForm
from .feedback import RemarkForm
from .lookup import MAX_ANSWERS, Answer, Answers, WordsForm, read_answers, read_paused, sort_answers
from .search import MOST_TYPED, SearchForm

__all__ = [
    "MAX_ANSWERS",
    "MOST_TYPED",
    "Answer",
    "Answers",
    "ComparisonForm",
    "ExpertCommentForm",
    "OpinionForm",
    "RemarkForm",
    "SearchForm",
    "WordsForm",
    "read_answers",
    "read_compared",
    "read_paused",
    "sort_answers",
]
