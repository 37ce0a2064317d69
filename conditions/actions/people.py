"""Who acts."""

from conditions.models.base import name_of

__all__ = ["name_of"]
