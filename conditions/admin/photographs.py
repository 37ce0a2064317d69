"""The section “Photographs” of the form of a draft."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conditions.models import Photograph

from .chosen import ChosenField, ChosenSelect, ChosenSelectMultiple, ChosenSetField
from .fact_inlines import FactInline
from .row_forms import RowForm, RowFormSet
from .widgets import DirectCheckbox, DirectHidden, DirectSelect, DirectTextarea

# The name of the section, beside the topics.
PHOTOGRAPHS = "photographs"
LINES = (
    ("picture",),
    ("alt",),
    ("plain",),
    ("clinical",),
    ("body_sites",),
    ("skin_tone",),
    ("distressing",),
    ("topic", "position"),
)


def _help(field):
    return Photograph._meta.get_field(field).help_text


class PhotographForm(RowForm):
    """One photograph of an edition; its file has a page of its own (`admin.pictures`)."""

    picture = ChosenField(
        label=_("Picture"),
        widget=ChosenSelect("picture", model=Photograph),
        help_text=_help("picture"),
    )
    body_sites = ChosenSetField(
        label=_("Body sites"), required=False, widget=ChosenSelectMultiple("body_sites")
    )

    class Meta:
        model = Photograph
        fields = ()
        widgets = {
            "id": DirectHidden,
            **dict.fromkeys(("alt", "plain", "clinical"), DirectTextarea(attrs={"rows": 3})),
            **dict.fromkeys(("topic", "skin_tone"), DirectSelect),
            "distressing": DirectCheckbox,
        }

    def lines(self):
        return LINES

    def rows(self):
        return self.instance.edition.photographs.all()


class PhotographFormSet(RowFormSet):
    """The photographs of an edition, out of those that were read with it."""

    topic = PHOTOGRAPHS

    def get_queryset(self):
        return list(self.instance.photographs.all())

    def clean(self):
        """Refuse a picture twice. Changes are saved before deletions, and additions after them."""
        super().clean()
        seen = set()
        for form in self.forms:
            picture = getattr(form, "cleaned_data", {}).get("picture")
            if picture is None or self._should_delete_form(form):
                continue
            taken = {
                one.initial["picture"]
                for one in self.initial_forms
                if one is not form and (form.instance.pk or not self._should_delete_form(one))
            }
            if picture.pk in taken | seen:
                form.add_error("picture", gettext("This picture is in the edition already."))
            seen.add(picture.pk)


class PhotographInline(FactInline):
    model = Photograph
    form = PhotographForm
    formset = PhotographFormSet
    topic = PHOTOGRAPHS
    show_change_link = False
    verbose_name = _("photograph")
    verbose_name_plural = _("Photographs")

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": LINES})]
