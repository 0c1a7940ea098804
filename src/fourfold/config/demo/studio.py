"""
This year's report half done: forms in three states, a changed figure, a comment, two texts.

It begins from the pack's edition of 2017. What is written anew here is made up and says so.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.apps.council.actions import activity_forms, studio, studio_beside
from fourfold.apps.council.models import StudioFigure
from fourfold.apps.council.queries.studio_figures import cleared, codes_of_indicator
from fourfold.apps.council.states.studio import Begin, FormState
from fourfold.documents.studio import Kind
from fourfold.reference import Pack

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

INDICATOR = "DCF_REFERRALS_ALL_YEARS"
COLLEAGUE = "a made-up colleague"
TOLD = {
    "prevention": "Made up: two talks for hotel staff, and a poster in twelve rest areas.",
    "figures": "Made up: 64 people at two talks, spring; sign-in sheets of the agency",
}
DAY = timedelta(days=1)


def fill_studio(staff: Staff, pack: Pack) -> None:
    """Begin last year's and this year's report, and leave this year's where work is waiting."""
    sam, max_ = staff.viewer("sam"), staff.viewer("max")
    if pack.code != "ct" or INDICATOR not in cleared(viewer=sam).indicators:
        return
    year, at = staff.at.year, staff.at - 20 * DAY
    studio.begin(
        2017,
        title="Trafficking in persons in Connecticut, 2017, as blocks",
        start=Begin.PACK,
        issued_on=date(2017, 12, 31),
        once="demo:2017",
        by=sam,
        at=at,
    )
    report = studio.begin(
        year,
        title=f"Made-up draft: trafficking in persons in Connecticut, {year}",
        start=Begin.EMPTY,
        issued_on=date(year, 12, 31),
        once="demo:studio",
        by=sam,
        at=at,
    )
    (code, *_rest) = codes_of_indicator(INDICATOR, year=year, viewer=sam)
    blocks: list[tuple[Kind, dict[str, str | int]]] = [
        (Kind.HEADING, {"english": "At a glance", "spanish": "De un vistazo", "level": 1}),
        (Kind.FIGURE, {"ref": code, "english": "referrals, all years", "four_p": "protection"}),
        (
            Kind.TEXT,
            {
                "english": f"Made up for this demonstration. The department counts {{{code}}} "
                "referrals over all years. The Council met 5 times.\n\n- **Prevention** came first"
                "\n- Then *protection*",
                "spanish": "",
            },
        ),
        (Kind.HEADING, {"english": "What the figures say", "level": 1}),
        (Kind.CHART, {"ref": "DCF_REFERRALS_BY_AGE", "english": "", "spanish": ""}),
        (Kind.HEADING, {"english": "Recommendations", "level": 1}),
        (Kind.RECOMMENDATIONS, {"ref": "2016", "english": ""}),
        (Kind.PAGE_BREAK, {}),
        (Kind.HEADING, {"english": "What members did", "level": 1}),
        (Kind.ACTIVITIES, {}),
        (Kind.HEADING, {"english": "The plan", "level": 1}),
        (Kind.PLAN, {"english": ""}),
    ]
    made = [
        studio.add_block(
            report, kind=kind, told=told, after="", once=f"demo:s{nth}", by=sam, at=at + nth * DAY
        )
        for nth, (kind, told) in enumerate(blocks)
    ]
    # What the catalog said when it was bound is made up: so the figure has changed since.
    for bound in StudioFigure.objects.filter(report=report, code=code):
        bound.shown, bound.row = "1,000", bound.row | {"value": "1000"}
        bound.save()
    words = "Is this all years, or the year alone? Please say."
    studio_beside.comment(made[2], words=words, once="demo:comment", by=max_, at=at + 13 * DAY)
    for text, who in (("Made up: what we counted, and why", sam), ("Made up: numbers", COLLEAGUE)):
        words_of_both = {"english": text}
        studio.change_block(made[3], told=words_of_both, version=1, by=who, at=at + 14 * DAY)
    _ask(staff, report, pack)


def _ask(staff: Staff, report: str, pack: Pack) -> None:
    """Ask three seats: one has not answered and is late, one was taken, one sent back."""
    sam, max_ = staff.viewer("sam"), staff.viewer("max")
    today = timezone.localdate(staff.at)
    for nth, seat in enumerate(pack.council_seats[:3]):
        form = activity_forms.ask(
            report,
            seat=seat.code,
            account=max_.account,
            due_on=today + (nth - 1) * DAY,
            site="http://localhost/",
            by=sam,
            at=staff.at - 10 * DAY,
        )
        if nth:
            sent_at = staff.at - 2 * DAY
            activity_forms.save(form, told=TOLD, version=1, send=True, by=max_, at=sent_at)
            to, why = (
                (FormState.TAKEN, "")
                if nth == 1
                else (FormState.RETURNED, "Made up: which rest areas?")
            )
            activity_forms.decide(form, to=to, why=why, by=sam, at=staff.at - DAY)
