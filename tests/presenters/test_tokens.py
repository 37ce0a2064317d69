"""The colours that the stylesheet has can be read, in both schemes."""

import re

import pytest
from django.template.loader import render_to_string

from conditions.presenters.tokens import (
    DECORATION,
    EDGE,
    SIGN,
    STYLES,
    TEXT,
    Colour,
    Pair,
    contrast,
    read_tokens,
)

TOKENS = read_tokens()


@pytest.mark.parametrize("pair", TOKENS.pairs, ids=lambda pair: f"{pair.front} on {pair.ground}")
def test_pair_of_colours_has_the_contrast_it_needs(pair):
    assert min(pair.light, pair.dark) >= pair.bar
    assert pair.is_reached


def test_every_colour_stands_in_a_pair():
    paired = {name for pair in TOKENS.pairs for name in (pair.front, pair.ground)}

    assert TOKENS.colours.keys() - paired == DECORATION


def test_bars_are_those_of_the_accessibility_guidelines_or_higher():
    assert (TEXT, SIGN) == (7, 3)
    assert EDGE >= 3


def test_stylesheet_names_no_colour_outside_its_tokens():
    rules = re.sub(r"^:root \{.*?^\}|/\*.*?\*/", "", STYLES.read_text(), flags=re.DOTALL | re.M)

    assert re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|light-dark)\(", rules) == []


# The figures of WCAG's own examples and of the definition's ends.
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#fff", "#000000", 21), ("#777777", "#fff", 4.48), ("#fff", "#fff", 1)],
)
def test_contrast_is_the_one_that_the_guidelines_define(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_pair_that_is_too_faint_in_one_scheme_is_not_reached():
    ink = Colour(light="#000", dark="#777")

    assert not Pair("ink", "paper", TEXT, ink, Colour(light="#fff", dark="#000")).is_reached


def test_type_and_spacing_are_read_in_order_of_size():
    for scale in (TOKENS.type_scale, TOKENS.spacing):
        sizes = [float(size.removesuffix("rem")) for size in scale.values()]
        assert len(sizes) >= 5
        assert sizes == sorted(sizes)


def test_frame_of_the_browser_has_the_colour_of_the_header():
    html = render_to_string("components/head_links.html")
    themes = re.findall(r'"theme-color" content="(#\w+)" media="\(.*?: (\w+)\)"', html)

    surface = TOKENS.colours["surface"]
    assert themes == [(surface.light, "light"), (surface.dark, "dark")]
