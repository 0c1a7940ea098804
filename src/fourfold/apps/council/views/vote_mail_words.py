"""Whom a vote by mail reaches, in words: before it opens, while it runs, after it closed."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.queries import vote_mails as queries
from fourfold.apps.council.queries.recommendations import RecommendationLine
from fourfold.apps.council.queries.votes import VoteLine
from fourfold.apps.council.states.votes import MailOf, Reach, Stage, Way
from fourfold.security.access.viewer import Viewer

LATE = _(
    "Your vote came after the deadline. It is kept as late, and it is not counted. You can ask the "
    "Council's staff to note it in the minutes."
)
REACHES = {
    Reach.MAIL: (_("gets a mail"), "good"),
    Reach.NO_ACCOUNT: (_("cannot sign in: reach them another way"), "caution"),
    Reach.NO_MAILBOX: (_("no address: reach them another way"), "caution"),
    Reach.RECUSED: (_("recused, is not asked"), "quiet"),
    Reach.VACANT: (_("vacant"), "quiet"),
    Reach.UNKNOWN: (_("holder not known"), "quiet"),
}
MAILS = {
    MailOf.INVITE: _("invitation"),
    MailOf.REMIND: _("reminder"),
    MailOf.RESULT: _("result"),
}
WENT = {
    "WAITING": (_("waits to go"), "plain"),
    "SENDING": (_("may have gone, nobody knows"), "caution"),
    "SENT": (_("sent"), "good"),
    "FAILED": (_("did not go"), "stop"),
    "NOT_NEEDED": (_("not sent: no longer needed"), "quiet"),
}


def shown(
    line: RecommendationLine, held: tuple[VoteLine, ...], viewer: Viewer
) -> dict[str, Any] | None:
    """
    Return what the page says of mails, for the staff; None where there is nothing to say.

    held: the newest vote, if there is one. Before a vote by mail: who would be written to.
    """
    if held and held[0].way is Way.MAIL and line.stage is not Stage.COMMENT:
        rows = queries.seat_mails(held[0].id, viewer=viewer, at=viewer.at)
        found = [(each.asked, REACHES[each.asked.reach], _went(each)) for each in rows]
        return _table(found, is_ahead=False)
    if line.stage is not Stage.COMMENT:
        return None
    asked = queries.asked(line.code, viewer=viewer, on=timezone.localdate(viewer.at))
    return _table([(each, REACHES[each.reach], []) for each in asked], is_ahead=True)


def _table(rows: list[Any], *, is_ahead: bool) -> dict[str, Any] | None:
    if not rows:
        return None
    vacant = sum(row[0].reach is Reach.VACANT for row in rows)
    unknown = sum(row[0].reach is Reach.UNKNOWN for row in rows)
    empty = (Reach.VACANT, Reach.UNKNOWN)
    rows = [each for each in rows if each[0].reach not in empty or each[2]]
    number = Counter(asked.reach for asked, _reach, _went in rows)
    return {
        "rows": rows,
        "is_ahead": is_ahead,
        "reached": number[Reach.MAIL],
        "vacant": vacant,
        "unknown": unknown,
        "by_hand": number[Reach.NO_ACCOUNT] + number[Reach.NO_MAILBOX],
    }


def _went(mails: queries.SeatMails) -> list[Any]:
    went = mails.went
    return [
        (
            MAILS[each],
            *WENT[went[each].state.value],
            went[each].at,
            each.value if each in mails.again else "",
        )
        for each in MailOf
        if each in went
    ]
