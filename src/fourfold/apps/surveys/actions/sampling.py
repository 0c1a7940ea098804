"""A wave's list of organizations and its sample; both stand still once the wave was open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import Draw, Invited, Wave
from fourfold.apps.surveys.rules import BadSample
from fourfold.apps.surveys.rules.frame_list import MOST_ROWS, Listed, fold
from fourfold.apps.surveys.rules.invitations import MOST_DAYS, InvitedState
from fourfold.apps.surveys.rules.sampling import Allocation, Drawing, Split, drawn, stratum_of
from fourfold.apps.surveys.rules.strata import coarse
from fourfold.apps.surveys.states import WaveState
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def list_organizations(
    wave: str, *, organizations: Iterable[Listed], by: access.Who, at: datetime
) -> int:
    """
    Put organizations on a wave's list; returns how many were new. A draw made before is undone.

    One that is listed by that name already stays as it is.
    :raises NoSuchStudy: :raises BadSample: if the wave was opened, or the list grows too long.
    """
    found = _still(wave, by=by)
    before = set(Invited.objects.filter(wave=found).values_list("folded", flat=True))
    new: dict[str, Listed] = {}
    for each in organizations:
        name = fold(each.name)
        if name not in before:
            new.setdefault(name, each)
    if len(before) + len(new) > MOST_ROWS:
        raise BadSample(f"The list would be longer than {MOST_ROWS:,} organizations.")
    if not new:
        return 0
    _undraw(found)
    Invited.objects.bulk_create(
        Invited(
            wave=found,
            name=each.name,
            folded=name,
            sector=each.sector,
            region=each.region,
            mail=each.mail,
            listed_at=at,
            listed_by=access.name_of(by),
        )
        for name, each in new.items()
    )
    _note(Event.SURVEY_PLANNED, found, {"organizations": len(new)}, by=by, at=at)
    return len(new)


@transaction.atomic
def empty_list(wave: str, *, by: access.Who, at: datetime) -> None:
    """Take every organization off the list. :raises NoSuchStudy: :raises BadSample:."""
    found = _still(wave, by=by)
    _undraw(found)
    gone, _by_model = Invited.objects.filter(wave=found).delete()
    _note(Event.SURVEY_PLANNED, found, {"organizations": -gone}, by=by, at=at)


@transaction.atomic
def draw(
    wave: str,
    *,
    how: Drawing,
    by: access.Who,
    at: datetime,
    split: Split = Split.BOTH,
    allocation: Allocation = Allocation.PROPORTIONAL,
    size: int = 0,
    seed: str = "",
    carries: bool = False,
    remind_days: int | None = None,
) -> int:
    """
    Draw whom a wave asks; returns how many. From then on only they answer, each by its own link.

    carries: sector and region stand beside answers, as coarse as `rules.strata` says. Drawn anew,
    the draw before is undone; the log keeps every seed.
    :raises NoSuchStudy: :raises BadSample: if the wave was opened or nobody is listed.
    """
    found = _still(wave, by=by)
    listed = list(Invited.objects.filter(wave=found))
    if not listed:
        raise BadSample("The list is empty. Put organizations on it first.")
    if remind_days is not None and not 1 <= remind_days <= MOST_DAYS:
        raise BadSample(f"A reminder goes 1 to {MOST_DAYS} days before the last day.")
    _undraw(found)
    names = frozenset(each.folded for each in listed)
    if how is Drawing.SAMPLE:
        strata = {each.folded: stratum_of(each.sector, each.region, split) for each in listed}
        names = drawn(strata, size=size, allocation=allocation, seed=seed.strip())
    told = coarse(Counter((each.sector, each.region) for each in listed if each.folded in names))
    chosen = [each for each in listed if each.folded in names]
    for each in chosen:
        each.state = InvitedState.DRAWN.value
        if carries:
            each.told_sector, each.told_region = told[each.sector, each.region]
    Invited.objects.bulk_update(chosen, ["state", "told_sector", "told_region"], batch_size=500)
    is_sample = how is Drawing.SAMPLE
    Draw.objects.create(
        wave=found,
        how=how.value,
        split=split.value if is_sample else "",
        allocation=allocation.value if is_sample else "",
        seed=seed.strip() if is_sample else "",
        size=size if is_sample else None,
        drawn_at=at,
        drawn_by=access.name_of(by),
    )
    found.invites, found.carries, found.remind_days = True, carries, remind_days
    found.asked = len(chosen)
    found.save(update_fields=["invites", "carries", "remind_days", "asked"])
    facts: dict[str, str | int] = {"how": how.value, "drawn": len(chosen)}
    if is_sample:
        facts |= {"seed": seed.strip(), "split": split.value, "allocation": allocation.value}
    _note(Event.SURVEY_DRAWN, found, facts, by=by, at=at)
    return len(chosen)


def _still(wave: str, *, by: access.Who) -> Wave:
    """Return a wave, held, whose list may change. :raises NoSuchStudy: :raises BadSample:."""
    found = access.held(by, wave)
    if found.state != WaveState.READY.value:
        raise BadSample("This wave was opened: its list and its sample stand as they are.")
    return found


def _undraw(wave: Wave) -> None:
    """Undo a draw; before it, whoever has the wave's address may answer."""
    if Draw.objects.filter(wave=wave).delete()[0]:
        rows = Invited.objects.filter(wave=wave)
        rows.update(state=InvitedState.LISTED.value, told_sector="", told_region="")
        wave.invites, wave.carries, wave.remind_days, wave.asked = False, False, None, None
        wave.save(update_fields=["invites", "carries", "remind_days", "asked"])


def _note(
    event: Event, wave: Wave, facts: dict[str, str | int], *, by: access.Who, at: datetime
) -> None:
    name = access.name_of(by)
    audit.record(event, by=name, subject=f"wave:{wave.id}", at=at, facts=facts)
