"""The lookup's formula in SQL, to be compared with the arrays: SQLite in memory, all precomputed.

SQL is given every advantage: CROSS JOIN, which SQLite takes as the order to join in (it chooses a
worse one itself); what a term is worth stands ready per condition, keyed by term and
condition in one clustered table, and no explanation is asked of it.
"""

import sqlite3
from collections.abc import Iterable

import numpy as np

from conditions.lookup import Index
from conditions.lookup.index import COMMON

TABLES = """
CREATE TABLE broader (term INTEGER, place INTEGER, PRIMARY KEY (term, place)) WITHOUT ROWID;
CREATE TABLE own (
    place INTEGER, condition INTEGER, value REAL, PRIMARY KEY (place, condition)
) WITHOUT ROWID;
CREATE TABLE above (
    place INTEGER, condition INTEGER, value REAL, named INTEGER, PRIMARY KEY (place, condition)
) WITHOUT ROWID;
CREATE TABLE absent (
    place INTEGER, condition INTEGER, PRIMARY KEY (place, condition)
) WITHOUT ROWID;
CREATE TABLE chosen (term INTEGER PRIMARY KEY);
"""
QUERY = """
WITH gone AS (
    SELECT chosen.term, absent.condition
    FROM chosen
    CROSS JOIN broader ON broader.term = chosen.term
    CROSS JOIN absent ON absent.place = broader.place
    UNION ALL
    SELECT chosen.term, absent.condition
    FROM chosen CROSS JOIN absent ON absent.place = chosen.term
),
pieces AS (
    SELECT chosen.term, own.condition, own.value, 1 AS occurs, 1 AS described
    FROM chosen CROSS JOIN own ON own.place = chosen.term
    UNION ALL
    SELECT chosen.term, above.condition, above.value, 0, above.named
    FROM chosen
    CROSS JOIN broader ON broader.term = chosen.term
    CROSS JOIN above ON above.place = broader.place
),
fits AS (
    SELECT
        term, condition, MAX(value) AS value, MAX(occurs) AS occurs, MAX(described) AS described
    FROM pieces
    GROUP BY term, condition
)
SELECT condition, ROUND(SUM(value), 9) AS score, SUM(described) AS described
FROM fits
WHERE occurs OR (term, condition) NOT IN gone
GROUP BY condition
HAVING SUM(described) > 0
ORDER BY score DESC, described DESC, condition
LIMIT ?
"""


def database(index: Index) -> sqlite3.Connection:
    """Return the index as tables."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    places = np.repeat(np.arange(len(index.terms)), np.diff(index.described.starts))
    conditions = index.described.items
    own = np.log(index.frequency / index.background[places]) - index.breadth[conditions]
    own[index.background[places] > COMMON] = 0
    named = _named(index, places)
    _insert(connection, "own", places, conditions, np.maximum(own, 0))
    # What is worth nothing to the terms below and is not named there either stays out.
    some = named | (index.worth > 0)
    columns = (places, conditions, index.worth, named.astype(int))
    _insert(connection, "above", *(column[some] for column in columns))
    term = np.repeat(np.arange(len(index.terms)), np.diff(index.lineage.starts))
    broader = index.lineage.items != term
    _insert(connection, "broader", term[broader], index.lineage.items[broader])
    never = index.direct.absent_in
    place = np.repeat(np.arange(len(index.terms)), np.diff(never.starts))
    _insert(connection, "absent", place, never.items)
    connection.execute("ANALYZE")
    return connection


def _named(index: Index, places: np.ndarray) -> np.ndarray:
    """Tell which described terms the condition's content names itself."""
    occurs = index.direct.frequency > 0
    width = len(index.conditions)
    names = index.direct.term[occurs] * np.int64(width) + index.direct.condition[occurs]
    return np.isin(places * width + index.described.items, names)


def _insert(connection: sqlite3.Connection, table: str, *columns: np.ndarray) -> None:
    marks = ", ".join("?" * len(columns))
    connection.executemany(
        f"INSERT INTO {table} VALUES ({marks})",  # noqa: S608 - the tables above
        zip(*(column.tolist() for column in columns), strict=True),
    )


def rank(connection: sqlite3.Connection, terms: Iterable[int], limit: int) -> list[int]:
    """Return the numbers of the first conditions for some present findings."""
    connection.execute("DELETE FROM chosen")
    connection.executemany("INSERT INTO chosen VALUES (?)", ((term,) for term in set(terms)))
    return [row[0] for row in connection.execute(QUERY, (limit,))]
