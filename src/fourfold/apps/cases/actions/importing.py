"""Bringing in a case file from elsewhere: kept whole, and what we have fields for written down."""

from __future__ import annotations

from fourfold.apps.cases.actions import facts as pieces
from fourfold.apps.cases.actions import records, telling
from fourfold.apps.cases.models import Case, Imported
from fourfold.apps.cases.rules import exchange
from fourfold.apps.cases.states.steps import Step
from fourfold.reference import active_pack, htcds
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass
from fourfold.security.edges import sheets
from fourfold.security.ids import new_id

WRITES = (FieldClass.PERSONAL, FieldClass.PLACE, FieldClass.EXPLOITER)


def bring_in(case: str, *, text: str, by: Viewer, key: str = "") -> int:
    """
    Bring a file of HTCDS 2.0 into an open case; returns how many facts it holds.

    What is written down here already stays as it is. key: what the form carried.
    :raises htcds.NotReadable: with every problem of the file. :raises NotKnown: if the viewer does
    not keep the case. :raises records.DoneBefore: if the form came before.
    """
    facts = htcds.read(text, cell=sheets.unescape)
    made = new_id()
    towns = {each.code: each.name for each in active_pack().towns}
    with records.changing(Case, case, by=by, writes=WRITES) as seen:
        found = seen.record
        if key:
            records.once(key, leads_to=f"imported:{made}", by=by)
        person = pieces.begin(found.person, by=by)
        said = exchange.to_person(facts, towns=towns)
        new = {name: value for name, value in said.items() if not getattr(person, name)}
        pieces.write(person, new, by=by, via=case, sure=True)
        kept = Imported.objects.create(
            id=made,
            case=found,
            agency=found.agency,
            person=found.person,
            at=by.at,
            by=by.account,
            standard=htcds.NAME,
            facts=[[field, nth, value] for (field, nth), value in facts.items()],
        )
        told: dict[str, str | int] = {"facts": len(facts), "new": len(new)}
        telling.tell(found, Step.CASE_IMPORTED, by=by, part=kept, facts=told)
    return len(facts)
