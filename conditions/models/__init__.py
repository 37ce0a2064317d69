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
    Licence,
    NameMatch,
    Origin,
    SkinTone,
    SourceKind,
    SourceStatus,
    TermCategory,
    TermKind,
    Topic,
    TranslationStatus,
    Urgency,
)
from .comments import FactComment, WarningOverride
from .condition import Condition, ConditionCode, ConditionName, FormerSlug
from .editions import DraftSave, Edition, LockedEditionError
from .experts import ExpertOpinion, InvitationState, ReviewInvitation, Verdict
from .facts import Citation, Fact
from .imports import ContentImport
from .knowledge import (
    CatalogueAnnotation,
    CatalogueDisease,
    CatalogueTerm,
    Release,
    ReleaseState,
)
from .photographs import Photograph, PictureFile
from .readers import Feedback, FeedbackStatus, SearchMiss
from .review import FactCheck, ReviewEvent, UrgencyRule
from .sources import Source
from .translations import TranslatedWording
from .vocabulary import Term, TermCode, TermName, TermRelation

__all__ = [
    "AppendOnlyError",
    "Audience",
    "CatalogueAnnotation",
    "CatalogueDisease",
    "CatalogueTerm",
    "Certainty",
    "CheckOutcome",
    "Citation",
    "Condition",
    "ConditionCode",
    "ConditionKind",
    "ConditionName",
    "ContentImport",
    "DraftSave",
    "Edition",
    "EditionStatus",
    "Evidence",
    "ExpertOpinion",
    "Fact",
    "FactCheck",
    "FactComment",
    "Feedback",
    "FeedbackStatus",
    "FormerSlug",
    "FrequencyBand",
    "FrequencyBasis",
    "InvitationState",
    "Licence",
    "LockedEditionError",
    "NameMatch",
    "Origin",
    "Photograph",
    "PictureFile",
    "Release",
    "ReleaseState",
    "ReviewEvent",
    "ReviewInvitation",
    "SearchMiss",
    "SkinTone",
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
    "TranslatedWording",
    "TranslationStatus",
    "Urgency",
    "UrgencyRule",
    "Verdict",
    "WarningOverride",
]
