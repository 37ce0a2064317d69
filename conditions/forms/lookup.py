"""The lookup's form: it comes by POST, is stored nowhere, and each page carries all of it."""

from collections.abc import Container, Mapping
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

Answer = Literal["present", "absent", "unsure"]
ANSWERS: tuple[Answer, ...] = ("present", "absent", "unsure")
PREFIX = "answer-"
MAX_ANSWERS = 30


@dataclass(slots=True)
class Answers:
    """What the reader says of each feature, by slug, in the order of entry.

    `paused` is the feature to leave out for now, to see what it does; mostly none.
    """

    given: dict[str, Answer] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    paused: str = ""

    def query(self, kinds: Mapping[str, str], *, without: str = "") -> Query:
        """Return the answers as the engine takes them; `kinds` says what each slug is."""

        def slugs(answer: Answer, *, risk: bool) -> list[str]:
            return [
                slug
                for slug, given in self.given.items()
                if given == answer
                and (kinds[slug] == TermKind.RISK_FACTOR) == risk
                and slug != without
            ]

        return Query(
            present=slugs("present", risk=False),
            absent=[*slugs("absent", risk=False), *slugs("absent", risk=True)],
            unsure=[*slugs("unsure", risk=False), *slugs("unsure", risk=True)],
            risk=slugs("present", risk=True),
        )


def read_answers(data: QueryDict, known: Container[str]) -> Answers:
    """Read `answer-<slug>=present|absent|unsure`; what cannot be used is told, not guessed.

    An empty answer leaves the feature out. `known` holds the slugs there are.
    `pause=<slug>` names an answer to leave out for now.
    """
    answers = Answers()
    unknown = contradicted = excess = 0
    for name, values in data.lists():
        if not name.startswith(PREFIX):
            continue
        slug, chosen = name.removeprefix(PREFIX), set(values) & set(ANSWERS)
        if not chosen:
            continue
        if slug not in known:
            unknown += 1
        elif len(chosen) > 1:
            contradicted += 1
        elif len(answers.given) >= MAX_ANSWERS:
            excess += 1
        else:
            answers.given[slug] = chosen.pop()
    if data.get("pause") in answers.given:
        answers.paused = data["pause"]
    if unknown:
        answers.problems.append(_("Some of the features are not in our list; they were left out."))
    if contradicted:
        answers.problems.append(
            _("A feature was answered both ways; it was left out. Please answer it again.")
        )
    if excess:
        answers.problems.append(
            _("Only the first %(limit)d features were used.") % {"limit": MAX_ANSWERS}
        )
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
