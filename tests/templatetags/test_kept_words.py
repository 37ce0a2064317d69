"""What is kept between requests is kept for each language."""

from django.utils.translation import get_language, override

from conditions.presenters.lookup_rows import Row
from conditions.templatetags import lookup_results
from conditions.templatetags.lookup_rows import answer_row


def test_row_is_kept_for_each_language():
    row = Row("itch", "Itching", "", "finding", "present")
    with override("de"):
        german = answer_row(row)

    assert "checked> Ja</label>" in german
    assert "checked> Yes</label>" in answer_row(row)
    with override("de"):
        assert answer_row(row) == german


def test_words_of_the_cards_are_kept_for_each_language(monkeypatch):
    monkeypatch.setattr(lookup_results, "_", lambda text: f"{text} in {get_language()}")
    lookup_results._cards.cache_clear()
    sums = {}
    for language in ("de", "fr"):
        with override(language):
            sums[language] = lookup_results._cards(get_language(), True).sum
    lookup_results._cards.cache_clear()

    assert sums == {"de": "Sum in de", "fr": "Sum in fr"}
