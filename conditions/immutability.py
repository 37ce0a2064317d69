"""Database triggers: what an approved edition says never changes, and records are only added.

The models refuse such writes too; the triggers hold against `QuerySet.update`, raw SQL and other
programs. They are laid after every `migrate`, because SQLite rebuilds a table to alter it and
loses its triggers on the way.
"""

from django.db import connections

LOCKED = "('approved', 'withdrawn')"
APPEND_ONLY = ("reviewevent", "factcheck", "draftsave")
WITHDRAWAL = {"status", "withdrawn_at", "withdrawal_reason"}

# For each guarded table: how to find, from a row, the edition that locks it.
EDITION_OF = {
    "fact": "SELECT {row}.edition_id",
    "citation": "SELECT edition_id FROM conditions_fact WHERE id = {row}.fact_id",
    "fact_body_sites": "SELECT edition_id FROM conditions_fact WHERE id = {row}.fact_id",
}
CONTENT_MESSAGE = "an approved edition never changes"
RECORD_MESSAGE = "this record is only ever added to"


def _rules(edition_columns):
    """Yield (table, event, condition, message) for every trigger."""
    for table, edition in EDITION_OF.items():
        for event, rows in {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}.items():
            locked = " OR ".join(
                f"EXISTS (SELECT 1 FROM conditions_edition WHERE status IN {LOCKED} "
                f"AND id = ({edition.format(row=row)}))"
                for row in rows
            )
            yield table, event, locked, CONTENT_MESSAGE
    kept = [column for column in edition_columns if column not in WITHDRAWAL]
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in kept)
    yield (
        "edition",
        "UPDATE",
        f"OLD.status = 'withdrawn' OR (OLD.status = 'approved' "
        f"AND (NEW.status <> 'withdrawn' OR {changed}))",
        CONTENT_MESSAGE,
    )
    yield "edition", "DELETE", f"OLD.status IN {LOCKED}", CONTENT_MESSAGE
    for table in APPEND_ONLY:
        # A user's deletion empties the reference to the account and nothing else.
        yield table, "UPDATE", "NOT (OLD.by_id IS NOT NULL AND NEW.by_id IS NULL)", RECORD_MESSAGE


def _sqlite(table, event, condition, message):
    name = f"conditions_{table}_{event.lower()}_locked"
    # `IS DISTINCT FROM` came to SQLite with 3.39; `IS NOT` says the same in all versions.
    condition = condition.replace("IS DISTINCT FROM", "IS NOT")
    yield f"DROP TRIGGER IF EXISTS {name}"
    yield (
        f"CREATE TRIGGER {name} BEFORE {event} ON conditions_{table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _postgresql(table, event, condition, message):
    name = f"conditions_{table}_{event.lower()}_locked"
    result = "OLD" if event == "DELETE" else "NEW"
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation'; "
        f"END IF; RETURN {result}; END $$"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON conditions_{table} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


DIALECTS = {"sqlite": _sqlite, "postgresql": _postgresql}


def lay_triggers(sender, using, apps, **kwargs):
    """Lay the triggers anew; a receiver of `post_migrate`.

    Raises `KeyError` on a database that is neither SQLite nor PostgreSQL: a site without this
    protection must not start.
    """
    connection = connections[using]
    dialect = DIALECTS[connection.vendor]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if "conditions_draftsave" not in tables:  # migrated back to before the domain model
            return
        described = connection.introspection.get_table_description(cursor, "conditions_edition")
        for rule in _rules([column.name for column in described]):
            for statement in dialect(*rule):
                cursor.execute(statement)
