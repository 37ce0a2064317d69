"""Database triggers: what an approved edition says never changes, and records are only added.

The models refuse such writes too; the triggers hold against `QuerySet.update`, raw SQL and other
programs. They are laid after every `migrate`. SQLite rebuilds a table to alter it: the table loses
its triggers on the way, and those of other tables that name it stop the rebuilding, so there they
are taken up before a migration.
"""

from django.db import connections

LOCKED = "('approved', 'withdrawn')"
# The steps of a deleted draft stay on record when its text goes after some time.
KEPT = "('approved', 'withdrawn', 'deleted')"
WITHDRAWAL = {"status", "withdrawn_at", "withdrawal_reason"}
PICTURE_WITHDRAWAL = {"withdrawn_at", "withdrawal_reason"}

# For each guarded table: how to find, from a row, the edition that locks it.
EDITION_OF = {
    "fact": "SELECT {row}.edition_id",
    "citation": "SELECT edition_id FROM conditions_fact WHERE id = {row}.fact_id",
    "fact_body_sites": "SELECT edition_id FROM conditions_fact WHERE id = {row}.fact_id",
    "photograph": "SELECT {row}.edition_id",
    "photograph_body_sites": (
        "SELECT edition_id FROM conditions_photograph WHERE id = {row}.photograph_id"
    ),
}
# For each table of records: which editions keep a row, once one of them is approved.
EDITIONS_OF_RECORD = {
    "reviewevent": "id = OLD.edition_id",
    "draftsave": "id = OLD.edition_id",
    "factcheck": "condition_id = OLD.condition_id",
    "factcomment": "id = OLD.edition_id",
    "warningoverride": "id = OLD.edition_id",
    "reviewinvitation": "id = OLD.edition_id",
    "expertopinion": (
        "id = (SELECT edition_id FROM conditions_reviewinvitation WHERE id = OLD.invitation_id)"
    ),
}
# For the tables of records that are completed once: the column that says so, and what goes with it.
COMPLETED = {
    "factcomment": (
        "resolved_at",
        {"resolved_at", "resolved_by_id", "resolved_by_name", "resolution"},
    ),
    "reviewinvitation": ("revoked_at", {"revoked_at", "revoked_by_id", "revoked_by_name"}),
}
ACCOUNTS = ("by_id", "resolved_by_id", "revoked_by_id")
# What an import brings: added while its release is loading, removed when it no longer serves.
CATALOGUE = ("catalogueterm", "cataloguedisease", "catalogueannotation")
TRANSLATIONS = "translatedwording"
CONTENT_MESSAGE = "an approved edition never changes"
PICTURE_MESSAGE = "a picture of an approved edition is only ever withdrawn"
TRANSLATION_MESSAGE = "an approved translation never changes"
RECORD_MESSAGE = "this record is only ever added to"
CATALOGUE_MESSAGE = "an imported release never changes"
# What the records of `KeptHistory` begin with.
HISTORY = "conditions_historical"


def _changed(columns, allowed):
    """Return SQL that is true when a column outside `allowed` changes."""
    kept = [column for column in columns if column not in allowed]
    return " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in kept)


def _content_rules(columns, tables):
    """Yield (table, event, condition, message) for every trigger that guards editions."""
    for table, edition in EDITION_OF.items():
        if f"conditions_{table}" not in tables:  # migrated back to before it
            continue
        for event, rows in {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}.items():
            locked = " OR ".join(
                f"EXISTS (SELECT 1 FROM conditions_edition WHERE status IN {LOCKED} "
                f"AND id = ({edition.format(row=row)}))"
                for row in rows
            )
            yield table, event, locked, CONTENT_MESSAGE
    yield "edition", "UPDATE", _beyond_withdrawal(columns["edition"]), CONTENT_MESSAGE
    yield "edition", "DELETE", f"OLD.status IN {KEPT}", CONTENT_MESSAGE


def _picture_rules(columns):
    """Yield (table, event, condition, message) for every trigger that guards picture files.

    Their deletion is refused by the references of the editions that show them.
    """
    shown = (
        "EXISTS (SELECT 1 FROM conditions_photograph JOIN conditions_edition "
        "ON conditions_edition.id = edition_id "
        f"WHERE picture_id = OLD.id AND status IN {LOCKED})"
    )
    changed = _changed(columns["picturefile"], PICTURE_WITHDRAWAL)
    yield (
        "picturefile",
        "UPDATE",
        f"OLD.withdrawn_at IS NOT NULL OR ({shown} AND ({changed}))",
        PICTURE_MESSAGE,
    )


