"""The design tokens as static/css/site.css has them, and the contrast of what is read on what."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STYLES = Path(settings.BASE_DIR) / "static" / "css" / "site.css"
ROOT = re.compile(r"^:root \{(.*?)^\}", re.DOTALL | re.MULTILINE)
TOKEN = re.compile(r"--([\w-]+): ([^;]+);")
COLOUR = re.compile(r"light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\)")

TEXT = 7.0  # WCAG 2.2, 1.4.6, level AAA
EDGE = 3.5  # of controls; WCAG 2.2, 1.4.11, asks for 3
SIGN = 3.0  # what a picture or a mark needs to be seen

# What stands on what: (bar, front colours, grounds).
PAIRS = (
    (TEXT, ("ink", "muted"), ("paper", "surface", "calm-ground", "emergency-ground")),
    (TEXT, ("ink",), ("today-ground", "mark")),
    (TEXT, ("accent", "visited"), ("paper", "surface", "calm-ground", "emergency-ground")),
    (TEXT, ("on-accent",), ("accent",)),
    (TEXT, ("emergency",), ("paper", "surface", "calm-ground", "emergency-ground")),
    (TEXT, ("today",), ("today-ground",)),
    (EDGE, ("edge",), ("paper", "surface")),
    (SIGN, ("accent", "emergency", "today"), ("paper",)),
)
DECORATION = frozenset({"line"})  # says nothing that is not said otherwise


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour in the light and in the dark scheme, as #rgb or #rrggbb."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A colour on a ground, and the contrast it must reach in both schemes."""

    front: str
    ground: str
    bar: float
    on: Colour
    under: Colour

    @property
    def is_text(self) -> bool:
        return self.bar == TEXT

    @property
    def schemes(self) -> list[tuple[str | Promise, str, str, float]]:
        """Return scheme, colour, ground and contrast for light and dark."""
        return [
            (_("light"), self.on.light, self.under.light, self.light),
            (_("dark"), self.on.dark, self.under.dark, self.dark),
        ]

    @property
    def light(self) -> float:
        return contrast(self.on.light, self.under.light)

    @property
    def dark(self) -> float:
        return contrast(self.on.dark, self.under.dark)

    @property
    def is_reached(self) -> bool:
        return min(self.light, self.dark) >= self.bar


@dataclass(frozen=True, slots=True)
class Tokens:
    """All tokens by name, without the two hyphens."""

    colours: Mapping[str, Colour]
    type_scale: Mapping[str, str]
    spacing: Mapping[str, str]

    @property
    def pairs(self) -> list[Pair]:
        return [
            Pair(front, ground, bar, self.colours[front], self.colours[ground])
            for bar, fronts, grounds in PAIRS
            for front in fronts
            for ground in grounds
        ]


def read_tokens() -> Tokens:
    """Return the tokens of the stylesheet, in its order."""
    root = ROOT.search(STYLES.read_text(encoding="utf-8"))
    values = dict(TOKEN.findall(root[1] if root else ""))
    colours = {name: COLOUR.fullmatch(value) for name, value in values.items()}
    return Tokens(
        colours={name: Colour(*found.groups()) for name, found in colours.items() if found},
        type_scale={name: value for name, value in values.items() if name.startswith("step")},
        spacing={name: value for name, value in values.items() if name.startswith("space")},
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it.

    >>> contrast("#fff", "#000")
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2, 0 to 1."""
    digits = colour[1:]
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    channels = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
