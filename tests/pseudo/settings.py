"""The site in a language of nobody, for tests that look at it in a browser."""

from calcsite.settings import *  # noqa: F403
from calcsite.settings import SILENCED_SYSTEM_CHECKS

from . import LANGUAGE, install

install()
LANGUAGE_CODE = LANGUAGE
LANGUAGES = [(LANGUAGE, "Pseudo")]
LANGUAGES_BIDI = [LANGUAGE]
# It looks for a compiled catalogue, which this language has not.
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "translation.E004"]
