"""The whole content of the database, as an export writes it and as numbers of rows."""

from conditions.exchange import pack_path, write_document
from conditions.models import (
    Condition,
    Edition,
    Fact,
    FactCheck,
    ReviewEvent,
    Source,
    Term,
    UrgencyRule,
)
from conditions.selectors.documents import all_documents

MODELS = (Condition, Edition, Fact, FactCheck, ReviewEvent, Source, Term, UrgencyRule)


def exported():
    """Return the text of every document of an export, by its path in a pack."""
    return {pack_path(document): write_document(document) for document in all_documents()}


def counts():
    return {model.__name__: model.objects.count() for model in MODELS}
