import io
import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command

from fourfold.apps.submissions.actions import asking, reminders
from fourfold.apps.submissions.jobs import reminders as job
from fourfold.apps.submissions.models import Reminder
from fourfold.apps.submissions.queries import reminders as reading
from fourfold.apps.submissions.states import ReminderState, ReminderWay
from fourfold.security import audit
from fourfold.security.events import Event
from tests.make import calls, people
from tests.make.calls import CALL, DUE, NOW, STAFF

pytestmark = pytest.mark.django_db
ON = NOW.date()
BEFORE = DUE - timedelta(days=14)
WHO = {"by": STAFF, "at": NOW}


def states():
    return [each.state for each in reading.went(CALL, viewer=STAFF)]


def test_what_is_sent_is_what_the_dry_run_showed():
    calls.call(*calls.offices(5))
    shown = reading.planned(viewer=STAFF, on=ON)

    done = reminders.send_due(on=ON, **WHO)

    assert done == reminders.Sent(mailed=5)
    assert [(each.to, each.subject, each.body) for each in mail.outbox] == [
        ([each.mail], each.words.subject, each.words.body) for each in shown
    ]
    assert reading.planned(viewer=STAFF, on=ON) == []


def test_a_dry_run_sends_and_keeps_nothing():
    calls.call(*calls.offices(2))

    said = list(job.dry_run(at=NOW))

    assert len(said) == 3
    assert mail.outbox == []
    assert not Reminder.objects.exists()


def test_whoever_answered_is_excused_or_has_nothing_is_left_alone():
    offices = calls.offices(4)
    calls.call(*offices)
    asking.excuse(CALL, organization=offices[0], why="Founded this year.", **WHO)
    asking.nothing_to_report(CALL, organization=offices[1], **WHO)
    calls.batch(offices[2], calls.BatchState.SENT)

    planned = reading.planned(viewer=STAFF, on=ON)

    assert [each.organization for each in planned] == [offices[3]]


def test_each_goes_once_however_often_the_job_runs():
    calls.call(*calls.offices(2))

    for _ in range(3):
        reminders.send_due(on=ON, **WHO)
    reminders.send_due(on=BEFORE, **WHO)
    reminders.send_due(on=BEFORE + timedelta(days=1), **WHO)

    assert len(mail.outbox) == 4


def test_an_office_without_a_mailbox_gets_a_letter():
    offices = calls.offices(2, mail=False)
    calls.call(*offices)

    done = reminders.send_due(on=ON, **WHO)

    assert done == reminders.Sent(letters=2)
    assert mail.outbox == []
    assert reading.to_post(CALL, viewer=STAFF) == set(offices)
    waiting = [each.id for each in reading.went(CALL, viewer=STAFF)]
    assert reminders.posted(waiting, **WHO) == 2
    assert reminders.posted(waiting, **WHO) == 0
    assert states() == [ReminderState.POSTED, ReminderState.POSTED]


def test_a_run_killed_while_it_mails_never_mails_that_one_again_by_itself(monkeypatch):
    calls.call(*calls.offices(3))

    def killed(*_given):
        raise KeyboardInterrupt

    monkeypatch.setattr(reminders, "send_mail", killed)
    with pytest.raises(KeyboardInterrupt):
        reminders.send_due(on=ON, **WHO)
    monkeypatch.undo()

    done = reminders.send_due(on=ON, **WHO)

    assert done.mailed == 2
    assert sorted(states()) == ["MAILED", "MAILED", "MAILING"]
    doubtful = next(e for e in reading.went(CALL, viewer=STAFF) if e.state == "MAILING")
    assert reminders.send_again(doubtful.id, on=ON, **WHO)
    assert len(mail.outbox) == 3
    with pytest.raises(reminders.NotAgain):
        reminders.send_again(doubtful.id, on=ON, **WHO)


def test_a_mailbox_that_is_refused_is_kept_with_its_reason(monkeypatch):
    calls.call(*calls.offices(1))

    def refuse(*_given):
        raise smtplib.SMTPRecipientsRefused({})

    monkeypatch.setattr(reminders, "send_mail", refuse)

    assert reminders.send_due(on=ON, **WHO) == reminders.Sent(failed=1)
    (found,) = reading.went(CALL, viewer=STAFF)
    assert (found.state, found.why_not) == (ReminderState.FAILED, "SMTPRecipientsRefused")
    assert audit.search(viewer="paul", at=NOW, event=Event.REMINDER_FAILED).lines


def test_a_silent_mail_server_is_left_alone_after_a_few_and_the_rest_go_next_time(monkeypatch):
    calls.call(*calls.offices(10))
    tried = []

    def silent(*given):
        tried.append(given)
        raise TimeoutError

    monkeypatch.setattr(reminders, "send_mail", silent)
    done = reminders.send_due(on=ON, **WHO)
    monkeypatch.undo()

    assert done == reminders.Sent(failed=reminders.GIVE_UP, left=10 - reminders.GIVE_UP)
    assert len(tried) == reminders.GIVE_UP
    assert reminders.send_due(on=ON, **WHO).mailed == 10 - reminders.GIVE_UP


def test_what_went_is_not_sent_again_by_hand():
    calls.call(*calls.offices(1))
    reminders.send_due(on=ON, **WHO)
    (found,) = reading.went(CALL, viewer=STAFF)

    with pytest.raises(reminders.NotAgain):
        reminders.send_again(found.id, on=ON, **WHO)
    with pytest.raises(reminders.NoSuchReminder):
        reminders.send_again("NO_SUCH", on=ON, **WHO)


def test_a_closed_call_reminds_nobody():
    calls.call(*calls.offices(1))
    calls.actions.close_call(CALL, why="All is in.", **WHO)

    assert reading.planned(viewer=STAFF, on=ON) == []


def test_a_mail_holds_no_figure_of_an_office_and_no_words_of_staff():
    (office,) = calls.offices(1)
    calls.call(office)
    calls.actions.change_call(
        CALL, due_on=DUE, words="Canary words", reminders=(None,), by=STAFF, at=NOW
    )
    calls.batch(office, calls.BatchState.RETURNED)

    (planned,) = reading.planned(viewer=STAFF, on=ON)

    assert "Canary" not in planned.words.body
    assert "made-up.csv" not in planned.words.body


def test_a_steward_plans_and_sees_no_reminders():
    calls.call(*calls.offices(1, agency=people.DCF))
    steward = people.viewer("Stella", "STEWARD")

    assert reading.planned(viewer=steward, on=ON) == []
    assert reading.went(CALL, viewer=steward) == []
    assert reading.missing(CALL, viewer=steward, on=ON) == []


def test_the_command_says_counts_and_the_dry_run_every_office(monkeypatch):
    calls.call(*calls.offices(2))
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    out = io.StringIO()

    call_command("send_reminders", dry_run=True, stdout=out)
    call_command("send_reminders", stdout=out)

    assert "Reminders that would go today: 2." in out.getvalue()
    assert "Reminders mailed: 2; letters to post: 0." in out.getvalue()
    assert {each.way for each in reading.went(CALL, viewer=STAFF)} == {ReminderWay.MAIL}
