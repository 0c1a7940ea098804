"""
What passed, as typed tables without anybody's name, and what differs between two of them.

Nothing here decides whether a file may be kept: `rules` says what is wrong in it, people accept it.
"""

from fourfold.analysis.check.files.keeping.differing import (
    Change,
    Changed,
    Kind,
    difference,
    differing,
    read_rows,
    table_of,
)
from fourfold.analysis.check.files.keeping.encoding import Encoder, KeyTooShort, NeedsKey
from fourfold.analysis.check.files.keeping.writing import NotWritten, digest_of, write_typed

__all__ = [
    "Change",
    "Changed",
    "Encoder",
    "KeyTooShort",
    "Kind",
    "NeedsKey",
    "NotWritten",
    "difference",
    "differing",
    "digest_of",
    "read_rows",
    "table_of",
    "write_typed",
]
