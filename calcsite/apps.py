from django.apps import AppConfig
from django.core.checks import Tags, register

from calcsite import checks


class CalcsiteConfig(AppConfig):
    """The frame around the content: settings, middleware, health and checks."""

    name = "calcsite"

    def ready(self):
        register(checks.emergency_number_is_set, Tags.security, deploy=True)
        register(checks.site_url_is_https, Tags.security, deploy=True)
