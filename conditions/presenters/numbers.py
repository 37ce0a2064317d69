"""Numbers as the reader's language writes them."""

from decimal import Decimal

from django.utils.formats import get_format, number_format


def whole(number: int) -> str:
    """Return a number with its thousands set apart: 1,234 in English."""
    return number_format(number, force_grouping=True)


def decimal(number: float | Decimal, places: int | None = None) -> str:
    """Return a number rounded to so many places; without them, with as many as it needs.

    >>> decimal(Decimal("40.50"))
    '40.5'
    """
    exact = f"{Decimal(number).normalize():f}" if places is None else f"{number:.{places}f}"
    return exact.replace(".", get_format("DECIMAL_SEPARATOR"))
