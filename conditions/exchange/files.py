"""Files that editors bring and take: one YAML document, a ZIP of YAML or CSV, an XLSX workbook."""

from collections.abc import Iterable
from dataclasses import dataclass

from .problems import ContentError, Part, Problem
from .reading import read_part
from .schema import Document
from .table_reading import Reading, read_tables
from .tables import tables_of
from .workbooks import members, read_csv_zip, read_xlsx, write_csv_zip, write_xlsx, zipped
from .writing import pack_path, write_document

MAX_FILE = 10_000_000  # bytes, ten times a whole pack
FORMATS = ("yaml", "xlsx", "csv")
ZIP = ("zip", "application/zip")
XLSX = ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True, slots=True)
class Written:
    """A file to hand out: its bytes, the ending of its name and its media type."""

    data: bytes
    ending: str
    media_type: str


def write_file(documents: Iterable[Document], file_format: str) -> Written:
    """Return documents as a file of one of `FORMATS`.

    Raises `ContentError` for a text that a spreadsheet's cell cannot hold.
    """
    documents = list(documents)
    if file_format == "xlsx":
        return Written(write_xlsx(tables_of(documents)), *XLSX)
    if file_format == "csv":
        return Written(write_csv_zip(tables_of(documents)), *ZIP)
    if len(documents) == 1:
        return Written(write_document(documents[0]).encode(), "yaml", "application/yaml")
    return Written(zipped((pack_path(one), write_document(one)) for one in documents), *ZIP)


def read_file(name: str, data: bytes) -> Reading:
    """Return what a file holds; its name says of which kind it is.

    Raises `ContentError` when nothing of it can be used.
    """
    if len(data) > MAX_FILE:
        message = f"the file is larger than {MAX_FILE // 1_000_000} MB"
        raise ContentError([Problem(name, 1, "file", message)])
    ending = name.rpartition(".")[2].lower()
    if ending == "xlsx":
        return read_tables(read_xlsx(data, name))
    if ending in ("yaml", "yml"):
        return _read_documents([(name, data)])
    if ending == "zip":
        return _read_members(name, members(data, name))
    message = "allowed are .yaml, .xlsx, and .zip with .yaml or .csv files, as exported here"
    raise ContentError([Problem(name, 1, "file", message)])


def _read_members(name: str, files: list[tuple[str, bytes]]) -> Reading:
    endings = {file.rpartition(".")[2].lower() for file, _ in files}
    if endings == {"csv"}:
        return read_tables(read_csv_zip(files))
    if endings and endings <= {"yaml", "yml"}:
        return _read_documents(files)
    message = "allowed is a ZIP that holds .yaml files only, or .csv files only"
    raise ContentError([Problem(name, 1, "file", message)])


def _read_documents(files: list[tuple[str, bytes]]) -> Reading:
    reading = Reading()
    for file, data in files:
        try:
            reading.parts.append(_read_text(file, data))
        except ContentError as error:
            reading.problems += error.problems
    if not reading.parts:
        raise ContentError(reading.problems)
    return reading


def _read_text(file: str, data: bytes) -> Part:
    try:
        return read_part(data.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        problem = Problem(file, 1, "document", "the file is not UTF-8 text")
        raise ContentError([problem]) from error
