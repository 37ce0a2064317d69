"""What a remark is about."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import Resolver404, resolve

from conditions.models import Edition, Fact

WHOLE_SITE = "/"
MAX_PATH = 200
KEY = re.compile(r"[0-9a-f]{10,32}")
MAX_NUMBER = 9  # digits of an edition's number


@dataclass(frozen=True, slots=True)
class Subject:
    """A public page, with the edition and the fact of it if the remark is pinned to them."""

    page: str = WHOLE_SITE
    edition: Edition | None = None
    fact: Fact | None = None


def subject_of(page: str, number: str = "", key: str = "") -> Subject:
    """Return the page at path `page`, its edition `number` and the fact of that by its `key`.

    Each comes from an address and may be anything: what does not fit is left out, and a path at
    which this site has no page for readers stands for the whole site.
    """
    slug = _condition_at(page)
    if slug is None:
        return Subject()
    edition = _public_edition(slug, number) if slug else None
    fact = _fact_of(edition, key) if edition else None
    return Subject(page, edition, fact)


def _condition_at(page: str) -> str | None:
    """Return the slug of the condition whose page is at a path, "" for another page, or None."""
    if len(page) > MAX_PATH or page.startswith(settings.STAFF_PATHS):
        return None
    try:
        match = resolve(page)
    except Resolver404:
        return None
    if match.app_name != "conditions":
        return None
    if match.url_name in ("condition", "edition"):
        return str(match.kwargs["slug"])
    return ""


def _public_edition(slug: str, number: str) -> Edition | None:
    if not number.isdecimal() or len(number) > MAX_NUMBER:
        return None
    editions = Edition.objects.begun().select_related("condition")
    edition: Edition | None = editions.filter(condition__slug=slug, number=int(number)).first()
    return edition


def _fact_of(edition: Edition, key: str) -> Fact | None:
    """Return the fact of `edition` whose key begins with these digits; pages give ten of 32."""
    digits = key.replace("-", "")
    if not KEY.fullmatch(digits):
        return None
    span = UUID(digits.ljust(32, "0")), UUID(digits.ljust(32, "f"))
    fact: Fact | None = edition.facts.filter(key__range=span).first()
    return fact