def _beyond_withdrawal(columns):
    """Return SQL that is true when something approved changes, save that it is withdrawn."""
    return (
        "OLD.status = 'withdrawn' OR (OLD.status = 'approved' "
        f"AND (NEW.status <> 'withdrawn' OR {_changed(columns, WITHDRAWAL)}))"
    )


def _translation_rules(columns):
    """Yield (table, event, condition, message) for every trigger that guards translations."""
    yield TRANSLATIONS, "UPDATE", _beyond_withdrawal(columns), TRANSLATION_MESSAGE
    yield TRANSLATIONS, "DELETE", f"OLD.status IN {LOCKED}", TRANSLATION_MESSAGE


def _allowed(table, columns):
    """Return SQL that is true for the few updates that a record takes."""
    # A user's deletion empties the reference to the account and nothing else.
    updates = [
        (f"OLD.{account} IS NOT NULL AND NEW.{account} IS NULL", {account})
        for account in ACCOUNTS
        if account in columns
    ]
    if table in COMPLETED:
        done, filled_in = COMPLETED[table]
        updates.append((f"OLD.{done} IS NULL AND NEW.{done} IS NOT NULL", filled_in))
    allowed = [f"{step} AND NOT ({_changed(columns, may)})" for step, may in updates]
    return " OR ".join(allowed) or "1 = 0"


def _record_rules(columns):
    """Yield (table, event, condition, message) for every trigger that guards records."""
    for table in columns.keys() & EDITIONS_OF_RECORD.keys():
        editions = EDITIONS_OF_RECORD[table]
        yield table, "UPDATE", f"NOT ({_allowed(table, columns[table])})", RECORD_MESSAGE
        # A draft that is deleted takes its records along, but not what was done with it.
        statuses = KEPT if table == "reviewevent" else LOCKED
        locked = (
            f"EXISTS (SELECT 1 FROM conditions_edition WHERE status IN {statuses} AND {editions})"
        )
        yield table, "DELETE", locked, RECORD_MESSAGE


def _history_rules(tables):
    """Yield (table, event, condition, message) for the history; an operator may prune it."""
    for table in tables:
        if table.startswith(HISTORY):
            yield table.removeprefix("conditions_"), "UPDATE", "1 = 1", RECORD_MESSAGE


def _catalogue_rules(columns):
    """Yield (table, event, condition, message) for every trigger that guards a release."""
    release = "EXISTS (SELECT 1 FROM conditions_release WHERE id = {row}.release_id AND {state})"
    for table in CATALOGUE:
        loaded = release.format(row="NEW", state="state <> 'loading'")
        serving = release.format(row="OLD", state="state = 'serving'")
        yield table, "INSERT", loaded, CATALOGUE_MESSAGE
        yield table, "UPDATE", "OLD.id = OLD.id", CATALOGUE_MESSAGE
        yield table, "DELETE", serving, CATALOGUE_MESSAGE
    changed = _changed(columns["release"], {"state"})
    again = "NEW.state = 'loading' AND OLD.state <> 'loading'"
    yield "release", "UPDATE", f"{changed} OR ({again})", CATALOGUE_MESSAGE
    yield "release", "DELETE", "OLD.state = 'serving'", CATALOGUE_MESSAGE


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


def lift_triggers(sender, using, plan, **kwargs):
    """Take the triggers up before SQLite rebuilds tables; a receiver of `pre_migrate`."""
    connection = connections[using]
    if connection.vendor != "sqlite" or not plan:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_locked'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


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
            for table in ("edition", "picturefile", "release", TRANSLATIONS, *EDITIONS_OF_RECORD)
            if f"conditions_{table}" in tables
        }
        rules = [
            *_content_rules(columns, tables),
            *_record_rules(columns),
            *_history_rules(tables),
        ]
        if "picturefile" in columns:
            rules += _picture_rules(columns)
        if TRANSLATIONS in columns:
            rules += _translation_rules(columns[TRANSLATIONS])
        if f"conditions_{CATALOGUE[0]}" in tables:
            rules += _catalogue_rules(columns)
        for rule in rules:
            for statement in dialect(*rule):
                cursor.execute(statement)
