"""What `POST /api/v1/lookup` is sent: a JSON object of texts and lists of texts."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from conditions.forms import MAX_ANSWERS, Answer, Answers

Problem = Mapping[str, Any]

# Urgency comes first: what is there stands before what is not when there are too many.
ANSWER_OF: Mapping[str, Answer] = {
    "present": "present",
    "risk": "present",
    "absent": "absent",
    "unsure": "unsure",
}
FIELDS = (*ANSWER_OF, "catalogue")
QUOTED = 80  # letters of a name that is said again


class BadBodyError(ValueError):
    """The body as a whole cannot be used; `details` says it by field."""

    def __init__(self, message: str, details: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.details = details or {}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, before anybody knows whether there are such terms."""

    chosen: Mapping[str, list[Answer]]  # all that is said of a term, without repetition
    catalogue: str
    unknown_fields: list[str]

    def problems(self, answers: Answers) -> list[Problem]:
        """Return what was left out of the search."""
        fields = ", ".join(FIELDS)
        found = [
            problem(
                "unknown-field",
                _("There is no such field; there are %(fields)s.") % {"fields": fields},
                self.unknown_fields,
            ),
            problem("unknown-term", _("There is no such term; it was left out."), answers.unknown),
            problem(
                "contradiction",
                _("These were answered in more than one way; they were left out."),
                answers.contradicted,
            ),
            problem(
                "too-many",
                _("Only the first %(limit)d terms were searched; urgency rules looked at all.")
                % {"limit": MAX_ANSWERS},
                answers.excess,
            ),
        ]
        return [one for one in found if one["given"]]


def problem(kind: str, message: str, given: Iterable[str]) -> Problem:
    """Return what is wrong with the names that were given."""
    return {"problem": kind, "message": message, "given": [name[:QUOTED] for name in given]}


def read_body(body: bytes) -> Asked:
    """Read the body; raise `BadBodyError` when it is no JSON of this form."""
    try:
        data = json.loads(body.decode(), object_pairs_hook=_once, parse_constant=_no_number)
        # Half a surrogate pair is no text that could be said again.
        json.dumps(data, ensure_ascii=False).encode()
    except BadBodyError:
        raise
    except (ValueError, RecursionError) as error:
        raise BadBodyError(_("The body cannot be read as JSON in UTF-8.")) from error
    if not isinstance(data, dict) or not data:
        message = _("Send an object with at least one of %(fields)s.")
        raise BadBodyError(message % {"fields": ", ".join(FIELDS)})
    wrong = dict(_wrong_fields(data))
    if wrong:
        raise BadBodyError(_("Some fields cannot be used."), wrong)
    chosen: dict[str, list[Answer]] = {}
    for field, answer in ANSWER_OF.items():
        for slug in data.get(field, ()):
            said = chosen.setdefault(slug, [])
            said += [answer] if answer not in said else []
    unknown = [field for field in data if field not in FIELDS]
    return Asked(chosen, data.get("catalogue", ""), unknown)


def _wrong_fields(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field, value in data.items():
        is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
        if field in ANSWER_OF and not is_list:
            yield field, _("A list of texts.")
        elif field == "catalogue" and not isinstance(value, str):
            yield field, _("A text.")
        elif not is_list and not isinstance(value, str):
            yield field[:QUOTED], _("There is no such field, and none takes that kind of value.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name that stands twice: readers of JSON differ in which of the two they take."""
    data = dict(pairs)
    if len(data) < len(pairs):
        raise BadBodyError(_("A field stands twice in the same object."))
    return data


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
