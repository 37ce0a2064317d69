from django.apps import AppConfig


class ConditionsConfig(AppConfig):
    """The medical content: vocabulary, sources, conditions and their editions."""

    name = "conditions"
