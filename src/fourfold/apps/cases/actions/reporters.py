"""What comes from a reporter without an account, and what a screener writes back."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, InterfaceError, OperationalError, transaction

from fourfold.apps.cases.access import CARELINE
from fourfold.apps.cases.access.receipts import NoSuchReceipt, digest_of, digits_for
from fourfold.apps.cases.actions import records, telling
from fourfold.apps.cases.models import Receipt, Report, ReportMessage
from fourfold.apps.cases.rules.reports import check_told, facts_of
from fourfold.apps.cases.rules.waiting import Waiting, unpack
from fourfold.apps.cases.states.steps import Step
from fourfold.security.access import relations
from fourfold.security.access.viewer import Viewer
from fourfold.security.custody import spool
from fourfold.security.ids import new_id
from fourfold.security.keys import new_person

log = logging.getLogger(__name__)


def receive(told: Mapping[str, Any], *, receipt: str, person: str, by: Viewer) -> bool:
    """
    Put a report that came without an account into the Careline's queue; False if it is in already.

    receipt: its 16 digits; the same ones never make two reports. person: an opaque id made by
    `keys.new_person` before. by: stands for the way it came: account "web", no role, the agency
    that keeps it.
    :raises NothingTold: without a narrative.
    """
    check_told(told)
    digest = digest_of(receipt)
    if Receipt.objects.filter(digest=digest).exists():
        return False
    try:
        with transaction.atomic():
            _put(told, digest, person, by)
    except IntegrityError:
        if Receipt.objects.filter(digest=digest).exists():  # another process was quicker
            return False
        raise
    return True


def _put(told: Mapping[str, Any], digest: str, person: str, by: Viewer) -> None:
    report = Report.objects.create(
        id=new_id(),
        agency=by.agency,
        person=person,
        queue=CARELINE,
        received_at=by.at,
        suspected_at=by.at,
        changed_at=by.at,
        **{"channel": "WEB", "call_type": "CONCERN", **told},
    )
    Receipt.objects.create(
        agency=by.agency, person=person, report=report, digest=digest, made_at=by.at
    )
    relations.receive(report, CARELINE, at=by.at, by=by.account)
    telling.tell(report, Step.REPORT_SAVED, by=by, facts=facts_of(report))


@transaction.atomic
def add(receipt: str, *, words: str, once: str, by: Viewer) -> None:
    """
    Add what a reporter writes who came back with a receipt.

    once: the form's own key with what it said; twice is done once, without a word.
    :raises NoSuchReceipt:
    """
    known = Receipt.objects.filter(digest=digest_of(receipt)).values_list("report", flat=True)
    report = Report.objects.select_for_update().filter(pk__in=known).first()
    if report is None:
        raise NoSuchReceipt("We found no report with this number.")
    if records.was_done(once, by=by):
        return
    records.once(once, leads_to=f"report:{report.id}", by=by)
    message = ReportMessage.objects.create(
        agency=report.agency, person=report.person, report=report, at=by.at, words=words
    )
    telling.tell(report, Step.REPORT_ADDED_TO, by=by, part=message)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of what waited on the disk. left: how many could not be taken in yet."""

    done: int
    left: int


def take_in(*, by: Viewer) -> TakenIn:
    """
    Bring in what was sealed onto the disk while the database was away, each exactly once.

    What cannot be taken in stays where it is, and stops nothing else.
    """
    names, done = spool.waiting(), 0
    for name in names:
        try:
            _take_in(name, unpack(spool.read(name)), by)
        except FileNotFoundError:  # another process was quicker
            done += 1
        except (OperationalError, InterfaceError) as problem:
            log.warning("Reports wait on the disk: %s", type(problem).__name__)
            break
        except Exception as problem:  # whatever it is, the others must not wait for it
            log.error("A report waits on the disk as %s: %s", name, type(problem).__name__)
        else:
            spool.done(name)
            done += 1
    return TakenIn(done, len(names) - done)


def _take_in(name: str, waiting: Waiting, by: Viewer) -> None:
    came = replace(by, agency=waiting.agency, at=waiting.at)
    if waiting.told is not None:
        person = new_person(agency=waiting.agency)
        receive(waiting.told, receipt=waiting.receipt, person=person, by=came)
        return
    try:
        add(waiting.receipt, words=waiting.words, once=name, by=came)
    except NoSuchReceipt:  # with a wrong number it is a report of its own
        own = digits_for(name, told={})
        person = new_person(agency=waiting.agency)
        receive({"narrative": waiting.words}, receipt=own, person=person, by=came)


def answer(number: str, *, words: str, once: str = "", by: Viewer) -> None:
    """
    Write to the reporter; they read it when they come back with their receipt.

    What the reporter wrote counts as read from now. once: the form's key.
    :raises sight.NotKnown: unless it is theirs to keep. :raises NoSuchReceipt: if the reporter has
    no receipt, so nobody would read it. :raises records.DoneBefore: if this form came before.
    """
    with records.changing(Report, number, by=by) as seen:
        if once:
            records.once(once, leads_to=f"report:{number}", by=by)
        report = seen.record
        if not Receipt.objects.filter(report=report).exists():
            raise NoSuchReceipt("This reporter has no receipt, so cannot come back to read it.")
        message = ReportMessage.objects.create(
            agency=report.agency,
            person=report.person,
            report=report,
            by=by.account,
            at=by.at,
            words=words,
        )
        report.messages.filter(by="", read_at=None).update(read_at=by.at)
        telling.tell(report, Step.REPORT_ANSWERED, by=by, part=message)
