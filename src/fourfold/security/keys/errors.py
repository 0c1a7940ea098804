"""
What can be wrong with keys and with what they seal.

KeysUnusable         the house does not start; the message says what to do
├── KeysMissing      the key file is not there
├── KeysExposed      others may read the key file
├── KeysBroken       the key file is not what `fourfold keys new` wrote
└── KeysDiffer       the database was sealed with other keys
KeysExist            new keys would overwrite keys
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
