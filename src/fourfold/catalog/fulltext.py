"""
The engine's own full-text index over the words of cleared services: FTS5, or tsvector with GIN.

The engine keeps it: triggers in SQLite, a generated column in PostgreSQL. So whatever changes the
words, by whichever way, changes the index in the same transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from fourfold.catalog.words import Alternative

COLUMNS = ("name", "kinds", "rest", "codes")
Connection = Any
Question = Sequence[Iterable[Alternative]]
"""Groups that must all hold, each by one of its alternatives."""

SQLITE = (
    """
    CREATE VIRTUAL TABLE catalog_listing_fts USING fts5(
        name, kinds, rest, codes, content='catalog_listingwords', content_rowid='listing_id',
        tokenize='unicode61 remove_diacritics 0')
    """,
    """
    INSERT INTO catalog_listing_fts (catalog_listing_fts, rank)
        VALUES ('rank', 'bm25(10.0, 5.0, 1.0, 0.0)')
    """,
    """
    CREATE TRIGGER catalog_listing_fts_put AFTER INSERT ON catalog_listingwords BEGIN
        INSERT INTO catalog_listing_fts (rowid, name, kinds, rest, codes)
            VALUES (new.listing_id, new.name, new.kinds, new.rest, new.codes);
    END
    """,
    """
    CREATE TRIGGER catalog_listing_fts_take AFTER DELETE ON catalog_listingwords BEGIN
        INSERT INTO catalog_listing_fts (catalog_listing_fts, rowid, name, kinds, rest, codes)
            VALUES ('delete', old.listing_id, old.name, old.kinds, old.rest, old.codes);
    END
    """,
    """
    CREATE TRIGGER catalog_listing_fts_change AFTER UPDATE ON catalog_listingwords BEGIN
        INSERT INTO catalog_listing_fts (catalog_listing_fts, rowid, name, kinds, rest, codes)
            VALUES ('delete', old.listing_id, old.name, old.kinds, old.rest, old.codes);
        INSERT INTO catalog_listing_fts (rowid, name, kinds, rest, codes)
            VALUES (new.listing_id, new.name, new.kinds, new.rest, new.codes);
    END
    """,
    "INSERT INTO catalog_listing_fts (catalog_listing_fts) VALUES ('rebuild')",
)
POSTGRESQL = (
    """
    ALTER TABLE catalog_listingwords ADD COLUMN fts tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple'::regconfig, name), 'A')
        || setweight(to_tsvector('simple'::regconfig, kinds), 'B')
        || setweight(to_tsvector('simple'::regconfig, rest), 'C')
        || setweight(to_tsvector('simple'::regconfig, codes), 'D')) STORED
    """,
    "CREATE INDEX catalog_listing_fts ON catalog_listingwords USING gin (fts)",
)
AWAY = {
    "sqlite": (
        "DROP TRIGGER catalog_listing_fts_put",
        "DROP TRIGGER catalog_listing_fts_take",
        "DROP TRIGGER catalog_listing_fts_change",
        "DROP TABLE catalog_listing_fts",
    ),
    "postgresql": (
        "DROP INDEX catalog_listing_fts",
        "ALTER TABLE catalog_listingwords DROP COLUMN fts",
    ),
}
_FIND = {
    "sqlite": """
        SELECT shown.shown_until >= %s, shown.code, words.name, words.kinds, words.rest, words.codes
        FROM (
            SELECT rowid AS listing, rank AS far FROM catalog_listing_fts
            WHERE catalog_listing_fts MATCH %s ORDER BY rank LIMIT %s
        ) best
        JOIN catalog_listingwords words ON words.listing_id = best.listing
        JOIN catalog_publishedlisting shown ON shown.id = best.listing
        ORDER BY best.far, shown.code
    """,
    "postgresql": """
        SELECT shown.shown_until >= %s, shown.code, words.name, words.kinds, words.rest, words.codes
        FROM (
            SELECT listing_id, ts_rank('{0, 0.1, 0.5, 1}', fts, asked) AS fit
            FROM catalog_listingwords, CAST(%s AS tsquery) asked
            WHERE fts @@ asked ORDER BY 2 DESC LIMIT %s
        ) best
        JOIN catalog_listingwords words ON words.listing_id = best.listing_id
        JOIN catalog_publishedlisting shown ON shown.id = best.listing_id
        ORDER BY best.fit DESC, shown.code
    """,
}
_UNUSED = {
    "sqlite": """
        DELETE FROM catalog_listingterm WHERE term IN (SELECT value FROM json_each(%s))
        AND NOT EXISTS (SELECT 1 FROM catalog_listing_fts
            WHERE catalog_listing_fts MATCH '"' || catalog_listingterm.term || '"')
    """,
    "postgresql": """
        DELETE FROM catalog_listingterm WHERE term IN
            (SELECT json_array_elements_text(CAST(%s AS json)))
        AND NOT EXISTS (SELECT 1 FROM catalog_listingwords words
            WHERE words.fts @@ CAST('''' || catalog_listingterm.term || '''' AS tsquery))
    """,
}


def build(connection: Connection) -> None:
    """Make the index; the engine keeps it from then on."""
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def take_away(connection: Connection) -> None:
    """Remove the index and what keeps it."""
    _run(connection, AWAY[connection.vendor])


def asked_of(engine: str, question: Question) -> str:
    """Return a question in the engine's own words. Terms are letters or digits and nothing else."""
    both, either = ("AND", "OR") if engine == "sqlite" else ("&", "|")
    quote = '"' if engine == "sqlite" else "'"
    return f" {both} ".join(
        "("
        + f" {either} ".join(
            "(" + f" {both} ".join(f"{quote}{term}{quote}" for term in each) + ")"
            for each in sorted(alternatives)
        )
        + ")"
        for alternatives in question
    )


def find(
    connection: Connection, question: Question, *, today: date, most: int
) -> list[tuple[str, str, str, str, str]]:
    """Return the best services that are shown on a day: id, and the words of each part."""
    asked, looked_at = asked_of(connection.vendor, question), most
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_FIND[connection.vendor], [today, asked, looked_at])
            rows = cursor.fetchall()
        fresh = [tuple(row[1:]) for row in rows if row[0]]
        if len(rows) < looked_at or len(fresh) >= most:
            return fresh[:most]
        looked_at *= 8  # many of the best are too old to be shown: look further


_EVERY = {
    "sqlite": """
        SELECT shown.code, words.name, words.kinds, words.codes
        FROM catalog_listing_fts
        JOIN catalog_listingwords words ON words.listing_id = catalog_listing_fts.rowid
        JOIN catalog_publishedlisting shown ON shown.id = words.listing_id
        WHERE catalog_listing_fts MATCH %s AND shown.shown_until >= %s
    """,
    "postgresql": """
        SELECT shown.code, words.name, words.kinds, words.codes
        FROM catalog_listingwords words
        JOIN catalog_publishedlisting shown ON shown.id = words.listing_id
        WHERE words.fts @@ CAST(%s AS tsquery) AND shown.shown_until >= %s
    """,
}
_ALL = """
    SELECT shown.code, words.name, words.kinds, words.codes
    FROM catalog_listingwords words
    JOIN catalog_publishedlisting shown ON shown.id = words.listing_id
    WHERE shown.shown_until >= %s
"""


def every(
    connection: Connection, question: Question, *, today: date
) -> list[tuple[str, str, str, str]]:
    """Return id, name, kinds and codes of all services that fit, in no order; no question: all."""
    with connection.cursor() as cursor:
        if question:
            asked = asked_of(connection.vendor, question)
            cursor.execute(_EVERY[connection.vendor], [asked, today])
        else:
            cursor.execute(_ALL, [today])
        return list(cursor.fetchall())


def forget_unused(connection: Connection, terms: Sequence[str]) -> None:
    """Delete those of some terms that no service has any more."""
    if terms:
        with connection.cursor() as cursor:
            cursor.execute(_UNUSED[connection.vendor], [json.dumps(terms)])


def _run(connection: Connection, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for each in statements:
            cursor.execute(each)
