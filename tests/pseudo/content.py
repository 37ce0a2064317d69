"""Contents that cannot be taken for interface text: what is saved is put into Armenian letters."""

from contextlib import contextmanager

from django.apps import apps
from django.db.models import CharField, SlugField, TextField, URLField
from django.db.models.signals import pre_save

LETTERS = str.maketrans(
    {
        chr(base + n): chr(armenian + n)
        for base, armenian in ((65, 0x531), (97, 0x561))
        for n in range(26)
    }
)
# Codes and addresses, which are the same in all alphabets.
TECHNICAL = {
    "code", "doi", "pmid", "pmcid", "system", "token_digest", "page", "source", "version",
    "file_name", "fingerprint", "detail", "language", "digest",
}  # fmt: skip


def armenian(text):
    """Return `text` in the alphabet of contents.

    >>> armenian("Wart 1")
    'Շավբ 1'
    """
    return text.translate(LETTERS)


@contextmanager
def in_armenian():
    """Put into Armenian letters whatever texts the models of the site save."""
    models = set(apps.get_app_config("conditions").get_models())

    def change(sender, instance, **kwargs):
        if sender not in models:
            return
        for field in sender._meta.concrete_fields:
            if _is_prose(field) and (value := getattr(instance, field.attname)):
                setattr(instance, field.attname, armenian(value))

    pre_save.connect(change)
    try:
        yield
    finally:
        pre_save.disconnect(change)


def _is_prose(field):
    return (
        isinstance(field, CharField | TextField)
        and not isinstance(field, SlugField | URLField)
        and not field.choices
        and field.name not in TECHNICAL
    )
