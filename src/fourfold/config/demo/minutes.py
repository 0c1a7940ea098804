"""Materials and minutes of two made-up meetings: one published, one with the members."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fourfold.apps.council.actions import materials, minutes, minutes_issue
from fourfold.apps.council.actions.materials import Brought
from fourfold.apps.council.actions.motions import Told
from fourfold.apps.council.queries.meetings import items, meetings
from fourfold.apps.council.queries.minutes import minutes_page
from fourfold.apps.council.states.meetings import MeetingKind, MeetingState
from fourfold.apps.council.states.motions import About
from fourfold.config.demo.motions import came, made, voted

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

DAY = timedelta(days=1)
SAID = (
    "The chair opened the meeting and welcomed the members. Nobody of the public asked to speak.",
    """Sam Otero showed what the data calls brought:

- three offices answered for the first time
- two corrected an earlier count

Members asked for the **median** beside each mean.""",
    "Members heard how hotels and motels train their staff. The made-up innkeepers will count.",
    "The recommendations of this year were read one by one.",
    "Members spoke about services for boys and young men. The topic goes on at the next meeting.",
    "The chair closed the meeting.",
)


TABLE = b"""office,answered,corrected
Made-up office A,yes,no
Made-up office B,yes,yes
Made-up office C,no,no
"""


def fill_materials(staff: Staff, meeting: str, starts: datetime) -> None:
    """Bring two made-up tables: one everybody reads, one for the members."""
    topic = items(meeting, viewer=staff.viewer("sam"))[0].id
    how: dict[str, Any] = {"by": staff.viewer("sam"), "at": starts - 3 * DAY}
    for nth, told in enumerate(
        (
            Brought("Who answered the data calls", "The Council's office", topic, is_open=True),
            Brought("Notes for the members", "The Council's office"),
        )
    ):
        once = f"demo:{meeting}:{nth}"
        file = BytesIO(TABLE[: len(TABLE) - 25 * nth])
        materials.bring(meeting, told=told, file=file, once=once, **how)


def fill_minutes(staff: Staff) -> None:
    """Write minutes of the last two meetings; a motion of the last approves those before."""
    sam = staff.viewer("sam")
    found = [
        each
        for each in meetings(viewer=sam, now=staff.at)
        if each.ends_at < staff.at
        and each.kind is MeetingKind.REGULAR
        and each.state is MeetingState.POSTED
    ]
    last, before = found[0], found[1]
    topics = items(before.id, viewer=sam)
    there = list(came(staff, before.id, before.starts_at, 20))
    if len(there) < 2:
        return  # nobody sits in this state's demonstration
    words = "To ask every office for the median beside the mean."
    told = Told(words, there[0], there[1], topics[0].id)
    motion = made(staff, before.id, told, before.starts_at, 20)
    voted(staff, motion, before.starts_at, 25, split=True)
    of = _sent(staff, before.id, before.starts_at)
    there = list(came(staff, last.id, last.starts_at, 10))
    words = "To approve the minutes of the meeting before as they were sent."
    told = Told(words, there[0], there[1], "", About.MINUTES, before.id)
    motion = made(staff, last.id, told, last.starts_at, 10)
    voted(staff, motion, last.starts_at, 12, split=False)
    how: dict[str, Any] = {"by": sam, "at": last.starts_at + DAY}
    minutes_issue.approve(of, meeting=last.id, how="", version=_version(staff, before.id), **how)
    minutes_issue.publish(of, version=_version(staff, before.id), **how)
    _sent(staff, last.id, last.starts_at)


def _version(staff: Staff, meeting: str) -> int:
    page = minutes_page(meeting, viewer=staff.viewer("sam"))
    return page.version if page else 0


def _sent(staff: Staff, meeting: str, starts: datetime) -> str:
    who = staff.viewer("sam")
    how: dict[str, Any] = {"by": who, "at": starts + DAY}
    begun = minutes.begin(meeting, once=f"demo:minutes:{meeting}"[:40], **how)
    page = minutes_page(meeting, viewer=who)
    for (block, _part), words in zip(page.blocks if page else (), SAID, strict=False):
        minutes.change_block(block.id, told={"words": words}, version=block.version, **how)
    version = _version(staff, meeting)
    minutes_issue.circulate(begun, version=version, by=who, at=starts + 3 * DAY)
    return begun
