"""What a body can have decided, and why a record of it can be taken back."""

from __future__ import annotations

from enum import StrEnum


class Decision(StrEnum):
    """What a named body decided by a definition. It need not be what the text says of the facts."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    CANNOT_SAY = "CANNOT_SAY"


class TakeBack(StrEnum):
    """Why the record of a decision was wrong. The decision itself only its body can change."""

    WRONG_CASE = "WRONG_CASE"
    WRONG_BODY = "WRONG_BODY"
    TYPED_WRONG = "TYPED_WRONG"
