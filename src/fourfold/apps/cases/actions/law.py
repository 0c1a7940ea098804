"""
Stating the facts that definitions ask for, and keeping what a body decided on them.

records.ChangeError
├── FactsChanged      somebody stated facts since the page was opened
├── NothingNew        what was stated is known already
└── TakenBackBefore   the record of this decision was taken back before
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

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
    source: str = "",
    only_new: bool = False,
    version: int | None = None,
    key: str = "",
) -> None:
    """
    State facts of a case: code to yes, no or unknown. What is not named stays as it is.

    happened_on: the day the law is asked about; None leaves it, forget_day takes it away. source:
    the part they come from, such as "screening:7Q…". only_new: known facts stay, for a source that
    is no person. version: of the facts the page showed, 0 where there were none; None where
    nothing can be overwritten.
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
        after = rules.merged(known, said, only_new=only_new)
        words.facts(after)
        changed = {c for c in known.keys() | after.keys() if known.get(c) != after.get(c)}
        day = None if forget_day else happened_on or row.happened_on
        if not changed and day == row.happened_on:
            raise NothingNew("These facts are written down already. Nothing was changed.")
        entry = {"by": by.account, "at": by.at.isoformat(), "from": source}
        row.facts = {
            code: {"is": truth, **entry} if code in changed else entries[code]
            for code, truth in after.items()
        }
        row.happened_on = day
        row.changed_at, row.changed_by = by.at, by.account
        row.version += 1
        row.save()
        told = {"answers": len(changed)}
        telling.tell(seen.record, Step.FACTS_STATED, by=by, part=row, facts=told)


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
    case = seen.record
    row = LawFacts.objects.filter(case=case).first()
    if version is not None and version != (row.version if row else 0):
        raise FactsChanged(row.changed_by if row else "", row.changed_at if row else by.at)
    if row is not None:
        return row
    return LawFacts(case=case, agency=case.agency, person=case.person, version=0)
