"""How often a finding occurs in a condition, as one number between 0 and 1.

The formulas were measured on published cases before they were chosen, except where marked:

=====================================  =====================================================
what the source gives                  estimate F
=====================================  =====================================================
n of m patients                        (n + 2) / (m + 4), a Beta(2, 2) prior; 0 of m stays 0
p % of m patients                      the same with n = p·m/100, not rounded
p %, m not given                       p / 100
a band, laid down by figures           its midpoint (`BANDS`)
a band, read from words ("often")      .5 + .8 · (midpoint − .5)      (a choice, see below)
the band "excluded", on any basis      0
nothing                                .5
=====================================  =====================================================

Bands are those of the Human Phenotype Ontology's frequency subontology (obligate 100 %, very
frequent 80–99, frequent 30–79, occasional 5–29, very rare 1–4; Köhler et al., Nucleic Acids
Research 2021, 49:D1207, and the HPO annotation format).

Words count with less confidence than figures: authors mean different shares by "common" or "may
occur". A worded band is therefore read as itself with probability .8 and as "unknown" (.5) with
probability .2; the estimate is the mean of that mixture. It moves every worded band towards .5
and keeps the bands in order. The .8 is an assumption, not a measured figure.

Figures win over a band wherever both are given, whatever the basis says.
"""

import enum
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Basis = Literal["counted", "percentage", "wording"]

BANDS = {
    "always": 1.0,
    "very-frequent": 0.895,
    "frequent": 0.545,
    "occasional": 0.17,
    "very-rare": 0.025,
    "excluded": 0.0,
}
UNKNOWN = 0.5
WORDING_TRUST = 0.8


class Confidence(enum.IntEnum):
    """How far an estimate is to be believed; a larger one displaces a smaller one."""

    UNKNOWN = 0
    WORDING = 1
    BAND = 2
    PERCENTAGE = 3
    COUNTED = 4


@dataclass(frozen=True, slots=True)
class Frequency:
    """What one source says about how often; see the module's table."""

    band: str | None = None
    numerator: int | None = None
    denominator: int | None = None
    percentage: float | None = None
    basis: Basis = "counted"

    def __post_init__(self) -> None:
        if self.band is not None and self.band not in BANDS:
            raise ValueError(f"Unknown frequency band: {self.band}")
        if self.denominator is not None and self.denominator < 1:
            raise ValueError(f"A frequency counts at least one patient, not {self.denominator}")
        if self.numerator is not None and (
            self.denominator is None or not 0 <= self.numerator <= self.denominator
        ):
            raise ValueError(f"Not a count: {self.numerator} of {self.denominator}")
        if self.percentage is not None and not 0 <= self.percentage <= 100:
            raise ValueError(f"Not a percentage: {self.percentage}")

    @property
    def counts(self) -> tuple[float, int] | None:
        """Return how many patients of how many, if the source lets us know."""
        if self.denominator is None:
            return None
        if self.numerator is not None:
            return self.numerator, self.denominator
        if self.percentage is not None:
            return self.percentage * self.denominator / 100, self.denominator
        return None

    @property
    def confidence(self) -> Confidence:
        if self.counts is not None:
            return Confidence.COUNTED
        if self.percentage is not None:
            return Confidence.PERCENTAGE
        if self.band is None:
            return Confidence.UNKNOWN
        return Confidence.WORDING if self.basis == "wording" else Confidence.BAND

    def estimate(self) -> float:
        """Return F as the module's table defines it."""
        counts = self.counts
        if counts is not None:
            return _counted(*counts)
        if self.percentage is not None:
            return self.percentage / 100
        if self.band is None:
            return UNKNOWN
        if self.basis == "wording" and self.band != "excluded":
            return UNKNOWN + WORDING_TRUST * (BANDS[self.band] - UNKNOWN)
        return BANDS[self.band]


NOT_GIVEN = Frequency()


def pooled_estimate(frequencies: Iterable[Frequency | None]) -> float:
    """Return one F for several statements about the same finding of the same condition.

    Counts are pooled: n and m are summed before the formula is used, and statements without
    counts are left aside. Without any count, the statements of the highest confidence are
    averaged. The order of the statements does not matter.
    """
    given = [frequency or NOT_GIVEN for frequency in frequencies]
    if len(given) == 1:
        return given[0].estimate()
    counts = [count for frequency in given if (count := frequency.counts) is not None]
    if counts:
        return _counted(math.fsum(n for n, m in counts), sum(m for n, m in counts))
    best = max(frequency.confidence for frequency in given)
    estimates = [f.estimate() for f in given if f.confidence == best]
    return math.fsum(estimates) / len(estimates)


def _counted(n: float, m: int) -> float:
    return (n + 2) / (m + 4) if n > 0 else 0.0
