"""Parts of pages that are rendered once, however many pages show them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Something that looks the same wherever it stands: `{% piece %}` keeps its HTML here.

    It must say all that its templates show, and never change. Whoever makes it keeps it for as
    long as the content it speaks of stays the same.
    """

    rendered: dict[tuple[str, str | None], str] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
