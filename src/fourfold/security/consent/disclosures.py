"""Telling facts to somebody outside: on a ground, written down, with what must follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from fourfold.reference import Pack, active_pack
from fourfold.security import audit
from fourfold.security.consent.live import Answer, covers, live_at
from fourfold.security.consent.notices import SudNotice, sud_notice
from fourfold.security.consent.rules import Thing
from fourfold.security.consent.terms import LegalException, Terms, terms_of
from fourfold.security.consent_codes import Form, Outcome
from fourfold.security.events import Event
from fourfold.security.models import Consent, Disclosure, ReleaseTask


class DisclosureRefused(ValueError):
    """Nothing was told and nothing was written. Below it, one error for each reason."""


class NothingToTell(DisclosureRefused):
    """No field class and no field is named."""


class NotCovered(DisclosureRefused):
    """No live consent covers what would be told. `answer` says why."""

    def __init__(self, thing: Thing, answer: Answer) -> None:
        self.thing, self.answer = thing, answer
        super().__init__(f"{thing} may not be told. {answer.words}")


class NotYours(DisclosureRefused):
    """The consent lets another organization tell, or was taken back in this very moment."""


class NobodyNamed(DisclosureRefused):
    """Neither an organization nor a name says who would be told."""


class NoSuchException(DisclosureRefused):
    """The list of legal exceptions has no such row, or counsel has not confirmed it."""


class NotYourException(DisclosureRefused):
    """The exception is for other organizations."""


class BeyondTheException(DisclosureRefused):
    """The exception does not reach this kind of fact."""


class BeyondTheOrder(DisclosureRefused):
    """More would be told than the order names."""


class ReadItFirst(DisclosureRefused):
    """An order must be read by a second person before anything is told."""


class NoSuchTask(LookupError):
    """No open task has this number."""


@dataclass(frozen=True, slots=True)
class Release:
    """
    What would be told, to whom, for what, in which form.

    exception: a row of disclosure_exceptions.csv; blank tells by consent. ordered: what the
    paper names, where one orders the release; reviewed_by: the second account that read it.
    told_name: who was told, by name; kept sealed. Needed where no organization is named.
    """

    person: str
    from_agency: str
    to_agency: str
    things: frozenset[Thing]
    purpose: str
    form: Form
    to_role: str = ""
    exception: str = ""
    ordered: frozenset[Thing] = frozenset()
    reviewed_by: str = ""
    told_name: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What was written down. notice: goes with substance use facts, else None."""

    disclosures: tuple[Disclosure, ...]
    notice: SudNotice | None


@transaction.atomic
def disclose(release: Release, *, by: str, at: datetime, pack: Pack | None = None) -> Told:
    """
    Write down a disclosure, one row for each consent it rests on, before the facts leave.

    Call it in the transaction that reads the facts: if it raises, tell nothing.
    pack: by default the one this installation serves.
    :raises DisclosureRefused: one of its kinds. :raises NoticeMissing: no notice for the day.
    """
    pack = pack or active_pack()
    if not release.things:
        raise NothingToTell("Name at least one kind of fact that would be told.")
    if release.exception:
        law = _check_exception(release, by=by, terms=terms_of(pack))
        grounds: Mapping[str, set[Thing]] = {"": set(release.things)}
    else:
        law, grounds = None, _check_consents(release, at=at)
    notice = None
    if any(each.field_class == "sud" for each in release.things):
        notice = sud_notice(pack, on=timezone.localdate(at))
    rows = tuple(
        _write(release, consent, things, law=law, notice=notice, by=by, at=at, pack=pack)
        for consent, things in sorted(grounds.items())
    )
    return Told(rows, notice)


def _check_consents(release: Release, *, at: datetime) -> Mapping[str, set[Thing]]:
    """Return what each consent covers; every thing must be covered by one."""
    grounds: dict[str, set[Thing]] = defaultdict(set)
    for thing in sorted(release.things):
        answer = covers(
            release.person,
            to_agency=release.to_agency,
            field_class=thing.field_class,
            field=thing.field,
            purpose=release.purpose,
            to_role=release.to_role,
            at=at,
        )
        if not answer:
            raise NotCovered(thing, answer)
        grounds[answer.consent].add(thing)
    for consent in grounds:
        # Taken back by somebody else between the question and this line: wait for them, ask again.
        held = Consent.objects.select_for_update().filter(live_at(at), pk=consent)
        if held.filter(from_agency=release.from_agency).first() is None:
            raise NotYours(
                "The consent was taken back just now, or it lets another organization tell. "
                "Tell nothing."
            )
    return grounds


