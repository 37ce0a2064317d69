"""The findings of a catalogue's disease, written without a template.

A page shows a hundred rows, no two searches the same ones; a template would take most of the time
of the whole search for them.
"""

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conditions.presenters.catalogue import FindingWords
from conditions.presenters.catalogue_rows import RowWords
from conditions.presenters.citations import Link

register = template.Library()


@register.simple_tag
def findings(them: Iterable[FindingWords]) -> SafeString:
    """Return a list item for each finding, with the rows that say so and what it counts."""
    return format_html_join("", "<li>{}{}{}{}</li>", (_parts(one) for one in them))


def _parts(finding: FindingWords) -> tuple[str, str, str, str]:
    note = format_html(' <span class="meta">{}</span>', finding.note) if finding.note else ""
    counts = f" · {_('counts %(value)s')}" % {"value": finding.value} if finding.value else ""
    return finding.label, note, counts, _rows(finding)


def _rows(finding: FindingWords) -> str:
    if not finding.rows:
        return ""
    rows = [_row(row) for row in finding.rows]
    if finding.more_rows:
        more = ngettext("and %(count)d more row", "and %(count)d more rows", finding.more_rows)
        rows.append(format_html('<li class="meta">{}</li>', more % {"count": finding.more_rows}))
    return format_html("<ul>{}</ul>", mark_safe("".join(rows)))  # noqa: S308 - made of escaped rows


def _row(row: RowWords) -> SafeString:
    absent = format_html("<strong>{}</strong> ", _("reported absent:")) if row.is_absent else ""
    references = mark_safe(" ".join(map(_reference, row.references)))  # noqa: S308 - escaped ones
    return format_html(
        '<li class="meta">{}{} · {} · {}</li>', absent, row.statement, references, row.details
    )


def _reference(reference: Link) -> str:
    if not reference.url:
        return conditional_escape(reference.text)
    return format_html('<a href="{}" rel="noreferrer">{}</a>', reference.url, reference.text)
