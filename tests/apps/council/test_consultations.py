"""The consultation log: who was asked, what changed, who was never asked, and who may read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from fourfold.apps.council.actions import consultations as actions
from fourfold.apps.council.models import Consultation
from fourfold.apps.council.queries import consultations as queries
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.states.consultations import Asked, Way
from fourfold.apps.council.states.reports import FourP
from fourfold.reference import active_pack
from fourfold.security.access.viewer import nobody
from fourfold.security.models import AuditEvent
from tests.make import desk, people
from tests.make.council import BY, CONSULTED, LAW, consultation
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
TODAY = NOW.date()
LIST = "/desk/council/consultations/"


@pytest.fixture
def standing_clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def typed(**more: str) -> dict[str, str]:
    told = {"asked": "GROUP", "who": "Hotel managers", "four_p": "prevention", "way": "LETTER"}
    told |= {"topic": "The notice", "said": "It is small.", "once": "x"}
    parts = {"on_month": TODAY.month, "on_day": TODAY.day, "on_year": TODAY.year}
    return told | {name: str(value) for name, value in parts.items()} | more


def test_an_entry_is_kept_once_and_told_to_the_log() -> None:
    assert consultation("one") == consultation("one")
    (line,) = queries.consultations(viewer=BY)

    assert (line.who, line.about_words != "") == (active_pack().organizations[0].name, True)
    assert AuditEvent.objects.filter(event="CONSULTATION_LOGGED").count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"organization": "ORG_NONE"}, "Choose the organization"),
        ({"asked": Asked.GROUP}, "which group"),
        ({"topic": " "}, "asked about"),
        ({"on": TODAY + timedelta(days=1)}, "still to come"),
        ({"about": "LAW:NONE"}, "from the list"),
        ({"changed_what": f"LAW:{LAW}"}, "what changed"),
    ],
)
def test_what_is_not_whole_is_refused(wrong, words: str) -> None:
    with pytest.raises(NotWhole, match=words):
        actions.log(replace(CONSULTED, **wrong), once="x", by=BY, at=NOW)


def test_survivors_are_a_category_and_never_a_name() -> None:
    told = replace(CONSULTED, asked=Asked.SURVIVORS, who="Somebody", organization="")
    actions.log(told, once="x", by=BY, at=NOW)
    held = Consultation.objects.get()

    assert (held.who, held.organization) == ("", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.update(who="Somebody")


def test_a_change_keeps_what_it_said_before() -> None:
    made = consultation()
    told = replace(CONSULTED, changed="The words.", changed_what=f"LAW:{LAW}")
    actions.change(made, told=told, version=1, by=BY, at=NOW)
    (change,) = queries.changes(made, viewer=BY)

    assert ("changed", "", "The words.") in change.told
    with pytest.raises(ChangedMeanwhile):
        actions.change(made, told=CONSULTED, version=1, by=BY, at=NOW)


def test_who_was_never_asked_shrinks_by_whom_is_asked() -> None:
    before = queries.never_asked([], viewer=BY)
    consultation()
    after = queries.never_asked(queries.consultations(viewer=BY), viewer=BY)
    name = active_pack().organizations[0].name

    assert sum(len(each.organizations) for each in before) == 1 + sum(
        len(each.organizations) for each in after
    )
    assert all(name not in each.organizations for each in after)


def test_members_read_and_only_staff_write() -> None:
    made = consultation()
    mary = people.viewer("Mary", "MEMBER")

    assert len(queries.consultations(viewer=mary)) == 1
    assert queries.consultations(viewer=nobody(NOW)) == []
    assert queries.never_asked([], viewer=nobody(NOW)) == ()
    for step in (
        lambda: actions.log(CONSULTED, once="y", by=mary, at=NOW),
        lambda: actions.change(made, told=CONSULTED, version=1, by=mary, at=NOW),
    ):
        with pytest.raises(NoSuchPaper):
            step()


def test_staff_enter_change_filter_and_take_the_log_along() -> None:
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    made = staff.post(f"{LIST}new/", typed())
    assert made.status_code == 302
    page = made.headers["Location"]
    changed = typed(version="1", changed="It is larger now.", changed_what=f"LAW:{LAW}")
    assert staff.post(page, changed).status_code == 302
    late = staff.post(page, changed)

    assert (late.status_code, "Somebody changed this entry" in said(late)) == (422, True)
    assert "It is larger now." in said(staff.get(page))
    assert "Hotel managers" in said(staff.get(f"{LIST}?changed=yes&p=prevention&q=HOTEL"))
    assert "No entry fits" in said(staff.get(f"{LIST}?changed=no"))
    file = staff.get(f"{LIST[:-1]}.csv").getvalue().decode()
    assert "It is larger now." in file


def test_a_refused_entry_keeps_what_was_typed_and_a_member_changes_none() -> None:
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    answer = staff.post(f"{LIST}new/", typed(who=""))
    assert (answer.status_code, "It is small." in said(answer)) == (422, True)
    mary = desk.signed_in(people.account("Mary", "MEMBER"), at=NOW)
    made = consultation()
    assert mary.get(f"{LIST}{made}/").status_code == 200
    assert mary.post(f"{LIST}{made}/", typed(version="1")).status_code == 404
    assert mary.get(f"{LIST}none/").status_code == 404
    assert Way.LETTER.value == "LETTER"
    assert FourP.PREVENTION.value == "prevention"
