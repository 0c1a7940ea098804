"""Every action asks by itself who acts: the whole truth table of role and action."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import NotTheCouncil
from fourfold.apps.submissions.actions import asking, calls, compiling, reminders, respondents
from fourfold.apps.submissions.models import Asked, DataCall, Reminder, Respondent
from fourfold.apps.submissions.rules.respondents import Office
from fourfold.apps.submissions.states import RespondentKind
from fourfold.security.access.roles import ROLES
from fourfold.security.models import AuditEvent
from tests.make import answers, people
from tests.make.answers import CALL, HOUSE
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
Act = Callable[..., Any]
NEW = Office("Made-up New PD", RespondentKind.POLICE, code="NEW_PD")
OFFICE = "MADE_UP_PD"

OF_THE_COUNCIL: dict[str, Act] = {
    "open_call": lambda **who: calls.open_call("NEW-2029", dataset="trainings", year=2029, **who),
    "change_call": lambda **who: calls.change_call(
        CALL, due_on=date(2030, 3, 1), words="", reminders=[], **who
    ),
    "close_call": lambda **who: calls.close_call(CALL, why="All came.", **who),
    "reopen_call": lambda **who: calls.reopen_call("CLOSED-2029", why="One came late.", **who),
    "ask": lambda **who: asking.ask(CALL, respondents=["OTHER_PD"], **who),
    "grant_later_day": lambda **who: asking.grant_later_day(
        CALL, organization=OFFICE, due_on=date(2030, 3, 1), **who
    ),
    "excuse": lambda **who: asking.excuse(CALL, organization=OFFICE, why="New.", **who),
    "no_longer_excuse": lambda **who: asking.no_longer_excuse(
        CALL, organization="EXCUSED_PD", **who
    ),
    "add": lambda **who: respondents.add(NEW, **who),
    "add_all": lambda **who: respondents.add_all([NEW], **who),
    "change": lambda **who: respondents.change(OFFICE, to=NEW, **who),
    "set_active": lambda **who: respondents.set_active(OFFICE, is_active=False, **who),
    "make_due": lambda **who: reminders.make_due(CALL, on=NOW.date(), **who),
    "make_again": lambda **who: reminders.make_again(
        Reminder.objects.get(number=1).pk, on=NOW.date(), **who
    ),
    "posted": lambda **who: reminders.posted([], **who),
    "take": lambda **who: compiling.take(CALL, form="csv", **who),
}
"""What only the Council's staff do: each of them, as whoever is named by `by`, now."""
WITH_NOTHING_TO_DO = ("make_due", "posted")
"""In this made-up world nothing is due and no letter waits."""


@pytest.fixture
def world() -> None:
    answers.asked(agency=people.DCF)
    answers.office("OTHER_PD")
    answers.office("EXCUSED_PD")
    asking.ask(CALL, respondents=["EXCUSED_PD"], by=HOUSE, at=NOW)
    asking.excuse(CALL, organization="EXCUSED_PD", why="New.", by=HOUSE, at=NOW)
    answers.call("CLOSED-2029")
    calls.close_call("CLOSED-2029", why="Made up.", by=HOUSE, at=NOW)
    Reminder.objects.create(
        asked=Asked.objects.get(respondent__code=OFFICE),
        days=3,
        due_on=answers.DUE,
        way="MAIL",
        state="FAILED",
        mail="records@made-up.example",
        made_at=NOW,
        made_by=HOUSE,
        ended_at=NOW,
        why_not="OSError",
    )


@pytest.mark.slow
@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_role_does_what_the_table_says_and_nothing_else(role: str, world: None) -> None:
    viewer = people.viewer("Ann", role)
    before = standing()

    for name, act in OF_THE_COUNCIL.items():
        for by in (viewer, viewer.account):
            if role == "STAFF":
                continue
            with pytest.raises(NotTheCouncil):
                act(by=by, at=NOW)
            assert standing() == before, (role, name)


@pytest.mark.parametrize("name", OF_THE_COUNCIL)
def test_the_councils_staff_may_do_each_of_them(name: str, world: None) -> None:
    viewer = people.viewer("Ann", "STAFF")

    OF_THE_COUNCIL[name](by=viewer.account, at=NOW)

    assert AuditEvent.objects.filter(by=viewer.account).exists() or name in WITH_NOTHING_TO_DO


@pytest.mark.parametrize("name", OF_THE_COUNCIL)
def test_nobody_and_whoever_has_no_second_factor_do_none(name: str, world: None) -> None:
    from fourfold.security.access.viewer import viewer_of

    bare = viewer_of(people.account("Ann", "STAFF").id, at=NOW)

    for by in ("", bare):
        with pytest.raises(NotTheCouncil):
            OF_THE_COUNCIL[name](by=by, at=NOW)


@pytest.mark.parametrize(
    ("role", "of", "may"),
    [
        ("STEWARD", people.DCF, True),
        ("STEWARD", "ELSEWHERE", False),
        ("STAFF", "COUNCIL", True),
        ("PRIVACY", people.DCF, False),
        ("AGENCY_ADMIN", people.DCF, False),
    ],
)
def test_an_offices_word_comes_from_its_steward_or_the_council(
    role: str, of: str, may: bool, world: None
) -> None:
    viewer = people.viewer("Ann", role, of=of)

    for act in (asking.nothing_to_report, asking.something_to_report):
        if may:
            act(CALL, organization=OFFICE, by=viewer.account, at=NOW)
        else:
            with pytest.raises(asking.NotAsked):
                act(CALL, organization=OFFICE, by=viewer.account, at=NOW)


def test_every_action_of_these_files_stands_in_a_table() -> None:
    """Those of batches, files, grounds, tokens and links ask in tables of their own."""
    by_the_outbox = {"note_mail"}
    told = {*OF_THE_COUNCIL, *by_the_outbox, "nothing_to_report", "something_to_report"}
    public = {
        name
        for module in (calls, asking, respondents, reminders, compiling)
        for name, found in vars(module).items()
        if getattr(found, "__module__", "") == module.__name__
        and not name.startswith("_")
        and not isinstance(found, type)
    }
    assert public == told
    assert access.for_the_council("job:made-up", at=NOW) == "job:made-up"


def standing() -> list[object]:
    """Return what any of these actions would change."""
    return [
        *DataCall.objects.order_by("id").values_list("code", "due_on", "closed_at"),
        *Respondent.objects.order_by("code").values_list("code", "name", "is_active"),
        AuditEvent.objects.count(),
    ]
