import pytest

from conditions.models import Condition, TermKind, Topic
from conditions.selectors.search import MAX_WORDS, found_conditions, words_of
from tests.factories import make_condition, make_fact, make_published, make_term

pytestmark = pytest.mark.django_db


def found(text):
    names = dict(Condition.objects.values_list("pk", "name"))
    return [names[pk] for pk in found_conditions(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Open SORES", ["open", "sore"]),
        ("sore sore sores", ["sore"]),
        ("a the of", []),
        ("", []),
        ("...", []),
        ("glass", ["glass"]),
        ("%_%", []),
    ],
)
def test_text_is_cut_into_words(text, words):
    assert words_of(text) == words


def test_only_so_many_words_are_looked_for():
    assert len(words_of(" ".join(f"word{number}" for number in range(99)))) == MAX_WORDS


@pytest.fixture
def three():
    lump = make_term("Nodule", plain_name="firm lump", names=["hard knot"])
    palm = make_term("Palm", kind=TermKind.BODY_SITE)
    wart = make_condition("Wart", plain_name="a small bump")
    wart.names.create(text="verruca")
    make_published(wart, facts=[{"topic": Topic.SYMPTOM, "term": lump, "body_sites": [palm]}])
    make_published(
        make_condition("Gout"),
        facts=[{"topic": Topic.CAUSE, "plain": "Uric crystals, unlike a wart."}],
    )
    make_published(make_condition("Milium"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("wart", ["Wart", "Gout"]),  # the name before the text
        ("WARTS", ["Wart", "Gout"]),
        ("bump", ["Wart"]),
        ("verruca", ["Wart"]),
        ("firm lump", ["Wart"]),
        ("knot", ["Wart"]),
        ("palm", ["Wart"]),
        ("crystals", ["Gout"]),
        ("crystals wart", ["Gout"]),
        ("calcium", ["Gout", "Wart", "Milium"]),
        ("dialysis", []),
        ("the", []),
        ("%", []),
    ],
)
def test_search_finds_names_terms_and_texts_best_first(three, text, names):
    assert found(text) == names


def test_drafts_and_names_only_are_not_found(three):
    make_fact(plain="Zinc.")
    make_condition("Zinc")

    assert found("zinc") == []
