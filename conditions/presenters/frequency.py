"""How often something is seen, in words and natural figures."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conditions.models import Fact, FrequencyBand, FrequencyBasis
from conditions.models.choices import TOPICS_WITH_FREQUENCY

from .languages import isolated
from .numbers import decimal, whole

NOT_REPORTED = gettext_lazy("how often: not reported")
DOTS = 10


@dataclass(frozen=True, slots=True)
class FrequencyWords:
    """`summary` says how often; `figure` what was counted; `dots` (0–10) draws it, if counted."""

    summary: str | Promise
    figure: str = ""
    dots: int | None = None

    @property
    def drawn(self) -> str:
        """Return the row of ten dots that is shown beside the words."""
        return "" if self.dots is None else "●" * self.dots + "○" * (DOTS - self.dots)


def natural(share: Fraction) -> str:
    """Return a share as “about 7 in 10”, or out of 100 where tenths would hide it.

    >>> natural(Fraction(17, 24))
    'about 7 in 10'
    """
    if share >= 1:
        return _("everyone counted")
    if share == 0:
        return _("no one counted")
    if share >= Fraction(95, 1000):
        tenths = min(_rounded(share * 10), 9)
        return _("more than 9 in 10") if share > Fraction(94, 100) else _("about %d in 10") % tenths
    hundredths = _rounded(share * 100)
    return _("about %d in 100") % hundredths if hundredths else _("fewer than 1 in 100")


def _rounded(number: Fraction) -> int:
    """Round halves up: the even number that `round` prefers would make 25 % “2 in 10”."""
    return int(number + Fraction(1, 2))


def share_of(fact: Fact) -> Fraction | None:
    """Return the measured share of people, or None when only words were given."""
    if fact.frequency_basis == FrequencyBasis.COUNTED:
        return Fraction(fact.numerator, fact.denominator)
    if fact.frequency_basis == FrequencyBasis.PERCENTAGE:
        return Fraction(fact.percentage) / 100
    return None


def frequency_words(fact: Fact) -> FrequencyWords | None:
    """Return how often the fact's finding is seen; None where the question does not arise."""
    if fact.topic not in TOPICS_WITH_FREQUENCY:
        return None
    if fact.reported_absent:
        return FrequencyWords(_("reported not to occur"), dots=0)
    if not fact.frequency_band:
        return FrequencyWords(NOT_REPORTED)
    share = share_of(fact)
    if share is None:
        band = FrequencyBand(fact.frequency_band).label
        return FrequencyWords(_("%(band)s, in the sources' words") % {"band": band})
    dots = DOTS if share == 1 else min(_rounded(share * DOTS), DOTS - 1)
    return FrequencyWords(natural(share), _figure(fact), dots)


def _figure(fact: Fact) -> str:
    """Return what was counted, with its denominator and setting: “17 of 24 patients in …”."""
    counted = fact.frequency_basis == FrequencyBasis.COUNTED
    if counted and fact.setting:
        figure = _("%(numerator)s of %(denominator)s %(setting)s")
    elif counted:
        figure = _("%(numerator)s of %(denominator)s")
    elif fact.denominator and fact.setting:
        figure = _("%(percentage)s\N{NO-BREAK SPACE}%% of %(denominator)s %(setting)s")
    elif fact.denominator:
        figure = _("%(percentage)s\N{NO-BREAK SPACE}%% of %(denominator)s")
    elif fact.setting:
        figure = _("%(percentage)s\N{NO-BREAK SPACE}%% of %(setting)s")
    else:
        figure = _("%(percentage)s\N{NO-BREAK SPACE}%%")
    return figure % {
        "numerator": "" if fact.numerator is None else whole(fact.numerator),
        "denominator": "" if fact.denominator is None else whole(fact.denominator),
        "percentage": "" if fact.percentage is None else decimal(fact.percentage),
        "setting": isolated(fact.setting),
    }
