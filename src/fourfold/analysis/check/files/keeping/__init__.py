"""
What passed, as typed tables without anybody's name.

Nothing here decides whether a file may be kept: `rules` says what is wrong in it, people accept it.
"""

from fourfold.analysis.check.files.keeping.encoding import Encoder, KeyTooShort, NeedsKey
from fourfold.analysis.check.files.keeping.reading import dicts, read_rows, tables
from fourfold.analysis.check.files.keeping.writing import NotWritten, digest_of, write_typed

__all__ = [
    "Encoder",
    "KeyTooShort",
    "NeedsKey",
    "NotWritten",
    "dicts",
    "digest_of",
    "read_rows",
    "tables",
    "write_typed",
]
