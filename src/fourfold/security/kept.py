"""
How long a model's records are kept: said on the model, beside FIELD_CLASSES.

    RETENTION = Kept("CASE", since={"CLOSED": "closed_at"}, person="person_id", outcome="outcome")

The periods are the state's: retention.csv of its jurisdiction pack.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """
    Records of one kind.

    kind: the record's code in retention.csv. since: event of the schedule (MADE, CHANGED, CLOSED,
    ENDED) to the field that holds its day or moment; an empty field means it has not happened.
    person: the field with the opaque id of the person it is about, if any. outcome: the field
    with the code of how it ended, if any. swept: it holds nothing of a person and goes by the
    clock, without a preview.
    """

    kind: str
    since: Mapping[str, str]
    person: str = ""
    outcome: str = ""
    swept: bool = False


@dataclass(frozen=True, slots=True)
class KeptWith:
    """
    Records that go with another one and have no period of their own.

    parent: the foreign key to it. kind: what a tombstone calls them; blank where it needs none of
    its own. person: as in Kept.
    """

    parent: str
    kind: str = ""
    person: str = ""
