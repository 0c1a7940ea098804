"""The Council's seats on a day: who sits, for whom, since when it is vacant; and the quorum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet

from fourfold.apps.council import access
from fourfold.apps.council.models import DeclaredConflict, SeatTerm
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.rules.quorum import Quorum, QuorumOf, QuorumRule, quorum
from fourfold.apps.council.rules.seats import Vacancy, holds_on, runs_out, vacancies
from fourfold.apps.council.states.seats import ConflictAbout, Ending
from fourfold.reference import active_pack
from fourfold.reference.records import CouncilSeat
from fourfold.security.access.viewer import Viewer
from fourfold.security.models import Account


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term. of: the holder's term a designee stands in for, "" for a holder."""

    id: str
    seat: str
    member: str
    name: str
    account: str
    is_public: bool
    of: str
    from_on: date
    until_on: date | None
    letter: str
    ended: Ending | None
    version: int
    member_version: int


@dataclass(frozen=True, slots=True)
class SeatLine:
    """
    A seat on a day. holder, designee: names, "" for nobody. until_on: the holder's last day.

    vacant_since: None where the seat is filled, or nobody is known to have held it.
    """

    code: str
    kind: str
    seat: str
    organization: str
    organization_name: str
    appointed_by: str
    holder: str
    designee: str
    is_vacant: bool
    note: str
    source: tuple[str, ...]
    vacant_since: date | None
    from_on: date | None
    until_on: date | None
    runs_out: bool
    public_holder: str
    public_designee: str

    @property
    def is_unknown(self) -> bool:
        """Whether nobody was ever entered, so that nothing is known, not even a vacancy."""
        return self.is_vacant and self.vacant_since is None

    @property
    def name(self) -> str:
        """The seat in words; a seat that no source words is named by its organization."""
        return self.seat or self.organization_name


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A declared conflict. seat: the member's on the day asked for, "" if none."""

    id: str
    member: str
    name: str
    seat: str
    about: ConflictAbout
    ref: str
    matter: str
    why: str
    from_on: date
    until_on: date | None
    taken_back_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a seat. told: what, before, after."""

    at: datetime
    by: str
    why: str
    told: tuple[tuple[str, str, str], ...]


def seats(*, viewer: access.Who, on: date) -> tuple[SeatLine, ...]:
    """Return every seat of the pack as it stands on a day; nothing to whom may not read it."""
    if not access.reads(viewer):
        return ()
    by_seat: dict[str, list[TermLine]] = {}
    for each in terms(viewer=viewer):
        by_seat.setdefault(each.seat, []).append(each)
    return tuple(
        _line(each, by_seat.get(each.code, []), on) for each in active_pack().council_seats
    )


def seat(code: str, *, viewer: access.Who, on: date) -> SeatLine:
    """Return one seat. :raises NoSuchPaper:."""
    for each in seats(viewer=viewer, on=on):
        if each.code == code:
            return each
    raise NoSuchPaper("There is no such seat.")


def roster(*, viewer: access.Who, on: date) -> tuple[SeatLine, ...]:
    """Return the seats as everyone may read them: names only of members who agreed."""
    del viewer
    return tuple(
        replace(each, holder=each.public_holder, designee=each.public_designee)
        for each in seats(viewer="roster", on=on)
    )


def seat_of(*, viewer: access.Who, on: date) -> str | None:
    """Return the seat that somebody speaks for on a day, as holder or designee; None for none."""
    if not isinstance(viewer, Viewer) or not viewer.account:
        return None
    for each in access.terms(viewer).filter(member__account=viewer.account):
        if holds_on((each.from_on, each.until_on), on):
            return each.seat
    return None


def terms(*, viewer: access.Who, seat: str = "") -> tuple[TermLine, ...]:
    """Return the terms on all seats or one, the oldest first."""
    rows = access.terms(viewer).select_related("member").order_by("from_on", "id")
    return tuple(map(_term, rows.filter(seat=seat) if seat else rows))


def gaps(code: str, *, viewer: access.Who, on: date) -> tuple[Vacancy, ...]:
    """Return when a seat had no holder, the oldest first."""
    held = [e for e in terms(viewer=viewer, seat=code) if not e.of]
    return vacancies(((e.from_on, e.until_on) for e in held), today=on)


def members(*, viewer: access.Who) -> list[tuple[str, str]]:
    """Return id and name of everyone who sits or sat, by name."""
    return list(access.council_members(viewer).order_by("name_key").values_list("id", "name"))


def own_terms(*, viewer: access.Who) -> tuple[TermLine, ...]:
    """Return the terms of whoever asks, the newest first, and of those who stand in for them."""
    account = viewer.account if isinstance(viewer, Viewer) else ""
    rows = terms(viewer=viewer) if account else ()
    own = {each.id for each in rows if each.account == account}
    return tuple(reversed([each for each in rows if each.id in own or each.of in own]))


def account_called(email: str, *, viewer: access.Who) -> str:
    """Return the account that signs in with an address, for the staff; "" for none."""
    found = Account.objects.filter(email__iexact=email.strip()).first() if email.strip() else None
    return found.id if found and access.works(viewer) else ""


def sign_in_of(account: str, *, viewer: access.Who) -> str:
    """Return the address that an account signs in with, for the staff; "" for none."""
    found = Account.objects.filter(id=account).first() if account else None
    return found.email if found and access.works(viewer) else ""


def quorum_rule(*, viewer: access.Who) -> QuorumRule:
    """Return the pack's rule; where it has none, more than half of the filled seats."""
    del viewer
    for row in active_pack().rows("quorum_rules"):
        number = int(row["number"]) if row["number"] else 0
        return QuorumRule(QuorumOf(row["of"]), number, row["confirmed"] == "yes")
    return QuorumRule(QuorumOf.MAJORITY_OF_FILLED)


