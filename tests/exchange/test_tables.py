"""Documents through tables and files and back, and each thing a spreadsheet can get wrong."""

import io
import zipfile

import msgspec
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions import exchange
from conditions.exchange import ContentError, read_document, read_file, write_csv, write_file
from conditions.exchange.table_reading import read_tables
from conditions.exchange.tables import tables_of
from conditions.exchange.workbooks import FORMULA_STARTS, defused, restored
from tests.exchange.documents import KEY, RULES, SOURCES, TERMS, make_fact_text, make_text

FORMULA = "=HYPERLINK(1)"


def everything(pack):
    """Return the documents of a pack as a spreadsheet carries them: without checks."""
    unchecked = [
        msgspec.structs.replace(
            condition,
            facts=tuple(msgspec.structs.replace(fact, checked=None) for fact in condition.facts),
        )
        for condition in pack.conditions
    ]
    sources = exchange.SourcesDocument(sources=pack.sources)
    rules = exchange.UrgencyRulesDocument(rules=pack.rules)
    return [*pack.terms, sources, rules, *unchecked]


def by_name(documents):
    return {exchange.pack_path(document): document for document in documents}


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_the_whole_pack_survives_a_spreadsheet(pack, file_format):
    documents = everything(pack)

    written = write_file(documents, file_format)
    reading = read_file(f"pack.{written.ending}", written.data)

    assert reading.problems == []
    assert by_name(part.document for part in reading.parts) == by_name(documents)


def test_yaml_files_survive_a_zip(pack):
    documents = everything(pack)

    written = write_file(documents, "yaml")
    reading = read_file("pack.zip", written.data)

    assert by_name(part.document for part in reading.parts) == by_name(documents)


def test_one_document_is_one_yaml_file():
    document = read_document(SOURCES, "sources.yaml")

    written = write_file([document], "yaml")

    assert written.ending == "yaml"
    assert read_file("s.yaml", written.data).parts[0].document == document


@given(st.text())
def test_defused_text_starts_no_formula_and_comes_back(text):
    assert not defused(text).startswith(FORMULA_STARTS)
    assert restored(defused(text)) == text or text.startswith("'")


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_starts_a_formula(start):
    escaped = start.encode("unicode_escape").decode()
    text = make_text(make_fact_text(plain=f'"{escaped}1+1"'))
    document = read_document(text, "wart.yaml")

    archive = zipfile.ZipFile(io.BytesIO(write_file([document], "csv").data))
    book = openpyxl.load_workbook(io.BytesIO(write_file([document], "xlsx").data))
    back = read_file("wart.xlsx", write_file([document], "xlsx").data)

    assert f"'{start}1+1" in archive.read("facts.csv").decode()
    cells = [cell for row in book["facts"].iter_rows() for cell in row if cell.value]
    assert all(cell.data_type != "f" for cell in cells)
    assert not any(str(cell.value).startswith(FORMULA_STARTS) for cell in cells)
    assert back.parts[0].document.facts[0].plain.strip() == f"{start}1+1".strip()


def test_text_longer_than_a_cell_is_refused_not_cut():
    document = read_document(make_text(make_fact_text(plain="x" * 32_768)), "wart.yaml")

    with pytest.raises(ContentError, match="at most 32767 characters"):
        write_file([document], "xlsx")
    assert len(write_file([document], "csv").data) > 100


def sheets(**changes):
    """Return the sheets of a small condition as lists of rows, changed by name."""
    text = make_text(make_fact_text(plain="Sore.", citations="[{source: someone-2020}]"))
    names = {"names": "[{text: verruca, audience: lay}]"}
    document = read_document(text + "".join(f"{k}: {v}\n" for k, v in names.items()), "wart.yaml")
    documents = [document, read_document(TERMS, "terms.yaml")]
    tables = {table.name: [table.columns, *table.rows] for table in tables_of(documents)}
    for name, change in changes.items():
        sheet = name.replace("_", "-")
        change(tables.setdefault(sheet, []))
        if not tables[sheet]:
            del tables[sheet]
    return tables


def workbook(tables):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put(column, value, row=1):
    """Return a change that writes a value into a column of a row."""

    def change(rows):
        cells = list(rows[row])
        cells[list(rows[0]).index(column)] = value
        rows[row] = cells

    return change


def heading(old, new):
    def change(rows):
        rows[0] = [new if name == old else name for name in rows[0]]

    return change


def repeat(rows):
    rows.append(rows[1])


