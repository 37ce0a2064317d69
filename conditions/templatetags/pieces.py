"""Include a template for something that looks the same wherever it stands, rendering it once."""

from collections.abc import Iterable

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from conditions.presenters.pieces import Piece

register = template.Library()

EVERY_PAGE = Piece()


@register.simple_tag
def piece(name: str, it: Piece = EVERY_PAGE) -> SafeString:
    """Include the template `name`, which sees `it` and nothing else of the page.

    Without an object, what it shows is the same on all pages.
    """
    return pieces(name, (it,))


@register.simple_tag
def pieces(name: str, them: Iterable[Piece]) -> SafeString:
    """Include the template `name` for each of them, one after the other."""
    return mark_safe(rendered(name, get_language(), them))  # noqa: S308 - templates made it


def rendered(name: str, language: str | None, them: Iterable[Piece]) -> str:
    """Return the same for a loop that knows the language."""
    key = name, language
    return "".join([it.rendered.get(key) or _render(it, key) for it in them])


def _render(it: Piece, key: tuple[str, str | None]) -> str:
    html = it.rendered[key] = get_template(key[0]).render({"it": it})
    return html
