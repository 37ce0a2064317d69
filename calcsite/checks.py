"""What `manage.py check --deploy` asks of an operator beyond Django's own list."""

from django.conf import settings
from django.core.checks import Error


def emergency_number_is_set(app_configs, **kwargs):
    if settings.EMERGENCY_NUMBER:
        return []
    return [
        Error(
            "EMERGENCY_NUMBER is not set.",
            hint="Set it to the number an ambulance is called by where your readers live. "
            "There is no default, because a wrong number is worse than none.",
            id="calcsite.E001",
        )
    ]


def site_url_is_https(app_configs, **kwargs):
    if settings.SITE_URL.startswith("https://"):
        return []
    return [
        Error(
            f"SITE_URL is {settings.SITE_URL}, which readers cannot reach safely.",
            hint="Set it to the https address of the site: sitemap.xml and robots.txt print it.",
            id="calcsite.E002",
        )
    ]
