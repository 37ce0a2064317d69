"""The cards of the catalogue's results, put together without a template.

A page shows a hundred rows, no two searches the same ones; a template would take most of the time
of the whole search for them.
"""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conditions.presenters.catalogue import DiseaseWords, FindingWords, ReleaseWords
from conditions.presenters.catalogue_rows import RowWords
from conditions.presenters.citations import Link
from conditions.presenters.languages import isolating
from conditions.selectors.catalogue_links import OwnPage

from .languages import original

register = template.Library()


@register.simple_tag
def disease_cards(results: Iterable[DiseaseWords], release: ReleaseWords) -> SafeString:
    """Return a list item for each result: its names and records, the four groups, the sum."""
    cards = _Cards(release)
    items = [f"<li>{cards.card(one)}</li>" for one in results]
    return mark_safe("".join(items))  # noqa: S308 - escaped


class _Cards:
    """What the cards of one page have in common, translated once."""

    def __init__(self, release: ReleaseWords) -> None:
        self.fits, self.against = _heading(_("Fits")), _heading(_("Does not fit"))
        self.unsure, self.sum = _heading(_("Not sure")), escape(_("Sum"))
        self.counts = escape(_("counts %(value)s"))
        self.reported_absent = f"<strong>{escape(_('reported absent:'))}</strong> "
        self.missing = escape(_("not mentioned for this disease; costs it nothing"))
        self.origin = escape(
            _("HPO %(version)s, Human Phenotype Ontology Consortium · not reviewed by our editors")
            % {"version": release.version}
        )
        self.original = original()
        self.isolated = isolating()
        self.also = escape(_("also: %(names)s"))
        self.own_page = escape(_("On this site: %(name)s"))
        self.tied = escape(_("fits exactly as well as %(names)s"))
        self.not_asked = escape(_("Not asked yet for %(name)s"))
        # Rows of one record share these.
        self.references = lru_cache(None)(_references)
        self.escaped = lru_cache(None)(escape)

    def card(self, result: DiseaseWords) -> str:
        against = self._findings(result.against) + "".join(
            f'<li>{self._said(label)} <span class="meta">{self.missing}</span></li>'
            for label in result.not_described
        )
        unsure = "".join(f"<li>{self._said(label)}</li>" for label in result.unsure)
        open_ones = ""
        if result.not_asked:
            summary = self.not_asked % {"name": escape(self.isolated(result.name))}
            findings = self._findings(result.not_asked)
            open_ones = f"<details><summary>{summary}</summary><ul>{findings}</ul></details>"
        return (
            f'<article class="result"><h3{self.original}>{escape(result.name)}</h3>'
            f"<p>{self._records(result)}</p>"
            f"{''.join(map(self._own_page, result.own_pages))}"
            f"<p><strong>{escape(result.band)}</strong>{self._tied(result)}</p>"
            f"{_group(self.fits, self._findings(result.fits))}"
            f"{_group(self.against, against)}"
            f"{_group(self.unsure, unsure)}"
            f'<p class="meta">{self.sum}: {result.score}</p>'
            f"{open_ones}"
            f'<p class="meta">{self.origin}</p></article>'
        )

    def _findings(self, findings: Iterable[FindingWords]) -> str:
        return "".join(map(self._finding, findings))

    def _finding(self, finding: FindingWords) -> str:
        note = f' <span class="meta">{escape(finding.note)}</span>' if finding.note else ""
        counts = f" · {self.counts % {'value': finding.value}}" if finding.value else ""
        rows = "".join(map(self._row, finding.rows))
        if finding.more_rows:
            more = ngettext("and %(count)d more row", "and %(count)d more rows", finding.more_rows)
            rows += f'<li class="meta">{escape(more % {"count": finding.more_rows})}</li>'
        rows = f"<ul>{rows}</ul>" if finding.rows else ""
        return f"<li>{escape(finding.label)}{counts}{note}{rows}</li>"

    def _row(self, row: RowWords) -> str:
        absent = self.reported_absent if row.is_absent else ""
        return (
            f'<li class="meta">{absent}{self.escaped(row.statement)}'
            f" · {self.references(row.references)} · {self.escaped(row.details)}</li>"
        )

    def _records(self, result: DiseaseWords) -> str:
        records = " · ".join(map(_link, result.records))
        if not result.other_names:
            return records
        names = escape(self.isolated("; ".join(result.other_names)))
        return f'{records} <span class="meta">{self.also % {"names": names}}</span>'

    def _own_page(self, page: OwnPage) -> str:
        address = reverse("conditions:condition", args=[page.slug])
        text = self.own_page % {"name": escape(self.isolated(page.name))}
        return f'<p><a href="{address}">{text}</a></p>'

    def _tied(self, result: DiseaseWords) -> str:
        if not result.tied_with:
            return ""
        names = escape(self.isolated("; ".join(result.tied_with)))
        return f" · {self.tied % {'names': names}}"

    def _said(self, text: str) -> str:
        return f"<span{self.original}>{escape(text)}</span>" if self.original else escape(text)


def _heading(text: str) -> str:
    return f"<h4>{escape(text)}</h4>"


def _group(heading: str, items: str) -> str:
    return f"{heading}<ul>{items}</ul>" if items else ""


def _references(references: Iterable[Link]) -> str:
    return " ".join(map(_link, references))


def _link(link: Link) -> str:
    if not link.url:
        return escape(link.text)
    return f'<a href="{escape(link.url)}" rel="noreferrer">{escape(link.text)}</a>'