def _check_exception(release: Release, *, by: str, terms: Terms) -> LegalException:
    law = terms.exceptions.get(release.exception)
    if law is None or not law.confirmed:
        usable = ", ".join(
            sorted(code for code, each in terms.exceptions.items() if each.confirmed)
        )
        raise NoSuchException(
            f"{release.exception!r} is no confirmed exception to consent. Confirmed here: {usable}."
        )
    if not (release.to_agency or release.told_name):
        raise NobodyNamed("Name the organization or the person who would be told.")
    if law.binds and release.from_agency not in law.binds:
        raise NotYourException(f"{law.label} ({law.citation}) is for other organizations.")
    classes = {each.field_class for each in release.things}
    if beyond := sorted(classes - law.may_disclose):
        raise BeyondTheException(
            f"{law.label} ({law.citation}) does not reach: {', '.join(beyond)}. Leave it out."
        )
    if law.by_order:
        _check_order(release, by=by)
    return law


def _check_order(release: Release, *, by: str) -> None:
    beyond = [
        each
        for each in sorted(release.things)
        if not {each, Thing(each.field_class)} & release.ordered
    ]
    if beyond:
        raise BeyondTheOrder(
            f"The order does not name: {', '.join(map(str, beyond))}. Tell only what it names."
        )
    if release.reviewed_by in ("", by):
        raise ReadItFirst("A second person reads the order before anything is told. Name who did.")


def _write(
    release: Release,
    consent: str,
    things: set[Thing],
    *,
    law: LegalException | None,
    notice: SudNotice | None,
    by: str,
    at: datetime,
    pack: Pack,
) -> Disclosure:
    has_sud = any(each.field_class == "sud" for each in things)
    row = Disclosure.objects.create(
        person=release.person,
        from_agency=release.from_agency,
        to_agency=release.to_agency,
        told_name=release.told_name or None,
        what=codes(things),
        purpose=release.purpose,
        consent=consent,
        exception=release.exception,
        form=release.form.value,
        has_sud=has_sud,
        notice=notice.version if notice and has_sud else "",
        by_order=law is not None and law.by_order,
        ordered=codes(release.ordered) if law is not None and law.by_order else "",
        reviewed_by=release.reviewed_by if law is not None and law.by_order else "",
        by=by,
        at=at,
    )
    due_at = at + timedelta(days=terms_of(pack).notice_days)
    ReleaseTask.objects.bulk_create(
        ReleaseTask(disclosure=row, kind=kind, due_at=due_at)
        for kind in (law.follow_up if law else ())
    )
    facts = {"disclosure": row.id, "ground": consent or release.exception, "form": row.form}
    if row.to_agency:
        facts["to"] = row.to_agency
    audit.record(Event.FACTS_DISCLOSED, by=by, subject=f"person:{row.person}", at=at, facts=facts)
    return row


def codes(things: frozenset[Thing] | set[Thing]) -> str:
    """Write things as the database keeps them: sorted, joined by spaces."""
    return " ".join(str(each) for each in sorted(things))


@transaction.atomic
def end_task(task: int, *, outcome: Outcome, by: str, at: datetime) -> ReleaseTask:
    """
    Note how a task after a release ended.

    :raises NoSuchTask: if there is none, or somebody ended it before.
    """
    ended = ReleaseTask.objects.filter(pk=task, done_at__isnull=True).update(
        outcome=outcome.value, done_by=by, done_at=at
    )
    if not ended:
        raise NoSuchTask("This task is not open. Somebody may have ended it just now.")
    row = ReleaseTask.objects.select_related("disclosure").get(pk=task)
    audit.record(
        Event.RELEASE_TASK_ENDED,
        by=by,
        subject=f"person:{row.disclosure.person}",
        at=at,
        facts={"disclosure": row.disclosure_id, "task": row.kind, "outcome": outcome.value},
    )
    return row
