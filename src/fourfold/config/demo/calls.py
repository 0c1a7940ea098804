"""A made-up year of data calls: three open, two closed, a hundred made-up police departments."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.apps.submissions.actions import asking, batches, respondents
from fourfold.apps.submissions.actions import calls as actions
from fourfold.apps.submissions.rules.periods import PeriodKind, period
from fourfold.apps.submissions.rules.reminders import USUAL
from fourfold.apps.submissions.rules.respondents import Office
from fourfold.apps.submissions.states import RespondentKind
from fourfold.config.demo.answers import answer_some, link_of
from fourfold.config.demo.people import Place, codes
from fourfold.reference import NotKnownThen, Pack, UnknownName, district_of, name_of_district

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

POLICE = 100
BY = "demo"
YEARLY, TRAININGS, SERVICES = "yearly_law_enforcement", "trainings", "victim_services"
SERVICES_HEAD = "year,service,people,minors,turned_away,allocated,spent"
DAY = timedelta(days=1)


def fill_calls(staff: Staff, pack: Pack) -> None:
    """Put made-up offices on the list, open the calls, and leave answers in every state."""
    if not {YEARLY, TRAININGS, SERVICES} <= {each.name for each in pack.contracts}:
        return  # another state's demonstration asks for none of these
    offices = _offices(pack, at=staff.at - 420 * DAY, on=timezone.localdate(staff.at))
    police = [code for code, kind in offices.items() if kind is RespondentKind.POLICE]
    prosecutors = [code for code, kind in offices.items() if "ATTORNEY" in kind]
    others = [code for code in offices if code not in {*police, *prosecutors}]
    last = staff.at.year - 1
    _closed_yearly(staff, [*police, *prosecutors], year=last - 1)
    _open_yearly(staff, [*police, *prosecutors], year=last)
    _trainings(staff, [_training_office(staff, pack), *others], year=last)
    _open(staff, TRAININGS, last - 1, others, opened=371, due=-330)
    for office in others:
        _nothing(staff, TRAININGS, last - 1, office, ago=340)
    _close(staff, TRAININGS, last - 1, why="Every office has answered.", ago=320)
    _services(staff, others, pack, year=last)


def _offices(pack: Pack, *, at: datetime, on: date) -> dict[str, RespondentKind]:
    towns = list(pack.rows("towns"))[:POLICE]
    made = [
        Office(
            f"Made-up Police Department of {row['name']}",
            RespondentKind.POLICE,
            row["code"],
            _district(row["code"], pack, on),
            # Every ninth has no mailbox and gets letters.
            f"records@{row['code'].lower().replace('_', '-')}.example" if nth % 9 else "",
        )
        for nth, row in enumerate(towns, start=1)
    ]
    for code in dict.fromkeys(row["code"] for row in pack.rows("districts")):
        try:
            name = name_of_district(code, on=on, pack=pack)
        except (NotKnownThen, UnknownName):
            continue
        made.append(
            Office(
                f"Made-up State’s Attorney of {name}",
                RespondentKind.STATES_ATTORNEY,
                "",
                code,
                f"office@{code.lower().replace('_', '-')}.example",
            )
        )
    families = codes(pack)[Place.FAMILIES]
    made += [
        Office(
            "Made-up Office of the Chief State’s Attorney",
            RespondentKind.CHIEF_STATES_ATTORNEY,
            mail="chief@prosecution.example",
        ),
        Office(
            "Made-up Referral Unit for Children",
            RespondentKind.AGENCY,
            mail="referrals@families.example",
            agency=families,
        ),
        Office("Made-up Training Academy", RespondentKind.TRAINING, mail="desk@academy.example"),
        Office("Made-up Shore House", RespondentKind.PROVIDER, mail="counts@shore.example"),
    ]
    found = respondents.add_all(made, by=BY, at=at)
    return {code: office.kind for code, office in zip(found, made, strict=True)}


def _training_office(staff: Staff, pack: Pack) -> str:
    """Put the training office of the Council on the list: its own records answer its call."""
    office = Office(
        "Made-up Training Office of the Council",
        RespondentKind.TRAINING,
        mail="trainings@council.example",
        agency=codes(pack)[Place.COUNCIL],
    )
    return respondents.add_all([office], by=BY, at=staff.at - 60 * DAY)[0]


def _district(town: str, pack: Pack, on: date) -> str:
    try:
        return district_of(town, on=on, pack=pack)
    except (NotKnownThen, UnknownName):
        return ""


def _closed_yearly(staff: Staff, offices: list[str], *, year: int) -> None:
    """Last year's: a few numbers, twelve late, nothing to report from the rest; closed."""
    call = _open(staff, YEARLY, year, offices, opened=371, due=-350)
    sent = answer_some(call, offices=offices[:6], at=staff.at - 370 * DAY)
    for nth, office in enumerate(offices[6:]):
        _nothing(staff, YEARLY, year, office, ago=345 if nth < 12 else 365)
    _accept(staff, sent, ago=340)
    _close(staff, YEARLY, year, why="All answers are in and accepted.", ago=300)


