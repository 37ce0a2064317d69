"""Parts that answers of `POST /api/v1/lookup` have in common, whatever was searched."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.conf import settings

from conditions.models import Source
from conditions.presenters.citations import Link, links, reference, warning
from conditions.selectors.lookup import FiredRule

Part = Mapping[str, Any]


def urgent(rule: FiredRule) -> Part:
    return {
        "slug": rule.slug,
        "level": rule.level,
        "plain": rule.plain,
        "clinical": rule.clinical,
        "reviewed": rule.is_reviewed,
        "sources": [slug for slug, _title in rule.sources],
    }


def in_order(results: list[Part]) -> list[Part]:
    """Return the results as the page orders them: by score, or by name where a regulator asks."""
    if settings.LOOKUP_ORDER == "alphabetical":
        return sorted(results, key=lambda result: result["condition"]["name"].casefold())
    return results


def records_of(slugs: Collection[str]) -> Part:
    """Return the bibliographic records of our sources: one query."""
    found = Source.objects.filter(slug__in=slugs).order_by("slug") if slugs else ()
    return {
        source.slug: {
            "reference": reference(source),
            "links": links_of(links(source)),
            "warning": warning(source),
        }
        for source in found
    }


def links_of(found: Iterable[Link]) -> list[Part]:
    return [{"text": link.text, "url": link.url} for link in found]
