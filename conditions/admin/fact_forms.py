"""The form of one fact, and of the facts of one topic, in the form of their edition."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conditions.actions.facts import set_sources
from conditions.exchange import TERM_KIND_OF_TOPIC
from conditions.models import Fact, FrequencyBand, FrequencyBasis
from conditions.models.choices import TOPICS_NEEDING_A_TERM

from .chosen import ChosenField, ChosenSelect, ChosenSelectMultiple, ChosenSetField
from .fact_layout import TICKED, lines_of
from .row_forms import RowForm, RowFormSet
from .widgets import (
    DirectCheckbox,
    DirectHidden,
    DirectNumber,
    DirectSelect,
    DirectText,
    DirectTextarea,
)


def _help(field):
    return Fact._meta.get_field(field).help_text


class FactForm(RowForm):
    """One fact. `topic` is its inline's."""

    topic = None

    term = ChosenField(
        label=_("Term"), required=False, widget=ChosenSelect("term"), help_text=_help("term")
    )
    other_condition = ChosenField(
        label=_("Other condition"), required=False, widget=ChosenSelect("other_condition")
    )
    body_sites = ChosenSetField(
        label=_("Body sites"), required=False, widget=ChosenSelectMultiple("body_sites")
    )
    cited = ChosenSetField(
        label=_("Sources"),
        required=False,
        widget=ChosenSelectMultiple("sources"),
        help_text=_("Type part of a title, a name, a PMID or a DOI."),
    )

    class Meta:
        model = Fact
        fields = ()
        widgets = {
            "id": DirectHidden,
            "setting": DirectText(attrs={"class": "vTextField"}),
            **dict.fromkeys(("plain", "clinical"), DirectTextarea(attrs={"rows": 3})),
            **dict.fromkeys(
                ("numerator", "denominator", "percentage"),
                DirectNumber(attrs={"class": "vIntegerField"}),
            ),
            **dict.fromkeys(
                ("certainty", "evidence", "frequency_band", "frequency_basis", "urgency"),
                DirectSelect,
            ),
            **dict.fromkeys(TICKED, DirectCheckbox),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fact = self.instance
        if fact.pk is None:
            fact.topic = self.topic
        else:
            self.initial["cited"] = [citation.source for citation in fact.citations.all()]
        if "term" in self.fields:
            self.fields["term"].required = self.topic in TOPICS_NEEDING_A_TERM
            self.fields["term"].widget.kind = TERM_KIND_OF_TOPIC[self.topic]
        for name in ("other_condition", "urgency"):
            if name in self.fields:
                self.fields[name].required = True

    def rows(self):
        return self.instance.edition.facts.all()

    def lines(self):
        return lines_of(self.topic)

    def clean(self):
        if "frequency_basis" in self.fields:
            self._clean_frequency()
        return super().clean()

    def _clean_frequency(self):
        """Say in words what the constraints on figures demand."""
        get = self.cleaned_data.get
        band, basis = get("frequency_band"), get("frequency_basis")
        count, total, share = get("numerator"), get("denominator"), get("percentage")
        if bool(band) != bool(basis):
            missing = "frequency_basis" if band else "frequency_band"
            self.add_error(missing, gettext("“How often” and what it rests on go together."))
        if basis == FrequencyBasis.COUNTED and (count is None or total is None or share):
            self.add_error(
                "frequency_basis",
                gettext("Counted: give the number affected and out of how many, no percentage."),
            )
        if basis == FrequencyBasis.PERCENTAGE and (share is None or count is not None):
            self.add_error(
                "frequency_basis",
                gettext("Percentage: give the percentage, and no number affected."),
            )
        has_figure = any(figure is not None for figure in (count, total, share))
        if basis in ("", FrequencyBasis.WORDING) and has_figure:
            self.add_error(
                "frequency_basis", gettext("With figures, choose counted or percentage.")
            )
        if count is not None and total is not None and count > total:
            self.add_error("numerator", gettext("More are affected than were counted."))
        if total == 0:
            self.add_error("denominator", gettext("At least 1."))
        if get("reported_absent") and band not in ("", None, FrequencyBand.EXCLUDED):
            self.add_error("reported_absent", gettext("Absent, and yet seen: please correct one."))
        if band == FrequencyBand.EXCLUDED and not get("reported_absent"):
            self.add_error("reported_absent", gettext("“Not seen” needs this ticked as well."))

    def save(self, commit=True):
        fact = super().save(commit)
        if commit and "cited" in self.changed_data:
            set_sources(fact=fact, sources=self.cleaned_data["cited"])
        return fact


class FactFormSet(RowFormSet):
    """The facts of one topic, out of the edition's facts that were read together."""

    def get_queryset(self):
        return [fact for fact in self.instance.facts.all() if fact.topic == self.topic]
