"""Lines of a text file with their numbers, and the one way to say that a file is broken."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class BrokenFileError(ValueError):
    """A file that cannot be used as a whole; `line` is 0 where no single line is to blame."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        place = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{place}: {message}")
        self.path, self.line = path, line


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield every line with its number from 1, without its end.

    Raises `BrokenFileError` for a file that is missing, empty, not text, or ends within a line.
    """
    number = 0
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                if not line.endswith("\n"):
                    message = "the file ends within a line: it is not complete"
                    raise BrokenFileError(path, number, message)
                yield number, line.rstrip("\r\n")
    except OSError as error:
        raise BrokenFileError(path, 0, f"the file cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BrokenFileError(path, number + 1, "this is not text in UTF-8") from error
    if number == 0:
        raise BrokenFileError(path, 0, "the file is empty")


def date_in(text: str) -> datetime.date | None:
    """Return the first date written as 2025-01-16, if there is one."""
    found = DATE.search(text)
    try:
        return datetime.date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
