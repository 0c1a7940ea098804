"""Made-up money of this fiscal year, words on duties of two years, and a register of places."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from fourfold.apps.council.actions import budget, mandates
from fourfold.apps.council.queries.budget import limits, year_of
from fourfold.apps.council.rules.budget import days_of
from fourfold.apps.council.states.budget import EntryKind
from fourfold.apps.council.states.mandates import ProofKind, Said
from fourfold.apps.council.states.reports import FourP
from fourfold.apps.submissions.actions import batches, calls, respondents
from fourfold.apps.submissions.rules.periods import PeriodKind, period
from fourfold.apps.submissions.rules.reminders import USUAL
from fourfold.apps.submissions.rules.respondents import Office
from fourfold.apps.submissions.states import RespondentKind
from fourfold.reference import Pack

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

DAY = timedelta(days=1)
REGISTER = "lodging_attestations"
HEAD = "place,town,kind,attested_on,notice_posted,employees_trained,records_kept"
LINES = (
    ("TRAINING", "Made-up: trainings for lodging staff", FourP.PREVENTION, 900_000),
    ("HOUSING", "Made-up: nights of emergency housing", FourP.PROTECTION, 834_400),
    ("FORUM", "Made-up: forum of prosecutors", FourP.PROSECUTION, 150_000),
    ("PRINT", "Made-up: print and translation of the report", FourP.PARTNERSHIP, 60_000),
)
PAID = (
    ("TRAINING", 45_000, "Made-up Training Academy", "Two sessions in the east"),
    ("TRAINING", 38_550, "Made-up Training Academy", "One session by the shore"),
    ("HOUSING", 34_618, "Made-up Shore House", "Rooms in the first month"),
    ("HOUSING", 122_000, "Made-up Shore House", "Rooms in the second month"),
    ("FORUM", 90_000, "Made-up Hall", "The hall for a day"),
)
SAID = (
    ("SA_04_8_1", Said.MET, "Made up: data of the year were gathered and published."),
    ("SA_04_8_2", Said.PARTLY, "Made up: two models were compared; outcomes were not."),
    ("SA_04_8_7", Said.MET, "Made up: eight organizations were asked, and what changed is kept."),
    ("CGS_46A_170_UPDATES", Said.MET, "Made up: an update was given at each meeting."),
    ("DCF_MDT", Said.NOT_MET, "Made up: four cases were not brought to a team."),
)
PLACES = (
    ("Made-up Inn", "LODGING", "true,true,true"),
    ("Made-up Motel by the River", "LODGING", "true,false,true"),
    ("Made-up Harbor Hotel", "LODGING", "true,true,true"),
    ("Made-up Lodge", "LODGING", "false,true,true"),
    ("Made-up Service Plaza North", "SERVICE_PLAZA", "true,,"),
    ("Made-up Service Plaza South", "SERVICE_PLAZA", "false,,"),
    ("Made-up Tavern", "LIQUOR", "true,,"),
    ("Made-up Wine Bar", "LIQUOR", "true,,"),
    ("Made-up Night Club", "ADULT_BUSINESS", "false,,"),
)


def fill_mandates(staff: Staff, pack: Pack) -> None:
    """Enter money, say where duties stand, take a register, and note a group's report."""
    if pack.code != "ct":
        return
    _money(staff)
    _duties(staff, pack)
    _places(staff, pack)


def _money(staff: Staff) -> None:
    sam, max_ = staff.viewer("sam"), staff.viewer("max")
    today = timezone.localdate(staff.at)
    year = year_of(today, viewer=sam)
    first, _last = days_of(year, starts=limits(viewer=sam).starts)
    lines = {}
    for code, name, four_p, cents in LINES:
        lines[code] = budget.open_line(code, year=year, name=name, four_p=four_p, by=sam, at=sam.at)
        told = ("Made-up state appropriation", "This fiscal year")
        _enter(staff, lines[code], EntryKind.ALLOCATED, cents, first, *told)
    for code, cents, who, words in PAID:
        _enter(staff, lines[code], EntryKind.SPENT, cents, today, who, words)
    wrong = _enter(
        staff, lines["FORUM"], EntryKind.SPENT, 9_000, today, "Made-up Caterer", "Typed twice"
    )
    budget.reverse(wrong, why="Made up: the bill was 900.00.", once="demo:back", by=sam, at=sam.at)
    promise = ("Made-up Translators", "Spanish text of the report")
    _enter(staff, lines["PRINT"], EntryKind.COMMITTED, 25_000, today, *promise)
    _enter(
        staff,
        lines["PRINT"],
        EntryKind.SPENT,
        48_750,
        today,
        "Made-up Printer",
        "1,500 copies",
        over_why="Made up: paper cost more than was offered.",
    )
    large = ("Made-up Training Academy", "A year of sessions")
    agreed = _enter(staff, lines["TRAINING"], EntryKind.COMMITTED, 400_000, today, *large)
    budget.decide(agreed, agree=True, by=max_, at=max_.at)
    _enter(
        staff,
        lines["HOUSING"],
        EntryKind.COMMITTED,
        250_000,
        today,
        "Made-up Shore House",
        "Rooms kept free for the winter",
    )


