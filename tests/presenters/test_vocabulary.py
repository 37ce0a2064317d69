import pytest

from conditions.models import Term
from conditions.presenters.vocabulary import glossary_letters, term_tree
from conditions.selectors.vocabulary import vocabulary
from tests.factories import make_term


@pytest.mark.django_db
def test_tree_shows_described_terms_below_all_their_broader_ones():
    one = make_term(slug="one", plain_name="Zinc")
    other = make_term(slug="other", plain_name="apple")
    unused = make_term(slug="unused")
    make_term(slug="below", plain_name="pear", broader=[one, other, unused])

    tree = term_tree(vocabulary(), {"one": {1, 2}, "other": {1}, "below": {1}})

    assert [(branch.label, branch.count) for branch in tree] == [("Apple", 1), ("Zinc", 2)]
    assert [[below.label for below in branch.narrower] for branch in tree] == [["Pear"], ["Pear"]]


def test_glossary_goes_by_the_first_letter_whatever_its_case():
    terms = [Term(plain_name=name) for name in ("Zinc", "apple", "Ant")]

    letters = [(letter, [t.plain_name for t in group]) for letter, group in glossary_letters(terms)]

    assert letters == [("A", ["Ant", "apple"]), ("Z", ["Zinc"])]
