"""
What can be wrong with keys and with what they seal.

KeysUnusable         the house does not start; the message says what to do
├── KeysMissing      the key file is not there
├── KeysExposed      others may read the key file
├── KeysBroken       the key file is not what `fourfold keys new` wrote
├── KeysDiffer       the database was sealed with other keys
├── NotAFile         the keys or the key store are no file, so this command cannot write them
├── KeyStoreMissing  the key store is not where it should be
└── KeyStoreTrouble  the key store cannot be read or written just now
KeysExist            new keys would overwrite keys
CannotOpen           a sealed value stays closed
├── CannotUnwrap     a wrapped key was changed, moved, or wrapped with another key
├── Tampered         it was changed, moved, or sealed with another key
├── NoKey            the key store has no such key
├── Shredded         the person's keys were shredded
└── NotTheHolder     somebody else's privileged note
CannotSeal           a value was not sealed, and nothing was written
├── NotInTransaction no transaction is open
├── WrongKind        the value is not of the field's kind
├── TooLong          the value is longer than the field takes
├── NoOwner          the record names no person, agency or holder
└── NotOneRecord     a sealed column cannot be set for many records at once
NotSearchable        a sealed column cannot be searched or sorted by
"""

from __future__ import annotations


class KeysUnusable(RuntimeError):
    """The house does not start without its keys; the message says what to do."""


class KeysMissing(KeysUnusable):
    """The file is not there."""


class KeysExposed(KeysUnusable):
    """Somebody else may read the file."""


class KeysBroken(KeysUnusable):
    """The file does not hold the keys."""


class KeysDiffer(KeysUnusable):
    """These are not the keys that sealed this database."""


class KeysExist(RuntimeError):
    """New keys would overwrite keys, and all that they opened would be lost."""


class NotAFile(KeysUnusable):
    """The keys or the key store are no file, so a command cannot write them."""


class KeyStoreMissing(KeysUnusable):
    """The key store is not where it should be; a new empty one would open nothing."""


class KeyStoreTrouble(KeysUnusable):
    """The key store cannot be read or written just now; nothing was changed."""


class CannotOpen(ValueError):
    """A sealed value stays closed."""


class CannotUnwrap(CannotOpen):
    """A wrapped key was changed, moved, or wrapped with another key."""


class Tampered(CannotOpen):
    """
    A sealed value was changed, moved, or sealed with another key.

    subject: its table and row, such as "desk_folder:7Q2K…". column: where in the row.
    """

    def __init__(self, *, table: str, row: str, column: str) -> None:
        self.subject, self.column = f"{table}:{row}", column
        super().__init__(
            f"What is sealed in {column} of {self.subject} was changed, moved, or sealed with "
            "another key. It is not shown. Tell your privacy officer; see docs/runbooks/keys.md."
        )


class NoKey(CannotOpen):
    """The key store has no such key."""


class Shredded(CannotOpen):
    """The person's keys were shredded: what they sealed is erased, in every copy."""


class NotTheHolder(CannotOpen):
    """A privileged note opens for its holder alone."""


class CannotSeal(ValueError):
    """A value was not sealed, and nothing was written."""


class NotInTransaction(CannotSeal):
    """No transaction is open, so the keys could be rotated between sealing and writing."""


class WrongKind(CannotSeal):
    """The value is not of the field's kind."""


class TooLong(CannotSeal):
    """The value is longer than the field takes; nothing is ever cut."""


class NoOwner(CannotSeal):
    """The record names no person, agency or holder, so there is no key for it."""


class NotOneRecord(CannotSeal):
    """A sealed column cannot be set for many records at once: each has its own key."""


class NotSearchable(ValueError):
    """A sealed column cannot be searched or sorted by; a blind index can be looked up."""
