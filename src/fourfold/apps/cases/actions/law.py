"""
Stating the facts that definitions ask for, and keeping what a body decided on them.

records.ChangeError
├── FactsChanged      somebody stated facts since the page was opened
├── NothingNew        what was stated is known already
└── TakenBackBefore   the record of this decision was taken back before
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fourfold.analysis import law
from fourfold.apps.cases.actions import records, telling
from fourfold.apps.cases.models import Case, Determination, LawFacts
from fourfold.apps.cases.rules import law as rules
from fourfold.apps.cases.states.law import Decision, TakeBack
from fourfold.apps.cases.states.steps import Step
from fourfold.reference import active_pack
from fourfold.security.access.sight import NotKnown, Sight
from fourfold.security.access.viewer import Viewer
from fourfold.security.ids import new_id


class FactsChanged(records.ChangeError):
    """The page shows older facts. by: the account that stated facts last; at: when."""

    def __init__(self, by: str, at: datetime) -> None:
        super().__init__(
            "The facts were changed while your page was open. What you chose is still here; look "
            "at what is new, then save again."
        )
        self.by, self.at = by, at


class NothingNew(records.ChangeError):
    """Nothing would change."""


class TakenBackBefore(records.ChangeError):
    """by: the account that took it back; at: when."""

    def __init__(self, by: str, at: datetime) -> None:
        super().__init__("This was taken back already. It stays in the list, crossed out.")
        self.by, self.at = by, at


def state_facts(
    case: str,
    *,
    facts: Mapping[str, str],
    by: Viewer,
    happened_on: date | None = None,
    forget_day: bool = False,
    version: int | None = None,
    key: str = "",
) -> None:
    """
    State facts of a case: code to yes, no or unknown. What is not named stays as it is.

    happened_on: the day the law is asked about; None leaves it, forget_day takes it away.
    version: of the facts the page showed, 0 where there were none; None where nothing can be
    overwritten. Where sources differ on a fact, naming it settles that.
    :raises NotKnown: if the viewer does not keep the case. :raises law.LawError: if a fact is not
    of the pack, or two contradict each other. :raises rules.DayOutOfRange: for a day that cannot
    be. :raises FactsChanged, NothingNew, records.DoneBefore: as they say.
    """
    pack = active_pack()
    words = rules.vocabulary(pack)
    said = {code: str(law.read_truth(value, code=code)) for code, value in facts.items()}
    words.facts(said)
    if happened_on is not None:
        today = timezone.localdate(by.at)
        rules.check_day(happened_on, name="The day it happened", today=today)
    with records.changing(Case, case, by=by) as seen:
        if key:
            records.once(key, leads_to=f"case:{case}", by=by)
        row = _kept(seen, by=by, version=version)
        entries: dict[str, Any] = dict(row.facts or {})
        known = {code: entry["is"] for code, entry in entries.items()}
        after = rules.merged(known, said)
        words.facts(after)
        changed = {c for c in known.keys() | after.keys() if known.get(c) != after.get(c)}
        day = None if forget_day else happened_on or row.happened_on
        settled = _settle(row, said, by=by)
        if not changed and not settled and day == row.happened_on:
            raise NothingNew("These facts are written down already. Nothing was changed.")
        entry = {"by": by.account, "at": by.at.isoformat(), "from": ""}
        row.facts = {
            code: {"is": truth, **entry} if code in changed | settled else entries[code]
            for code, truth in after.items()
        }
        row.happened_on = day
        _keep(row, by=by)
        told = {"answers": len(changed | settled)}
        telling.tell(seen.record, Step.FACTS_STATED, by=by, part=row, facts=told)


@transaction.atomic
def take(
    case: Case, *, said: Iterable[tuple[str, str]], source: str, by: Viewer, replaces: str = ""
) -> None:
    """
    Write facts that a part states, such as a finished screening; nothing known is overwritten.

    case: locked, in the transaction that finished the part. said: code and yes or no. What is
    known differently stays, and the difference is kept until a person settles it by `state_facts`.
    source: kind and id of the part, such as "screening:7Q…". replaces: a source whose statements
    no longer stand, because this one is its correction. Nothing stated is no step.
    """
    words = rules.vocabulary(active_pack())
    row = _row(case)
    entries = {c: e for c, e in (row.facts or {}).items() if not replaces or e["from"] != replaces}
    differing = [
        each
        for each in row.differing or []
        if not replaces or each["from"] != replaces or "settled" in each
    ]
    gone = len(entries) < len(row.facts or {}) or len(differing) < len(row.differing or [])
    known = {code: entry["is"] for code, entry in entries.items()}
    found = rules.taken(known, said, words=words)
    if not found.new and not found.differing and not gone:
        return
    entry = {"by": by.account, "at": by.at.isoformat(), "from": source}
    row.facts = entries | {code: {"is": truth, **entry} for code, truth in found.new.items()}
    new = [{"fact": code, "is": truth, **entry} for code, truth in found.differing]
    row.differing = [*differing, *new] or None
    _keep(row, by=by)
    told: dict[str, str | int] = {"source": source.partition(":")[0].upper()}
    told |= {"answers": len(found.new), "differing": len(found.differing)}
    telling.tell(case, Step.FACTS_TAKEN, by=by, part=row, facts=told)


def decide(
    case: str,
    *,
    body: str,
    definition: str,
    decision: Decision,
    counts_on: date,
    decided_on: date,
    by: Viewer,
    reasons: str = "",
    version: int | None = None,
    key: str = "",
) -> str:
    """
    Keep what a body decided by a definition, on the facts as they are known now; returns its id.

    counts_on: the day the law is asked about. version: of the facts the page showed.
    The level of concern is another thing, and stays. Earlier decisions stay.
    :raises NotKnown: if the viewer does not keep the case. :raises rules.LawRuleError: if the body
    does not decide by it, or a day cannot be. :raises FactsChanged, records.DoneBefore:.
    """
    pack = active_pack()
    found, by_which = rules.check_body(body, definition=definition, pack=pack)
    today = timezone.localdate(by.at)
    rules.check_days(counts_on=counts_on, decided_on=decided_on, today=today)
    made = new_id()
    with records.changing(Case, case, by=by) as seen:
        if key:
            records.once(key, leads_to=f"determination:{made}", by=by)
        row = _kept(seen, by=by, version=version)
        known = {code: entry["is"] for code, entry in (row.facts or {}).items()}
        facts = rules.vocabulary(pack).facts(known)
        answer = law.determine(by_which, facts, on=counts_on)
        kept = Determination(
            id=made,
            case=seen.record,
            agency=seen.record.agency,
            person=seen.record.person,
            body=found.code,
            definition=by_which.code,
            text=answer.text.code if answer.text else "",
            decision=decision.value,
            said=answer.verdict.value,
            counts_on=counts_on,
            decided_on=decided_on,
            recorded_at=by.at,
            recorded_by=by.account,
            facts=facts.stated(),
            reasons=reasons or None,
        )
        kept.save(force_insert=True)
        told = {"body": found.code, "definition": by_which.code, "decision": decision.value}
        telling.tell(seen.record, Step.DETERMINED, by=by, part=kept, facts=told)
    return made


def take_back(determination: str, *, case: str, why: TakeBack, by: Viewer) -> None:
    """
    Take the record of a decision back because it was wrong; it stays, marked so.

    :raises NotKnown: if the viewer does not keep the case, or it has no such decision.
    :raises TakenBackBefore: if somebody did.
    """
    with records.changing(Case, case, by=by) as seen:
        kept = Determination.objects.filter(pk=determination, case=seen.record).first()
        if kept is None:
            raise NotKnown("There is no such decision.")
        if kept.taken_back_at is not None:
            raise TakenBackBefore(kept.taken_back_by, kept.taken_back_at)
        kept.taken_back_at, kept.taken_back_by = by.at, by.account
        kept.taken_back_why = why.value
        kept.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_why"])
        told = {"body": kept.body, "definition": kept.definition, "why": why.value}
        telling.tell(seen.record, Step.DETERMINATION_TAKEN_BACK, by=by, part=kept, facts=told)


def _kept(seen: Sight[Case], *, by: Viewer, version: int | None) -> LawFacts:
    """Return the case's facts, or an unsaved row; the case is locked, so nobody is beside us."""
    row = _row(seen.record)
    if version is not None and version != row.version:
        raise FactsChanged(row.changed_by, row.changed_at or by.at)
    return row


def _row(case: Case) -> LawFacts:
    found = LawFacts.objects.filter(case=case).first()
    return found or LawFacts(case=case, agency=case.agency, person=case.person, version=0)


def _settle(row: LawFacts, said: Mapping[str, str], *, by: Viewer) -> set[str]:
    """Settle what sources differ on of the facts a person named; returns which. It all stays."""
    settled = {each["fact"] for each in row.differing or [] if "settled" not in each} & said.keys()
    row.differing = [
        each | {"settled": said[each["fact"]], "settled_by": by.account, "settled_at": at}
        if each["fact"] in settled and "settled" not in each
        else each
        for at in [by.at.isoformat()]
        for each in row.differing or []
    ] or None
    return settled


def _keep(row: LawFacts, *, by: Viewer) -> None:
    row.changed_at, row.changed_by = by.at, by.account
    row.version += 1
    row.save()
