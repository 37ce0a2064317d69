"""What somebody reads on a page, and what of it was never translated."""

import json
import re
from html.parser import HTMLParser
from string import ascii_uppercase

SPOKEN = {"alt", "title", "aria-label", "aria-description", "placeholder", "label", "data-label"}
BUTTONS = {"submit", "button", "reset"}
UNREAD = {"script", "style"}
# Addresses, file names, keys and slugs.
ADDRESS = re.compile(
    r"https?://\S+|(?<![^\s\u2066-\u2069])/[\w/.-]*|\w+\.(?:xlsx|yaml)"
    r"|\w{8}(?:-\w{4,12}){4}|\w+-\d+"
)
WORD = re.compile(r"\b[A-Za-z]+\b")  # not fingerprints and codes, which have digits in them
# Proper names, abbreviations that all languages share, and the letters of the A–Z bar.
NAMES = {
    *ascii_uppercase,
    "Calcsite", "PMID", "PMCID", "UTF", "DOI", "HPO", "HP", "OMIM", "ORPHA", "UTC", "PCS", "TAS",
    "IEA", "YAML", "JSON", "CSV", "XLSX", "xlsx", "yaml", "json", "csv", "x",
}  # fmt: skip


class Reading(HTMLParser):
    """Collects text, and the attributes that are read out or shown."""

    def __init__(self):
        super().__init__()
        self.pieces = []
        self._unread = 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self._unread += tag in UNREAD
        for name, value in attrs:
            if name == "data-inline-formset":  # of Django's admin
                options = json.loads(value)["options"]
                self.pieces += [options["addText"], options["deleteText"]]
            elif value and (name in SPOKEN or self._is_said_by_a_script(name, value)):
                self.pieces.append(value)
        if tag == "input" and given.get("type") in BUTTONS:
            self.pieces.append(given.get("value") or "")
        if tag == "meta" and given.get("name") == "description":
            self.pieces.append(given["content"])

    @staticmethod
    def _is_said_by_a_script(name, value):
        """Tell sentences in data attributes from addresses, names of things and settings."""
        return name.startswith("data-") and bool(re.search(r"[^\W\d_] |«", value))

    def handle_endtag(self, tag):
        self._unread -= tag in UNREAD

    def handle_data(self, data):
        if not self._unread:
            self.pieces.append(data)


def untranslated(html, names=frozenset()):
    """Return the texts of a page that hold a word in plain letters, without proper `names`.

    Messages have accents in the language of `tests.pseudo`, and contents an alphabet of their own
    in the world of `tests.pseudo.content`, so a plain letter went past both.
    """
    reading = Reading()
    reading.feed(html)
    reading.close()
    return [
        " ".join(piece.split())
        for piece in reading.pieces
        if not NAMES.union(names).issuperset(WORD.findall(ADDRESS.sub(" ", piece)))
    ]
