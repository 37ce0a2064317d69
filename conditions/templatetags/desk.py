"""What waits in the editorial desk, for the admin's first page."""

from django import template

from conditions.presenters import desk

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_sections(context):
    """Return the lists that the signed-in user may see, with their first rows."""
    return desk.desk_sections(context["user"])
