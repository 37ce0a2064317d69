"""Changes between two versions of an edition, in words for the editor who reads them."""

from dataclasses import dataclass, field

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from conditions import exchange
from conditions.models import (
    Certainty,
    Condition,
    Evidence,
    Fact,
    FrequencyBand,
    FrequencyBasis,
    Source,
    Term,
    Topic,
    Urgency,
)

FREQUENCY = _("how often")
LABELS = {
    "condition": _("other condition"),
    "frequency": FREQUENCY,
    "citations": _("sources"),
}
CHOICES = {
    "certainty": Certainty,
    "evidence": Evidence,
    "urgency": Urgency,
    "topic": Topic,
}
EMPTY = _("(empty)")


@dataclass
class Change:
    """One fact that was added, removed or changed; `fields` holds (label, before, after)."""

    kind: str
    topic: str
    label: str
    key: str
    fields: list = field(default_factory=list)


def compare(before, after):
    """Return the changes from one condition document to another, in words."""
    return describe(exchange.as_json(exchange.differences(before, after)))


def describe(changes):
    """Return recorded changes (`exchange.as_json`) in words."""
    names = _Names(changes)
    return [_describe(change, names) for change in changes]


def _describe(change, names):
    before, after = change["before"], change["after"]
    fact = after or before
    described = Change(
        kind="added" if before is None else "removed" if after is None else "changed",
        topic=str(Topic(fact["topic"]).label),
        label=Truncator(names.of_fact(fact)).chars(60),
        key=change["key"],
    )
    if described.kind == "changed":
        described.fields = [
            (
                _field_label(one["field"]),
                names.readable(one["field"], one["before"]),
                names.readable(one["field"], one["after"]),
            )
            for one in change["fields"]
        ]
    else:
        described.fields = [
            (
                _field_label(name),
                names.readable(name, before and before.get(name)),
                names.readable(name, after and after.get(name)),
            )
            for name in exchange.Fact.__struct_fields__
            if name in fact and name not in ("key", "topic", "checked")
        ]
    return described


def _field_label(name):
    return LABELS[name] if name in LABELS else Fact._meta.get_field(name).verbose_name


class _Names:
    """The names behind the slugs that changes mention, read once per model."""

    def __init__(self, changes):
        slugs = {Term: set(), Condition: set(), Source: set()}
        for change in changes:
            for fact in filter(None, (change["before"], change["after"])):
                slugs[Term].update(filter(None, [fact.get("term"), *fact.get("body_sites", ())]))
                slugs[Condition].update(filter(None, [fact.get("condition")]))
                slugs[Source].update(one["source"] for one in fact.get("citations", ()))
        self._names = {
            model: {row.slug: str(row) for row in model.objects.filter(slug__in=wanted)}
            for model, wanted in slugs.items()
        }

    def of_fact(self, fact):
        """Return what a fact goes by: its term, its other condition, or its own words."""
        if fact.get("term"):
            return self._name(Term, fact["term"])
        if fact.get("condition"):
            return self._name(Condition, fact["condition"])
        return fact.get("clinical") or fact.get("plain", "")

    def _name(self, model, slug):
        return self._names[model].get(slug, slug)

    def readable(self, name, value):
        if value in (None, "", [], ()):
            return EMPTY
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if name == "frequency":
            return _frequency(value)
        if name == "citations":
            return "; ".join(self._citation(citation) for citation in value)
        if name == "body_sites":
            return ", ".join(self._name(Term, slug) for slug in value)
        if name in ("term", "condition"):
            return self._name(Term if name == "term" else Condition, value)
        return CHOICES[name](value).label if name in CHOICES else str(value)

    def _citation(self, citation):
        source = self._name(Source, citation["source"])
        return ", ".join(filter(None, (source, citation.get("locator"), citation.get("supports"))))


def _frequency(value):
    """Return a frequency as “often, 17 of 24, counted, in …”."""
    parts = [str(FrequencyBand(value["band"]).label)]
    if value.get("numerator") is not None:
        parts.append(f"{value['numerator']} / {value['denominator']}")
    if value.get("percentage") is not None:
        parts.append(f"{value['percentage']} %")
    parts += [str(FrequencyBasis(value["basis"]).label), value.get("setting", "")]
    return ", ".join(filter(None, parts))
