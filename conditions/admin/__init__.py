"""The editors' workplace: Django's admin over the domain."""

from . import (
    condition,
    editions,
    facts,
    imports,
    pictures,
    readers,
    review,
    sources,
    translations,
    vocabulary,
)

__all__ = [
    "condition",
    "editions",
    "facts",
    "imports",
    "pictures",
    "readers",
    "review",
    "sources",
    "translations",
    "vocabulary",
]
