"""What the forms say, as a shape; english.py and spanish.py fill it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fourfold.security.consent_codes import Kind, Purpose

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FormWords:
    """
    Every word of the two forms, in one language.

    {agency}, {days} and {default} are filled in. classes: field class to label and help.
    facts: what can be named by itself, as `singles` names it, to its label.
    """

    language: str
    title: Mapping[Kind, str]
    lead: str
    know: str
    points: tuple[Pair, ...]
    about: str
    name: str
    born: str
    record: str
    parties: str
    may_tell: str
    may_be_told: str
    only_role: str
    what: str
    tick_each: str
    classes: Mapping[str, Pair]
    facts: Mapping[str, str]
    only_these: str
    not_here: Mapping[Kind, str]
    why: str
    tick_one: str
    purposes: Mapping[Purpose, str]
    when: str
    starts: str
    ends: str
    when_help: str
    answer: str
    yes: str
    no: str
    no_help: str
    your_signature: str
    today: str
    under_age: str
    guardian_name: str
    guardian_signature: str
    accused: str
    too_young: str
    helpers: str
    interpreter: str
    interpreter_language: str
    witness: str
    witness_signature: str
    staff: str
    told: str
    copy: str
    alone: str
    staff_name: str
    stop_title: str
    stop_lead: str
    stop_know: str
    stop_points: tuple[Pair, ...]
    stop_what: str
    stop_all: str
    stop_one: str
    stop_one_whom: str
    stop_sign: str
    stop_staff: str
    stop_written: str
    stop_spoken: str
    stop_at: str
    stop_given: str
