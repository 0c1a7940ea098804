"""
Columns that hold sealed values: opened when they are read, sealed when the record is saved.

A record needs an id before it is saved (`ids.new_id`), the person it is about in a column, and a
transaction around the save. To rename its table or a sealed column, keep `db_table` or
`db_column`: what is sealed is bound to both.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from fourfold.security.keys.errors import (
    NoOwner,
    NotOneRecord,
    NotSearchable,
    TooLong,
    WrongKind,
)
from fourfold.security.keys.opening import OpenKeys, Owner, open_keys
from fourfold.security.keys.sealing import Place, Sealed, seal, seal_anew, unseal
from fourfold.security.redact import watch

Kept = TypeVar("Kept")
if TYPE_CHECKING:
    _Column = models.Field[Any, Any]
else:
    _Column = models.Field


class Value:
    """
    An open value in a record: it does not show when printed and is never copied out of the process.

    sealed, place: how and for where it is sealed, once it is; a record that moved is sealed anew.
    """

    __slots__ = ("place", "plain", "sealed")

    def __init__(self, plain: Any, sealed: Sealed | None = None, place: Place | None = None):
        self.plain, self.sealed, self.place = plain, sealed, place

    def __repr__(self) -> str:
        return "<sealed>"

    def __deepcopy__(self, memo: object) -> Value:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("A record with open sealed values is not kept outside the database.")


class Opening(DeferredAttribute):
    """The attribute of a sealed column."""

    field: Sealing[Any]

    def __get__(self, record: Any, cls: type | None = None) -> Any:
        if record is None:
            return self
        value = record.__dict__.get(self.field.attname, self)
        if value is self:
            super().__get__(record, cls)  # deferred: fetched now, and put in its place
            value = record.__dict__[self.field.attname]
        if type(value) is Sealed:
            value = record.__dict__[self.field.attname] = self.field.open(value, record)
        return value.plain if type(value) is Value else value

    def __set__(self, record: Any, value: Any) -> None:
        if not (value is None or type(value) is Sealed):
            value = Value(value)
        record.__dict__[self.field.attname] = value


class Sealing(_Column, ABC, Generic[Kept]):
    """
    A sealed column of a record about one person.

    person: the column with the person's id. holder: the column with the account that was told in
    confidence; then the value opens with the person's and that holder's keys together, and only in
    `opened(holder=…)`. None is kept as NULL, everything else is sealed, an empty text too.
    """

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    descriptor_class = Opening
    changes_in_place = False

    def __init__(self, *args: Any, person: str = "person", holder: str = "", **options: Any):
        self.person, self.holder = person, holder
        options["editable"] = False
        super().__init__(*args, **options)
        self.serialize = False

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for made_here in ("editable", "serialize"):
            options.pop(made_here, None)
        return name, path, args, options | {"person": self.person, "holder": self.holder}

    def get_internal_type(self) -> str:
        return "BinaryField"

    # -------------------------------------------------- what a kind of column says
    @abstractmethod
    def pack(self, value: Kept) -> bytes:
        """
        Turn a value into bytes.

        :raises WrongKind, TooLong: if it is not what the column takes.
        """

    @abstractmethod
    def unpack(self, packed: bytes) -> Kept:
        """Turn the bytes of `pack` into the value."""

    def wrong_kind(self, value: object, wanted: str) -> WrongKind:
        """Return the error for a value of another kind; the value is not repeated."""
        return WrongKind(f"{self} takes {wanted}, not {type(value).__name__}.")

    # -------------------------------------------------- opening and sealing
    def place(self, record: models.Model) -> Place:
        """
        Say where a record keeps this column, and whose it is.

        :raises NoOwner: if the record has no id, no person, or no holder.
        """
        row, person = record.pk, getattr(record, self.person)
        holder = getattr(record, self.holder) if self.holder else ""
        if not (row and person and (holder or not self.holder)):
            raise NoOwner(
                f"{self} cannot be sealed: the record needs its id, {self.person}"
                f"{f' and {self.holder}' if self.holder else ''} first."
            )
        return Place(record._meta.db_table, str(self.column), row, Owner(person, holder))

    def open(self, sealed: Sealed, record: models.Model, keys: OpenKeys | None = None) -> Value:
        """
        Open a record's sealed value.

        :raises CannotOpen: Tampered, NoKey, Shredded or NotTheHolder.
        """
        place = self.place(record)
        plain = self.unpack(unseal(sealed, place=place, keys=keys or open_keys()))
        self.watch(plain)
        return Value(plain, sealed, place)

    def watch(self, value: Kept) -> None:
        """Let no log line of this request hold what was opened."""
        watch(str(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        value = model_instance.__dict__.get(self.attname)
        if value is None:
            return None
        keys, place = open_keys(), self.place(model_instance)
        if type(value) is Sealed:
            if value.version != keys.version_to_seal_with(place.owner):
                value = seal_anew(value, place=place, keys=keys)
                model_instance.__dict__[self.attname] = value
            return value
        if value.sealed is not None and value.place == place and not self.changes_in_place:
            as_it_was: Sealed = value.sealed
            if as_it_was.version == keys.version_to_seal_with(place.owner):
                return as_it_was
        sealed = seal(self.pack(value.plain), place=place, keys=keys)
        model_instance.__dict__[self.attname] = Value(value.plain, sealed, place)
        return sealed

    # -------------------------------------------------- what the database sees
    def from_db_value(self, value: Any, expression: object, connection: object) -> Sealed | None:
        return None if value is None else Sealed(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and type(value) is not Sealed:
            raise NotOneRecord(
                f"{self} is sealed for one record at a time: set it on the record and save that, "
                "rather than with update() or bulk_update()."
            )
        return None if value is None else connection.Database.Binary(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise NotSearchable(
                f"{self} is sealed and cannot be searched or compared. Look its BlindIndex up."
            )
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: models.Model) -> NoReturn:
        raise TypeError(f"{self} is sealed and is not written to a file.")

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = super().check(**kwargs)
        for named in filter(None, (self.person, self.holder)):
            try:
                self.model._meta.get_field(named)
            except FieldDoesNotExist:
                found.append(checks.Error(f"{self}: there is no column {named}.", id="keys.E001"))
        if self.unique or getattr(self, "db_index", False):
            found.append(
                checks.Error(
                    f"{self}: sealed values always differ. Add a BlindIndex.", id="keys.E002"
                )
            )
        if not self.model._meta.pk.has_default():
            found.append(
                checks.Error(f"{self}: the id must be known before saving: new_id.", id="keys.E003")
            )
        return found


class SealedText(Sealing[str]):
    """Sealed text of at most max_length letters; any letter of Unicode."""

    _pyi_private_set_type: str
    _pyi_private_get_type: str

    def pack(self, value: str) -> bytes:
        if not isinstance(value, str):
            raise self.wrong_kind(value, "text")
        if self.max_length is not None and len(value) > self.max_length:
            raise TooLong(
                f"{self} takes {self.max_length} letters, not {len(value)}. Nothing is cut."
            )
        try:
            return value.encode()
        except UnicodeEncodeError:
            raise self.wrong_kind(value, "whole letters; half a letter is no") from None

    def unpack(self, packed: bytes) -> str:
        return packed.decode()


class SealedBytes(Sealing[bytes]):
    """Sealed bytes, at most max_length of them."""

    _pyi_private_set_type: bytes
    _pyi_private_get_type: bytes

    def pack(self, value: bytes) -> bytes:
        if not isinstance(value, bytes):
            raise self.wrong_kind(value, "bytes")
        if self.max_length is not None and len(value) > self.max_length:
            raise TooLong(
                f"{self} takes {self.max_length} bytes, not {len(value)}. Nothing is cut."
            )
        return value

    def unpack(self, packed: bytes) -> bytes:
        return packed

    def watch(self, value: bytes) -> None:
        """Do nothing: bytes are not printed as text."""


class SealedDate(Sealing[date]):
    """A sealed day."""

    _pyi_private_set_type: date
    _pyi_private_get_type: date

    def pack(self, value: date) -> bytes:
        if type(value) is not date:
            raise self.wrong_kind(value, "a day")
        return value.isoformat().encode()

    def unpack(self, packed: bytes) -> date:
        return date.fromisoformat(packed.decode())


class SealedJSON(Sealing[Any]):
    """A sealed list or object of JSON. What changes inside it is sealed when it is saved."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    changes_in_place = True

    def pack(self, value: Any) -> bytes:
        try:
            return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
        except (TypeError, ValueError):
            raise self.wrong_kind(value, "what JSON can hold") from None

    def unpack(self, packed: bytes) -> Any:
        return json.loads(packed)

    def watch(self, value: Any) -> None:
        if isinstance(value, str):
            watch(value)
        elif isinstance(value, dict | list):
            for each in value.values() if isinstance(value, dict) else value:
                self.watch(each)


def sealed_columns(model: type[models.Model]) -> Sequence[Sealing[Any]]:
    """Return a table's sealed columns."""
    return [field for field in model._meta.concrete_fields if isinstance(field, Sealing)]
