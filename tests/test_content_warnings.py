"""docs/content-warnings.md: the shipped content has no errors and only justified warnings."""

import re
from pathlib import Path

from conditions.exchange import quality

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| `(?P<place>[^`]+)` \| (?P<message>.+?) \| .+ \|$", re.MULTILINE)


def test_shipped_content_has_justified_warnings_only(pack):
    table = (ROOT / "docs" / "content-warnings.md").read_text(encoding="utf-8")
    justified = {(row["place"], row["message"]) for row in ROW.finditer(table)}

    assert [flaw for flaw in quality.flaws(pack) if flaw.is_error] == []
    assert {(flaw.place, flaw.message) for flaw in quality.flaws(pack)} == justified
