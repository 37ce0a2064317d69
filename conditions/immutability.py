"""Database triggers: what an approved edition says never changes, and records are only added.

The models refuse such writes too; the triggers hold against `QuerySet.update`, raw SQL and other
programs. They are laid after every `migrate`, because SQLite rebuilds a table to alter it and
loses its triggers on the way.
"""

from django.db import connections

LOCKED = "('approved', 'withdrawn')"
WITHDRAWAL = {"status", "withdrawn_at", "withdrawal_reason"}

# For each guarded table: how to find, from a row, the edition that locks it.
EDITION_OF = {
    "fact": "SELECT {row}.edition_id",
    "citation": "SELECT edition_id FROM conditions_fact WHERE id = {row}.fact_id",
    "fact_body_sites": "SELECT edition_id FROM conditions_fact WHERE id = {row}.fact_id",
}
# For each table of records: which editions keep a row, once one of them is approved.
EDITIONS_OF_RECORD = {
    "reviewevent": "id = OLD.edition_id",
    "draftsave": "id = OLD.edition_id",
    "factcheck": "condition_id = OLD.condition_id",
}
CONTENT_MESSAGE = "an approved edition never changes"
RECORD_MESSAGE = "this record is only ever added to"


def _changed(columns, allowed):
    """Return SQL that is true when a column outside `allowed` changes."""
    kept = [column for column in columns if column not in allowed]
    return " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in kept)


def _content_rules(columns):
    """Yield (table, event, condition, message) for every trigger that guards editions."""
    for table, edition in EDITION_OF.items():
        for event, rows in {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}.items():
            locked = " OR ".join(
                f"EXISTS (SELECT 1 FROM conditions_edition WHERE status IN {LOCKED} "
                f"AND id = ({edition.format(row=row)}))"
                for row in rows
            )
            yield table, event, locked, CONTENT_MESSAGE
    yield (
        "edition",
        "UPDATE",
        f"OLD.status = 'withdrawn' OR (OLD.status = 'approved' "
        f"AND (NEW.status <> 'withdrawn' OR {_changed(columns['edition'], WITHDRAWAL)}))",
        CONTENT_MESSAGE,
    )
    yield "edition", "DELETE", f"OLD.status IN {LOCKED}", CONTENT_MESSAGE


def _record_rules(columns):
    """Yield (table, event, condition, message) for every trigger that guards records."""
    for table, editions in EDITIONS_OF_RECORD.items():
        # A user's deletion empties the reference to the account and nothing else.
        refused = (
            f"OLD.by_id IS NULL OR NEW.by_id IS NOT NULL OR {_changed(columns[table], {'by_id'})}"
        )
        yield table, "UPDATE", refused, RECORD_MESSAGE
        # A draft that is deleted takes its records along.
        locked = (
            f"EXISTS (SELECT 1 FROM conditions_edition WHERE status IN {LOCKED} AND {editions})"
        )
        yield table, "DELETE", locked, RECORD_MESSAGE


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
        columns = {
            table: [
                column.name
                for column in connection.introspection.get_table_description(
                    cursor, f"conditions_{table}"
                )
            ]
            for table in ("edition", *EDITIONS_OF_RECORD)
        }
        for rule in (*_content_rules(columns), *_record_rules(columns)):
            for statement in dialect(*rule):
                cursor.execute(statement)
