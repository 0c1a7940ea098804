"""A made-up survey of made-up organizations: drawn, invited, and a few have answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fourfold.apps.surveys.actions.answering import Asks, turn
from fourfold.apps.surveys.actions.invitations import note, tell_link
from fourfold.apps.surveys.actions.sampling import draw, list_organizations
from fourfold.apps.surveys.actions.studies import move_wave
from fourfold.apps.surveys.queries.sampling import organizations
from fourfold.apps.surveys.rules.frame_list import Listed
from fourfold.apps.surveys.rules.invitations import InvitedState
from fourfold.apps.surveys.rules.pack_frame import sectors
from fourfold.apps.surveys.rules.sampling import Allocation, Drawing, Split
from fourfold.apps.surveys.states import Step, WavePart, WaveState
from fourfold.config.demo.surveys import BY, DAY, Parts, make_study, waves_of
from fourfold.reference import Pack
from fourfold.reference.forms import Form, Kind, pack_forms
from fourfold.security.access.viewer import Viewer, nobody

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

NEEDS = "needs_assessment"


def fill_invited(staff: Staff, pack: Pack) -> None:
    """Make a survey of made-up organizations: drawn, invited, and a few have answered."""
    names = {each.name: each.form for each in pack_forms(pack)}
    if NEEDS not in names:
        return
    once: Parts = ((WavePart.ONCE, "The survey"),)
    made = make_study(staff, "Made-up needs assessment of agencies", NEEDS, once)
    [wave] = waves_of(made, staff)
    list_organizations(wave.id, organizations=_organizations(pack), by=BY, at=staff.at - 9 * DAY)
    draw(
        wave.id,
        how=Drawing.SAMPLE,
        split=Split.SECTOR,
        allocation=Allocation.EQUAL,
        size=18,
        seed="2030",
        carries=True,
        by=BY,
        at=staff.at - 9 * DAY,
    )
    move_wave(wave.id, to=WaveState.OPEN, by=BY, at=staff.at - 8 * DAY)
    lines, _more = organizations(wave.id, viewer=BY, state="DRAWN")
    by = nobody(staff.at - 6 * DAY)
    for nth, line in enumerate(lines):
        if nth % 3 == 2:
            continue
        at = staff.at - 7 * DAY
        key = tell_link(line.id, wave=wave.id, by=BY, at=at)
        if nth % 7 == 3:
            note(line.id, wave=wave.id, state=InvitedState.DECLINED, by=BY, at=at)
        elif nth % 3 == 0:
            _answer_invited(wave.code, key, names[NEEDS], nth, by=by)


def _organizations(pack: Pack) -> Iterator[Listed]:
    """Return made-up organizations of sectors that are the pack's, spread over its regions."""
    regions = [each.code for each in pack.regions]
    for nth, sector in enumerate(sectors()[:4]):
        for number in range(9):
            name = f"Made-up {sector} office {number + 1}"
            region = regions[(nth + number) % len(regions)]
            yield Listed(name, sector, region, f"office{nth}{number}@made-up.example")


def _answer_invited(code: str, key: str, form: Form, nth: int, *, by: Viewer) -> None:
    told = {
        each.name: each.choices[(nth + place) % len(each.choices)].name
        for place, each in enumerate(form.questions)
        if each.kind is Kind.ONE
    }
    at = turn("", wave=code, asks=Asks({}, invitation=key), by=by)
    for place in range(len(at.wave.form.pages)):
        step = Asks(told, page=place, step=Step.NEXT, language="en", invitation=key)
        turn(at.key, wave=code, asks=step, by=by)
