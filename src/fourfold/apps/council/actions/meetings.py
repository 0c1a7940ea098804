"""Meetings are planned, their agenda is written and posted, and what was filed is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from fourfold.apps.council import access
from fourfold.apps.council.models import AgendaItem, Meeting, Posting
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.states.meetings import (
    BEFOREHAND,
    MeetingKind,
    MeetingState,
    PostKind,
    check_move,
)
from fourfold.apps.council.states.reports import FourP
from fourfold.security import audit
from fourfold.security.events import Event

CHANGED = (
    "Somebody else changed this meeting since you opened the page. What you typed is still below. "
    "Look at what stands there now, and keep it again."
)


@dataclass(frozen=True, slots=True)
class Planned:
    """What is said of a meeting. group: only of a working group."""

    kind: MeetingKind
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """What is said of an item. ref: code of a recommendation or law, or id of a plan's action."""

    title: str
    minutes: int
    presenter: str = ""
    four_p: FourP | None = None
    ref: str = ""


@transaction.atomic
def plan_meeting(planned: Planned, *, once: str, by: access.Who, at: datetime) -> str:
    """Plan a meeting as a draft; the same `once` is the same meeting. Returns its id."""
    access.check_works(by)
    _check_planned(planned)
    made, is_new = Meeting.objects.get_or_create(
        once=once, defaults=_columns(planned) | {"made_at": at, "made_by": access.name_of(by)}
    )
    if is_new:
        _record(made.id, "planned", by=by, at=at)
    return made.id


@transaction.atomic
def change_meeting(
    meeting: str, *, planned: Planned, version: int, by: access.Who, at: datetime
) -> None:
    """Change when and where. :raises ChangedMeanwhile: somebody else was quicker."""
    held = _held(meeting, by=by, version=version)
    _check_planned(planned)
    for column, value in _columns(planned).items():
        setattr(held, column, value)
    _kept(held, "changed", by=by, at=at)


@transaction.atomic
def add_item(meeting: str, *, topic: Topic, once: str, by: access.Who, at: datetime) -> str:
    """Put a topic at the end of the agenda; the same `once` is the same item. Returns its id."""
    held = _held(meeting, by=by)
    same = AgendaItem.objects.filter(once=once).first()
    if same is not None:
        return same.id
    return _added(held, topic, once=once, by=by, at=at).id


@transaction.atomic
def change_item(item: str, *, topic: Topic, version: int, by: access.Who, at: datetime) -> None:
    """Change a topic. version: of its meeting. :raises ChangedMeanwhile:"""
    row, held = _item(item, by=by, version=version)
    _check_topic(topic)
    for column, value in _topic_columns(topic).items():
        setattr(row, column, value)
    row.save()
    _kept(held, "item_changed", by=by, at=at)


@transaction.atomic
def take_out(item: str, *, by: access.Who, at: datetime) -> None:
    """Take a topic off the agenda; it is kept. Twice is once."""
    row, held = _item(item, by=by)
    if not row.is_out:
        row.is_out = True
        row.save()
        _kept(held, "item_out", by=by, at=at)


@transaction.atomic
def carry_over(item: str, *, to: str, by: access.Who, at: datetime) -> str:
    """Bring a topic to another meeting's agenda, once. Returns the new item's id."""
    row = AgendaItem.objects.filter(id=item, meeting__in=access.meetings(by)).first()
    held = _held(to, by=by)
    if row is None:
        raise NoSuchPaper("There is no such item.")
    if row.meeting_id == to:
        raise NotWhole("The topic is on this agenda already. Choose another meeting.")
    same = AgendaItem.objects.filter(meeting=held, carried_from=row).first()
    if same is not None:
        return same.id
    four_p = FourP(row.four_p) if row.four_p else None
    topic = Topic(row.title, row.minutes, row.presenter, four_p, row.ref)
    once = f"{to[:19]}<{row.id[:19]}"
    return _added(held, topic, once=once, carried_from=row, by=by, at=at).id


@transaction.atomic
def post(meeting: str, *, what: PostKind, version: int, by: access.Who, at: datetime) -> None:
    """
    Post the notice or the agenda as it stands: everybody may see it from now on.

    A version that was posted already is not posted again. :raises NotWhole: without a topic.
    """
    held = _held(meeting, by=by, version=version)
    if what not in BEFOREHAND:
        raise NotWhole("Votes and minutes are written down once they were filed.")
    rows = list(held.items.filter(is_out=False).order_by("nth", "id"))
    if what is PostKind.AGENDA and not rows:
        raise NotWhole("The agenda has no topic yet. Add one, then post it.")
    if Posting.objects.filter(meeting=held, what=what.value, version=held.version).exists():
        return
    if held.state == MeetingState.DRAFT.value:
        check_move(MeetingState.DRAFT, MeetingState.POSTED)
        held.state = MeetingState.POSTED.value
        held.save()
    agenda: list[dict[str, str | int]] = [
        {"id": each.id, "title": each.title, "presenter": each.presenter, "minutes": each.minutes}
        for each in rows
        if what is PostKind.AGENDA
    ]
    _posted(held, what, agenda=agenda, filed_at=at, by=by, at=at)


