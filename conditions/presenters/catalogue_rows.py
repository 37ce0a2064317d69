"""Rows of the imported catalogue in words; what the release says is shown as it says it."""

from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class RowWords:
    """One row: the term and how often, what says so, and its kind of evidence and limits."""

    is_absent: bool
    statement: str
    references: list[Link]
    details: str


def row_words(row: Row, names: Mapping[str, str], term: str) -> RowWords:
    """Return the row in words; `names` are those of the ontology's terms."""
    codes = [code for code in (*row.onset.split(";"), *row.modifier.split(";")) if code]
    sex = [str(SEX.get(row.sex.upper(), row.sex))] if row.sex else []
    record = _("record %(code)s") % {"code": row.disease}
    return RowWords(
        is_absent=row.qualifier == "NOT",
        statement=f"{names.get(term, term)} · {stated_frequency(row.frequency, names)}",
        references=[link_to(code) for code in row.reference.split(";")],
        details=" · ".join([row.evidence, *sex, *(names.get(one, one) for one in codes), record]),
    )


def stated_frequency(text: str, names: Mapping[str, str]) -> str:
    if not text:
        return _("how often: not given")
    if text in RANGES:
        return f"{names.get(text, text)} ({RANGES[text]})"
    numerator, slash, denominator = text.partition("/")
    if slash:
        return _("%(numerator)s of %(denominator)s") % {
            "numerator": numerator,
            "denominator": denominator,
        }
    return text


def link_to(code: str) -> Link:
    """Return the code with the address where it leads; none where there is no such place."""
    if code.startswith(("https://", "http://")):
        return Link(code, code)
    prefix, _colon, number = code.partition(":")
    address = ADDRESSES.get(prefix, "")
    return Link(code, address.format(number))