BROKEN = {
    "band": (
        {"facts": put("band", "often")}, "facts", 2, "band", "allowed: always, very-frequent",
    ),
    "topic": ({"facts": put("topic", "look")}, "facts", 2, "topic", "allowed: definition"),
    "flag": ({"facts": put("red_flag", "perhaps")}, "facts", 2, "red_flag", "yes, no or nothing"),
    "number": ({"facts": put("numerator", "many")}, "facts", 2, "numerator", "Expected `int"),
    "no key": ({"facts": put("key", None)}, "facts", 2, "key", "such as new-1"),
    "no condition": (
        {"facts": put("condition", "mole")}, "facts", 2, "condition", "no such condition",
    ),
    "citation of nothing": (
        {"citations": put("fact", "else")}, "citations", 2, "fact", "no such fact",
    ),
    "citation": ({"citations": put("source", "Big S")}, "citations", 2, "source", "a slug"),
    "name": (
        {"condition_names": put("audience", "all")}, "condition-names", 2, "audience",
        "allowed: lay, clinical",
    ),
    "kind of condition": ({"conditions": put("kind", "bump")}, "conditions", 2, "kind", "allowed"),
    "condition twice": ({"conditions": repeat}, "conditions", 3, "slug", "stands here twice"),
    "kind of term": ({"terms": put("kind", "mood")}, "terms", 2, "kind", "allowed: finding"),
    "category": ({"terms": put("category", "vibe")}, "terms", 2, "category", "allowed: symptom"),
    "column": ({"facts": heading("plain", "plane")}, "facts", 1, "plane", "no such column"),
    "column gone": ({"facts": heading("plain", "plane")}, "facts", 1, "plain", "missing"),
    "column twice": ({"facts": heading("plain", "key")}, "facts", 1, "key", "stands here twice"),
    "sheet": (
        {"notes": lambda rows: rows.append(["a"])}, "notes", 1, "sheet", "allowed: conditions",
    ),
    "sheet gone": ({"citations": list.clear}, "citations", 1, "sheet", "its content would go"),
    "formula": ({"facts": put("plain", FORMULA)}, "facts", 2, "F2", "this is a formula"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_each_mistake_is_told_with_sheet_row_and_column(name):
    changes, sheet, row, column, message = BROKEN[name]

    found = problems_of("wart.xlsx", workbook(sheets(**changes)))

    places = [(one.file, one.line, one.place) for one in found if message in one.message]
    assert (sheet, row, column) in places, found


def problems_of(name, data):
    try:
        return read_file(name, data).problems
    except ContentError as error:
        return list(error.problems)


def test_sound_sheets_have_no_problem():
    assert problems_of("wart.xlsx", workbook(sheets())) == []


def test_references_are_located_in_their_cells():
    reading = read_file("wart.xlsx", workbook(sheets()))

    _, problems = exchange.sound_parts(reading.parts, exchange.Known())

    assert [str(one) for one in problems] == [
        "citations, line 2, source: there is no source “someone-2020”"
    ]


def test_a_new_fact_gets_the_same_key_each_time_and_keeps_its_citations():
    data = workbook(sheets(facts=put("key", "new-1"), citations=put("fact", "new-1")))

    one, again = (read_file("wart.xlsx", data).parts[1].document for _ in range(2))

    assert one == again
    assert str(one.facts[0].key) != KEY.format(1)
    assert [citation.source for citation in one.facts[0].citations] == ["someone-2020"]


GARBAGE = {
    "wart.xlsx": b"PK not a workbook",
    "empty.xlsx": b"",
    "pack.zip": b"PK\x03\x04 half",
    "wart.docx": b"x",
    "wart": b"x",
    "wart.yaml": b"\xff\xfe",
    "bomb.zip": "bomb",
    "mixed.zip": "mixed",
    "text.xlsx": "text",
    "latin.zip": "latin",
}


def archive_of(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_is_refused_with_a_reason(name):
    made = {
        "bomb": lambda: archive_of(**{"a.yaml": b"#" * 60_000_001}),
        "mixed": lambda: archive_of(**{"a.yaml": b"", "b.csv": b""}),
        "text": lambda: archive_of(**{"[Content_Types].xml": b"<no"}),
        "latin": lambda: archive_of(**{"facts.csv": "größe".encode("latin-1")}),
    }
    data = GARBAGE[name]

    found = problems_of(name, made[data]() if isinstance(data, str) else data)

    assert found
    assert all(problem.message for problem in found)


def test_one_broken_document_does_not_hide_the_others():
    files = {"wart.yaml": make_text(kind="bump"), "rules.yaml": RULES, "terms.yaml": TERMS}

    reading = read_file("pack.zip", archive_of(**files))

    assert len(reading.parts) == 2
    assert [problem.file for problem in reading.problems] == ["wart.yaml"]


def test_csv_text_has_headings_and_safe_cells():
    assert write_csv(("a", "b"), [("=1", None), (True, 2)]) == "a,b\r\n'=1,\r\nyes,2\r\n"


def test_empty_tables_hold_nothing():
    assert read_tables([]).parts == []
