"""A search in the imported catalogue as `POST /api/v1/lookup` answers it."""

from collections import ChainMap
from collections.abc import Collection, Iterable, Mapping
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

from conditions.lookup import SCORER_VERSION, Contribution, NotAsked, Result
from conditions.presenters.catalogue import by_record, disease_name
from conditions.presenters.catalogue_rows import RowsInWords, link_to
from conditions.selectors.catalogue import Catalogue, Row
from conditions.selectors.lookup import Knowledge
from conditions.selectors.lookup_search import CatalogueSearch, shown_of

from .lookup_parts import Part, in_order, links_of, records_of, urgent
from .lookup_request import Problem, problem


def known_codes(known: Knowledge, hpo: Catalogue) -> Mapping[str, Any]:
    """Return what may be answered: our slugs and any code ever used for a finding."""
    return ChainMap(dict(known.terms), dict(hpo.current))


class CatalogueAnswer:
    """Puts one search into an answer, and keeps which findings and references it names."""

    def __init__(self, search: CatalogueSearch) -> None:
        self.search = search
        self.names = search.catalogue.names
        self.rows = RowsInWords(self.names)
        self.terms: set[str] = set()
        self.references: set[str] = set()

    def of(self, problems: Collection[Problem]) -> Part:
        search = self.search
        results = [self._result(result) for result in search.ranking.results]
        questions = [
            {
                "term": self._term(question.term),
                "tells_apart": self._diseases(question.tells_apart),
                "gain": question.gain,
            }
            for question in search.questions
        ]
        urgency = [urgent(search.known.rule_texts[rule.slug]) for rule in search.fired]
        return {
            "problems": [*problems, *self._problems()],
            "urgency": urgency,
            "total": search.ranking.total,
            "results": in_order(results),
            "ask_next": questions,
            "terms": {
                code: {"kind": "finding", "name": self.names[code]} for code in sorted(self.terms)
            },
            "sources": {
                **records_of({slug for rule in urgency for slug in rule["sources"]}),
                **{code: _reference(code) for code in sorted(self.references)},
            },
            "versions": {
                "content": search.known.version,
                "scorer": SCORER_VERSION,
                "catalogue": self._release(),
            },
        }

    def _release(self) -> Part:
        release = self.search.catalogue.release
        return {
            "source": release.source,
            "version": release.version,
            "attribution": release.licence,
            "with_parsed_rows": release.with_parsed_rows,
            "reviewed": False,
            "note": _("For professionals; not reviewed by our editors."),
        }

    def _result(self, result: Result) -> Part:
        diseases = by_record(self.search.records.diseases[result.condition])
        condition = self._disease(result.condition)
        names = dict.fromkeys(name for disease in diseases for name in disease.names)
        parts = (*result.contributions, *result.against)
        missing = self.search.query.present - {part.term for part in parts}
        own_pages = self.search.own_pages.get(result.condition, [])
        return {
            "condition": condition,
            "other_names": [name for name in names if name != condition["name"]],
            "records": links_of(link_to(disease.code) for disease in diseases),
            "own_pages": [
                {"slug": page.slug, "name": page.name}
                for page in sorted(own_pages, key=attrgetter("name"))
            ],
            "band": result.band,
            "score": result.score,
            "contributions": [self._contribution(part) for part in parts],
            "not_described": [self._term(code) for code in sorted(missing)],
            "not_asked": [self._finding(one) for one in self.search.not_asked[result.condition]],
            "tied_with": self._diseases(result.tied_with),
            "siblings": [],  # the catalogue says of no disease which one it is a kind of
        }

    def _contribution(self, part: Contribution) -> Part:
        return {
            "relation": part.relation,
            "matched_at": self._term(part.matched_at),
            "value": part.value,
            **self._finding(part),
        }

    def _finding(self, part: Contribution | NotAsked) -> Part:
        found = self.search.records.rows
        rows = [
            self._row(found[one.fact_key], one.term)
            for one in shown_of(part)
            if one.fact_key in found
        ]
        references = dict.fromkeys(code for row in rows for code in row["sources"])
        return {
            "term": self._term(part.term),
            "frequency": {"summary": rows[0]["summary"] if rows else "", "figure": ""},
            "sources": list(references),
            "rows": rows,
            "more_rows": len(part.annotations) - len(rows),
        }

    def _row(self, row: Row, term: str) -> Part:
        """Return the row as the release has it, with its frequency in words beside it."""
        references = row.reference.split(";")
        self.references.update(references)
        is_absent = row.qualifier == "NOT"
        frequency = self.rows.frequency(row.frequency)
        return {
            "term": self._term(term),
            "summary": _("reported absent") if is_absent else frequency,
            "sources": references,
            **{field: value for field, value in row._asdict().items() if field != "pk"},
        }

    def _problems(self) -> list[Problem]:
        search = self.search
        current = search.catalogue.current
        replaced = {code: current[code] for code in search.given if current.get(code, code) != code}
        now = "; ".join(f"{old} → {new}" for old, new in replaced.items())
        found = [
            problem(
                "replaced-term", _("Codes in force were used: %(now)s.") % {"now": now}, replaced
            ),
            problem(
                "contradiction",
                _("Answers that mean these findings differ; they were left out."),
                search.translation.contradicted,
            ),
            problem(
                "not-in-catalogue",
                _("The catalogue has no finding for these; only urgency rules looked at them."),
                search.translation.unused,
            ),
        ]
        return [one for one in found if one["given"]]

    def _term(self, code: str) -> str:
        self.terms.add(code)
        return code

    def _disease(self, group: str) -> Part:
        return {"slug": group, "name": disease_name(self.search, group)}

    def _diseases(self, groups: Iterable[str]) -> list[Part]:
        return [self._disease(group) for group in groups]


def _reference(code: str) -> Part:
    link = link_to(code)
    return {"reference": code, "links": links_of([link] if link.url else []), "warning": ""}
