"""What readers may send: the lookup's answers, what to compare, remarks, and opinions."""

from .changes import ComparisonForm
from .comparison import read_compared
from .experts import ExpertCommentForm, OpinionForm
from .feedback import RemarkForm
from .lookup import MAX_ANSWERS, Answer, Answers, WordsForm, read_answers, read_paused, sort_answers

__all__ = [
    "MAX_ANSWERS",
    "Answer",
    "Answers",
    "ComparisonForm",
    "ExpertCommentForm",
    "OpinionForm",
    "RemarkForm",
    "WordsForm",
    "read_answers",
    "read_compared",
    "read_paused",
    "sort_answers",
]
