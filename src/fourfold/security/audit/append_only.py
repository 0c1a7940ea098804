"""
What the database itself refuses: an audit line is never changed, deleted, or written out of turn.

Whoever may change the tables can take these triggers away; the chain and its anchors show what was
done then. They stop mistakes, and everybody who may only read and write rows.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSED = "Audit lines are never changed or deleted. See docs/runbooks/audit.md."
OUT_OF_TURN = "An audit line must follow the last one and carry its seal."

_LINES, _HEAD = "security_auditevent", "security_audithead"

SQLITE = {
    "audit_refuse_update": f"BEFORE UPDATE ON {_LINES} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    "audit_refuse_delete": f"BEFORE DELETE ON {_LINES} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    "audit_refuse_head_delete": f"BEFORE DELETE ON {_HEAD} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    "audit_follow": f"""BEFORE INSERT ON {_LINES} BEGIN
        SELECT RAISE(ABORT, '{OUT_OF_TURN}') WHERE length(NEW.seal) <> 64
            OR NOT EXISTS (SELECT 1 FROM {_HEAD} WHERE number = NEW.id - 1);
        UPDATE {_HEAD} SET number = NEW.id, seal = NEW.seal;
    END""",  # noqa: S608 - names of our own tables
}

# 23000: an integrity error, as SQLite's RAISE is, so that both databases fail alike.
FUNCTIONS = (
    f"""CREATE OR REPLACE FUNCTION security_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{REFUSED}' USING ERRCODE = '23000';
    END $$""",
    f"""CREATE OR REPLACE FUNCTION security_audit_follow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE {_HEAD} SET number = NEW.id, seal = NEW.seal
            WHERE number = NEW.id - 1 AND length(NEW.seal) = 64;
        IF NOT FOUND THEN
            RAISE EXCEPTION '{OUT_OF_TURN}' USING ERRCODE = '23000';
        END IF;
        RETURN NEW;
    END $$""",  # noqa: S608 - likewise
)
POSTGRESQL = {
    "audit_refuse": (_LINES, "BEFORE UPDATE OR DELETE OR TRUNCATE", "STATEMENT", "refuse"),
    "audit_refuse_head": (_HEAD, "BEFORE DELETE OR TRUNCATE", "STATEMENT", "refuse"),
    "audit_follow": (_LINES, "BEFORE INSERT", "ROW", "follow"),
}


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers that do not stand."""
    needed = missing(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in needed:
                cursor.execute(f"CREATE TRIGGER {name} {SQLITE[name]}")
            return
        for function in FUNCTIONS:
            cursor.execute(function)
        for name in needed:
            table, when, each, does = POSTGRESQL[name]
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {name} {when} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION security_audit_{does}()"
            )
            # Also for a session that plays the part of a replica, in which others do not fire.
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers that stand."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            return
        for name, (table, *_) in POSTGRESQL.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        for does in ("refuse", "follow"):
            cursor.execute(f"DROP FUNCTION IF EXISTS security_audit_{does}()")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the triggers that do not stand, sorted."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            wanted = set(SQLITE)
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            wanted = set(POSTGRESQL)
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'")
        return sorted(wanted - {name for (name,) in cursor.fetchall()})
