"""A file that passed as a typed table: Parquet, the same bytes for the same file on any day."""

from __future__ import annotations

import hashlib
from pathlib import Path

from fourfold.analysis.check.files.keeping.encoding import (
    KEY_BLOCKS,
    Encoder,
    NeedsKey,
    encoded,
    encoded_fields,
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
from fourfold.analysis.check.files.rules.values import prepared
from fourfold.analysis.check.files.source import Source
from fourfold.reference.contracts import Contract, ContractField

ROWS_A_GROUP = 20_480
"""Few: a digest has 64 letters, and rows wait in memory until their group is whole."""
_CHUNK = 1 << 20


class NotWritten(ValueError):
    """The file holds a cell without a value of its type; check_file says which and why."""


def write_typed(plain: Plain, contract: Contract, target: Path, *, encode: Encoder | None) -> int:
    """
    Write a file's rows as Parquet (zstd) and return how many there are; blank rows are left out.

    Columns: `row`, the file's own row number, then the contract's fields in its order and types; a
    field the file has not is NULL. Fields that identify a person are text of 64 hexadecimal digits
    (see encoding). Metadata: contract, version, source (SHA-256 of the file's bytes). The same
    input gives the same bytes. target: on a disk; whatever stands there is written over.
    encode: None only if no field identifies a person.
    :raises NeedsKey: if one does. :raises NotWritten: for a cell that check_file refuses;
    :raises CannotRead: for a file that is no table. Then `target` is not there.
    """
    if encode is None and encoded_fields(contract):
        raise NeedsKey(contract)
    given = Given(plain, contract)
    digest = digest_of(plain.source)
    try:
        with open_table(plain) as table:
            if encode is not None:
                table.keep_variables(dict(zip(KEY_BLOCKS, encode.pads(), strict=True)))
            columns = [NUMBER, *(_column(given, each, encode) for each in contract.fields)]
            wanted, whole = [*columns, _none_lost(given)], _none_lost(given)
            rows = prepared(plain, contract, table.rows(numbered=True), wanted, numbered=True)
            query = select(columns, f"({rows})", whole)
            return table.copy(query, _options(contract, digest), target)
    except CannotRead as problem:
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
    kept = encoded(given, field, encode) if encode and field.identifies else value
    return f'{kept} AS "{field.name}"'


def _none_lost(given: Given) -> str:
    """Return a condition that stops the writing at a cell that would be lost."""
    lost = " OR ".join(f"({given.misfit(each.name)})" for each in given.contract.fields)
    return f"WHERE CASE WHEN {lost} THEN error('a cell does not fit') ELSE true END"


def _options(contract: Contract, digest: str) -> str:
    about = {"contract": contract.name, "version": str(contract.version), "source": digest}
    kept = ", ".join(f"{name}: {quoted(value)}" for name, value in about.items())
    return (
        f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_A_GROUP}, KV_METADATA {{{kept}}}"
    )
