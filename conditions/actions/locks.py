"""Holding records while something is judged and written."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import OperationalError, transaction

from conditions.models import Edition, Term


class EditionBusy(RuntimeError):  # noqa: N818 - it reads as the event it is
    """Somebody else is writing, and did not finish within the time the database waits."""


@contextmanager
def held(edition: Edition) -> Iterator[Edition]:
    """Open a transaction in which nobody else writes `edition`, and yield it as it is now.

    Raises `EditionBusy`, and `Edition.DoesNotExist` when it is gone.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(transaction.atomic())
            current = Edition.objects.select_for_update().get(pk=edition.pk)
        except OperationalError as error:
            raise EditionBusy from error
        yield current


def hold_broader_terms() -> None:
    """Keep everybody else from changing broader terms until the transaction ends.

    Two relations may each be sound and close a circle together. The first term stands for all:
    whoever changes relations takes it, and who only refers to it does not wait.
    """
    Term.objects.select_for_update(no_key=True).order_by("pk").first()
