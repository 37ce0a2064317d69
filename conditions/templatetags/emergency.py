"""The emergency number that the operator set."""

from dataclasses import dataclass
from functools import lru_cache

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from conditions.presenters.pieces import Piece

from .pieces import piece

register = template.Library()


@dataclass(frozen=True, slots=True)
class Emergency(Piece):
    """The number to call; an empty text if none is set."""

    number: str


_emergency = lru_cache(maxsize=1)(Emergency)


@register.simple_tag(takes_context=True)
def emergency_line(context: template.Context) -> SafeString:
    """Return what to do in an emergency."""
    return piece(context, "components/emergency_line.html", _emergency(settings.EMERGENCY_NUMBER))
