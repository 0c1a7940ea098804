"""Made-up people on the Council's seats: two seats vacant, a designee, a term that ends soon."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from fourfold.apps.council.actions import seats
from fourfold.apps.council.states.seats import Ending
from fourfold.reference import Pack

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

NAMES = (
    *("Alma Reyes", "Bert Oakley", "Celia Winter", "Dov Samuels", "Elsa Marin", "Finn Gallo"),
    *("Grace Abiola", "Hugo Lindgren", "Iris Chen", "Jonas Webb", "Kemi Adler", "Leo Santoro"),
    *("Mina Farouk", "Nils Carver", "Olga Petrov", "Pia Sandoval", "Quinn Hadley", "Ravi Menon"),
    *("Sofia Beck", "Theo Lang", "Uma Castillo", "Viktor Stone", "Wanda Pike", "Xenia Ross"),
    *("Yusuf Amin", "Zoe Harper", "Aldo Brandt", "Bea Lindholm"),
)
MEMBER, VACANT, DESIGNATED, ENDING = 4, (6, 20), 2, 13
"""Where Max sits, which seats are vacant, which has a designee, whose term ends soon."""
DAY = timedelta(days=1)
WHY = "Made up for this demonstration."


def fill_seats(staff: Staff, pack: Pack) -> None:
    """Let somebody sit on every seat but two."""
    sam, max_, at = staff.viewer("sam"), staff.viewer("max"), staff.at
    today = timezone.localdate(at)
    how: dict[str, Any] = {"by": sam, "at": at - 300 * DAY}
    rows = pack.council_seats if len(pack.council_seats) == len(NAMES) else ()
    for nth, (seat, name) in enumerate(zip(rows, NAMES, strict=False)):
        account = max_.account if nth == MEMBER else ""
        called = "Max Brandt" if account else name
        # A survivor's seat names nobody in public.
        public = nth % 3 == 0 and "victim" not in seat.seat.lower()
        who = seats.add_member(called, account=account, is_public=public, **how)
        first = today - (700 - 10 * nth) * DAY
        last = today + 40 * DAY if nth == ENDING else None
        told = seats.Sits(who, first, last, "Made-up letter, folder 1")
        term = seats.appoint(seat.code, told=told, why=WHY, once=f"demo:seat:{nth}", **how)
        if nth in VACANT:
            ends: dict[str, Any] = {
                "how": Ending.RESIGNED,
                "on": today - (30 + nth) * DAY,
                "why": WHY,
            }
            seats.end_term(term, version=1, **ends, by=sam, at=at - 30 * DAY)
        if nth == DESIGNATED:
            deputy = seats.add_member("Tom Ellery", **how)
            letter = seats.Sits(deputy, today - 100 * DAY, None, "Made-up letter, folder 2")
            seats.designate(term, told=letter, why=WHY, once="demo:designee", **how)
