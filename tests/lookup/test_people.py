import pytest

from conditions.lookup.people import WRITER, persons


@pytest.mark.parametrize(
    ("text", "so_far", "person"),
    [
        ("my dialysis uncle has sores", "", "uncle"),
        ("my leg hurts", "", WRITER),
        ("i have a rash", "uncle", WRITER),
        ("he is tired", "uncle", "uncle"),
        ("my leg and my son", "", "son"),
        ("family history of gout", WRITER, "family"),
        ("mum has gout", "", "mum"),
        ("itching", "", ""),
    ],
)
def test_person_is_whom_the_text_spoke_of_last(text, so_far, person):
    assert list(persons(text.split(), so_far))[-1] == person
