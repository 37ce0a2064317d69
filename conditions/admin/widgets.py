"""Controls written directly: a draft's form has thousands, and templates for them take seconds.

`format_html` and `flatatt` take longer than all the rest of the form, so values are escaped by
hand: whatever is not written out in this module passes `escape`.
"""

from django import forms
from django.utils.html import escape
from django.utils.safestring import SafeString


def attributes(pairs):
    """Write HTML attributes; True stands for a bare one, None and False for none."""
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(value)}"'
        for name, value in pairs.items()
        if value is not None and value is not False
    )


class DirectInput:
    """An `<input>`."""

    def render(self, name, value, attrs=None, renderer=None):
        own = {"type": self.input_type, "name": name, "value": self.format_value(value)}
        return SafeString(f"<input{attributes(own | self.build_attrs(self.attrs, attrs))}>")


class DirectHidden(DirectInput, forms.HiddenInput):
    """A hidden control without an id: nothing points at it."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        return base_attrs


class DirectText(DirectInput, forms.TextInput):
    pass


class DirectNumber(DirectInput, forms.NumberInput):
    pass


class DirectCheckbox(DirectInput, forms.CheckboxInput):
    def render(self, name, value, attrs=None, renderer=None):
        return super().render(name, None, (attrs or {}) | {"checked": bool(value)}, renderer)


class DirectTextarea(forms.Textarea):
    def render(self, name, value, attrs=None, renderer=None):
        own = attributes({"name": name} | self.build_attrs(self.attrs, attrs))
        # A browser drops a newline right behind the opening tag.
        return SafeString(f"<textarea{own}>\n{escape(self.format_value(value) or '')}</textarea>")


class DirectRendering:
    """A select whose options are not grouped."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = self.format_value(value)
        own = {"name": name, "multiple": self.allow_multiple_selected}
        options = "".join(
            f'<option value="{escape(value)}"{" selected" if str(value) in chosen else ""}>'
            f"{escape(label)}</option>"
            for value, label in self.options(chosen)
        )
        own = attributes(own | self.build_attrs(self.attrs, attrs))
        return SafeString(f"<select{own}>{options}</select>")

    def options(self, chosen):
        """Return what is offered, as (value, label)."""
        return self.choices


class DirectSelect(DirectRendering, forms.Select):
    pass


class DirectSelectMultiple(DirectRendering, forms.SelectMultiple):
    pass