def _open_yearly(staff: Staff, offices: list[str], *, year: int) -> None:
    """This year's: due in ten days, with answers in every state."""
    call = _open(staff, YEARLY, year, offices, opened=45, due=10)
    sent = answer_some(call, offices=offices[:14], at=staff.at - 9 * DAY)
    _accept(staff, sent[:6], ago=3)
    sam = staff.viewer("sam", before=2 * DAY)
    for batch in sent[6:8]:
        batches.give_back(
            batch, why="Item a2 is lower than item a9. Please check both.", by=sam, at=sam.at
        )
    for office in offices[14:40]:
        _nothing(staff, YEARLY, year, office, ago=6)
    asking.excuse(
        call, organization=offices[40], why="The department was founded in May.", by=sam, at=sam.at
    )
    later = timezone.localdate(staff.at) + 24 * DAY
    asking.grant_later_day(call, organization=offices[41], due_on=later, by=sam, at=sam.at)


def _trainings(staff: Staff, offices: list[str], *, year: int) -> None:
    """Due five days ago: one has nothing to report, the others are late."""
    _open(staff, TRAININGS, year, offices, opened=40, due=-5)
    _nothing(staff, TRAININGS, year, offices[-1], ago=8)


def _services(staff: Staff, offices: list[str], pack: Pack, *, year: int) -> None:
    """Due in 25 days: one has sent its file, which is accepted; one has nothing; one is awaited."""
    call = _open(staff, SERVICES, year, offices, opened=20, due=25)
    _nothing(staff, SERVICES, year, offices[1], ago=4)
    office, at = offices[2], staff.at - 5 * DAY
    rows = [
        f"{year},{row['code']},{nth * 7 % 23},{nth * 2 % 5},{nth % 3},{nth * 1250},{nth * 1180.5}"
        for nth, row in enumerate(list(pack.rows("service_types"))[:6], start=1)
    ]
    by = f"demo:{office}"[:80]
    batch = batches.keep_file(
        call,
        organization=office,
        file_name="made-up-services.csv",
        content="\n".join([SERVICES_HEAD, *rows, ""]).encode(),
        pack=pack,
        by=by,
        at=at,
    )
    batches.send(batch, by=by, at=at)
    _accept(staff, [batch], ago=3)


def _open(
    staff: Staff, dataset: str, year: int, offices: list[str], *, opened: int, due: int
) -> str:
    call, at = _code(dataset, year), staff.at - opened * DAY
    first, until = period(PeriodKind.YEAR, year=year)
    actions.open_call(
        call,
        dataset=dataset,
        year=year,
        words="A made-up call. Thank you for the numbers your office keeps.",
        from_on=first,
        until_on=until,
        due_on=timezone.localdate(staff.at) + due * DAY,
        reminders=USUAL,
        respondents=offices,
        by=staff.accounts["sam"],
        at=at,
    )
    return call


def _code(dataset: str, year: int) -> str:
    return f"{dataset.replace('_', '-')}-{year}"


def _nothing(staff: Staff, dataset: str, year: int, office: str, *, ago: int) -> None:
    call, at = _code(dataset, year), staff.at - ago * DAY
    by = link_of(call, office=office, at=at)
    asking.nothing_to_report(call, organization=office, by=by, at=at)


def _accept(staff: Staff, sent: list[str], *, ago: int) -> None:
    sam = staff.viewer("sam", before=ago * DAY)
    for batch in sent:
        batches.accept(batch, by=sam, at=sam.at)


def _close(staff: Staff, dataset: str, year: int, *, why: str, ago: int) -> None:
    at = staff.at - ago * DAY
    actions.close_call(_code(dataset, year), why=why, by=staff.accounts["sam"], at=at)
