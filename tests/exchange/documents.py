"""Small documents of the content format, written as an editor writes them."""

from textwrap import dedent, indent

KEY = "0b6d2f0e-0000-4000-8000-00000000000{}"


def make_text(facts="", **fields):
    """Return a condition's document with the YAML list `facts`, which may be indented."""
    lines = {"schema": "calcsite/condition/1", "slug": "wart", "name": "Wart", "kind": "look-alike"}
    text = "".join(f"{name}: {value}\n" for name, value in (lines | fields).items())
    return text + (f"facts:\n{indent(dedent(facts).strip(), '  ')}\n" if facts else "")


def make_fact_text(number=1, **fields):
    """Return one fact as an item of a list: a symptom unless told otherwise."""
    values = {"key": KEY.format(number), "topic": "symptom", "term": "ulcer"} | fields
    named = [f"{name}: {value}" for name, value in values.items() if value is not None]
    return "- " + "\n  ".join(named) + "\n"


TERMS = """\
schema: calcsite/terms/1
kind: finding
terms:
  - slug: ulcer
    name: Ulcer
    plain_name: open sore
    category: sign
"""
SOURCES = """\
schema: calcsite/sources/1
sources:
  - slug: someone-2020
    kind: review
    title: On calcium
    doi: 10.1000/1
"""
RULES = """\
schema: calcsite/urgency-rules/1
rules:
  - slug: sores
    level: today
    plain: Get help today.
    clinical: See today.
    any_of: [ulcer]
"""
