import io
import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.core.management import call_command

from fourfold.apps.submissions.actions import asking, reminders
from fourfold.apps.submissions.jobs import reminders as job
from fourfold.apps.submissions.models import Reminder
from fourfold.apps.submissions.queries import reminders as reading
from fourfold.apps.submissions.states import ReminderState, ReminderWay
from fourfold.security import audit, outbox
from fourfold.security.events import Event
from tests.make import calls, people
from tests.make.calls import CALL, DUE, NOW, STAFF

pytestmark = pytest.mark.django_db
ON = NOW.date()
BEFORE = DUE - timedelta(days=14)
WHO = {"by": STAFF, "at": NOW}


def send_due(on=ON):
    """Make what is due, and let the outbox send it."""
    reminders.make_due(on=on, **WHO)
    return outbox.send(at=NOW)


def states():
    return [each.state for each in reading.went(CALL, viewer=STAFF)]


def test_what_is_sent_is_what_the_dry_run_showed():
    calls.call(*calls.offices(5))
    shown = reading.planned(viewer=STAFF, on=ON)

    made = reminders.make_due(on=ON, **WHO)

    assert made == reminders.Made(mails=5)
    assert mail.outbox == []
    assert states() == [ReminderState.WAITING] * 5
    outbox.send(at=NOW)
    assert states() == [ReminderState.MAILED] * 5
    assert sorted((each.to, each.subject, each.body) for each in mail.outbox) == sorted(
        ([each.mail], each.words.subject, each.words.body) for each in shown
    )
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
        send_due()
    send_due(on=BEFORE)
    send_due(on=BEFORE + timedelta(days=1))

    assert len(mail.outbox) == 4


def test_an_office_without_a_mailbox_gets_a_letter():
    offices = calls.offices(2, mail=False)
    calls.call(*offices)

    assert reminders.make_due(on=ON, **WHO) == reminders.Made(letters=2)
    outbox.send(at=NOW)
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

    monkeypatch.setattr(outbox, "_deliver", killed)
    with pytest.raises(KeyboardInterrupt):
        send_due()
    monkeypatch.undo()

    assert send_due().sent == 2
    assert sorted(states()) == ["MAILED", "MAILED", "MAILING"]
    doubtful = next(e for e in reading.went(CALL, viewer=STAFF) if e.state == "MAILING")
    with pytest.raises(reminders.NotAgain, match="on its way just now"):
        reminders.make_again(doubtful.id, on=ON, **WHO)
    later = {"by": STAFF, "at": NOW + timedelta(minutes=11)}
    assert reminders.make_again(doubtful.id, on=ON, **later) is ReminderWay.MAIL
    outbox.send(at=later["at"])
    assert len(mail.outbox) == 3
    with pytest.raises(reminders.NotAgain):
        reminders.make_again(doubtful.id, on=ON, **later)


def test_a_mailbox_that_is_refused_is_kept_with_its_reason(monkeypatch):
    calls.call(*calls.offices(1))
    gone = smtplib.SMTPRecipientsRefused({"x": (550, b"no such mailbox")})
    monkeypatch.setattr(locmem.EmailBackend, "send_messages", raising(gone))

    assert send_due().failed == 1
    (found,) = reading.went(CALL, viewer=STAFF)
    assert (found.state, found.why_not) == (ReminderState.FAILED, "SMTPRecipientsRefused")
    assert audit.search(viewer="paul", at=NOW, event=Event.REMINDER_FAILED).lines


def raising(problem):
    def refuse(*_given):
        raise problem

    return refuse


def test_a_reminder_whose_office_answers_before_its_turn_is_not_sent():
    first, second = calls.offices(2)
    calls.call(first, second)
    reminders.make_due(on=ON, **WHO)
    asking.nothing_to_report(CALL, organization=first, **WHO)

    assert outbox.send(at=NOW).not_needed == 1
    assert sorted(states()) == ["MAILED", "NOT_NEEDED"]
    assert [each.to for each in mail.outbox] == [["records1@police.example"]]


def test_what_went_is_not_sent_again_by_hand():
    calls.call(*calls.offices(1))
    send_due()
    (found,) = reading.went(CALL, viewer=STAFF)

    with pytest.raises(reminders.NotAgain):
        reminders.make_again(found.id, on=ON, **WHO)
    with pytest.raises(reminders.NoSuchReminder):
        reminders.make_again("NO_SUCH", on=ON, **WHO)


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
    assert "Reminders: 2 by mail, 0 letters to post. Mails sent: 2." in out.getvalue()
    assert {each.way for each in reading.went(CALL, viewer=STAFF)} == {ReminderWay.MAIL}
