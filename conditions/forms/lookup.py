"""The lookup's form: it comes by POST, is stored nowhere, and each page carries all of it."""

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conditions.lookup import MOST_CHARACTERS, Query
from conditions.models import TermKind

from .text import TOO_LONG

Answer = Literal["present", "absent", "unsure"]
ANSWERS: tuple[Answer, ...] = ("present", "absent", "unsure")
PREFIX = "answer-"
MAX_ANSWERS = 30


@dataclass(slots=True)
class Answers:
    """What the reader says of each feature, by slug, in the order of entry; what was left out."""

    given: dict[str, Answer] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    contradicted: list[str] = field(default_factory=list)
    excess: list[str] = field(default_factory=list)
    # All that is said to be there, left out or not: nothing may silence an urgency rule.
    present: set[str] = field(default_factory=set)

    @property
    def problems(self) -> list[str]:
        problems = []
        if self.unknown:
            problems.append(_("Some of the features are not in our list; they were left out."))
        if self.contradicted:
            problems.append(
                _("A feature was answered both ways; it was left out. Please answer it again.")
            )
        if self.excess:
            problems.append(
                _("Only the first %(limit)d features were used.") % {"limit": MAX_ANSWERS}
            )
        return problems

    def query(self, kinds: Mapping[str, str]) -> Query:
        """Return the answers as the engine takes them; `kinds` says what each slug is."""

        def slugs(answer: Answer, *, risk: bool) -> list[str]:
            return [
                slug
                for slug, given in self.given.items()
                if given == answer and (kinds[slug] == TermKind.RISK_FACTOR) == risk
            ]

        return Query(
            present=slugs("present", risk=False),
            absent=[*slugs("absent", risk=False), *slugs("absent", risk=True)],
            unsure=[*slugs("unsure", risk=False), *slugs("unsure", risk=True)],
            risk=slugs("present", risk=True),
        )


def read_answers(data: QueryDict, known: Container[str]) -> Answers:
    """Read `answer-<slug>=present|absent|unsure`; an empty answer leaves the feature out."""
    chosen = {
        name.removeprefix(PREFIX): {answer for answer in ANSWERS if answer in values}
        for name, values in data.lists()
        if name.startswith(PREFIX)
    }
    return sort_answers(chosen, known)


def read_paused(data: QueryDict, answers: Answers) -> str:
    """Return the answer to leave out for now, to see what it does (`pause=<slug>`); mostly none."""
    slug = data.get("pause", "")
    return slug if slug in answers.given else ""


def sort_answers(chosen: Mapping[str, Collection[Answer]], known: Container[str]) -> Answers:
    """Sort what was chosen of each slug; what cannot be used is told, not guessed.

    `known` holds the slugs there are. A slug without an answer is left out and not told.
    """
    answers = Answers()
    for slug, found in chosen.items():
        if not found:
            continue
        answer, *others = found
        if slug not in known:
            answers.unknown.append(slug)
            continue
        if "present" in found:
            answers.present.add(slug)
        if others:
            answers.contradicted.append(slug)
        elif len(answers.given) >= MAX_ANSWERS:
            answers.excess.append(slug)
        else:
            answers.given[slug] = answer
    return answers


class WordsForm(forms.Form):
    """What a reader has no list for: a feature in their own words, or where on the body it is."""

    words = forms.CharField(
        label=gettext_lazy("Describe what you see or feel in your own words"),
        max_length=MOST_CHARACTERS,
        required=False,
        strip=True,
        widget=forms.Textarea(
            attrs={
                "rows": 3,
                "autocomplete": "off",
                "spellcheck": "true",
                "aria-describedby": "words-hint",
            }
        ),
        error_messages={"max_length": TOO_LONG},
        validators=[ProhibitNullCharactersValidator()],
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Where is it?"),
        required=False,
        widget=forms.Select(attrs={"aria-describedby": "place-hint"}),
        error_messages={"invalid_choice": gettext_lazy("Please choose a place from the list.")},
    )

    def __init__(self, *args, places, **kwargs):
        """Offer `places`, their names by slug."""
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["place"].choices = [("", _("No place chosen")), *places.items()]

    def clean_words(self):
        words = self.cleaned_data["words"]
        try:
            words.encode()
        except UnicodeEncodeError as error:
            raise ValidationError(_("Please type letters.")) from error
        return words
