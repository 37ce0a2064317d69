"""What is kept between requests is kept for each language."""

from django.template import engines
from django.utils.translation import get_language, override

from conditions.presenters.lookup_rows import Row
from conditions.templatetags import lookup_results


def rendered(template, **context):
    return engines["django"].from_string(template).render(context)


def test_row_is_kept_for_each_language():
    row = Row("itch", "Itching", "", "finding", "present")
    template = "{% load lookup_rows %}{% answer_row row %}"
    with override("de"):
        german = rendered(template, row=row)

    assert "checked> Ja</label>" in german
    assert "checked> Yes</label>" in rendered(template, row=row)
    with override("de"):
        assert rendered(template, row=row) == german


def test_what_stands_once_is_kept_for_each_language_and_sees_nothing_of_the_page():
    template = engines["django"].from_string(
        "{% load i18n pieces %}{% once %}{% translate 'Yes' %}{{ name }}{% endonce %}"
    )
    with override("de"):
        assert template.render({"name": "Ada"}) == "Ja"

    assert template.render({"name": "Ada"}) == "Yes"
    with override("de"):
        assert template.render({}) == "Ja"


def test_words_of_the_cards_are_kept_for_each_language(monkeypatch):
    monkeypatch.setattr(lookup_results, "_", lambda text: f"{text} in {get_language()}")
    lookup_results._cards.cache_clear()
    sums = {}
    for language in ("de", "fr"):
        with override(language):
            sums[language] = lookup_results._cards(get_language(), True).sum
    lookup_results._cards.cache_clear()

    assert sums == {"de": "Sum in de", "fr": "Sum in fr"}
