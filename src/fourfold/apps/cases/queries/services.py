"""What a person wants and needs, where they were referred to, and which services fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone

from fourfold.apps.cases.access import services as access
from fourfold.apps.cases.models import Need, Referral, ReferralLink
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.rules import matching
from fourfold.apps.cases.rules.matching import Matched, Wanted
from fourfold.apps.cases.rules.referring import days_to_first_service
from fourfold.apps.cases.states.services import (
    WITH_THE_SERVICE,
    NeedState,
    ReferralState,
)
from fourfold.reference import active_pack
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import NotKnown, Sight
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass
from fourfold.security.consent import Thing, live_for
from fourfold.security.consent.rules import age_on
from fourfold.security.models import Agency, ConsentScope

S = ReferralState
MOST = 100


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One need as the viewer may read it. words, why: "" where there are none or not for them."""

    id: str
    kind: str
    wish: str
    state: str
    reason: str
    asked_at: datetime
    noted_by: str
    served_on: date | None
    words: str
    why: str
    referrals: int


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """
    One referral of an opened case. to_agency: "" where the viewer need not know where.

    reply, why: "" where there are none or not for them. late: it had no answer in its time.
    """

    id: str
    need: str
    kind: str
    to_agency: str
    by_link: bool
    purpose: str
    tells: bool
    state: str
    reason: str
    drafted_at: datetime
    drafted_by: str
    sent_at: datetime | None
    sent_by: str
    person_said: str
    answer_by_at: datetime | None
    until_at: datetime | None
    answered_at: datetime | None
    answered_by: str
    begins_on: date | None
    ended_at: datetime | None
    reply: str
    why: str
    message: str
    version: int
    late: bool

    @property
    def moved_at(self) -> datetime:
        """When it came into the state it is in."""
        return self.ended_at or self.answered_at or self.sent_at or self.drafted_at


@dataclass(frozen=True, slots=True)
class Board:
    """
    All of it for one case. days: from the first need to the first day of a service, None before it.

    waited: days since the first need, None without one. keeps: the viewer may write it.
    """

    needs: tuple[NeedLine, ...]
    referrals: tuple[ReferralLine, ...]
    days: int | None
    waited: int | None
    keeps: bool

    @property
    def unmet(self) -> tuple[NeedLine, ...]:
        """Needs that nobody helps with, and why."""
        return tuple(each for each in self.needs if each.state == NeedState.UNMET)

    @property
    def open_needs(self) -> tuple[NeedLine, ...]:
        """Needs somebody still has to do something about."""
        return tuple(each for each in self.needs if each.state == NeedState.OPEN)


@dataclass(frozen=True, slots=True)
class Sent:
    """
    One referral with what the one who keeps it needs to know.

    covered: what live consents let the service be told for this purpose, each with the name of its
    field, "" for a whole class. until: when the last of
    them ends. link_until: how long a link waits to be opened. may: send, revoke, link.
    """

    line: ReferralLine
    covered: tuple[tuple[Thing, str], ...]
    until: datetime | None
    link_until: datetime | None
    may: frozenset[str]


def board(opened: OpenCase, *, viewer: Viewer) -> Board | None:
    """Return the needs and referrals of an opened case; None for who does not work on it."""
    if not access.works_on(opened.seen.rights):
        return None
    keeps = opened.seen.rights.may(Action.WRITE, FieldClass.PERSONAL, "")
    sent = list(Referral.objects.filter(case=opened.case).order_by("-drafted_at", "id")[:MOST])
    needs = list(Need.objects.filter(case=opened.case).order_by("asked_at", "id")[:MOST])
    asked = [timezone.localdate(each.asked_at) for each in needs]
    served = [each.served_on for each in needs if each.served_on]
    served += [each.begins_on for each in sent if each.begins_on]
    today = timezone.localdate(viewer.at)
    return Board(
        needs=tuple(_need(opened.seen.part(each), sent) for each in needs),
        referrals=tuple(_line(opened.seen.part(each), at=viewer.at) for each in sent),
        days=days_to_first_service(asked, served),
        waited=(today - min(asked)).days if asked else None,
        keeps=keeps,
    )


def need(opened: OpenCase, *, need: str, viewer: Viewer) -> NeedLine:
    """Return one need of an opened case. :raises NotKnown: if it has no such one."""
    found = Need.objects.filter(case=opened.case, pk=need).first()
    if found is None or not access.works_on(opened.seen.rights):
        raise NotKnown("There is no such need.")
    return _need(opened.seen.part(found), Referral.objects.filter(case=opened.case, need=need))


def referral(opened: OpenCase, *, referral: str, viewer: Viewer) -> Sent:
    """Return one referral of an opened case. :raises NotKnown: if it has no such one."""
    found = Referral.objects.filter(case=opened.case, pk=referral).first()
    if found is None or not access.works_on(opened.seen.rights):
        raise NotKnown("There is no such referral.")
    line = _line(opened.seen.part(found), at=viewer.at)
    live = live_for(found.to_agency, viewer.at).filter(
        person=found.person, from_agency=found.agency, purpose=found.purpose
    )
    scopes = ConsentScope.objects.filter(consent__in=live).order_by("field_class", "field")
    things = dict.fromkeys(Thing(each.field_class, each.field) for each in scopes)
    link = ReferralLink.objects.filter(
        referral=found.pk, ended_at=None, opened_at=None, until_at__gt=viewer.at
    )
    return Sent(
        line=line,
        covered=tuple((each, _named(each)) for each in things) if line.to_agency else (),
        until=max(live.values_list("until_at", flat=True), default=None),
        link_until=link.values_list("until_at", flat=True).first(),
        may=frozenset(_may(opened, found)),
    )


