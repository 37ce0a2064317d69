"""Photographs in documents: read, written, compared, in tables, and judged by the gate."""

from uuid import UUID

import msgspec
import pytest

from conditions.exchange import (
    Known,
    Photograph,
    PictureFile,
    differences,
    moved,
    picture_complaints,
    read_document,
    read_file,
    write_document,
    write_file,
)
from conditions.exchange.gate import Finding, stops, warnings
from conditions.exchange.references import complaints
from tests.exchange.test_gate import AROUND, HARD, LONG, wart

FILE = PictureFile(
    digest="a" * 64, credit="Dr Kay", licence="cc-by-4.0", person=True, on_record=True
)
SOUND = Photograph(
    key=UUID(int=70),
    file=FILE,
    alt="A white lump on a finger",
    plain="The lump is hard.",
    clinical="A calcified nodule.",
    body_sites=("finger",),
    skin_tone=8,
    distressing=True,
)


def with_photographs(*photographs):
    return msgspec.structs.replace(wart(), photographs=photographs)


def changed(**fields):
    return msgspec.structs.replace(SOUND, **fields)


def with_file(**fields):
    return changed(file=msgspec.structs.replace(FILE, **fields))


def test_document_without_photographs_says_nothing_of_them():
    assert "photographs" not in write_document(wart())


def test_document_is_read_as_it_was_written():
    document = with_photographs(SOUND)
    text = write_document(document)

    assert read_document(text, "wart.yaml") == document
    assert f'digest: "{FILE.digest}"' in text


@pytest.mark.parametrize("file_format", ["xlsx", "zip"])
def test_tables_give_the_same_document(file_format):
    document = with_photographs(SOUND, changed(key=UUID(int=71), file=PictureFile(digest="b" * 64)))
    written = write_file([document], "csv" if file_format == "zip" else file_format)
    reading = read_file(f"wart.{file_format}", written.data)

    assert not reading.problems
    assert [part.document for part in reading.parts] == [document]


def test_wrong_cell_is_named_with_its_column():
    document = with_photographs(SOUND)
    data = write_file([document], "csv").data
    (part,) = read_file("wart.zip", data).parts

    problem = part.locate(("photographs", 0, "file", "licence"), "allowed: …")

    assert (problem.file, problem.line, problem.place) == ("photographs", 2, "licence")


def problems(document, **known):
    known = Known(sources={"lee-2020"}, terms={"lump": "finding", "finger": "body-site"}, **known)
    found = complaints(document, known)
    return [(".".join(map(str, steps)), message) for steps, message in found]


WRONG = {
    "key of a fact": (changed(key=UUID(int=1)), "photographs.0.key", "a fact has this key"),
    "site": (changed(body_sites=("toe",)), "photographs.0.body_sites.0", "no term “toe”"),
    "source": (with_file(source="kay-2020"), "photographs.0.file.source", "no source"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_reference_is_told(name):
    photograph, place, message = WRONG[name]

    ((found, told),) = problems(with_photographs(photograph))

    assert found == place
    assert message in told


def test_picture_that_is_not_here_is_told():
    ((place, message),) = problems(with_photographs(SOUND), pictures={})

    assert place == "photographs.0.file.digest"
    assert "add it under “Picture files” first" in message


def test_picture_said_to_be_somebody_elses_is_told():
    ((place, message),) = picture_complaints(
        with_photographs(with_file(credit="Dr Lee")), {FILE.digest: FILE}
    )

    assert place == ("photographs", 0, "file", "credit")
    assert "Dr Kay" in message


def test_pictures_are_not_judged_where_none_can_be_known():
    assert problems(with_photographs(SOUND)) == []


def test_changes_are_found_as_those_of_facts():
    other = changed(key=UUID(int=71))
    before, after = with_photographs(SOUND, other), with_photographs(changed(alt="A lump"))

    altered, gone = differences(before, after)

    assert [one.field for one in altered.fields] == ["alt"]
    assert (gone.before, gone.after) == (other, None)
    assert differences(before, before) == ()


def test_other_order_is_found():
    other = changed(key=UUID(int=71))

    assert moved(with_photographs(SOUND, other), with_photographs(other, SOUND)) == (other.key,)


def test_sound_photograph_passes():
    assert list(stops(with_photographs(SOUND), AROUND)) == []
    assert list(warnings(with_photographs(SOUND), AROUND)) == []


STOPPED = {
    "no text": (changed(alt=" "), "no-alt"),
    "file name": (changed(alt="wound-3.JPG"), "alt-repeats"),
    "camera's name": (changed(alt="IMG_2041"), "alt-repeats"),
    "plain wording again": (changed(alt="the lump is hard"), "alt-repeats"),
    "clinical wording again": (changed(alt="A calcified nodule."), "alt-repeats"),
    "no plain wording": (changed(plain=""), "no-plain"),
    "no clinical wording": (changed(clinical=""), "no-clinical"),
    "no credit": (with_file(credit=""), "no-rights"),
    "no licence": (with_file(licence=""), "no-rights"),
    "no consent": (with_file(on_record=False), "no-consent"),
    "no permission": (
        with_file(licence="permission", person=False, on_record=False),
        "no-consent",
    ),
    "withdrawn": (with_file(withdrawn=True), "picture-withdrawn"),
}


@pytest.mark.parametrize("name", STOPPED)
def test_photograph_is_stopped(name):
    photograph, code = STOPPED[name]

    assert list(stops(with_photographs(photograph), AROUND)) == [Finding(code, SOUND.key)]


def test_picture_without_a_person_needs_no_consent():
    document = with_photographs(with_file(person=False, on_record=False))

    assert list(stops(document, AROUND)) == []


def test_wording_below_a_picture_is_judged_as_that_of_a_fact():
    codes = [one.code for one in warnings(with_photographs(changed(plain=HARD)), AROUND)]
    assert codes == ["reading-grade"]
    codes = [one.code for one in warnings(with_photographs(changed(plain=LONG)), AROUND)]
    assert "long-sentence" in codes
