"""A file that passed as a typed table: Parquet, the same bytes for the same file on any day."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from fourfold.analysis.check.files.keeping.encoding import (
    KEY_BLOCKS,
    Encoder,
    NeedsKey,
    encoded,
    encoded_fields,
    is_encoded,
)
from fourfold.analysis.check.files.plain import Plain
from fourfold.analysis.check.files.rules.given import Given
from fourfold.analysis.check.files.rules.table import (
    NUMBER,
    CannotRead,
    open_table,
    quoted,
    select,
)
from fourfold.analysis.check.files.rules.values import prepared, sql_type
from fourfold.analysis.check.files.source import Scratch, Source
from fourfold.reference.contracts import Contract, ContractField

ROWS_A_GROUP = 40_960
"""A digest has 64 letters, and rows wait in memory until their group is whole."""
_CHUNK = 1 << 20


class NotWritten(ValueError):
    """The file holds a cell without a value of its type; check_file says which and why."""


def write_typed(
    plain: Plain, contract: Contract, target: Path | Scratch, *, encode: Encoder | None
) -> int:
    """
    Write a file's rows as Parquet (zstd) and return how many there are; blank rows are left out.

    Columns: `row`, the file's own row number, then the contract's fields in its order and types; a
    field the file has not has no column, and reading.tables gives it as NULL. Fields that identify
    a person by themselves are text of 64 hexadecimal digits (see encoding); those that do so
    together with others stand in their types, so where a contract has such fields the target must
    not lie on a disk in clear. Metadata: contract, version, source (SHA-256 of the file's bytes),
    absent (for each field its type, or "" if its column is there; JSON). The same input gives the
    same bytes. target: whatever stands at a path is written over; a scratch takes it at its end.
    encode: None only if no field identifies a person by itself.
    :raises NeedsKey: if one does. :raises NotWritten: for a cell that check_file refuses;
    :raises CannotRead: for a file that is no table. Then a path has no file, and what is in a
    scratch is to be thrown away.
    """
    if encode is None and encoded_fields(contract):
        raise NeedsKey(contract)
    given = Given(plain, contract)
    digest = digest_of(plain.source)
    try:
        with open_table(plain) as table:
            if encode is not None:
                table.keep_variables(dict(zip(KEY_BLOCKS, encode.pads(), strict=True)))
            columns = [NUMBER, *(_column(given, each, encode) for each in given.present)]
            wanted, whole = [*columns, _none_lost(given)], _none_lost(given)
            rows = prepared(plain, contract, table.rows(numbered=True), wanted, numbered=True)
            query = select(columns, f"({rows})", whole)
            return table.copy(query, _options(given, digest), target)
    except CannotRead as problem:
        if isinstance(target, Path):
            target.unlink(missing_ok=True)
        if str(problem) == "InvalidInput":
            raise NotWritten(
                f"{plain.source.name} holds cells that do not fit {contract.name}, or is no plain "
                "table. Nothing was written. Check it first: check_file names each of them."
            ) from None
        raise


def digest_of(source: Source) -> str:
    """Return the SHA-256 of a source's bytes, in hexadecimal digits."""
    digest = hashlib.sha256()
    with source.open() as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _column(given: Given, field: ContractField, encode: Encoder | None) -> str:
    """Return SQL of a field as it is kept."""
    value = given.value(field.name)
    kept = encoded(given, field) if encode is not None and is_encoded(field) else value
    return f'{kept} AS "{field.name}"'


def kept_as(field: ContractField) -> str:
    """Return the type of a field's column."""
    return "VARCHAR" if is_encoded(field) else sql_type(field)


def _none_lost(given: Given) -> str:
    """Return a condition that stops the writing at a cell that would be lost."""
    doubtful = [each.name for each in given.present if each.name not in given.plain.settled]
    lost = " OR ".join(f"({given.misfit(name)})" for name in doubtful) or "false"
    return f"WHERE CASE WHEN {lost} THEN error('a cell does not fit') ELSE true END"


def _options(given: Given, digest: str) -> str:
    contract = given.contract
    absent = {each.name: "" if given.has(each.name) else kept_as(each) for each in contract.fields}
    about = {
        "contract": contract.name,
        "version": str(contract.version),
        "source": digest,
        "absent": json.dumps(absent),
    }
    kept = ", ".join(f"{name}: {quoted(value)}" for name, value in about.items())
    return (
        f"FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, "
        f"ROW_GROUP_SIZE {ROWS_A_GROUP}, KV_METADATA {{{kept}}}"
    )
