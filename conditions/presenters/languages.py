"""What is written in another language than the page around it."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import get_language

from conditions.selectors.translations import is_original

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def attributes(language: str) -> str:
    """Return the attributes of an element with contents in `language`, none for the page's own."""
    if language == get_language() or (is_original(language) and is_original(get_language())):
        return ""
    direction = "rtl" if language.partition("-")[0] in settings.LANGUAGES_BIDI else "ltr"
    return f' lang="{language}" dir="{direction}"'


def isolated(text: str) -> str:
    """Return contents to put into a sentence, so that neither turns the other's order round."""
    return isolating()(text)


def isolating() -> Callable[[str], str]:
    """Return what does the same for many contents: the language in use is asked once."""
    if is_original(get_language()):
        return str
    return lambda text: f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
