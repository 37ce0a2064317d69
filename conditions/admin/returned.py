"""Forms that come back after a lost session: shown with what was typed, saved only when asked."""

from django.contrib import admin
from django.utils.translation import gettext as _

from calcsite.kept_posts import RETURNED


class NotSavedYet:
    """A form that is never valid, and says so."""

    def clean(self):
        cleaned = super().clean()
        self.add_error(None, _("Nothing is saved yet. This is what you typed: look, then save."))
        return cleaned


class ReturningFormAdmin(admin.ModelAdmin):
    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if RETURNED not in request.POST:
            return form
        return type(form)(form.__name__, (NotSavedYet, form), {})
