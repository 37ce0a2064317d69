"""The leaflet as a PDF, set by Typst from `templates/leaflet/leaflet.typ`.

The same words always give the same bytes: fonts come from the project alone, and the PDF is dated
by its edition. Words travel as JSON and never become part of the Typst source.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from itertools import product
from threading import BoundedSemaphore, Lock

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from .leaflet import Leaflet

try:
    import typst
except ImportError:  # no wheel for this machine: the page to print serves without it
    typst = None

FOLDER = settings.BASE_DIR / "templates" / "leaflet"
FONTS = FOLDER / "fonts"
A4, LETTER = "a4", "letter"
# Typst's name for each paper, and ours.
PAPERS = {A4: ("a4", gettext_lazy("A4")), LETTER: ("us-letter", gettext_lazy("US Letter"))}
NORMAL, LARGE = PRINTS = ("normal", "large")
# Stands for a character that the font does not have; PDF/UA allows no text that cannot be shown.
MISSING = "□"
# The compiler sets one leaflet at a time. Only so many requests may wait for it, or those who want
# a PDF would hold the threads that answer everybody else.
AT_ONCE = 4

_places = BoundedSemaphore(AT_ONCE)
_compiling = Lock()


class NotSetError(RuntimeError):
    """Raised when there is no PDF, with the reason for the log."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The kind of paper and the size of print."""

    paper: str
    print: str

    @classmethod
    def chosen(cls, data: Mapping[str, str]) -> "Sheet":
        """Return what was chosen; anything that is not offered means A4 and normal print."""
        paper, size = data.get("paper", ""), data.get("print", "")
        return cls(paper if paper in PAPERS else A4, size if size in PRINTS else NORMAL)

    @property
    def label(self) -> str:
        words = _("PDF, %(paper)s, large print") if self.is_large else _("PDF, %(paper)s")
        return words % {"paper": PAPERS[self.paper][1]}

    @property
    def is_large(self) -> bool:
        return self.print == LARGE

    @property
    def suffix(self) -> str:
        """Return what tells files of one leaflet apart by their names."""
        return f"-{self.paper}" + ("-large-print" if self.is_large else "")


SHEETS = [Sheet(paper, size) for paper, size in product(PAPERS, PRINTS)]


@dataclass(frozen=True, slots=True)
class Document:
    """All that a PDF is made from."""

    words: str
    dated: datetime

    @property
    def digest(self) -> str:
        """Return a name for the bytes: the same words and type give the same."""
        return hashlib.sha256(f"{_type()} {self.dated} {self.words}".encode()).hexdigest()[:32]


def document(leaflet: Leaflet, sheet: Sheet, dated: datetime) -> Document:
    """Return what the PDF of `leaflet` is made from; `dated` is when its edition was published."""
    language, _dash, region = (get_language() or "en").partition("-")
    words = {
        "leaflet": asdict(leaflet),
        "lang": language,
        "region": region if len(region) == 2 else None,
        "paper": PAPERS[sheet.paper][0],
        "large": sheet.is_large,
    }
    return Document(json.dumps(_showable(words)), dated.astimezone(UTC).replace(microsecond=0))


def set_pdf(made_from: Document) -> bytes:
    """Set the PDF; raise `NotSetError` if Typst is missing, busy for too many, or refuses."""
    if typst is None:
        raise NotSetError("typst is not installed")
    if not _places.acquire(blocking=False):
        raise NotSetError(f"{AT_ONCE} others are being made")
    try:
        with _compiling:
            return _compiler().compile(
                sys_inputs={"leaflet": made_from.words},
                format="pdf",
                pdf_standards="ua-1",
                timestamp=made_from.dated,
            )
    except RuntimeError as error:
        raise NotSetError(str(error)) from error
    finally:
        _places.release()


@cache
def _compiler():
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    return typst.Compiler(FOLDER / "leaflet.typ", root=FOLDER, font_paths=fonts)


@cache
def _type():
    """Return a name for all that shapes the words: the Typst source and the compiler."""
    source = (FOLDER / "leaflet.typ").read_bytes()
    return f"{hashlib.sha256(source).hexdigest()} {version('typst') if typst else ''}"


@cache
def _characters():
    return frozenset((FONTS / "characters.txt").read_text(encoding="utf-8"))


def _showable(value):
    """Return JSON data in which the font has every character."""
    if isinstance(value, dict):
        return {key: _showable(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_showable(part) for part in value]
    if value is None or isinstance(value, (bool, int)):
        return value
    text = unicodedata.normalize("NFC", str(value))
    return "".join(one if one in _characters() else _instead(one) for one in text)


def _instead(character: str) -> str:
    kind = unicodedata.category(character)
    if kind == "Cf":  # only directs how others are shown
        return ""
    return " " if kind == "Cc" or kind.startswith("Z") else MISSING
