"""Made-up answers at made-up sessions: two that were held, and the one of this hour."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fourfold.apps.surveys.actions.studies import move_wave
from fourfold.apps.surveys.states import WavePart, WaveState
from fourfold.apps.training.actions.surveys import tie
from fourfold.apps.training.queries.sessions import SessionLine, sessions
from fourfold.apps.training.queries.surveys import surveys_of
from fourfold.config.demo.surveys import BY, FORM, answer, make_study, waves_of
from fourfold.reference import Pack
from fourfold.reference.forms import pack_forms

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

DAY = timedelta(days=1)
ANSWERS = ((13, 12), (11, 9), (5, 0))
"""Before and after, at the last two sessions that were held and at the one of this hour."""


def fill_occasions(staff: Staff, pack: Pack) -> None:
    """Tie three made-up sessions to surveys and answer them, where the pack has the form."""
    if FORM not in {each.name for each in pack_forms(pack)}:
        return
    both = ((WavePart.BEFORE, "Before"), (WavePart.AFTER, "After"))
    study = make_study(
        staff, "Made-up trainings of this year", FORM, both, pairs=True, once="year", asked=None
    )
    for wave in waves_of(study, staff):
        move_wave(wave.id, to=WaveState.OPEN, by=BY, at=staff.at - 45 * DAY)
    lead = staff.viewer("lena")
    for held, numbers in zip(_three(staff), ANSWERS, strict=True):
        tie(held.id, study=study, by=lead)
        tied = surveys_of(held.id, viewer=lead)
        if tied is None:
            raise LookupError("The session that was just tied is not.")
        ago = staff.at - held.starts_at
        for asked, many in zip(tied.waves, numbers, strict=True):
            is_after = asked.part is WavePart.AFTER
            for person in range(many):
                answer(asked.address, pack, person, is_after=is_after, staff=staff, ago=ago)


def _three(staff: Staff) -> list[SessionLine]:
    """Return the last two sessions that were held, and the one of this hour."""
    viewer = staff.viewer("lena")
    begun = [
        each
        for each in sessions(viewer=viewer)
        if each.starts_at <= staff.at and not each.counts_only and not each.off_at
    ]
    return begun[-3:]
