"""What search engines should read."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from conditions.models import Edition, Term, TermKind, Topic
from conditions.selectors.places import sightings

STATIC_PAGES = (
    "home",
    "condition-list",
    "condition-tree",
    "compare",
    "symptom-list",
    "risk-factor-list",
    "glossary",
    "body-map",
    "lookup",
    "source-list",
    "about",
    "editorial-policy",
    "privacy",
    "accessibility",
)


class SiteSitemap(Sitemap):
    """Prints the address that readers use, whatever host this request was sent to."""

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc


class PageSitemap(SiteSitemap):
    """The pages that are always there."""

    def items(self):
        return STATIC_PAGES

    def location(self, item):
        return reverse(f"conditions:{item}")


class ConditionSitemap(SiteSitemap):
    """The published conditions; they changed when their edition was published."""

    def items(self):
        return Edition.objects.published().select_related("condition").order_by("condition__slug")

    def location(self, item):
        return item.condition.get_absolute_url()

    def lastmod(self, item):
        return item.publish_at


class TermSitemap(SiteSitemap):
    """The findings and risk factors that published facts speak of."""

    def items(self):
        published = Edition.objects.published()
        return (
            Term.objects.filter(
                kind__in=[TermKind.FINDING, TermKind.RISK_FACTOR],
                facts__edition__in=published,
                facts__topic__in=[Topic.SYMPTOM, Topic.RISK_FACTOR],
            )
            .distinct()
            .order_by("slug")
        )


class PlaceSitemap(SiteSitemap):
    """The body sites that published facts name for a finding."""

    def items(self):
        seen = sightings(Edition.objects.published())
        return Term.objects.filter(pk__in=seen.values("term")).order_by("slug")

    def location(self, item):
        return reverse("conditions:place", args=[item.slug])


SITEMAPS = {
    "pages": PageSitemap,
    "conditions": ConditionSitemap,
    "terms": TermSitemap,
    "places": PlaceSitemap,
}
