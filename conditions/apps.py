from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from .immutability import lay_triggers, lift_triggers


class ConditionsConfig(AppConfig):
    """The medical content: vocabulary, sources, conditions and their editions."""

    name = "conditions"
    verbose_name = _("All records")

    def ready(self):
        pre_migrate.connect(lift_triggers, sender=self)
        post_migrate.connect(lay_triggers, sender=self)
