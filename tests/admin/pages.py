"""What a browser does with a form: read what it shows, change some of it, send the rest back."""

from html.parser import HTMLParser


class _Controls(HTMLParser):
    """Collect the controls of the form with a given id, as a browser would post them."""

    def __init__(self, form_id):
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.values = {}
        self._select = self._area = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id") == self.form_id
        if not self.inside:
            return
        name = attrs.get("name")
        if tag == "input" and name:
            kind = attrs.get("type")
            if (kind in ("checkbox", "radio") and "checked" not in attrs) or kind == "submit":
                return
            self._add(name, attrs.get("value", "on" if kind == "checkbox" else ""))
        elif tag == "textarea":
            self._area = name
            self.values.setdefault(name, []).append("")
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in attrs:
            self._add(self._select, attrs.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self._area = None

    def handle_data(self, data):
        if self._area:
            # A browser drops the newline right behind the opening tag.
            self.values[self._area][-1] += data.removeprefix("\n")

    def _add(self, name, value):
        self.values.setdefault(name, []).append(value)


def form_of(response, form_id="edition_form"):
    """Return the values that a browser would post, unchanged, from the form of a page."""
    controls = _Controls(form_id)
    controls.feed(response.content.decode())
    return {
        name: values
        for name, values in controls.values.items()
        if "__prefix__" not in name and name != "csrfmiddlewaretoken"
    }


def change_url(record):
    meta = record._meta
    return f"/admin/{meta.app_label}/{meta.model_name}/{record.pk}/change/"


def row_of(form, fact):
    """Return the prefix of a stored fact's row in posted values."""
    for name, values in form.items():
        if name.endswith("-id") and values == [str(fact.pk)]:
            return name.removesuffix("-id")
    raise AssertionError(f"no row for {fact}")


def new_row(form, topic, /, **values):
    """Add a new fact to posted values, as the “add another” button does."""
    total = f"facts-{topic}-TOTAL_FORMS"
    number = int(form[total][0])
    form[total] = [str(number + 1)]
    prefix = f"facts-{topic}-{number}"
    for name, value in values.items():
        form[f"{prefix}-{name}"] = value
    return prefix
