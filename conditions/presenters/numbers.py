"""Numbers as the reader's language writes them."""

from collections.abc import Callable
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
    if places is not None:
        return decimals(places)(number)
    return _localised(f"{Decimal(number).normalize():f}", get_format("DECIMAL_SEPARATOR"))


def decimals(places: int) -> Callable[[float | Decimal], str]:
    """Return what writes numbers with so many places in the language in use, for many of them."""
    separator = get_format("DECIMAL_SEPARATOR")
    return lambda number: _localised(f"{number:.{places}f}", separator)


def _localised(exact: str, separator: str) -> str:
    return exact.replace(".", separator)