@transaction.atomic
def write_filed(
    meeting: str, *, what: PostKind, filed_at: datetime, by: access.Who, at: datetime
) -> None:
    """Write down when votes or minutes were filed. The first time counts for the clock."""
    held = _held(meeting, by=by)
    if what in BEFOREHAND:
        raise NotWhole("Post the notice and the agenda here.")
    if held.state != MeetingState.POSTED.value or filed_at < held.starts_at:
        raise NotWhole("Votes and minutes are filed after the meeting began.")
    if filed_at > at:
        raise NotWhole("The moment is still to come. Write it down once it was filed.")
    held.version += 1
    held.save()
    _posted(held, what, agenda=[], filed_at=filed_at, by=by, at=at)


@transaction.atomic
def call_off(meeting: str, *, why: str, by: access.Who, at: datetime) -> None:
    """Call a posted meeting off, with a reason that everybody reads. Twice is once."""
    access.check_works(by)
    held = access.meetings(by).select_for_update().filter(id=meeting).first()
    if held is None:
        raise NoSuchPaper("There is no such meeting.")
    if held.state == MeetingState.OFF.value:
        return
    if not why.strip():
        raise NotWhole("Say why it is called off. Everybody reads it.")
    check_move(MeetingState(held.state), MeetingState.OFF)
    held.state, held.off_why = MeetingState.OFF.value, why.strip()[:300]
    _kept(held, "called_off", by=by, at=at)


def _added(
    held: Meeting,
    topic: Topic,
    *,
    once: str,
    by: access.Who,
    at: datetime,
    carried_from: AgendaItem | None = None,
) -> AgendaItem:
    _check_topic(topic)
    last = held.items.aggregate(last=Max("nth"))["last"] or 0
    made = AgendaItem.objects.create(
        meeting=held,
        nth=last + 1,
        **_topic_columns(topic),
        carried_from=carried_from,
        once=once,
        made_at=at,
        made_by=access.name_of(by),
    )
    _kept(held, "item_added", by=by, at=at)
    return made


def _posted(
    held: Meeting,
    what: PostKind,
    *,
    agenda: list[dict[str, str | int]],
    filed_at: datetime,
    by: access.Who,
    at: datetime,
) -> None:
    Posting.objects.create(
        meeting=held,
        what=what.value,
        version=held.version,
        agenda=agenda,
        at=filed_at,
        made_at=at,
        made_by=access.name_of(by),
    )
    _record(held.id, f"filed_{what.value.lower()}", by=by, at=at)


def _columns(planned: Planned) -> dict[str, object]:
    return {
        "kind": planned.kind.value,
        "group": planned.group.strip()[:120],
        "starts_at": planned.starts_at,
        "ends_at": planned.ends_at,
        "place": planned.place.strip()[:200],
        "link": planned.link.strip()[:300],
    }


def _topic_columns(topic: Topic) -> dict[str, object]:
    return {
        "title": topic.title.strip()[:200],
        "presenter": topic.presenter.strip()[:120],
        "minutes": topic.minutes,
        "four_p": topic.four_p.value if topic.four_p else "",
        "ref": topic.ref.strip()[:60],
    }


def _check_planned(planned: Planned) -> None:
    if planned.ends_at <= planned.starts_at:
        raise NotWhole("The meeting ends after it begins. Correct the end.")
    if not planned.place.strip():
        raise NotWhole("Say where it is held. For a meeting from afar only, write “Remote”.")
    if planned.link.strip() and not planned.link.strip().startswith("https://"):
        raise NotWhole("The link begins with https://.")
    if (planned.kind is MeetingKind.WORKING_GROUP) != bool(planned.group.strip()):
        raise NotWhole("Name the working group; any other meeting has none.")


def _check_topic(topic: Topic) -> None:
    if not topic.title.strip():
        raise NotWhole("Say what the topic is.")
    if not 0 < topic.minutes <= 600:
        raise NotWhole("Plan 1 to 600 minutes.")


def _item(item: str, *, by: access.Who, version: int | None = None) -> tuple[AgendaItem, Meeting]:
    found = AgendaItem.objects.filter(id=item).values_list("meeting", flat=True).first()
    held = _held(found or "", by=by, version=version)
    return AgendaItem.objects.select_for_update().get(id=item), held


def _held(meeting: str, *, by: access.Who, version: int | None = None) -> Meeting:
    access.check_works(by)
    held = access.meetings(by).select_for_update().filter(id=meeting).first()
    if held is None:
        raise NoSuchPaper("There is no such meeting.")
    if held.state == MeetingState.OFF.value:
        raise NotWhole("The meeting was called off. Plan a new one.")
    if version is not None and version != held.version:
        raise ChangedMeanwhile(CHANGED)
    return held


def _kept(held: Meeting, what: str, *, by: access.Who, at: datetime) -> None:
    held.version += 1
    held.save()
    _record(held.id, what, by=by, at=at)


def _record(meeting: str, what: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.MEETING_CHANGED,
        by=access.name_of(by),
        subject=f"meeting:{meeting}",
        at=at,
        facts={"what": what},
    )
