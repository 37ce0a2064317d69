"""The site search: words in, pages and statements out, best first.

Plain Python: nothing here knows Django. Each module's docstring is its specification.
"""

from .index import CONDITION, MOST_PAGES, Found, Hit, SiteIndex
from .marking import Part, marked
from .passages import MOST_PASSAGES, Passage

__all__ = [
    "CONDITION",
    "MOST_PAGES",
    "MOST_PASSAGES",
    "Found",
    "Hit",
    "Part",
    "Passage",
    "SiteIndex",
    "marked",
]
