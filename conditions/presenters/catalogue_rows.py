"""Rows of the imported catalogue in words; what the release says is shown as it says it."""

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conditions.selectors.catalogue import Row

from .citations import Link

# The ranges that the ontology gives to its terms below “Frequency”.
RANGES = {
    "HP:0040280": "100 %",
    "HP:0040281": "80–99 %",
    "HP:0040282": "30–79 %",
    "HP:0040283": "5–29 %",
    "HP:0040284": "1–4 %",
    "HP:0040285": "0 %",
}
SEX = {"MALE": gettext_lazy("in males"), "FEMALE": gettext_lazy("in females")}
ADDRESSES = {
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "OMIM": "https://omim.org/entry/{}",
    "ORPHA": "https://www.orpha.net/en/disease/detail/{}",
}


class RowWords(NamedTuple):
    """One row: the term and how often, what says so, and its kind of evidence and limits."""

    is_absent: bool
    statement: str
    references: tuple[Link, ...]
    details: str


class RowsInWords:
    """Puts the rows of one page into words; `names` are those of the ontology's terms.

    Most rows of a page share their reference, their limits or their frequency with others: each is
    worded once, and forgotten with the page.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        counted = _("%(numerator)s of %(denominator)s")
        frequency = partial(_frequency, names, _("how often: not given"), counted)
        details = partial(_details, names, _("record %(code)s"))
        self.frequency = lru_cache(None)(frequency)
        self.references = lru_cache(None)(references)
        self.details = lru_cache(None)(details)

    def row(self, row: Row, term: str) -> RowWords:
        return RowWords(
            row.qualifier == "NOT",
            f"{self.names.get(term, term)} · {self.frequency(row.frequency)}",
            self.references(row.reference),
            self.details(row.evidence, row.sex, row.onset, row.modifier, row.disease),
        )


def _frequency(names: Mapping[str, str], not_given: str, counted: str, text: str) -> str:
    if not text:
        return not_given
    if text in RANGES:
        return f"{names.get(text, text)} ({RANGES[text]})"
    numerator, slash, denominator = text.partition("/")
    if slash:
        return counted % {"numerator": numerator, "denominator": denominator}
    return text


def _details(
    names: Mapping[str, str],
    record: str,
    evidence: str,
    sex: str,
    onset: str,
    modifier: str,
    disease: str,
) -> str:
    codes = [code for code in (*onset.split(";"), *modifier.split(";")) if code]
    sexes = [str(SEX.get(sex.upper(), sex))] if sex else []
    limits = (*sexes, *(names.get(one, one) for one in codes))
    return " · ".join([evidence, *limits, record % {"code": disease}])


def references(text: str) -> tuple[Link, ...]:
    """Return the links of a row's references."""
    return tuple(link_to(code) for code in text.split(";"))


def link_to(code: str) -> Link:
    """Return the code with the address where it leads; none where there is no such place."""
    if code.startswith(("https://", "http://")):
        return Link(code, code)
    prefix, _colon, number = code.partition(":")
    address = ADDRESSES.get(prefix, "")
    return Link(code, address.format(number))
