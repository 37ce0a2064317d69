"""The filters of the conditions list.

`query` owns the query string: what may stand in it and what it means. `fitting` knows which
conditions fit a choice, by sets of ids and without a query. `listing` is what the page shows: the
groups with their counts, the chosen values, the ways out of an empty list, letters and order.
"""

from .listing import ConditionFilter
from .query import MAX_VALUES

__all__ = ["MAX_VALUES", "ConditionFilter"]
