import pytest

from conditions.exchange import ContentError, read_pack
from tests.exchange.documents import RULES, SOURCES, TERMS, make_fact_text, make_text


def write(folder, **files):
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.yaml").write_bytes(data)
    return folder


def problems_of(folder):
    with pytest.raises(ContentError) as refused:
        read_pack(folder)
    return [(problem.file, problem.message) for problem in refused.value.problems]


def test_documents_may_refer_to_each_other_in_any_order(tmp_path):
    (tmp_path / "conditions").mkdir()
    write(tmp_path / "conditions", wart=make_text(make_fact_text()))

    pack = read_pack(write(tmp_path, a=RULES, b=SOURCES, c=TERMS))

    assert [document.slug for document in pack.conditions] == ["wart"]
    assert [rule.slug for rule in pack.rules] == ["sores"]
    assert [source.slug for source in pack.sources] == ["someone-2020"]
    assert [term.slug for document in pack.terms for term in document.terms] == ["ulcer"]


def test_problems_of_all_files_come_together(tmp_path):
    folder = write(tmp_path, one=make_text(kind="bump"), two=SOURCES.replace("review", "rumour"))

    assert [file for file, _message in problems_of(folder)] == ["one.yaml", "two.yaml"]


def test_references_are_not_judged_while_a_file_cannot_be_read(tmp_path):
    folder = write(tmp_path, terms=TERMS.replace("sign", "colour"), rules=RULES)

    assert [file for file, _message in problems_of(folder)] == ["terms.yaml"]


def test_reference_to_nothing_is_told(tmp_path):
    folder = write(tmp_path, rules=RULES)

    assert problems_of(folder) == [("rules.yaml", "there is no finding or risk factor “ulcer”")]


def test_file_that_is_no_text_is_told(tmp_path):
    assert problems_of(write(tmp_path, a=b"\xff\xfe")) == [("a.yaml", "the file is not UTF-8 text")]


def test_folder_without_documents_is_told(tmp_path):
    assert problems_of(tmp_path) == [(str(tmp_path), "there is no .yaml file in it")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (make_text(), "the condition “wart” stands in a.yaml already"),
        (TERMS, "the term “ulcer” stands in a.yaml already"),
        (SOURCES, "the source “someone-2020” stands in a.yaml already"),
        (RULES, "the rule “sores” stands in a.yaml already"),
    ],
)
def test_record_in_two_files_is_told(tmp_path, text, message):
    assert ("b.yaml", message) in problems_of(write(tmp_path, a=text, b=text))
