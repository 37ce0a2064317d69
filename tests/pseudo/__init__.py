"""A language that nobody speaks, made from the messages themselves: «Ĉöñďíţíöñš».

No catalogue is compiled or kept: every message that goes through gettext comes back with an
accent on each letter and marks around it. What stays plain was never given to gettext, or was put
together past it. The language is written from right to left and has dates and numbers of its own.
"""

import re
from types import SimpleNamespace

from django.utils import formats
from django.utils.translation import trans_real

LANGUAGE = "art"  # artificial: browsers know it for a language
# Placeholders, tags and entities of a message stay as they are.
KEPT = re.compile(r"(%\(\w+\)\w|%[%sd]|\{\w*\}|<[^>]*>|&\w+;)")
RIGHT_TO_LEFT = "\u2067\u202e%s\u202c\u2069"
ACCENTS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÅƁĈĎÉƑĜĤÎĴĶĻḾÑÖÞǪŘŠŢÛṼŴẊÝŽåƀçďéƒĝĥíĵķļḿñöþǫřšţûṽŵẋýž",
)
FORMATS = SimpleNamespace(
    DATE_FORMAT="Y/m/d",
    SHORT_DATE_FORMAT="Y/m/d",
    DATETIME_FORMAT="Y/m/d/H/i",
    SHORT_DATETIME_FORMAT="Y/m/d/H/i",
    TIME_FORMAT="H/i",
    YEAR_MONTH_FORMAT="Y/m",
    MONTH_DAY_FORMAT="m/d",
    DECIMAL_SEPARATOR="٫",
    THOUSAND_SEPARATOR="٬",
    NUMBER_GROUPING=3,
)


def pseudo(message):
    """Return `message` as the language has it: accented, in marks, and from right to left.

    Letters of Latin kind run from left to right in any language, unless they are told otherwise.
    """
    parts = KEPT.split(message)
    parts[::2] = [RIGHT_TO_LEFT % part.translate(ACCENTS) if part else "" for part in parts[::2]]
    return f"«{''.join(parts)}»" if message.strip() else message


class Messages:
    """What Django takes for the catalogue of a language."""

    domain = "django"
    plural = staticmethod(lambda number: int(number != 1))

    def gettext(self, message):
        return pseudo(message.rpartition("\x04")[2])

    def ngettext(self, singular, plural, number):
        return self.gettext(plural if self.plural(number) else singular)

    def language(self):
        return LANGUAGE

    to_language = language
    info = _catalog = {}


def install():
    """Make the language known to this process."""
    trans_real._translations[LANGUAGE] = Messages()
    formats._format_modules_cache[LANGUAGE] = [FORMATS]
