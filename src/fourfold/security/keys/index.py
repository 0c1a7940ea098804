"""Blind indexes: exact look-up of a sealed value by a keyed digest that does not give it away."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from typing import TYPE_CHECKING, Any

from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from fourfold.security.keys.errors import WrongKind
from fourfold.security.keys.sources import ring

SIZE = 16
"""Bytes of a digest: 128 bits."""


def normalize(text: str) -> str:
    """
    Return what is compared: "  José  DÍAZ" and "jose diaz" are one.

    Compatible forms made one (NFKC), capitals folded, accents taken off, white space made single.
    """
    if text.isascii():  # nothing of this changes plain letters but capitals and white space
        return " ".join(text.lower().split())
    folded = unicodedata.normalize("NFKC", text).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFKC", bare.casefold()).split())


def digest(text: str, *, table: str, column: str, agency: str) -> bytes:
    """Return 16 bytes that are equal for equal text in one column of one agency, and only there."""
    told = "\0".join(("blind index", table, column, agency, normalize(text)))
    return hmac.digest(ring().index, told.encode(), hashlib.sha256)[:SIZE]


def key_for(purpose: str) -> bytes:
    """
    Return 32 bytes for encoding outside the database, the same for one purpose at any time.

    They are made from the index key, which they do not give away. purpose: a plain word.
    """
    return hmac.digest(ring().index, f"key for {purpose}".encode(), hashlib.sha256)


if TYPE_CHECKING:
    _Column = models.BinaryField[bytes | None, bytes | None]
else:
    _Column = models.BinaryField


class Digest(_Column):
    """
    A column with digests of text, by which equal text of one agency is found; it is never given
    out. Whoever writes the row sets it by `digest_to_find`, which also says what to look up.
    """

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options | {"max_length": SIZE, "null": True, "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for made_here in ("max_length", "null"):
            options.pop(made_here, None)
        return name, path, args, options

    def digest_of(self, text: str, *, agency: str) -> bytes:
        """
        Return the digest to look a text up by.

        :raises WrongKind: if it is no text.
        """
        if not isinstance(text, str):
            raise WrongKind(f"{self} takes text, not {type(text).__name__}.")
        table = self.model._meta.db_table
        return digest(text, table=table, column=str(self.column), agency=agency)


class BlindIndex(Digest):
    """
    The column beside a sealed text by which equal values of one agency are found.

    of: the sealed column. agency: the column with the agency's code. Set when the record is saved;
    with update_fields, name both. Look up with `digest_to_find`.
    Empty text and None have no digest: they would tell which records lack a value.
    """

    def __init__(self, *args: Any, of: str, agency: str = "agency", **options: Any):
        self.of, self.agency = of, agency
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"of": self.of, "agency": self.agency}

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        text = getattr(model_instance, self.of)
        found = self.digest_of(text, agency=getattr(model_instance, self.agency)) if text else None
        setattr(model_instance, self.attname, found)
        return found

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = super().check(**kwargs)
        for named in (self.of, self.agency):
            try:
                self.model._meta.get_field(named)
            except FieldDoesNotExist:
                found.append(checks.Error(f"{self}: there is no column {named}.", id="keys.E001"))
        return found


def digest_to_find(model: type[models.Model], column: str, text: str, *, agency: str) -> bytes:
    """Return what to look up in a table's blind index or digests, named by their column."""
    field = model._meta.get_field(column)
    if not isinstance(field, Digest):
        raise WrongKind(f"{model.__name__}.{column} is no blind index.")
    return field.digest_of(text, agency=agency)
