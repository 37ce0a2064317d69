"""What a machine can check of PDF/UA-1 without a validator; docs/leaflet.md says what it cannot.

The numbers are the checkpoints of the Matterhorn Protocol 1.1.
"""

import re
from itertools import pairwise

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

SHOWS_TEXT_OR_LINES = {b"Tj", b"TJ", b"'", b'"', b"f", b"f*", b"S", b"s", b"B", b"B*", b"Do", b"sh"}
HEADING = re.compile(r"/H([1-6])")
WITHIN = {"/LI": {"/L"}, "/Lbl": {"/LI", "/Note"}, "/LBody": {"/LI"}, "/TR": {"/Table", "/TBody"}}


def problems_of(reader: PdfReader) -> list[str]:
    """Return every checkpoint that the file does not meet."""
    elements = list(structure(reader))
    return [
        *_of_catalogue(reader),
        *(problem for page in reader.pages for problem in _of_page(page)),
        *_of_headings([kind for kind, _parent, _element in elements]),
        *(
            f"09: {kind} in {parent}"
            for kind, parent, _element in elements
            if kind in WITHIN and parent not in WITHIN[kind]
        ),
        *(
            f"13: {kind} without another text"
            for kind, _parent, element in elements
            if kind in {"/Figure", "/Formula"} and not element.get("/Alt")
        ),
        *_of_fonts(reader),
    ]


def structure(reader: PdfReader):
    """Yield the elements of the structure tree in reading order: kind, kind of parent, element."""
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    return _below(root, "/StructTreeRoot")


def _below(element, kind):
    children = element.get("/K", [])
    children = children if isinstance(children, list) else [children]
    for child in (child.get_object() for child in children):
        if isinstance(child, DictionaryObject) and "/S" in child:
            yield child["/S"], kind, child
            yield from _below(child, child["/S"])


def _of_catalogue(reader):
    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    held = {
        "06: no title in the metadata": "<dc:title>" in metadata and reader.metadata.title,
        "06: not declared as PDF/UA-1": re.search(r"pdfuaid:part(>|=\")1", metadata),
        "07: the title is not shown": _is_true(root["/ViewerPreferences"], "/DisplayDocTitle"),
        "11: no language": root.get("/Lang"),
        "01: not marked as tagged": _is_true(root["/MarkInfo"], "/Marked"),
        "01: suspects": not _is_true(root["/MarkInfo"], "/Suspects"),
        "01: no tree for what the content belongs to": "/ParentTree" in root["/StructTreeRoot"],
        "25: a form of its own kind": "/XFA" not in root.get("/AcroForm", {}),
        "26: encrypted": not reader.is_encrypted,
    }
    return [problem for problem, is_met in held.items() if not is_met]


def _is_true(dictionary, key):
    return key in dictionary and dictionary[key].value is True  # pypdf's False counts as true


def _of_page(page):
    if page.get("/Tabs") != "/S":
        yield "28: the tab order is not that of the structure"
    if "/StructParents" not in page:
        yield "01: the page is not in the tree"
    for annotation in (each.get_object() for each in page.get("/Annots", [])):
        if not annotation.get("/Contents"):
            yield "28: a link without a description"
        if "/StructParent" not in annotation:
            yield "28: a link outside the structure"
    depth = 0
    for _operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        depth += (operator in {b"BDC", b"BMC"}) - (operator == b"EMC")
        if operator in SHOWS_TEXT_OR_LINES and not depth:
            yield f"01: {operator} is neither content nor decoration"


def _of_headings(kinds):
    levels = [int(found[1]) for kind in kinds if (found := HEADING.fullmatch(kind))]
    if levels[:1] != [1]:
        yield "14: the first heading is not of level 1"
    for before, level in pairwise(levels):
        if level > before + 1:
            yield f"14: heading {level} follows heading {before}"


def _of_fonts(reader):
    for font in fonts(reader):
        (descendant,) = font["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"]
        if not {"/FontFile2", "/FontFile3"} & set(descriptor):
            yield f"31: {font['/BaseFont']} is not embedded"
        if "/ToUnicode" not in font:
            yield f"10: {font['/BaseFont']} does not say which characters it shows"


def fonts(reader: PdfReader):
    """Return the fonts of all pages, each once."""
    found = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            found[font.get_object()["/BaseFont"]] = font.get_object()
    return list(found.values())
