"""
HSDS 3 (Open Referral), as far as it is a code list: its version, ids, and kinds of help as terms.

The rules of its objects are data: hsds_fields.csv, with the file of the specification as source.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from fourfold.reference.packs import Pack

VERSION = "3.2"
PROFILE = "https://docs.openreferral.org/en/latest/hsds/"
NAMESPACE = UUID("6f1c7b52-7f3a-5d0e-9c55-0f4a6d1b2e83")
Row = dict[str, Any]


def uuid_of(*parts: str) -> str:
    """Return the id of something that has codes already: the same codes, the same id."""
    return str(uuid5(NAMESPACE, "/".join(parts)))


TAXONOMY = uuid_of("taxonomy", "service_types")


def term_id(code: str) -> str:
    """Return the id of a kind of help."""
    return uuid_of("taxonomy_term", code)


def kind_names(pack: Pack, *, language: str) -> dict[str, str]:
    """Return the names of a pack's kinds of help by code: en, or es where the pack has it."""
    is_spanish = language.startswith("es")
    return {
        row["code"]: (is_spanish and row["name_es"]) or row["name"]
        for row in pack.rows("service_types")
    }


def kind_parts(pack: Pack) -> dict[str, tuple[str, ...]]:
    """Return by code a kind of help and those that are parts of it, itself first."""
    rows = pack.rows("service_types")
    return {
        row["code"]: (row["code"], *(e["code"] for e in rows if e["part_of"] == row["code"]))
        for row in rows
    }


def taxonomy_rows(pack: Pack) -> list[Row]:
    """Return the taxonomy of a pack's kinds of help, as the format says it."""
    name = f"Kinds of help, {pack.name}"
    return [{"id": TAXONOMY, "name": name, "description": name}]


def term_rows(pack: Pack) -> list[Row]:
    """Return a pack's kinds of help as terms. The format wants a description: the list's name."""
    return [
        {
            "id": term_id(row["code"]),
            "code": row["code"],
            "name": row["name"],
            "description": row["group"] or row["name"],
            "taxonomy_id": TAXONOMY,
        }
        | ({"parent_id": term_id(row["part_of"])} if row["part_of"] else {})
        for row in pack.rows("service_types")
    ]
