"""Which wordings of a page are there in the reader's language."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings

from conditions.models import Condition, Fact, TranslatedWording, TranslationStatus
from conditions.models.translations import LOCKED


def is_original(language: str | None) -> bool:
    """Tell whether contents are written in `language`; what is meant for whom does not matter."""
    return _base(language or settings.CONTENT_LANGUAGE) == _base(settings.CONTENT_LANGUAGE)


def _base(language: str) -> str:
    return language.lower().partition("-")[0]


def translated_wordings(
    condition: Condition, facts: Iterable[Fact], language: str | None
) -> dict[UUID, TranslatedWording]:
    """Return the wordings to show for `facts` of one condition in `language`, by the facts' keys.

    Only the newest reviewed translation of a fact counts, only while it is approved, and only for
    the exact wording that was translated. For a key without one the original is shown. One query;
    none in the language of the contents.
    """
    if is_original(language):
        return {}
    rows = TranslatedWording.objects.filter(
        condition=condition, language=language, status__in=LOCKED
    ).order_by("approved_at", "pk")
    newest = {row.fact_key: row for row in rows}
    return {
        fact.key: row
        for fact in facts
        if (row := newest.get(fact.key))
        and row.status == TranslationStatus.APPROVED
        and row.is_of(fact)
    }


def published_fact(translation: TranslatedWording) -> Fact | None:
    """Return the fact of a translation as readers have it now, or None when it is gone."""
    facts = Fact.objects.published().select_related("edition__condition", "term", "other_condition")
    found: Fact | None = facts.filter(
        edition__condition=translation.condition_id, key=translation.fact_key
    ).first()
    return found