def matches(opened: OpenCase, *, kind: str, town: str = "", viewer: Viewer) -> Matched:
    """
    Return the services of a kind that fit the person, by what the viewer may read of them.

    town: one that the viewer chose to measure from; the person's own address is not used.
    """
    pack = active_pack()
    age, languages = None, None
    if opened.person is not None:
        read = {each.name: each.value for each in opened.person.fields(["born_on", "languages"])}
        born_on, spoken = read.get("born_on"), read.get("languages")
        today = timezone.localdate(viewer.at)
        age = age_on(today, born_on=born_on) if born_on and born_on <= today else None
        languages = frozenset(spoken) if spoken else None
    region = next((each.region for each in pack.towns if each.code == town), opened.case.region)
    wanted = Wanted(
        kind=kind,
        age=age,
        languages=languages,
        region=region,
        town=town,
        near=matching.point_of(town, pack=pack) if town else None,
    )
    return matching.match(wanted, matching.services_of(pack))


def kinds(*, viewer: Viewer) -> list[tuple[str, str, str]]:
    """Return the kinds of help of this state: code, name and the list it comes from."""
    return [(row["code"], row["name"], row["group"]) for row in active_pack().rows("service_types")]


def organizations(*, viewer: Viewer) -> list[tuple[str, bool]]:
    """Return the organizations one can refer to, and whether each has an account here."""
    here = set(Agency.objects.filter(is_active=True).values_list("code", flat=True))
    known = {each.code for each in active_pack().organizations} | here
    return [(code, code in here) for code in sorted(known - {viewer.agency})]


def mine(*, viewer: Viewer) -> list[ReferralLine]:
    """
    Return referrals of the viewer's own cases that ask for a next step: declined without another
    try, or without an answer in time.
    """
    known = Referral.objects.filter(case__worker=viewer.account, case__state="OPEN")
    late = known.filter(state=S.SENT, answer_by_at__lte=viewer.at)
    declined = [
        each
        for each in known.filter(state=S.DECLINED).exclude(need="")
        if _still_open(each.need) and not _tried_again(each)
    ]
    found = [*declined, *late]
    return [_frame(each, at=viewer.at) for each in sorted(found, key=lambda each: each.id)[:MOST]]


def cases_of(referrals: list[str], *, viewer: Viewer) -> dict[str, str]:
    """Return the case of each of the viewer's own referrals."""
    found = Referral.objects.filter(pk__in=referrals, case__worker=viewer.account)
    return dict(found.values_list("pk", "case_id"))


def _still_open(need: str) -> bool:
    return Need.objects.filter(pk=need, state=NeedState.OPEN).exists()


def _tried_again(one: Referral) -> bool:
    return Referral.objects.filter(
        need=one.need, case=one.case, drafted_at__gt=one.drafted_at
    ).exists()


def _named(thing: Thing) -> str:
    """Return what people call the field a consent names; "" for a whole class, or one not here."""
    model, _dot, field = thing.field.partition(".")
    try:
        found = apps.get_model("cases", model)._meta.get_field(field)
    except (LookupError, ValueError, FieldDoesNotExist):
        return ""
    return str(getattr(found, "verbose_name", "")).capitalize()


def _may(opened: OpenCase, found: Referral) -> list[str]:
    if not opened.seen.rights.may(Action.WRITE, FieldClass.PERSONAL, ""):
        return []
    may = []
    if found.state == S.DRAFT:
        may.append("send")
    if found.state in WITH_THE_SERVICE | {S.DRAFT}:
        may.append("revoke")
    if found.by_link and found.state in WITH_THE_SERVICE:
        may.append("link")
    return may


def _need(seen: Sight[Need], sent: Iterable[Referral]) -> NeedLine:
    one = seen.record
    tries = [each for each in sent if each.need == one.pk]
    return NeedLine(
        id=one.pk,
        kind=one.kind,
        wish=one.wish,
        state=one.state,
        reason=one.reason,
        asked_at=one.asked_at,
        noted_by=one.noted_by,
        served_on=one.served_on,
        words=_read(seen, "words"),
        why=_read(seen, "why"),
        referrals=len(tries),
    )


def _line(seen: Sight[Referral], *, at: datetime) -> ReferralLine:
    """Return a referral's line, by what the viewer may see."""
    knows_where = seen.may(Action.WRITE, "message") or seen.rights.by_glass_alone
    line = _frame(seen.record, at=at, knows_where=knows_where)
    return replace(
        line,
        reply=_read(seen, "reply"),
        why=_read(seen, "why"),
        message=_read(seen, "message"),
    )


def _frame(one: Referral, *, at: datetime, knows_where: bool = True) -> ReferralLine:
    return ReferralLine(
        id=one.pk,
        need=one.need,
        kind=one.kind,
        to_agency=one.to_agency if knows_where else "",
        by_link=one.by_link,
        purpose=one.purpose,
        tells=one.tells,
        state=one.state,
        reason=one.reason,
        drafted_at=one.drafted_at,
        drafted_by=one.drafted_by,
        sent_at=one.sent_at,
        sent_by=one.sent_by,
        person_said=one.person_said,
        answer_by_at=one.answer_by_at,
        until_at=one.until_at,
        answered_at=one.answered_at,
        answered_by=one.answered_by,
        begins_on=one.begins_on,
        ended_at=one.ended_at,
        reply="",
        why="",
        message="",
        version=one.version,
        late=one.state == S.SENT and one.answer_by_at is not None and one.answer_by_at <= at,
    )


def _read(seen: Sight[Need] | Sight[Referral], field: str) -> str:
    return str(seen.value(field) or "") if seen.may(Action.READ, field) else ""
