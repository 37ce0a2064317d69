from pathlib import Path

import pytest

from conditions.lookup.phenopackets import BrokenCaseError, Case, read_case, read_cases

CASES = Path(__file__).parent / "cases"
WHOLE = b"""{
  "id": "patient 1",
  "subject": {"id": "p", "sex": "FEMALE"},
  "phenotypicFeatures": [
    {"type": {"id": "HP:0000011", "label": "Palm crystals"}, "onset": {"age": {}}},
    {"type": {"id": "HP:0000012"}, "excluded": true},
    {"type": {"id": "HP:0000011"}, "excluded": false}
  ],
  "interpretations": [
    {"id": "i", "diagnosis": {"disease": {"id": "OMIM:100", "label": "x"}}},
    {"id": "unsolved"}
  ],
  "diseases": [{"term": {"id": "OMIM:999"}}],
  "metaData": {"externalReferences": [{"id": "PMID:7"}, {"reference": "https://example.org"}]}
}"""


def test_a_case_is_read_for_what_the_ranking_needs():
    assert read_case(WHOLE) == Case(
        name="patient 1",
        diseases=("OMIM:100",),
        present=("HP:0000011",),
        absent=("HP:0000012",),
        publications=frozenset({7}),
    )


def test_the_list_of_diseases_serves_where_there_is_no_interpretation():
    packet = (
        b'{"id": "p", "phenotypicFeatures": [{"type": {"id": "HP:1"}}], "diseases": ['
        b'{"term": {"id": "OMIM:1"}, "excluded": true}, {"term": {"id": "OMIM:2"}}]}'
    )

    assert read_case(packet).diseases == ("OMIM:2",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not a phenopacket"),
        (b'{"id": "p"', "not a phenopacket"),
        (b"[1, 2]", "not a phenopacket"),
        (b'{"id": "p\xff"}', "not a phenopacket"),
        (b'{"id": "p", "phenotypicFeatures": [{"type": 3}]}', "not a phenopacket"),
        (b'{"id": "p", "phenotypicFeatures": [{"type": {"id": "HP:1"}}]}', "no disease"),
        (b'{"id": "p", "diseases": [{"term": {"id": "OMIM:2"}}]}', "no finding"),
    ],
)
def test_a_file_without_a_usable_case_is_refused_with_the_reason(content, message):
    with pytest.raises(BrokenCaseError, match=message):
        read_case(content)


def test_one_broken_file_does_not_keep_the_others_from_being_read(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.json").write_bytes(WHOLE)
    (tmp_path / "b.json").write_bytes(WHOLE[:50])
    (tmp_path / "notes.txt").write_text("not a case")

    found = dict(read_cases(tmp_path))

    assert isinstance(found[tmp_path / "b.json"], BrokenCaseError)
    assert found[tmp_path / "deep" / "a.json"].name == "patient 1"
    assert len(found) == 2


def test_the_shipped_cases_are_sound_and_named_in_the_readme():
    readme = (CASES / "README.md").read_text(encoding="utf-8")
    cases = [case for _path, case in read_cases(CASES)]

    assert len(cases) == 24
    for case in cases:
        (disease,), (publication,) = case.diseases, case.publications
        assert f"| {disease} |" in readme
        assert f"[PMID {publication}]" in readme
        assert not set(case.present) & set(case.absent)