def quorum_of(present: Iterable[str], *, viewer: access.Who, on: date) -> Quorum:
    """Return whether these seats are enough on a day; a vacant seat is never present."""
    held = seats(viewer=viewer, on=on)
    filled = {each.code for each in held if not each.is_vacant}
    there = len(filled & set(present))
    return quorum(len(held), len(held) - len(filled), there, quorum_rule(viewer=viewer))


def conflicts(
    *,
    viewer: access.Who,
    on: date,
    about: ConflictAbout | None = None,
    ref: str = "",
    seat: str = "",
) -> tuple[ConflictLine, ...]:
    """
    Return conflicts that stand on a day: staff see all, a member their own.

    about, ref: those about this one thing, and those in general, which touch everything.
    """
    sits = {e.member_id: e.seat for e in access.terms(viewer) if _holds(e, on)}
    found = []
    for each in _conflict_rows(viewer).filter(taken_back_at=None):
        fits = about is None or each.about == ConflictAbout.GENERAL
        fits = fits or (each.about == about and each.ref == ref)
        line = _conflict(each, sits.get(each.member_id, ""))
        if fits and holds_on((each.from_on, each.until_on), on) and seat in ("", line.seat):
            found.append(line)
    return tuple(found)


def all_conflicts(*, viewer: access.Who, on: date) -> tuple[ConflictLine, ...]:
    """Return every declaration somebody may see, past and taken back ones too, newest first."""
    sits = {e.member_id: e.seat for e in access.terms(viewer) if _holds(e, on)}
    return tuple(_conflict(e, sits.get(e.member_id, "")) for e in _conflict_rows(viewer))


def changes(code: str, *, viewer: access.Who) -> list[Change]:
    """Return the story of a seat, the newest first; the staff's."""
    rows = list(access.seat_changes(viewer).filter(seat=code).order_by("-at", "-id"))
    names = access.names({each.by for each in rows})
    return [
        Change(
            each.at,
            names.get(each.by, each.by),
            each.why,
            tuple((what, old, new) for what, (old, new) in each.told.items()),
        )
        for each in rows
    ]


def _line(seat: CouncilSeat, held: list[TermLine], on: date) -> SeatLine:
    now = [each for each in held if holds_on((each.from_on, each.until_on), on)]
    holder = next((each for each in now if not each.of), None)
    designee = next((each for each in now if each.of), None)
    spans = [(each.from_on, each.until_on) for each in held if not each.of]
    empty = [each for each in vacancies(spans, today=on) if each.until is None]
    follows = holder is not None and any(
        holder.until_on is not None and first > holder.until_on for first, _last in spans
    )
    return SeatLine(
        code=seat.code,
        kind=seat.kind,
        seat=seat.seat,
        organization=seat.organization,
        organization_name=seat.organization_name,
        appointed_by=seat.appointed_by,
        note=seat.note,
        source=seat.source,
        holder=holder.name if holder else "",
        designee=designee.name if designee else "",
        is_vacant=holder is None,
        vacant_since=empty[0].since if empty else None,
        from_on=holder.from_on if holder else None,
        until_on=holder.until_on if holder else None,
        runs_out=holder is not None and not follows and runs_out(holder.until_on, today=on),
        public_holder=holder.name if holder and holder.is_public else "",
        public_designee=designee.name if designee and designee.is_public else "",
    )


def _term(row: SeatTerm) -> TermLine:
    who = row.member
    return TermLine(
        *(row.id, row.seat, who.id, who.name, who.account, who.is_public, row.of_id or ""),
        *(row.from_on, row.until_on, row.letter),
        Ending(row.ended) if row.ended else None,
        row.version,
        who.version,
    )


def _holds(row: SeatTerm, on: date) -> bool:
    return holds_on((row.from_on, row.until_on), on)


def _conflict_rows(viewer: access.Who) -> QuerySet[DeclaredConflict]:
    return access.conflicts(viewer).select_related("member").order_by("-from_on", "id")


def _conflict(row: DeclaredConflict, seat: str) -> ConflictLine:
    return ConflictLine(
        *(row.id, row.member.id, row.member.name, seat, ConflictAbout(row.about), row.ref),
        *(row.matter, row.why, row.from_on, row.until_on, row.taken_back_at, row.version),
    )
