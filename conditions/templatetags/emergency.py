"""The emergency number that the operator set."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def emergency_number():
    """Return the number to call in an emergency, or an empty text if none is set."""
    return settings.EMERGENCY_NUMBER
