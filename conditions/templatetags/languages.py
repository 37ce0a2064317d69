"""Mark contents that are written in another language than the page."""

from django import template
from django.conf import settings
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from conditions.presenters import languages

register = template.Library()


@register.simple_tag
def original() -> SafeString:
    """Return the attributes of an element that holds nothing but original contents."""
    return in_language(settings.CONTENT_LANGUAGE)


@register.simple_tag
def in_language(language: str) -> SafeString:
    """Return the attributes of an element that holds nothing but contents in `language`."""
    return mark_safe(languages.attributes(language))  # noqa: S308 - a validated language tag


@register.simple_tag
def said(text: str, language: str = settings.CONTENT_LANGUAGE) -> SafeString:
    """Return contents beside words of the page; an element holds them when they are foreign."""
    marks = languages.attributes(language)
    return format_html("<span{}>{}</span>", mark_safe(marks), text) if marks else escape(text)  # noqa: S308


@register.filter(is_safe=True)
def isolated(text: object) -> str:
    """Return contents to put into a sentence; for elements of their own there is `original`."""
    return languages.isolated(str(text))
