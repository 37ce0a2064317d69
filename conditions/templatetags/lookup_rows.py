"""The features that a lookup asks about, each with yes, no, not sure and leave out.

Put together without a template: a search in the catalogue has a dozen that no page had before.
"""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from conditions.presenters.languages import isolated
from conditions.presenters.lookup import QuestionWords
from conditions.presenters.lookup_rows import Row

from .pieces import language_of

register = template.Library()


@register.simple_tag(takes_context=True)
def answer_row(context: template.Context, row: Row) -> SafeString:
    """Return the fieldset of a feature, with its answer chosen; it is kept on the row."""
    return answer_rows(context, (row,))


@register.simple_tag(takes_context=True)
def answer_rows(context: template.Context, rows: Iterable[Row]) -> SafeString:
    """Return the fieldsets of several, one after the other."""
    return mark_safe("".join(map(_rows(language_of(context)).kept, rows)))  # noqa: S308 - escaped


@register.simple_tag(takes_context=True)
def question_rows(context: template.Context, questions: Iterable[QuestionWords]) -> SafeString:
    """Return the fieldset of each question's feature, and why to ask it."""
    kept = _rows(language_of(context)).kept
    rows = [f'{kept(one.row)}<p class="meta">{escape(one.reason)}</p>' for one in questions]
    return mark_safe("".join(rows))  # noqa: S308 - escaped


class _Rows:
    """What all rows in a language have in common."""

    def __init__(self, language: str | None) -> None:
        self.key = "answer-row", language
        self.choices = (
            ("present", escape(_("Yes"))),
            ("absent", escape(_("No"))),
            ("unsure", escape(_("Not sure"))),
            ("", escape(_("Leave out"))),
        )

    def kept(self, row: Row) -> str:
        return row.rendered.get(self.key) or row.rendered.setdefault(self.key, self.row(row))

    def row(self, row: Row) -> str:
        label = escape(isolated(row.label))
        also = f' <span class="meta">({escape(isolated(row.also))})</span>' if row.also else ""
        matched = (
            f' <span class="meta">· {escape(isolated(row.matched))}</span>' if row.matched else ""
        )
        note = f'<p class="meta answer-note">{escape(row.note)}</p>' if row.note else ""
        name = f"answer-{escape(row.slug)}"
        choices = "\n".join(
            [
                f'<label><input type="radio" name="{name}" value="{answer}"'
                f"{' checked' if answer == row.answer else ''}> {word}</label>"
                for answer, word in self.choices
            ]
        )
        return (
            f'<fieldset class="answer"><legend>{label}{also}{matched}</legend>'
            f'{note}<div class="choices">\n{choices}\n</div></fieldset>\n'
        )


_rows = lru_cache(maxsize=None)(_Rows)
