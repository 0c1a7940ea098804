"""
Keys, and what they seal: the key file, sealed fields and files, blind indexes, rotation, shredding.

The master key (outside the database) wraps each agency's key; that wraps a key for each person;
that seals the person's fields and files.
"""

from fourfold.security.keys.errors import KeysBroken as KeysBroken
from fourfold.security.keys.errors import KeysDiffer as KeysDiffer
from fourfold.security.keys.errors import KeysExist as KeysExist
from fourfold.security.keys.errors import KeysExposed as KeysExposed
from fourfold.security.keys.errors import KeysMissing as KeysMissing
from fourfold.security.keys.errors import KeysUnusable as KeysUnusable
from fourfold.security.keys.sources import Ring as Ring
from fourfold.security.keys.sources import ring as ring