def _enter(
    staff: Staff,
    line: str,
    kind: EntryKind,
    cents: int,
    on: date,
    who: str,
    words: str,
    over_why: str = "",
) -> str:
    sam = staff.viewer("sam")
    once = f"demo:{line}:{kind}:{cents}"
    entry = budget.Entry(
        kind=kind, cents=cents, on=on, who=who, words=words, once=once, over_why=over_why
    )
    return budget.enter(line, entry=entry, by=sam, at=sam.at)


def _duties(staff: Staff, pack: Pack) -> None:
    year = timezone.localdate(staff.at).year
    for nth, (duty, said, words) in enumerate(SAID):
        sam = staff.viewer("sam", before=40 * DAY)
        max_ = staff.viewer("max", before=38 * DAY)
        for when in (year - 1, year)[: 2 if nth else 1]:
            how: dict[str, Any] = {
                "year": when,
                "said": said,
                "words": words,
                "once": f"demo:{duty}:{when}",
            }
            made = mandates.assess(duty, **how, by=sam, at=sam.at)
            if nth < 4 or when < year:
                mandates.read(made, agree=True, by=max_, at=max_.at)
    sam = staff.viewer("sam")
    mandates.prove(
        "CGS_46A_170_UPDATES",
        year=year,
        kind=ProofKind.TYPED,
        words="Made-up minutes of the autumn meeting",
        place="item 4",
        by=sam,
        at=sam.at,
    )
    mandates.prove(
        "SA_04_8_6", year=year, kind=ProofKind.LAW, ref="CGS_53A_192A", by=sam, at=sam.at
    )
    mandates.expect_report(
        "Made-up report on data",
        group="Made-up working group on data",
        due_on=timezone.localdate(staff.at) - 6 * DAY,
        once="demo:group",
        by=sam,
        at=sam.at,
    )


def _places(staff: Staff, pack: Pack) -> None:
    """Open a call for the register of this year, and accept what a made-up association sent."""
    if REGISTER not in {each.name for each in pack.contracts}:
        return
    at = staff.at - 30 * DAY
    today = timezone.localdate(staff.at)
    name = "Made-up Association of Lodging"
    office = Office(name, RespondentKind.PROVIDER, mail="desk@lodging.example")
    (code,) = respondents.add_all([office], by="demo", at=at)
    first, until = period(PeriodKind.YEAR, year=today.year)
    call = f"{REGISTER.replace('_', '-')}-{today.year}"
    calls.open_call(
        call,
        dataset=REGISTER,
        year=today.year,
        words="A made-up call. Thank you for asking the places you know.",
        from_on=first,
        until_on=until,
        due_on=timezone.localdate(staff.at) + 20 * DAY,
        reminders=USUAL,
        respondents=[code],
        by=staff.accounts["sam"],
        at=at,
    )
    towns = [row["code"] for row in pack.rows("towns")]
    on = max(first, timezone.localdate(at))
    rows = [
        f"{place},{towns[nth * 7]},{kind},{on},{said}"
        for nth, (place, kind, said) in enumerate(PLACES)
    ]
    by = f"demo:{code}"[:80]
    sent = staff.at - 10 * DAY
    batch = batches.keep_file(
        call,
        organization=code,
        file_name="made-up-places.csv",
        content="\n".join([HEAD, *rows, ""]).encode(),
        pack=pack,
        by=by,
        at=sent,
    )
    batches.send(batch, by=by, at=sent)
    sam = staff.viewer("sam", before=8 * DAY)
    batches.accept(batch, by=sam, at=sam.at)
