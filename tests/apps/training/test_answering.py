"""The data call on trainings answered from our records: looked at, sent once, then accepted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fourfold.apps.submissions.actions import asking, batches, respondents
from fourfold.apps.submissions.actions import calls as call_actions
from fourfold.apps.submissions.queries import kept
from fourfold.apps.submissions.rules.respondents import Office
from fourfold.apps.submissions.states import RespondentKind
from fourfold.apps.training.access import NotYours
from fourfold.apps.training.actions import sessions
from fourfold.apps.training.actions.answering import NotSent, answer
from fourfold.apps.training.queries.answering import calls, ready
from fourfold.security.models import AuditEvent
from tests.make import desk, people, training
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
CALL, AGENCY = "trainings-now", "ORG001"


@pytest.fixture
def office():
    """Another person of the same training office."""
    return people.viewer("Lou", "TRAINING_LEAD", of=AGENCY)


@pytest.fixture
def asked(office) -> str:
    """A call on trainings asks this agency's training office, and its police."""
    kinds = (RespondentKind.TRAINING, RespondentKind.POLICE)
    made = [Office(f"Made-up {kind}", kind, agency=AGENCY) for kind in kinds]
    codes = respondents.add_all(made, by="setup", at=NOW)
    call_actions.open_call(CALL, dataset="trainings", year=NOW.year, by="setup", at=NOW)
    asking.ask(CALL, respondents=codes, by="setup", at=NOW)
    return codes[0]


def held(office, place: str = "Old Hall", days: int = 1, **said):
    when = {"starts_at": NOW - timedelta(days=days), "place": place}
    found = training.session(office, **when | said)
    sessions.count_heads(found.id, counted=14, by=office)
    return found


def test_one_click_sends_the_sessions_and_somebody_else_accepts_them(office, asked) -> None:
    one = held(office, town="AVON")
    held(office, course="CUR02")
    held(office, days=400)
    seen = ready(CALL, office=asked, viewer=office)
    assert seen is not None
    assert [each.line.organization for each in calls(viewer=office)] == [asked]
    assert (len(seen.rows), seen.people, seen.looked.errors, seen.looked.version) == (2, 28, (), 0)

    batch = answer(CALL, office=asked, digest=seen.digest, by=office)

    rows = kept.rows_of(batch, viewer=office) or []
    assert sorted(each["attended"] for each in rows) == [14, 14]
    assert AuditEvent.objects.filter(event="ANSWER_COUNTED").count() == 1
    again = ready(CALL, office=asked, viewer=office)
    assert again is not None
    assert again.is_same
    with pytest.raises(NotSent, match="came before"):
        answer(CALL, office=asked, digest=again.digest, by=office)
    with pytest.raises(batches.SubmissionError):
        batches.accept(batch, by=office, at=NOW)
    batches.accept(batch, by="council", at=NOW)

    sessions.count_heads(one.id, counted=15, by=office)
    changed = ready(CALL, office=asked, viewer=office)
    assert changed is not None
    assert changed.looked.differs is not None
    (row,) = changed.looked.differs.rows
    assert dict(row.fields) == {"attended": ("14", "15")}
    with pytest.raises(NotSent, match="changed since you looked"):
        answer(CALL, office=asked, digest=seen.digest, by=office)
    assert answer(CALL, office=asked, digest=changed.digest, by=office) != batch


def test_only_the_training_office_of_that_agency_answers(lead, tara, office, asked) -> None:
    held(office)
    seen = ready(CALL, office=asked, viewer=office)
    assert seen is not None
    assert calls(viewer=lead) == []
    assert ready(CALL, office=asked, viewer=lead) is None
    with pytest.raises(NotSent, match="does not ask your office"):
        answer(CALL, office=asked, digest=seen.digest, by=lead)
    with pytest.raises(NotYours):
        answer(CALL, office=asked, digest=seen.digest, by=tara)
    call_actions.close_call(CALL, why="Over.", by="setup", at=NOW)
    assert ready(CALL, office=asked, viewer=office) is None


def test_a_page_shows_the_rows_what_the_check_says_and_what_changed(office, asked) -> None:
    browser = desk.signed_in(people.account("Lou-Two", "TRAINING_LEAD", of=AGENCY), at=NOW)
    here = f"/desk/training/data-calls/{CALL}/{asked}/"
    assert here in browser.get("/desk/training/data-calls/").content.decode()
    assert "No session was held in these days." in browser.get(here).content.decode()
    one = held(office)
    held(office, "New Hall", course="CUR02")
    twin = held(office, "New Hall", starts_at=NOW - timedelta(hours=23))
    doubled = browser.get(here).content.decode()
    assert "To mend first" in doubled
    assert "Send 3 sessions" not in doubled
    sessions.call_off(twin.id, why="Twice on the list.", by=office)

    page = browser.get(here).content.decode()
    digest = page.partition('name="digest" value="')[2].partition('"')[0]
    stale = browser.post(here, {"digest": "old"})
    assert "Send 2 sessions to the Council" in page
    assert stale.status_code == 422
    assert "changed since you looked" in stale.content.decode()
    assert browser.post(here, {"digest": digest}).status_code == 302
    assert "The Council has these very sessions." in browser.get(here).content.decode()
    sessions.count_heads(one.id, counted=20, by=office)
    assert "14 → 20" in browser.get(here).content.decode()
    assert browser.get(f"/desk/training/data-calls/{CALL}/NONE/").status_code == 404
