"""
Keys, and what they seal: the key file, the key store, sealed columns, blind indexes, sealed files.

The master key (in the key file) wraps each agency's key; that wraps a key for each person; that
seals the person's columns and files. Rotating and shredding: `fourfold.security.custody`.
"""

from fourfold.security.keys.envelope import new_person as new_person
from fourfold.security.keys.envelope import new_persons as new_persons
from fourfold.security.keys.errors import CannotOpen as CannotOpen
from fourfold.security.keys.errors import CannotSeal as CannotSeal
from fourfold.security.keys.errors import KeysBroken as KeysBroken
from fourfold.security.keys.errors import KeysDiffer as KeysDiffer
from fourfold.security.keys.errors import KeysExist as KeysExist
from fourfold.security.keys.errors import KeysExposed as KeysExposed
from fourfold.security.keys.errors import KeysMissing as KeysMissing
from fourfold.security.keys.errors import KeyStoreMissing as KeyStoreMissing
from fourfold.security.keys.errors import KeyStoreTrouble as KeyStoreTrouble
from fourfold.security.keys.errors import KeysUnusable as KeysUnusable
from fourfold.security.keys.errors import NotAFile as NotAFile
from fourfold.security.keys.errors import NotTheHolder as NotTheHolder
from fourfold.security.keys.errors import Shredded as Shredded
from fourfold.security.keys.errors import Tampered as Tampered
from fourfold.security.keys.fields import SealedBytes as SealedBytes
from fourfold.security.keys.fields import SealedDate as SealedDate
from fourfold.security.keys.fields import SealedJSON as SealedJSON
from fourfold.security.keys.fields import SealedText as SealedText
from fourfold.security.keys.index import BlindIndex as BlindIndex
from fourfold.security.keys.index import Digest as Digest
from fourfold.security.keys.index import digest_to_find as digest_to_find
from fourfold.security.keys.index import key_for as key_for
from fourfold.security.keys.opening import opened as opened
from fourfold.security.keys.shredding import finish_shredding as finish_shredding
from fourfold.security.keys.shredding import shred as shred
from fourfold.security.keys.sources import Ring as Ring
from fourfold.security.keys.sources import ring as ring
