"""Parts of templates that look the same wherever they stand, and are rendered once."""

from collections.abc import Iterable

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from conditions.presenters.pieces import Piece

register = template.Library()


def language_of(context: template.Context) -> str | None:
    """Return the language in use, asked once for each page: Django takes its time to tell."""
    kept = context.render_context.dicts[0]  # which included templates share
    language: str | None = kept.get(language_of)
    if language is None:
        language = kept[language_of] = get_language()
    return language


class Once(template.Node):
    """What stands between the tags; it sees nothing of the page, and is kept for each language."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist
        self.rendered: dict[str | None, SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        language = language_of(context)
        html = self.rendered.get(language)
        if html is None:
            html = self.rendered[language] = self.nodelist.render(context.new({}))
        return html


@register.tag
def once(parser: template.base.Parser, _token: template.base.Token) -> Once:
    """Render what stands up to `endonce` once: it is the same on all pages."""
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(nodelist)


@register.simple_tag(takes_context=True)
def piece(context: template.Context, name: str, it: Piece) -> SafeString:
    """Include the template `name`, which sees `it` and nothing else of the page."""
    return pieces(context, name, (it,))


@register.simple_tag(takes_context=True)
def pieces(context: template.Context, name: str, them: Iterable[Piece]) -> SafeString:
    """Include the template `name` for each of them, one after the other."""
    return mark_safe(rendered(name, language_of(context), them))  # noqa: S308 - templates made it


def rendered(name: str, language: str | None, them: Iterable[Piece]) -> str:
    """Return the same for a loop that knows the language."""
    key = name, language
    return "".join([it.rendered.get(key) or _render(it, key) for it in them])


def _render(it: Piece, key: tuple[str, str | None]) -> str:
    html = it.rendered[key] = get_template(key[0]).render({"it": it})
    return html
