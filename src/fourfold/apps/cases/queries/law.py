"""The law's part of an opened case: facts, what each definition says of them, and decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fourfold.analysis import law
from fourfold.apps.cases.models import Determination, LawFacts
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.rules import law as rules
from fourfold.apps.cases.states.law import Decision
from fourfold.reference import active_pack
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Stated:
    """One known fact: who stated it, when, and the part it came from, or blank."""

    truth: law.Truth
    by: str
    at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A statement that did not fit what was known, and what a person chose in the end."""

    fact: str
    stated: Stated
    truth: law.Truth
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """
    What is known and what the law says of it.

    on: the day the law is asked about: happened_on, or today where nobody knows it. version: of
    the facts, 0 where there are none. may_write: the viewer keeps this case. differing:
    what sources stated that does not fit what is known, until a person settles it. settled: those
    before, the newest first.
    """

    facts: law.Facts
    stated: dict[str, Stated]
    happened_on: date | None
    on: date
    version: int
    changed_by: str
    changed_at: datetime | None
    differing: dict[str, tuple[Stated, ...]]
    settled: tuple[Settled, ...]
    answers: tuple[law.Answer, ...]
    questions: tuple[law.Question, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """
    One decision as kept. stands: the newest of its body by its definition that was not taken back.
    facts, reasons: empty where they are not for this viewer.
    """

    id: str
    body: str
    definition: law.Definition
    text: law.DefinitionText | None
    decision: Decision
    said: law.Verdict
    counts_on: date
    decided_on: date
    recorded_at: datetime
    recorded_by: str
    taken_back_at: datetime | None
    taken_back_by: str
    taken_back_why: str
    facts: dict[str, str]
    reasons: str
    stands: bool


def board(opened: OpenCase, *, viewer: Viewer, on: date | None = None) -> Board | None:
    """
    Return the facts and what every definition says of them; None if they are not for this viewer.

    on: another day to ask the law about.
    """
    pack = active_pack()
    words = rules.vocabulary(pack)
    row = LawFacts.objects.filter(case=opened.case).first()
    if row is None:
        row = LawFacts(case=opened.case, agency=opened.case.agency, person=opened.case.person)
        row.version, row.changed_by = 0, ""
    seen = opened.seen.part(row)
    if not seen.may(Action.READ, "facts"):
        return None
    entries = seen.value("facts") or {}
    facts = words.facts({code: entry["is"] for code, entry in entries.items()})
    happened_on = seen.value("happened_on")
    day = on or happened_on or timezone.localdate(viewer.at)
    answers = law.determine_all(pack.definitions, facts, on=day)
    return Board(
        facts=facts,
        stated={code: _stated(entry) for code, entry in entries.items()},
        happened_on=happened_on,
        on=day,
        version=row.version,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
        differing=_differing(seen.value("differing") or []),
        settled=_settled(seen.value("differing") or []),
        answers=answers,
        questions=law.next_questions(answers),
        may_write=seen.may(Action.WRITE, "facts"),
    )


def decisions(opened: OpenCase, *, viewer: Viewer) -> list[Decided]:
    """Return what bodies decided, by body, each one's newest first; taken back ones too."""
    pack = active_pack()
    rows = Determination.objects.filter(case=opened.case)
    order = {each.code: place for place, each in enumerate(rules.bodies(pack))}
    found: list[Decided] = []
    standing: set[tuple[str, str]] = set()
    for row in rows.order_by("-decided_on", "-recorded_at", "-id"):
        which = (row.body, row.definition)
        stands = row.taken_back_at is None and which not in standing
        if stands:
            standing.add(which)
        found.append(_decided(opened, row, stands=stands))
    # Sorting is stable: within a body the newest stays first.
    return sorted(found, key=lambda each: (order.get(each.body, len(order)), each.body))


def decision(opened: OpenCase, *, viewer: Viewer, number: str) -> Decided:
    """Return one decision of a case. :raises NotKnown: if it has none of this id."""
    for each in decisions(opened, viewer=viewer):
        if each.id == number:
            return each
    raise NotKnown("There is no such decision.")


def _differing(said: list[dict[str, str]]) -> dict[str, tuple[Stated, ...]]:
    found: dict[str, tuple[Stated, ...]] = {}
    for each in said:
        if "settled" not in each:
            found[each["fact"]] = (*found.get(each["fact"], ()), _stated(each))
    return found


def _settled(said: list[dict[str, str]]) -> tuple[Settled, ...]:
    found = [
        Settled(
            fact=each["fact"],
            stated=_stated(each),
            truth=law.Truth(each["settled"]),
            by=each["settled_by"],
            at=datetime.fromisoformat(each["settled_at"]),
        )
        for each in said
        if "settled" in each
    ]
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def _stated(entry: dict[str, str]) -> Stated:
    at = datetime.fromisoformat(entry["at"])
    return Stated(law.Truth(entry["is"]), entry["by"], at, entry.get("from", ""))


def _decided(opened: OpenCase, row: Determination, *, stands: bool) -> Decided:
    seen = opened.seen.part(row)
    readable = seen.may(Action.READ, "facts")
    definition = active_pack().definition(row.definition)
    return Decided(
        id=row.id,
        body=row.body,
        definition=definition,
        text=next((each for each in definition.texts if each.code == row.text), None),
        decision=Decision(row.decision),
        said=law.Verdict(row.said),
        counts_on=row.counts_on,
        decided_on=row.decided_on,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        taken_back_at=row.taken_back_at,
        taken_back_by=row.taken_back_by,
        taken_back_why=row.taken_back_why,
        facts=(seen.value("facts") or {}) if readable else {},
        reasons=(seen.value("reasons") or "") if readable else "",
        stands=stands,
    )
