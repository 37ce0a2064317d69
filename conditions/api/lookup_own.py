"""A search in our conditions as `POST /api/v1/lookup` answers it."""

from collections.abc import Collection, Iterable, Mapping

from conditions.lookup import SCORER_VERSION, Contribution, Result, not_asked
from conditions.presenters.lookup_words import sources_of, telling_frequency
from conditions.selectors.lookup_search import NOT_ASKED_SHOWN, OwnSearch

from .lookup_parts import Part, in_order, records_of, urgent
from .lookup_request import Problem


class OwnAnswer:
    """Puts one search into an answer, and keeps which terms and sources it names."""

    def __init__(self, search: OwnSearch) -> None:
        self.search = search
        self.known = search.known
        self.terms: set[str] = set()
        self.sources: set[str] = set()

    def of(self, problems: Collection[Problem]) -> Part:
        search, known = self.search, self.known
        siblings = {one: group.members for group in search.groups for one in group.members}
        results = [self._result(result, siblings) for result in search.ranking.results]
        questions = [
            {
                "term": self._term(question.term),
                "tells_apart": self._conditions(question.tells_apart),
                "gain": question.gain,
            }
            for question in search.questions
        ]
        urgency = [urgent(known.rule_texts[rule.slug]) for rule in search.fired]
        self.sources.update(slug for rule in urgency for slug in rule["sources"])
        return {
            "problems": problems,
            "urgency": urgency,
            "total": search.ranking.total,
            "results": in_order(results),
            "ask_next": questions,
            "terms": {slug: self._names(slug) for slug in sorted(self.terms)},
            "sources": records_of(self.sources),
            "versions": {
                "content": known.version,
                "scorer": SCORER_VERSION,
                "catalogue": None,
            },
        }

    def _result(self, result: Result, siblings: Mapping[str, tuple[str, ...]]) -> Part:
        parts = (*result.contributions, *result.against)
        missing = self.search.query.chosen - {part.term for part in parts}
        group = siblings.get(result.condition, ())
        open_terms = not_asked(
            self.known.index, result.condition, self.search.closed, NOT_ASKED_SHOWN
        )
        return {
            "condition": self._condition(result.condition),
            "band": result.band,
            "score": result.score,
            "contributions": [self._contribution(part) for part in parts],
            "not_described": [self._term(slug) for slug in sorted(missing)],
            "not_asked": [
                {"term": self._term(one.term), **self._facts(a.fact_key for a in one.annotations)}
                for one in open_terms
            ],
            "tied_with": self._conditions(result.tied_with),
            "siblings": self._conditions(one for one in group if one != result.condition),
        }

    def _contribution(self, part: Contribution) -> Part:
        named = dict.fromkeys(annotation.term for annotation in part.annotations)
        return {
            "term": self._term(part.term),
            "relation": part.relation,
            "matched_at": self._term(part.matched_at),
            "described_as": [self._term(slug) for slug in named],
            "value": part.value,
            **self._facts(annotation.fact_key for annotation in part.annotations),
        }

    def _facts(self, keys: Iterable[str]) -> Part:
        facts = [self.known.facts[key] for key in keys]
        frequency = telling_frequency(facts)
        slugs = [source.slug for source in sources_of(facts)]
        self.sources.update(slugs)
        return {
            "frequency": {"summary": str(frequency.summary), "figure": frequency.figure},
            "sources": slugs,
        }

    def _term(self, slug: str) -> str:
        self.terms.add(slug)
        return slug

    def _names(self, slug: str) -> Part:
        term = self.known.terms[slug]
        return {"kind": term.kind, "name": term.name, "plain_name": term.plain_name}

    def _condition(self, slug: str) -> Part:
        return {"slug": slug, "name": self.known.conditions[slug]}

    def _conditions(self, slugs: Iterable[str]) -> list[Part]:
        return [self._condition(slug) for slug in slugs]
