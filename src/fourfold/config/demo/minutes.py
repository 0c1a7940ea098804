"""Materials and minutes of two made-up meetings: one published, one with the members."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fourfold.apps.council.actions import materials, minutes, minutes_issue
from fourfold.apps.council.actions.materials import Brought
from fourfold.apps.council.queries.meetings import items
from fourfold.apps.council.queries.minutes import minutes_page

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

DAY = timedelta(days=1)
SAID = (
    "The chair opened the meeting and welcomed the members. Nobody of the public asked to speak.",
    """Sam Otero showed what the data calls brought:

- three offices answered for the first time
- two corrected an earlier count

Members asked for the **median** beside each mean.""",
    """Members heard how hotels and motels train their staff. The made-up innkeepers will say by
the next meeting how many have done so.""",
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


def fill_minutes(staff: Staff, before: tuple[str, datetime], last: tuple[str, datetime]) -> None:
    """Write minutes of the last two meetings; each is an id and when it began."""
    of = _sent(staff, *before)
    how: dict[str, Any] = {"by": staff.viewer("sam"), "at": last[1] + DAY}

    def version(meeting: str) -> int:
        page = minutes_page(meeting, viewer=staff.viewer("sam"))
        return page.version if page else 0

    said = "Approved without objection."
    minutes_issue.approve(of, meeting=last[0], how=said, version=version(before[0]), **how)
    minutes_issue.publish(of, version=version(before[0]), **how)
    _sent(staff, *last)


def _sent(staff: Staff, meeting: str, starts: datetime) -> str:
    who = staff.viewer("sam")
    how: dict[str, Any] = {"by": who, "at": starts + DAY}
    made = minutes.begin(meeting, once=f"demo:minutes:{meeting}"[:40], **how)
    page = minutes_page(meeting, viewer=who)
    for (block, _part), words in zip(page.blocks if page else (), SAID, strict=False):
        minutes.change_block(block.id, told={"words": words}, version=block.version, **how)
    page = minutes_page(meeting, viewer=who)
    version = page.version if page else 0
    minutes_issue.circulate(made, version=version, by=who, at=starts + 3 * DAY)
    return made
