"""Sample data for every component, for the styleguide; no medical statement is among it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.templatetags.static import static
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from conditions.exchange.word_marks import marked
from conditions.models import FactCheck, Source, SourceKind, SourceStatus

from .body import NAMED, NEAR, DrawnRegion, Side
from .citations import NumberedSource
from .drawings import TWO_KINDS, drawing_words
from .facts import Evidence
from .figure import BACK, FRONT
from .frequency import NOT_REPORTED, FrequencyWords

FOLDER = "components/"


@dataclass(frozen=True, slots=True)
class State:
    """A component as it looks with this data."""

    label: str | Promise
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Specimen:
    """A component: its template below `components/`, when to use it, and its states.

    `tag` and `frame`, a class, are of the element that it stands in; what is `unseen` is shown as
    source text.
    """

    file: str
    when: str | Promise
    states: tuple[State, ...] = (State("", {}),)
    tag: str = "div"
    frame: str = ""
    unseen: bool = False

    @property
    def template(self) -> str:
        return FOLDER + self.file

    @property
    def name(self) -> str:
        return self.file.removesuffix(".html").replace("_", " ").capitalize()


WORDING = [
    {"text": _("A statement stands here, with an ")},
    {"text": _("explained word"), "term": {"slug": "sample"}},
    {"text": _(" in it.")},
]


def _fact(anchor: str, **more: Any) -> dict[str, Any]:
    return {
        "anchor": f"sample-{anchor}",
        "number": 1,
        "parts": WORDING,
        "evidence": [
            Evidence(1, _("Author 2020"), SourceKind.REVIEW.label, _("page 3")),
            Evidence(2, _("Author 2021"), SourceKind.COHORT.label, ""),
        ],
        **more,
    }


def _source(number: int, **more: Any) -> NumberedSource:
    return NumberedSource.of(
        number,
        Source(
            slug="sample",
            authors="Author A, Author B",
            title="Title of a paper",
            journal="Journal",
            year=2020,
            doi="10.0000/sample",
            **more,
        ),
    )


def _advice(level: str, title: str | Promise) -> State:
    facts = [_fact(f"{level}-one"), _fact(f"{level}-two")]
    advice = {"level": level, "title": title, "facts": facts, "is_editorial": True}
    return State(title, {"advice": advice})


def _marked(*marks: str) -> list[Side]:
    def regions(all_of_them: Any) -> list[DrawnRegion]:
        return [
            DrawnRegion(region, mark=marks[number % len(marks)])
            for number, region in enumerate(all_of_them)
        ]

    front, back = _("The body from the front"), _("The body from behind")
    return [Side(_("Front"), front, regions(FRONT)), Side(_("Back"), back, regions(BACK))]


COUNTED = FrequencyWords(_("about 7 in 10"), figure=_("7 of 10 counted"), dots=7)
UNKNOWN = FrequencyWords(NOT_REPORTED)
FULL_FACT = _fact(
    "full",
    title=_("A finding"),
    title_url="#sample-full",
    frequency=COUNTED,
    sites=_("a place, another place"),
    notes=[_("warning sign"), _("sources disagree")],
    check=FactCheck(on=date(2026, 3, 1), by_name=_("Name")),
)
CHANGED_LINE = marked("The words before the change.", "The words after the change.")
PHOTOGRAPH = {
    "anchor": "sample-photograph",
    "image": {"url": lazy(static, str)("img/touch-icon.png"), "width": 180, "height": 180},
    "alt": _("What a reader would see"),
    "caption": _("What the photograph shows."),
    "credit": _("Name"),
    "licence": {"text": _("used by permission")},
    "source_numbers": [1],
}
MIDDLE_PAGE, FIRST_PAGE = (Paginator(range(30), 10).page(number) for number in (2, 1))

SPECIMENS = (
    Specimen(
        "advice.html",
        _("Advice on getting help. One box for each level; the emergency stands before all else."),
        (
            _advice("emergency", _("Emergency")),
            _advice("today", _("Urgent")),
            _advice("soon", _("Soon")),
        ),
    ),
    Specimen(
        "body_figure.html",
        _("Places of the body. The same places always stand beside it as a list."),
        (
            State(_("marked: named, near, not named"),
                  {"role": "img", "sides": _marked(NAMED, NEAR, "")}),
            State(_("nothing marked"), {"role": "img", "sides": _marked("")}),
        ),
    ),
    Specimen(
        "change_kind.html",
        _("The word before a changed statement."),
        tuple(
            State(label, {"change": {"kind": kind, "is_moved": is_moved}})
            for label, kind, is_moved in (
                (_("added"), "added", False),
                (_("removed"), "removed", False),
                (_("moved"), "moved", False),
                (_("changed"), "changed", False),
                (_("changed and moved"), "changed", True),
            )
        ),
    ),
    Specimen(
        "changed_fields.html",
        _("What changed in a statement, field by field."),
        (State("", {"fields": [{"label": _("plain wording"), "lines": [CHANGED_LINE]}]}),),
    ),
    Specimen(
        "compare_form.html",
        _("The button to the comparison, once below lists of which two or more can be ticked."),
    ),
    Specimen(
        "compare_tick.html",
        _("The tick of one condition in such a list."),
        (State("", {"it": {"slug": "sample", "name": _("A condition")}}),),
    ),
    Specimen(
        "drawing.html",
        _("A drawing of our own, below the statement that it illustrates."),
        (
            State(_("plain"), {"drawing": drawing_words(TWO_KINDS, clinical=False)}),
            State(_("clinical"), {"drawing": drawing_words(TWO_KINDS, clinical=True)}),
        ),
    ),
    Specimen(
        "emergency_line.html",
        _("Whom to call, wherever help is spoken of: the tag “emergency_line”."),
        (
            State(_("a number is set"), {"it": {"number": "112"}}),
            State(_("none is set"), {"it": {"number": ""}}),
        ),
    ),
    Specimen(
        "fact.html",
        _("One statement of an edition, in a list of the class “facts”."),
        (
            State(_("all there is"), {"item": FULL_FACT, "feedback_url": "?sample"}),
            State(_("wording and sources alone"),
                  {"item": _fact("bare"), "feedback_url": "?sample"}),
        ),
        tag="ul",
        frame="facts",
    ),
    Specimen(
        "footer_navigation.html", _("The links at the foot of each page."), frame="site-footer"
    ),
    Specimen(
        "frequency.html",
        _("How often, in words; the dots repeat it for the eye."),
        (
            State(_("counted"), {"frequency": COUNTED}),
            State(_("not reported"), {"frequency": UNKNOWN}),
        ),
    ),
    Specimen("head_links.html", _("What the head of each page links to."), unseen=True),
    Specimen(
        "how_we_know.html",
        _("What a statement rests on, folded away below it."),
        (
            State(_("checked"), {"item": FULL_FACT, "number": 1, "feedback_url": "?sample"}),
            State(_("not checked yet"),
                  {"item": _fact("unchecked"), "number": 2, "feedback_url": "?sample"}),
        ),
    ),
    Specimen(
        "main_navigation.html", _("The links at the head of each page."), frame="site-header"
    ),
    Specimen("mark.html", _("The mark alone, where the name stands beside it.")),
    Specimen(
        "marked.html",
        _("A line with marks on the words that came or went."),
        (State("", {"line": CHANGED_LINE}),),
    ),
    Specimen("marks_legend.html", _("What those marks mean, once on a page that has them.")),
    Specimen("masthead.html", _("Mark and name, linked to the first page."), frame="site-header"),
    Specimen(
        "pages.html",
        _("The way through a list that does not fit on one page."),
        (
            State(_("in the middle"), {"page": MIDDLE_PAGE}),
            State(_("first page"), {"page": FIRST_PAGE}),
        ),
    ),
    Specimen(
        "photograph.html",
        _("A photograph with its caption, credit and licence."),
        (
            State(_("shown"), {"photograph": PHOTOGRAPH}),
            State(_("distressing"),
                  {"photograph": PHOTOGRAPH | {"anchor": "sample-folded", "is_distressing": True}}),
            State(_("withdrawn"),
                  {"photograph": {"anchor": "sample-withdrawn", "withdrawn_on": date(2026, 3, 1)}}),
        ),
    ),
    Specimen(
        "search.html",
        _("The search, in the head of a page or as its main form."),
        (
            State(_("empty"), {"id": "sample-search"}),
            State(_("filled in"), {"id": "sample-filled", "value": _("words")}),
        ),
    ),
    Specimen(
        "skip_link.html",
        _("The first link of each page; it shows when the keyboard reaches it."),
        unseen=True,
    ),
    Specimen(
        "source.html",
        _("One source in the list of a page."),
        (
            State(_("current"), {"it": _source(1)}),
            State(_("retracted"), {"it": _source(2, status=SourceStatus.RETRACTED)}),
        ),
        tag="ol",
        frame="sources",
    ),
    Specimen(
        "source_list.html",
        _("All sources of a page, numbered as the statements cite them."),
        (State("", {"sources": [_source(3), _source(4, status=SourceStatus.SUPERSEDED)]}),),
    ),
    Specimen(
        "source_numbers.html",
        _("The numbers after a statement; each leads to its source on the page."),
        (State("", {"numbers": [1, 2]}),),
    ),
    Specimen(
        "wording.html",
        _("A statement's words; those that the page explains are marked."),
        (State("", {"parts": WORDING}),),
    ),
)  # fmt: skip
