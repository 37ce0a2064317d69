"""The domain: vocabulary and sources, conditions, their editions and facts, and their review."""

from .base import AppendOnlyError
from .choices import (
    Audience,
    Certainty,
    CheckOutcome,
    ConditionKind,
    EditionStatus,
    Evidence,
    FrequencyBand,
    FrequencyBasis,
    NameMatch,
    Origin,
    SourceKind,
    SourceStatus,
    TermCategory,
    TermKind,
    Topic,
    Urgency,
)
from .condition import Condition, ConditionCode, ConditionName, FormerSlug
from .editions import DraftSave, Edition, LockedEditionError
from .facts import Citation, Fact
from .knowledge import Release
from .readers import Feedback, FeedbackStatus, SearchMiss
from .review import FactCheck, ReviewEvent, UrgencyRule
from .sources import Source
from .vocabulary import Term, TermCode, TermName, TermRelation

__all__ = [
    "AppendOnlyError",
    "Audience",
    "Certainty",
    "CheckOutcome",
    "Citation",
    "Condition",
    "ConditionCode",
    "ConditionKind",
    "ConditionName",
    "DraftSave",
    "Edition",
    "EditionStatus",
    "Evidence",
    "Fact",
    "FactCheck",
    "Feedback",
    "FeedbackStatus",
    "FormerSlug",
    "FrequencyBand",
    "FrequencyBasis",
    "LockedEditionError",
    "NameMatch",
    "Origin",
    "Release",
    "ReviewEvent",
    "SearchMiss",
    "Source",
    "SourceKind",
    "SourceStatus",
    "Term",
    "TermCategory",
    "TermCode",
    "TermKind",
    "TermName",
    "TermRelation",
    "Topic",
    "Urgency",
    "UrgencyRule",
]
