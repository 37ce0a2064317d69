"""Tables as files: an XLSX workbook, or a ZIP of CSV files.

No cell that leaves here can start a formula: text that begins with one of `FORMULA_STARTS` gets an
apostrophe before it, which reading takes away again
(OWASP, “CSV Injection”: https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from .problems import ContentError, Problem
from .tables import Cell, Table

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")  # XLSX turns \r into \n
LONGEST_CELL = 32_767  # of an XLSX cell; longer text would be cut
MOST_ROWS = 50_000  # ten times what a whole pack holds
MOST_UNPACKED = 60_000_000  # bytes; a small file can unpack to far more
WIDTHS = {"plain": 60, "clinical": 60, "definition": 60, "title": 60, "key": 38, "fact": 38}
ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the same content gives the same bytes


def defused(text: str) -> str:
    """Return text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def restored(text: str) -> str:
    """Undo `defused`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def write_csv(columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    """Return rows as CSV text with a line of headings."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def write_csv_zip(tables: Iterable[Table]) -> bytes:
    """Return a ZIP with one CSV file a table."""
    return zipped((f"{table.name}.csv", write_csv(table.columns, table.rows)) for table in tables)


def zipped(files: Iterable[tuple[str, str]]) -> bytes:
    """Return a ZIP of (name, text) pairs."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files:
            member = zipfile.ZipInfo(name, ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, text)
    return buffer.getvalue()


def write_xlsx(tables: Iterable[Table]) -> bytes:
    """Return a workbook with one sheet a table.

    Raises `ContentError` for a text that is longer than a cell can be.
    """
    filled = [(table, [_cells(table, row) for row in enumerate(table.rows, 2)]) for table in tables]
    book = openpyxl.Workbook(write_only=True)
    for table, rows in filled:
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        for number, column in enumerate(table.columns, start=1):
            letter = openpyxl.utils.get_column_letter(number)
            sheet.column_dimensions[letter].width = WIDTHS.get(column, 16)
        sheet.append([_heading(sheet, column) for column in table.columns])
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _heading(sheet: "openpyxl.worksheet.worksheet.Worksheet", text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell


def _cells(table: Table, numbered: tuple[int, tuple[Cell, ...]]) -> list[Cell]:
    """Return a row as a workbook holds it: numbers as numbers, the rest as harmless text."""
    number, row = numbered
    cells = [
        ILLEGAL_CHARACTERS_RE.sub("", _text(cell)) if isinstance(cell, str | bool) else cell
        for cell in row
    ]
    for column, cell in zip(table.columns, cells, strict=True):
        if isinstance(cell, str) and len(cell) > LONGEST_CELL:
            message = f"a cell holds at most {LONGEST_CELL} characters; use YAML for this one"
            raise ContentError([Problem(table.name, number, column, message)])
    return cells


def _text(value: Cell) -> str:
    """Return a value as the text of a cell: flags as “yes” or nothing."""
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else defused(str(value))


def read_xlsx(data: bytes, file: str) -> list[Table]:
    """Return the sheets of a workbook as tables, cells as text.

    Raises `ContentError` for what is no workbook, too large a one, and every formula.
    """
    _refuse_bomb(data, file)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        tables = [_table(sheet.title, _sheet_rows(sheet)) for sheet in book]
    except (KeyError, ValueError, TypeError, AttributeError, ParseError, OSError) as error:
        if isinstance(error, ContentError):
            raise
        raise ContentError([Problem(file, 1, "workbook", "this is no XLSX workbook")]) from error
    return tables


def _sheet_rows(sheet: "openpyxl.worksheet._read_only.ReadOnlyWorksheet") -> Iterator[list[str]]:
    problems = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_ROWS:
            message = f"a sheet has at most {MOST_ROWS} rows"
            raise ContentError([Problem(sheet.title, number, "sheet", message)])
        for cell in row:
            if cell.data_type == "f":
                message = "this is a formula; allowed is only its value"
                problems.append(Problem(sheet.title, number, cell.coordinate, message))
            elif cell.data_type == "e":
                message = f"this is an error of the spreadsheet program ({cell.value})"
                problems.append(Problem(sheet.title, number, cell.coordinate, message))
        yield [_as_text(cell.value) for cell in row]
    if problems:
        raise ContentError(problems)


def _as_text(value: object) -> str:
    """Return what a cell shows: whole numbers without “.0”, dates as 2026-11-22."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return restored(str(value))


def read_csv_zip(files: Iterable[tuple[str, bytes]]) -> list[Table]:
    """Return CSV files, as (name, content) pairs, as tables. Raises `ContentError`."""
    tables = []
    for file, data in files:
        try:
            text = data.decode("utf-8-sig")
            rows = [[restored(cell) for cell in row] for row in csv.reader(io.StringIO(text))]
        except (UnicodeDecodeError, csv.Error) as error:
            message = "the file is not CSV in UTF-8; in Excel choose “CSV UTF-8”"
            raise ContentError([Problem(file, 1, "file", message)]) from error
        tables.append(_table(file.removesuffix(".csv"), iter(rows)))
    return tables


def _table(name: str, rows: Iterator[list[str]]) -> Table:
    """Return rows as a table; the first one holds the headings."""
    columns = tuple(heading.strip() for heading in next(rows, []))
    return Table(name, columns, [tuple(row) for row in rows])


def members(data: bytes, file: str) -> list[tuple[str, bytes]]:
    """Return the files in a ZIP as (name, content) pairs. Raises `ContentError`."""
    _refuse_bomb(data, file)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            return [
                (info.filename, archive.read(info))
                for info in sorted(archive.infolist(), key=lambda info: info.filename)
                if not info.is_dir()
            ]
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
            raise ContentError([Problem(file, 1, "file", "the ZIP file is damaged")]) from error


def _refuse_bomb(data: bytes, file: str) -> None:
    """Raise `ContentError` for what is no ZIP file or would unpack to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ContentError([Problem(file, 1, "file", "this is no such file")]) from error
    if size > MOST_UNPACKED:
        message = f"it unpacks to more than {MOST_UNPACKED // 1_000_000} MB"
        raise ContentError([Problem(file, 1, "file", message)])
