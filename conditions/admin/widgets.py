"""Controls written directly: a draft's form has thousands, and templates for them take seconds."""

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join


class DirectHidden(forms.HiddenInput):
    """A hidden control without an id, for the value that a field was shown with."""

    def render(self, name, value, attrs=None, renderer=None):
        value = self.format_value(value)
        return format_html(
            '<input type="hidden" name="{}" value="{}">', name, "" if value is None else value
        )


class DirectRendering:
    """A select whose options are not grouped."""

    def render(self, name, value, attrs=None, renderer=None):
        widget = self.get_context(name, value, attrs)["widget"]
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (option["value"], flatatt({"selected": option["selected"]}), option["label"])
                for _group, options, _index in widget["optgroups"]
                for option in options
            ),
        )
        attributes = flatatt({"name": name} | widget["attrs"])
        return format_html("<select{}>{}</select>", attributes, options)


class DirectSelect(DirectRendering, forms.Select):
    pass


class DirectSelectMultiple(DirectRendering, forms.SelectMultiple):
    pass
