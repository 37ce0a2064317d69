import pytest

from conditions.lookup.spelling import kin, normalised_words, stem, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("oedemas", "edema"),
        ("paralyses", "paralysis"),
        ("analysed", "analyzed"),
        ("discoloured", "discolored"),
        ("diseases", "disease"),
        ("headaches", "headache"),
        ("mineralised", "mineralized"),
        ("calcium sulphate", "calcium sulfate"),
        ("biopsies", "biopsy"),
        ("stenoses", "stenosis"),
        ("patches", "patch"),
        ("Sjögren’s", "sjogrens"),
        ("centres", "center"),
        ("won't heal", "does not heal"),
        ("could barely move", "cannot move"),
        ("short of breath", "breathless"),
        ("pins and needles", "tingling"),
        ("sore leg", "painful leg"),
        ("my skin is very sore", "my skin is very painful"),
    ],
)
def test_spellings_and_turns_of_phrase_meet_in_one_form(one, other):
    assert normalised_words(one) == normalised_words(other)


@pytest.mark.parametrize("word", ["abscess", "uterus", "tuberculosis", "gas"])
def test_words_that_only_look_like_plurals_stay_whole(word):
    assert normalised_words(word) == (word,)


@pytest.mark.parametrize("word", ["toe", "eye", "die", "red", "belly"])
def test_short_words_keep_their_letters(word):
    assert normalised_words(word) == (word,)


@pytest.mark.parametrize("text", ["a sore on my leg", "sores", "leg sore", "an open sore"])
def test_sore_is_a_wound_when_it_is_a_noun(text):
    assert "sor" in normalised_words(text) or "sore" in normalised_words(text)


def test_small_words_stay_when_there_is_nothing_else():
    assert normalised_words("it is the") == ("it", "is", "the")
    assert normalised_words("it is the leg") == ("leg",)


def test_words_keep_their_place_in_the_text():
    text = "It WON'T heal, out of breath"

    assert [(word.form, text[word.start : word.end]) for word in words_of(text)] == [
        ("it", "It"),
        ("not", "WON'T"),
        ("heal", "heal"),
        ("breathless", "out of breath"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("swelling", "swollen"),
        ("itchy", "itch"),
        ("numbness", "numb"),
        ("reddish", "red"),
        ("hardened", "hard"),
        ("hurts", "pain"),
        ("tummy", "abdominal"),
        ("crusty", "scab"),
    ],
)
def test_words_of_one_stem_or_one_meaning_are_kin(one, other):
    ((first,), (second,)) = normalised_words(one), normalised_words(other)

    assert kin(first) == kin(second)


@pytest.mark.parametrize(
    ("one", "other"),
    [("sor", "pain"), ("week", "weak"), ("skin", "bone"), ("skinny", "skin"), ("early", "ear")],
)
def test_other_words_are_no_kin(one, other):
    assert kin(one) != kin(other)


def test_stem_keeps_three_letters():
    assert stem("bed") == "bed"
    assert stem("ring") == "ring"
