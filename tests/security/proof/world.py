"""
One made-up world for every cell: a record that everybody stands in some relation to, a second one
that nobody may see, and an account for each role in each relation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from fourfold.security.access.need_to_know import kind_of
from fourfold.security.access.roles import ROLES
from fourfold.security.access.terms import CURRENT
from fourfold.security.access.viewer import Viewer, nobody, viewer_of
from fourfold.security.ids import new_id
from fourfold.security.models import (
    Account,
    Agency,
    GlassBreak,
    Relation,
    RoleGrant,
    RoleState,
    TeamMember,
)
from tests.desk.make import folder
from tests.desk.models import Folder
from tests.make.people import DCF, NOW
from tests.make.shares import shared

DISCIPLINES = (
    *("COORDINATOR", "CHILD_WELFARE", "LAW_ENFORCEMENT", "PROSECUTOR"),
    *("MEDICAL", "MENTAL_HEALTH", "ADVOCATE", "FORENSIC_INTERVIEWER"),
)
ELSEWHERE = (
    *("NONE", "EX_MEMBER", "NOT_YET_MEMBER", "TEAM_WITHOUT_THE_RECORD", "MOVED"),
    *(f"TEAM {each}" for each in DISCIPLINES),
)
SHARED = (
    *("RECIPIENT", "RECIPIENT_SUD", "RECIPIENT_PRIVILEGED", "EXPIRED", "REVOKED", "NOT_YET"),
    *("WRONG_PURPOSE", "WRONG_ROLE", "WRONG_AGENCY", "OF_ANOTHER_AGENCY", "NO_CONSENT"),
    *("REFERRAL_ENDED", "NO_REFERRAL"),
)
OWN = (
    *("SAME_AGENCY", "ASSIGNED", "ASSIGNED_ENDED", "ASSIGNED_LATER", "SUPERVISOR"),
    *("BREAK_GLASS", "BREAK_GLASS_EXPIRED", "BREAK_GLASS_CLOSED", "HOLDER", "CONFLICT"),
    *("CONFLICT_ALONE", "CONFLICT_LIFTED"),
)
RELATIONS = (*ELSEWHERE, *SHARED, *OWN)
STATES = ("NOT_SIGNED_IN", "PASSWORD", "SECOND_FACTOR", "STEPPED_UP", "CLOSED", "ROLE_ENDED")
TEAM, OTHER_TEAM = "MDT_HERE", "MDT_THERE"
NAMED = [
    ("personal", "folder.phone"),
    ("personal", "folder.guardian_phone"),
    ("place", ""),
    ("exploiter", ""),
]
HOUR = timedelta(hours=1)
WORDS = "canary-words-of-the-opening are five or more"


@dataclass
class World:
    """accounts: by role and relation. viewers: of one role, relation and state of sign-in."""

    seen: Folder
    hidden: Folder
    accounts: dict[tuple[str, str], Account]
    viewers: dict[tuple[str, str, str], Viewer]
    opening: str

    def everyone(self) -> Iterator[tuple[str, str, str, Viewer]]:
        for (role, relation, state), viewer in self.viewers.items():
            yield role, relation, state, viewer


def build() -> World:
    """Make the world. Everything is as it stands at NOW."""
    accounts = everybody()
    holder = accounts["PROVIDER", "HOLDER"]
    seen = folder(DCF, holder=holder.id, **_marks("F"))
    hidden = folder(DCF, **_marks("G") | {"born_on": date(1998, 4, 5)})
    relate(seen, accounts)
    consent(seen)
    opening = GlassBreak.objects.create(
        account=accounts["CARELINE", "BREAK_GLASS"].id,
        agency=DCF,
        record_kind="desk.folder",
        record=seen.pk,
        person=seen.person,
        reason="IN_DANGER_NOW",
        words=WORDS,
        begun_at=NOW,
        until_at=NOW + 2 * HOUR,
    )
    world = World(seen, hidden, accounts, {}, opening.id)
    for (role, relation), account in accounts.items():
        for state, viewer in _states(account):
            world.viewers[role, relation, state] = viewer
    return world


def _marks(mark: str) -> dict[str, object]:
    """Return a value for each sealed text that stands nowhere else: F-canary-street."""
    plain = {"other_names": [f"{mark}-canary-other_names"]}
    return {
        name: f"{mark}-canary-{name}."
        for name, kind in Folder.FIELD_CLASSES.items()
        if name not in ("id", "agency", "holder", "state", "person", "born_on", "other_names")
        and not name.endswith("_index")
    } | plain


def agency_of(relation: str) -> str:
    if relation in OWN:
        return DCF
    return f"AT_{relation}" if relation in SHARED else "ELSEWHERE"


def everybody() -> dict[tuple[str, str], Account]:
    codes = {agency_of(each) for each in RELATIONS}
    Agency.objects.bulk_create(
        Agency(
            code=code,
            bound_by_vawa=False,
            terms_version=CURRENT.version,
            terms_by="setup",
            terms_at=NOW,
        )
        for code in codes
    )
    found = {
        (role, relation): Account(
            id=new_id(),
            name=f"{role} {relation}",
            email=f"{role}.{relation}@made-up.example".replace(" ", "-").lower(),
            agency=agency_of(relation),
            made_at=NOW,
        )
        for role in ROLES
        for relation in RELATIONS
    }
    Account.objects.bulk_create(found.values())
    RoleGrant.objects.bulk_create(
        RoleGrant(
            account=account,
            agency=account.agency,
            role=role,
            state=RoleState.HELD,
            proposed_by="setup",
            proposed_at=NOW - HOUR,
            decided_by="setup-2",
            decided_at=NOW - HOUR,
            from_at=NOW - HOUR,
        )
        for (role, _relation), account in found.items()
    )
    return found


def relate(record: Any, accounts: dict[tuple[str, str], Account]) -> None:
    """Let each account stand in its relation to a record."""

    def tie(kind: str, **other: object) -> Relation:
        given = {"from_at": NOW - HOUR, "until_at": None, "given_by": "setup"} | other
        return Relation(
            kind=kind,
            record_kind=kind_of(record),
            record=record.pk,
            person=record.person,
            **given,
        )

    made = [tie("TEAM", team=TEAM), tie("TEAM", team=OTHER_TEAM, until_at=NOW)]
    seats = []
    for (_role, relation), account in accounts.items():
        to, end = {"account": account.id}, {"until_at": NOW + HOUR}
        made += {
            "ASSIGNED": [tie("ASSIGNED", **to)],
            "ASSIGNED_ENDED": [tie("ASSIGNED", **to, until_at=NOW)],
            "ASSIGNED_LATER": [tie("ASSIGNED", **to, from_at=NOW + timedelta(microseconds=1))],
            "MOVED": [tie("ASSIGNED", **to), tie("SUPERVISOR", **to)],
            "SUPERVISOR": [tie("SUPERVISOR", **to)],
            "BREAK_GLASS": [tie("BREAK_GLASS", **to, **end)],
            "BREAK_GLASS_EXPIRED": [tie("BREAK_GLASS", **to, until_at=NOW)],
            "BREAK_GLASS_CLOSED": [tie("BREAK_GLASS", **to, until_at=NOW - HOUR / 2)],
            "HOLDER": [tie("HOLDER", **to)],
            "CONFLICT": [
                *(tie(kind, **to) for kind in ("ASSIGNED", "SUPERVISOR", "HOLDER", "CONFLICT")),
                tie("BREAK_GLASS", **to, **end),
            ],
            "CONFLICT_ALONE": [tie("CONFLICT", **to)],
            "CONFLICT_LIFTED": [tie("ASSIGNED", **to), tie("CONFLICT", **to, until_at=NOW)],
        }.get(relation, [])
        kind, _, discipline = relation.partition(" ")
        if kind == "TEAM" or relation in ("EX_MEMBER", "NOT_YET_MEMBER", "TEAM_WITHOUT_THE_RECORD"):
            seats.append(
                TeamMember(
                    team=OTHER_TEAM if relation == "TEAM_WITHOUT_THE_RECORD" else TEAM,
                    account=account,
                    discipline=discipline or "CHILD_WELFARE",
                    from_at=NOW + HOUR if relation == "NOT_YET_MEMBER" else NOW - HOUR,
                    until_at=NOW if relation == "EX_MEMBER" else None,
                    given_by="setup",
                )
            )
    for relation in SHARED:
        if relation != "NO_REFERRAL":
            until = NOW if relation == "REFERRAL_ENDED" else NOW + HOUR
            made.append(
                tie("RECIPIENT", agency=agency_of(relation), purpose="SERVICES", until_at=until)
            )
    Relation.objects.bulk_create(made)
    TeamMember.objects.bulk_create(seats)


def consent(record: Any) -> None:
    """Record the consents, good and bad, that the relations of SHARED need."""

    def yes(relation: str, what: list[tuple[str, str]] = NAMED, **other: object) -> None:
        given = {"given_at": NOW - HOUR, "recorded_at": NOW - HOUR, "from_at": NOW - HOUR}
        other = {"to": agency_of(relation), "purpose": "SERVICES"} | given | other
        shared(record, what=what, **other)

    revoked = {"revoked_at": NOW, "revoked_by": "ruth", "revoked_how": "SPOKEN"}
    later = NOW + timedelta(minutes=30)
    yes("RECIPIENT")
    yes("RECIPIENT_SUD", [("sud", "")], kind="SUD")
    yes("RECIPIENT_PRIVILEGED", [("privileged", "")], kind="PRIVILEGED")
    yes("EXPIRED", until_at=NOW)
    yes("REVOKED", **revoked)
    yes("NOT_YET", from_at=later)
    yes("WRONG_PURPOSE", purpose="HOUSING")
    yes("WRONG_ROLE", to_role="NO_SUCH_ROLE")
    yes("WRONG_AGENCY", to="SOMEBODY_ELSE")
    yes("OF_ANOTHER_AGENCY", from_agency="SOMEBODY_ELSE")
    yes("REFERRAL_ENDED")
    yes("NO_REFERRAL")


def _states(account: Account) -> Iterator[tuple[str, Viewer]]:
    proven = viewer_of(account.id, at=NOW, second_factor=True)
    yield "NOT_SIGNED_IN", nobody(NOW)
    yield "PASSWORD", replace(proven, second_factor=False)
    yield "SECOND_FACTOR", proven
    yield "STEPPED_UP", replace(proven, stepped_up=True)
    Account.objects.filter(id=account.id).update(is_active=False)
    yield "CLOSED", viewer_of(account.id, at=NOW, second_factor=True, stepped_up=True)
    Account.objects.filter(id=account.id).update(is_active=True)
    roles = RoleGrant.objects.filter(account=account)
    roles.update(state=RoleState.ENDED, until_at=NOW, ended_by="setup")
    yield "ROLE_ENDED", viewer_of(account.id, at=NOW, second_factor=True, stepped_up=True)
    roles.update(state=RoleState.HELD, until_at=None, ended_by="")
