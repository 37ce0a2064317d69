"""Changes between two editions in words, with marks on every word that went or came."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conditions import exchange
from conditions.exchange.word_marks import Piece, marked
from conditions.models import (
    Certainty,
    Edition,
    EditionStatus,
    Evidence,
    Fact,
    FrequencyBand,
    FrequencyBasis,
    Licence,
    Photograph,
    PictureFile,
    SkinTone,
    Topic,
    Urgency,
)
from conditions.selectors.changes import Comparison, Names, comparisons, names_in

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
LABELS = {
    "condition": gettext_lazy("other condition"),
    "frequency": gettext_lazy("how often"),
    "citations": gettext_lazy("sources"),
    "file": gettext_lazy("picture"),
}
CHOICES = {"certainty": Certainty, "evidence": Evidence, "urgency": Urgency, "topic": Topic}
TEXTS = ("alt", "plain", "clinical", "frequency")  # marked word by word; other values as a whole
TOLD_ABOVE = ("key", "topic", "term", "condition", "checked")  # of a fact that came or went
LISTS = ("body_sites", "citations")
TOPIC_ORDER = {topic: number for number, topic in enumerate(Topic.values)}
LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field of a fact; a line is a text, one source or one body site, with its marks."""

    label: str | Promise
    lines: list[tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A fact or photograph that was added, removed or changed, or that only stands elsewhere."""

    kind: str
    topic: str
    label: str
    key: str
    fields: list[ChangedField]
    is_moved: bool = False
    picture: PictureFile | None = None  # what a photograph shows now

    @property
    def topic_label(self) -> str | Promise:
        return Topic(self.topic).label


def compared(comparison: Comparison) -> list[ChangedFact]:
    """Return what differs in the order of the page; what is gone stands last in its section."""
    moved = {str(key) for key in comparison.moved}
    found = {
        change["key"]: _described(change, comparison.names, change["key"] in moved)
        for change in comparison.changes
    }
    place = {str(fact.key): number for number, fact in enumerate(comparison.facts)}
    for fact in comparison.facts:
        key = str(fact.key)
        if key in moved and key not in found:
            found[key] = ChangedFact(MOVED, fact.topic, label_of(fact), key, [], is_moved=True)
        if key in found and isinstance(fact, Photograph) and not fact.picture.withdrawn_at:
            found[key] = replace(found[key], picture=fact.picture)
    return sorted(
        found.values(),
        key=lambda words: (TOPIC_ORDER[words.topic], place.get(words.key, len(place))),
    )


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One edition in the change log, with what changed since `base` (None: the first)."""

    edition: Edition
    base: Edition | None
    changes: list[ChangedFact]
    people: list[tuple[str | Promise, str | Promise]]  # (what they did, who)


def change_log(shown: Iterable[Edition], editions: Sequence[Edition]) -> list[LogEntry]:
    """Return the entries of `shown`, out of all the `editions` that readers have seen.

    Both are newest first. Of a withdrawn edition the text is not shown, so each edition is
    compared with the last one before it that still stands.
    """
    readable = [one for one in editions if one.status != EditionStatus.WITHDRAWN]
    base_of = dict(pairwise(readable))
    pairs = [(edition, base_of[edition]) for edition in shown if edition in base_of]
    changes = {found.edition: compared(found) for found in comparisons(pairs)}
    return [
        LogEntry(edition, base_of.get(edition), changes.get(edition, []), _people(edition))
        for edition in shown
    ]


def _people(edition: Edition) -> list[tuple[str | Promise, str | Promise]]:
    """Return who made an edition, as they really are; accounts without a name stay unnamed."""
    author = edition.author.get_full_name() if edition.author else ""
    written = edition.get_origin_display()
    people = [(_("Written by"), f"{author}, {written}" if author else written)]
    if edition.approved_by:
        people.append((_("Approved by"), edition.approved_by.get_full_name() or _("a reviewer")))
    people.append((_("Clinical review"), edition.clinical_reviewer or _("none yet")))
    return people


def describe(changes: Iterable[dict[str, Any]]) -> list[ChangedFact]:
    """Return recorded changes (`exchange.as_json`) in words."""
    changes = list(changes)
    names = names_in(changes)
    return [_described(change, names) for change in changes]


def label_of(fact: Fact | Photograph) -> str:
    """Return what a fact or photograph goes by, in short."""
    if isinstance(fact, Photograph):
        return str(fact)
    return Truncator(str(fact.term or fact.other_condition or fact.plain)).chars(LONGEST_LABEL)


def _described(change: dict[str, Any], names: Names, is_moved: bool = False) -> ChangedFact:
    before, after = change["before"], change["after"]
    fact = after or before
    if before and after:
        kind = CHANGED
        values = [(one["field"], one["before"], one["after"]) for one in change["fields"]]
    else:
        kind = REMOVED if before else ADDED
        values = [
            (name, (before or {}).get(name), (after or {}).get(name))
            for name in _model_of(fact)[0].__struct_fields__
            if name not in TOLD_ABOVE
        ]
    fields = [
        ChangedField(_label(name, fact), _lines(name, *pair, names)) for name, *pair in values
    ]
    return ChangedFact(
        kind=kind,
        topic=fact["topic"],
        label=Truncator(_name_of(fact, names)).chars(LONGEST_LABEL),
        key=change["key"],
        fields=[field for field in fields if field.lines],
        is_moved=is_moved,
    )


def _model_of(fact: dict[str, Any]) -> tuple[type, type]:
    """Return what a recorded fact is in the content format, and in the database."""
    if "file" in fact:
        return exchange.Photograph, Photograph
    return exchange.Fact, Fact


def _label(name: str, fact: dict[str, Any]) -> str | Promise:
    return LABELS[name] if name in LABELS else _model_of(fact)[1]._meta.get_field(name).verbose_name


def _name_of(fact: dict[str, Any], names: Names) -> str:
    """Return the name of a fact's term or other condition, or its own words."""
    if fact.get("term"):
        return names.terms.get(fact["term"], fact["term"])
    if fact.get("condition"):
        return names.conditions.get(fact["condition"], fact["condition"])
    if "file" in fact:
        text = fact.get("alt") or fact.get("plain") or fact["file"].get("credit", "")
        return _("Photograph: %(text)s") % {"text": text}
    return str(fact.get("plain") or fact.get("clinical", ""))


def _lines(name: str, before: Any, after: Any, names: Names) -> list[tuple[Piece, ...]]:
    """Return the marked lines of a field; none when it is empty before and after."""
    if name in LISTS:
        return list(_list_lines(name, before or (), after or (), names))
    old, new = _readable(name, before, names), _readable(name, after, names)
    pieces = marked(old, new) if name in TEXTS else tuple(_replaced(old, new))
    return [pieces] if pieces else []


def _replaced(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece("removed", old)
    if new:
        yield Piece("added", new)


def _list_lines(
    name: str, before: Iterable[Any], after: Iterable[Any], names: Names
) -> Iterator[tuple[Piece, ...]]:
    """Yield a line per body site or source that is there now, then one per each that went."""
    old = {_identity(item): _item(name, item, names) for item in before}
    new = {_identity(item): _item(name, item, names) for item in after}
    for identity, text in new.items():
        yield marked(old[identity], text) if identity in old else (Piece("added", text),)
    for identity, text in old.items():
        if identity not in new:
            yield (Piece("removed", text),)


def _identity(item: Any) -> str:
    return str(item["source"]) if isinstance(item, dict) else str(item)


def _item(name: str, item: Any, names: Names) -> str:
    if name == "body_sites":
        return names.terms.get(item, item)
    source = names.sources.get(item["source"], item["source"])
    return ", ".join(filter(None, (source, item.get("locator"), item.get("supports"))))


def _readable(name: str, value: Any, names: Names) -> str:
    if value in (None, "", False):
        return ""
    if value is True:
        return _("yes")
    if name == "frequency":
        return _frequency(value)
    if name == "file":
        return _picture(value, names)
    if name == "skin_tone":
        return str(SkinTone(value).label)
    if name == "term":
        return names.terms.get(value, value)
    if name == "condition":
        return names.conditions.get(value, value)
    return str(CHOICES[name](value).label if name in CHOICES else value)


def _frequency(value: dict[str, Any]) -> str:
    """Return a frequency as “often, 17 / 24, counted, in …”."""
    parts = [str(FrequencyBand(value["band"]).label)]
    if value.get("numerator") is not None:
        parts.append(f"{value['numerator']} / {value['denominator']}")
    if value.get("percentage") is not None:
        of = f" / {value['denominator']}" if value.get("denominator") else ""
        parts.append(f"{value['percentage']} %{of}")
    parts += [str(FrequencyBasis(value["basis"]).label), value.get("setting", "")]
    return ", ".join(filter(None, parts))


def _picture(value: dict[str, Any], names: Names) -> str:
    """Return a picture file as “Jane Roe, CC BY 4.0, 3f9a01c2”."""
    parts = [value.get("credit", "")]
    if value.get("licence"):
        parts.append(str(Licence(value["licence"]).label))
    if value.get("source"):
        parts.append(names.sources.get(value["source"], value["source"]))
    return ", ".join(filter(None, [*parts, value["digest"][:8]]))
