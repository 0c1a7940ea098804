"""
Referrals as the service sees them that they went to: the frame, and what a consent lets be told.

Each look at facts is a disclosure, written down before they are given out.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fourfold.apps.cases.access import services as access
from fourfold.apps.cases.models import Case, Person, ProviderNote, Referral, ReferralLink
from fourfold.apps.cases.states.services import MOVES, WITH_THE_SERVICE, ReferralState
from fourfold.reference import active_pack
from fourfold.security import audit, consent
from fourfold.security.access import sight
from fourfold.security.access.need_to_know import Rights, name_of, rights
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown, Sight
from fourfold.security.access.viewer import Viewer
from fourfold.security.audit import Outcome
from fourfold.security.classes import FieldClass
from fourfold.security.consent import NotCovered, Release, Thing
from fourfold.security.consent.notices import NoticeMissing, SudNotice, sud_notice
from fourfold.security.consent_codes import Form
from fourfold.security.events import Event

log = logging.getLogger(__name__)
S = ReferralState
MOST = 100
FRAME = frozenset({FieldClass.OPEN, FieldClass.INTERNAL})
LEFT_OUT = frozenset({"summary", "guardian", "unanswered", "reply", "why"})
"""Fields that a consent's class covers and a service does not need; named singly, they are told."""


@dataclass(frozen=True, slots=True)
class Line:
    """A referral's frame: it says nothing about the person."""

    id: str
    kind: str
    from_agency: str
    purpose: str
    state: str
    reason: str
    tells: bool
    sent_at: datetime | None
    sent_by: str
    answer_by_at: datetime | None
    until_at: datetime | None
    answered_at: datetime | None
    answered_by: str
    begins_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class ToldFact:
    """One fact. name: what the form that shows a masked one calls it, "person:phone"."""

    name: str
    label: str
    value: Any
    masked: bool
    is_sud: bool


@dataclass(frozen=True, slots=True)
class Received:
    """
    One referral with what may be told of it now.

    facts: None if none may be: the service learns only that the person will call. notice: goes
    with substance use facts. reply: what the service itself answered. answers: the states it may
    bring it to. notes: whether the viewer may keep privileged notes.
    """

    line: Line
    facts: tuple[ToldFact, ...] | None
    notice: SudNotice | None
    answers: tuple[ReferralState, ...]
    notes: bool


@dataclass(frozen=True, slots=True)
class Note:
    """One privileged note of the viewer's own."""

    id: str
    written_at: datetime
    words: str


def listed(*, viewer: Viewer) -> tuple[Line, ...]:
    """Return the referrals that are with the viewer's organization, what waits first."""
    found = list(access.received(viewer=viewer).order_by("answer_by_at", "id")[:MOST])
    audit.read_of(
        Event.RECORDS_LISTED,
        by=viewer.account,
        subjects=[f"cases.referral:{each.pk}" for each in found],
        at=viewer.at,
    )
    return tuple(_line(each) for each in found)


def waiting(*, viewer: Viewer) -> tuple[Line, ...]:
    """Return what waits for an answer of the viewer's organization, for the first page."""
    found = access.received(viewer=viewer).filter(state=S.SENT).order_by("answer_by_at", "id")
    return tuple(_line(each) for each in found[:MOST])


def received(referral: str, *, viewer: Viewer, show: str = "", purpose: str = "") -> Received:
    """
    Open one referral; the audit has its line before anything is given out.

    show: the name of a masked fact to show, for a purpose.
    :raises NotKnown: if no such referral is with the viewer's organization.
    :raises sight.NeedsProof, sight.NoPurpose: where a masked fact is asked for without.
    :raises NoticeMissing: if it is a substance use fact and the pack has no notice to go with it.
    """
    found = access.received(viewer=viewer).filter(pk=referral).select_related("case").first()
    _note_reading(viewer, referral if found is not None else "unreadable", found is not None)
    if found is None:
        raise NotKnown("There is no such referral.")
    role = access.PROVIDER if access.PROVIDER in viewer.roles else ""
    asked = (show, purpose) if show else None
    facts, notice = told(found, viewer=viewer, role=role, asked=asked)
    moves = tuple(each for each in MOVES[S(found.state)] if each is not S.REVOKED)
    return Received(
        line=_line(found),
        facts=facts,
        notice=notice,
        answers=moves,
        notes=found.state == S.ACCEPTED and viewer.may(Permission.NOTES_HOLD),
    )


def by_link(link: str, *, viewer: Viewer) -> Received:
    """
    Return what the right code of a link shows, once. link: its id, from `actions.links.enter`.

    :raises NotKnown: if it is over.
    """
    live = ReferralLink.objects.filter(pk=link, ended_at=None, pass_until_at__gt=viewer.at).first()
    found = Referral.objects.filter(pk=live.referral if live else "").select_related("case").first()
    if live is None or found is None or found.state not in WITH_THE_SERVICE:
        raise NotKnown("This page is over.")
    service = access.by_link(live, to_agency=found.to_agency, asks=viewer)
    _note_reading(service, found.pk, True)
    facts, notice = told(
        found, viewer=service, role="", asked=ALL, told_name=str(live.told_to or "")
    )
    moves = tuple(each for each in MOVES[S(found.state)] if each is not S.REVOKED)
    return Received(_line(found), facts, notice, moves, notes=False)


