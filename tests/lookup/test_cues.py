import pytest

from conditions.lookup.cues import marks


def said(text, word, taken=()):
    """Return what is said of a word; commas stand at the end of the word before."""
    words = text.split()
    commas = {place + 1 for place, one in enumerate(words) if one.endswith(",")}
    plain = [one.strip(",").lower() for one in words]
    mark = marks(plain, commas, {plain.index(one) for one in taken})[plain.index(word)]
    return "doubtful" if mark.doubtful else mark.meaning


@pytest.mark.parametrize(
    ("text", "word", "meaning"),
    [
        ("no fever", "fever", "absent"),
        ("never had a stroke", "stroke", "absent"),
        ("denies fever, chills, and pain", "pain", "absent"),
        ("neither fever nor itching", "itching", "absent"),
        ("no fever, chills or sweats", "sweats", "absent"),
        ("no fever, pain", "pain", None),
        ("no fever and my leg hurts", "hurts", None),
        ("no fever and chills", "fever", "absent"),
        ("no fever and chills", "chills", "doubtful"),
        ("not without pain", "pain", "doubtful"),
        ("no fever no chills", "chills", "absent"),
        ("fever none", "fever", "absent"),
        ("itching was ruled out", "itching", "absent"),
        ("pain, fever negative", "pain", None),
        ("not sure if fever", "fever", "unsure"),
        ("maybe diabetes", "diabetes", "unsure"),
        ("no fever, maybe chills", "chills", "unsure"),
        ("used to have gout", "gout", "past"),
        ("gout years ago", "gout", "past"),
        ("the rash went away", "rash", "past"),
        ("not only pain", "pain", None),
        ("no relief from pain", "pain", None),
        ("pain doesnt go away", "pain", None),
        ("not slept because of pain", "pain", None),
        ("not told about my fever", "fever", None),
        ("not seen one two three four pain", "pain", None),
        ("dont have any fever or pain or itching", "itching", "absent"),
        ("no one knows why fever", "fever", None),
        ("fever", "fever", None),
    ],
)
def test_cue_reaches_as_far_as_it_says(text, word, meaning):
    assert said(text, word) == meaning


def test_word_of_a_name_is_no_cue():
    assert said("no appetite fever", "fever", taken=["no"]) is None


def test_every_word_has_a_mark():
    assert marks([], set(), set()) == []
    assert len(marks(["no", "no", "no"], {1, 2}, set())) == 3