ALL = ("*", sight.Purpose.TO_GIVE_A_SERVICE.value)
"""Shows every masked fact: a link has no second look."""


def told(
    referral: Referral,
    *,
    viewer: Viewer,
    role: str,
    asked: tuple[str, str] | None = None,
    told_name: str = "",
) -> tuple[tuple[ToldFact, ...] | None, SudNotice | None]:
    """
    Return the facts a consent lets be told now, and the notice that goes with some of them.

    asked: the name of a masked fact and the purpose to show it for; "*" for all.
    The disclosure is written first; if no consent covers it any more, nothing is told.
    :raises NoticeMissing: where a substance use fact is asked for and the pack has no notice.
    """
    allowed = access.is_told(referral, viewer=viewer, role=role)
    if allowed is None:
        return None, None
    sight.open_record(Case, referral.case_id, viewer=viewer)
    parts = [
        Sight(each, allowed)
        for each in (
            Person.objects.filter(pk=referral.person, agency=referral.agency).first(),
            referral.case,
            referral,
        )
        if each is not None
    ]
    shown = [fact for part in parts for fact in _facts(part, allowed, asked)]
    if asked == ALL:  # a link has no second try: what has no notice is left out of it
        shown = [each for each in shown if each[1].field_class != "sud" or _has_notice(viewer)]
    given = [thing for fact, thing in shown if not fact.masked]
    notice = None
    if given:
        try:
            with transaction.atomic():
                notice = consent.disclose(
                    Release(
                        person=referral.person,
                        from_agency=referral.agency,
                        to_agency=referral.to_agency,
                        things=frozenset(given),
                        purpose=referral.purpose,
                        form=Form.PAGE,
                        to_role=role,
                        told_name=told_name,
                    ),
                    by=viewer.account,
                    at=viewer.at,
                ).notice
        except NotCovered:  # taken back in this very moment
            return None, None
    return tuple(fact for fact, _thing in shown), notice


def _has_notice(viewer: Viewer) -> bool:
    try:
        sud_notice(active_pack(), on=timezone.localdate(viewer.at))
    except NoticeMissing as missing:
        log.error("%s", missing)
        return False
    return True


def _facts(
    part: Sight[Any], allowed: Rights, asked: tuple[str, str] | None
) -> Iterator[tuple[ToldFact, Thing]]:
    """Yield each field that holds something and may be told, with what the accounting calls it."""
    kind = part.record._meta.model_name
    for each in part.fields():
        field = name_of(part.record, each.name)
        if each.field_class in FRAME or _not_needed(each.name, field, allowed):
            continue
        value, masked, name = each.value, each.masked, f"{kind}:{each.name}"
        if masked and getattr(part.record, each.name) in (None, "", []):
            continue
        if masked and asked and asked[0] in (name, "*"):
            value, masked = part.show(each.name, purpose=asked[1]), False
        if not masked and value in (None, "", []):
            continue
        is_sud = each.field_class is FieldClass.SUD
        yield ToldFact(name, each.label, value, masked, is_sud), Thing(each.field_class, field)


def _not_needed(name: str, field: str, allowed: Rights) -> bool:
    named = {each for tie in allowed.ties for _class, each in tie.only or ()}
    return name in LEFT_OUT and field not in named


def notes(referral: str, *, viewer: Viewer) -> list[Note]:
    """
    Return the viewer's own privileged notes on the person of a referral, the newest first.

    Each note opened is a line in the audit. Nobody else's is ever looked for.
    :raises NotKnown: without the right to keep such notes here. :raises sight.NeedsProof:.
    """
    found = Referral.objects.filter(pk=referral, to_agency=viewer.agency).first()
    own = ProviderNote.objects.filter(referral=referral, holder=viewer.account)
    here = access.received(viewer=viewer).filter(pk=referral, state=S.ACCEPTED).exists()
    if found is None or not (own.exists() or here and viewer.may(Permission.NOTES_HOLD)):
        raise NotKnown("There is no such referral.")
    seen = Sight(found.case, rights(viewer, found.case))
    return [
        Note(
            each.pk,
            each.written_at,
            seen.part(each).show("words", purpose=sight.Purpose.TO_GIVE_A_SERVICE.value) or "",
        )
        for each in own.order_by("-written_at", "-id")[:MOST]
    ]


def _note_reading(viewer: Viewer, referral: str, known: bool) -> None:
    audit.read_of(
        Event.RECORD_READ if known else Event.RECORD_REFUSED,
        by=viewer.account or "nobody",
        subjects=[f"cases.referral:{referral}"],
        at=viewer.at,
        outcome=Outcome.DONE if known else Outcome.DENIED,
    )


def _line(one: Referral) -> Line:
    return Line(
        id=one.pk,
        kind=one.kind,
        from_agency=one.agency,
        purpose=one.purpose,
        state=one.state,
        reason=one.reason,
        tells=one.tells,
        sent_at=one.sent_at,
        sent_by=one.sent_by,
        answer_by_at=one.answer_by_at,
        until_at=one.until_at,
        answered_at=one.answered_at,
        answered_by=one.answered_by,
        begins_on=one.begins_on,
        version=one.version,
    )
