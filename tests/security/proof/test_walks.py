"""
Promise G2: people come, go, move, refer, consent and break glass in any order; after each step,
what the site opens is what a small model made of the documents says.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from fourfold.security.access import glass, relations
from fourfold.security.access.need_to_know import rights, visible_to
from fourfold.security.access.policy import Action
from fourfold.security.access.viewer import viewer_of
from fourfold.security.models import Account, RoleGrant, RoleState
from tests.conftest import LONG
from tests.desk.make import folder
from tests.desk.models import Folder
from tests.make.people import DCF, NOW, PROVIDER, account, agency, seat
from tests.make.shares import shared
from tests.security.proof import oracle

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WALKS, STEPS, FEWEST = (1_100, 50, 50_000) if LONG else (60, 50, 2_000)
TEAM, POLICE = "MDT_HERE", "POLICE"
ROLE = {
    "Cleo": "CARELINE",
    "Otto": "CARELINE",
    "Lia": "LIAISON",
    "Paul": "TEAM",
    "Nora": "PROVIDER",
}
HOME = {"Paul": POLICE, "Nora": PROVIDER}
KEEPS = {"CARELINE", "LIAISON"}
NAMES = st.sampled_from(sorted(ROLE))
OF_DCF = st.sampled_from(["Cleo", "Otto", "Lia"])
THINGS = {
    "phone": [("personal", "folder.phone")],
    "all": [("personal", ""), ("place", ""), ("health", "")],
    "sud": [("sud", "")],
}
ASKED = (
    "state phone guardian_phone street health_note exploiter_name sud_note cji_note counselor_note"
)
FIELDS = {name: Folder.FIELD_CLASSES[name] for name in ASKED.split()}


@dataclass
class Tie:
    """One relation, as a person would write it on paper."""

    kind: str
    who: str
    from_at: datetime
    until_at: datetime | None = None
    id: str = ""
    purpose: str = ""
    what: list[tuple[str, str]] = field(default_factory=list)
    made: object = None

    def holds(self, at: datetime) -> bool:
        return self.from_at <= at and (self.until_at is None or at < self.until_at)


class Walk(RuleBasedStateMachine):
    """One record, five people, and whatever happens to them. steps: of all walks together."""

    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block._from_testcase = True
        self.block.__enter__()
        self.at = NOW
        self.ids = {who: account(who, role, of=HOME.get(who, DCF)).id for who, role in ROLE.items()}
        self.home = {who: HOME.get(who, DCF) for who in ROLE}
        self.closed: set[str] = set()
        self.roleless: set[str] = set()
        self.ties: list[Tie] = []
        self.looked = 0
        agency("OTHER_HOUSE")
        boss, cora = account("Ruth", "LIAISON"), account("Cora", "COORDINATOR", of="CAC")
        seat(cora, TEAM, "COORDINATOR")
        self.boss = viewer_of(boss.id, at=NOW, second_factor=True, stepped_up=True)
        self.cora = viewer_of(cora.id, at=NOW, second_factor=True)
        self.record = folder(DCF)
        relations.begin(self.record, by=self.boss)
        relations.assign(self.record, boss.id, by=self.boss, kind="SUPERVISOR")

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    # ------------------------------------------------------------ the model
    def live(self, kind: str, who: str = "") -> list[Tie]:
        return [
            tie
            for tie in self.ties
            if tie.kind == kind and who in ("", tie.who) and tie.holds(self.at)
        ]

    def may(self, action: str, who: str) -> set[str]:
        """Return the fields that the documents open to a person now."""
        if who in self.closed or who in self.roleless or self.live("CONFLICT", who):
            return set()
        found = set[str]()
        for tie in self.ties_of(who):
            kind, _, discipline = tie.kind.partition(" ")
            classes = oracle.allowed(action, kind, discipline, ROLE[who])
            for name, each in FIELDS.items():
                frame = kind != "RECIPIENT" or each in ("open", "internal")
                if each in classes and (
                    frame or {(each, ""), (each, f"folder.{name}")} & set(tie.what)
                ):
                    found.add(name)
        return found

    def ties_of(self, who: str) -> list[Tie]:
        found = self.live("BREAK_GLASS", who)
        if self.home[who] == DCF:
            found += self.live("ASSIGNED", who) + self.live("SUPERVISOR", who)
        if self.live("BROUGHT"):
            found += [replace(tie, kind=f"TEAM {tie.purpose}") for tie in self.live("SEAT", who)]
        for referral in self.live("REFERRAL", self.home[who]):
            for yes in self.live("CONSENT", self.home[who]):
                if yes.purpose == referral.purpose:
                    found.append(replace(yes, kind="RECIPIENT"))
        return found

    def look(self, *people: str) -> None:
        """Compare what is with what should be, for these people and one more."""
        self.looked += 1
        Walk.steps += 1
        for who in {*people, sorted(ROLE)[self.looked % len(ROLE)]}:
            viewer = viewer_of(self.ids[who], at=self.at, second_factor=True, stepped_up=True)
            held = rights(viewer, self.record)
            for action in ("READ", "SHOW", "WRITE", "EXPORT"):
                got = {
                    name
                    for name, each in FIELDS.items()
                    if held.may(Action(action), each, name_of(name))
                }
                assert got == self.may(action, who), (who, action, self.ties)
            knows = visible_to(viewer, Folder).filter(pk=self.record.pk).exists()
            assert knows == bool(self.may("READ", who)), (who, self.ties)

    def give(self, kind: str, who: str, made: str = "", **other: object) -> None:
        self.ties.append(Tie(kind, who, self.at, id=made, **other))

    # ------------------------------------------------------------ what happens
    @rule(minutes=st.sampled_from([1, 29, 30, 60, 119, 120]))
    def time_passes(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)
        self.boss, self.cora = replace(self.boss, at=self.at), replace(self.cora, at=self.at)
        self.look(*ROLE)

    @rule(who=NAMES, as_supervisor=st.booleans())
    def assign(self, who: str, as_supervisor: bool) -> None:
        kind = "SUPERVISOR" if as_supervisor else "ASSIGNED"
        held = who not in self.closed | self.roleless and self.home[who] == DCF
        fit = held and ROLE[who] in ({"LIAISON"} if as_supervisor else KEEPS)
        try:
            made = relations.assign(self.record, self.ids[who], by=self.boss, kind=kind)
        except relations.NotHere:
            assert not fit
        else:
            assert fit
            self.give(kind, who, made)
        self.look(who)

    @rule(who=NAMES, kind=st.sampled_from(["ASSIGNED", "SUPERVISOR", "CONFLICT"]))
    def end(self, who: str, kind: str) -> None:
        for tie in self.live(kind, who)[:1]:
            relations.end(tie.id, self.record, by=self.boss)
            tie.until_at = self.at
        self.look(who)

    @rule(who=OF_DCF)
    def declare_conflict(self, who: str) -> None:
        made = relations.declare_conflict(self.record, self.ids[who], by=self.boss)
        self.give("CONFLICT", who, made)
        self.look(who)

    @rule()
    def bring_to_team_or_take_back(self) -> None:
        for tie in self.live("BROUGHT")[:1]:
            relations.end(tie.id, self.record, by=self.boss)
            tie.until_at = self.at
            break
        else:
            self.give("BROUGHT", TEAM, relations.bring_to_team(self.record, TEAM, by=self.boss))
        self.look(*ROLE)

    @rule(who=NAMES, discipline=st.sampled_from(["LAW_ENFORCEMENT", "MEDICAL", "COORDINATOR"]))
    def seat_or_unseat(self, who: str, discipline: str) -> None:
        for tie in self.live("SEAT", who)[:1]:
            relations.end_seat(tie.id, by=self.cora)
            tie.until_at = self.at
            break
        else:
            if who not in self.closed:
                if discipline == "COORDINATOR":  # two people bring it, before this walk
                    found = Account.objects.get(id=self.ids[who])
                    made = seat(found, TEAM, discipline).id
                else:
                    made = relations.give_seat(TEAM, self.ids[who], discipline, by=self.cora)
                self.give("SEAT", who, made, purpose=discipline)
        self.look(who)

    @rule(
        to=st.sampled_from([PROVIDER, "OTHER_HOUSE"]),
        purpose=st.sampled_from(["SERVICES", "HOUSING"]),
    )
    def refer(self, to: str, purpose: str) -> None:
        until = self.at + timedelta(hours=2)
        made = relations.refer(self.record, to, purpose=purpose, until=until, by=self.boss)
        self.give("REFERRAL", to, made, purpose=purpose, until_at=until)
        self.look("Nora")

    @rule(
        to=st.sampled_from([PROVIDER, "OTHER_HOUSE"]),
        purpose=st.sampled_from(["SERVICES", "HOUSING"]),
        what=st.sampled_from(sorted(THINGS)),
        of=st.sampled_from([DCF, DCF, "ANOTHER"]),
    )
    def consent(self, to: str, purpose: str, what: str, of: str) -> None:
        times = dict.fromkeys(("given_at", "recorded_at", "from_at"), self.at)
        until = self.at + timedelta(hours=1)
        kind = "SUD" if what == "sud" else "GENERAL"
        more = {"kind": kind, "from_agency": of, "until_at": until}
        made = shared(self.record, to=to, purpose=purpose, what=THINGS[what], **times, **more)
        if of == DCF:
            self.give("CONSENT", to, made.id, purpose=purpose, until_at=until, what=THINGS[what])
            self.ties[-1].made = made
        self.look("Nora")

    @rule(to=st.sampled_from([PROVIDER, "OTHER_HOUSE"]))
    def revoke(self, to: str) -> None:
        for tie in self.live("CONSENT", to)[:1]:
            made = tie.made
            made.revoked_at, made.revoked_by, made.revoked_how = self.at, "ruth", "SPOKEN"
            made.save()
            tie.until_at = self.at
        self.look("Nora")

    @rule(who=NAMES)
    def break_glass(self, who: str) -> None:
        by = viewer_of(self.ids[who], at=self.at, second_factor=True, stepped_up=True)
        works = who not in self.closed | self.roleless and ROLE[who] in KEEPS
        fit = works and not self.may("READ", who) and not self.live("CONFLICT", who)
        try:
            made = glass.break_glass(
                *(Folder, self.record.pk), reason="MISSING_NOW", words="a b c d e", by=by
            )
        except glass.GlassError:
            assert not fit
        else:
            assert fit
            self.give("BREAK_GLASS", who, made.id, until_at=self.at + timedelta(hours=2))
        self.look(who)

    @rule(who=NAMES)
    def close_glass(self, who: str) -> None:
        for tie in self.live("BREAK_GLASS", who)[:1]:
            by = replace(self.boss, account=self.ids[who])
            glass.close(tie.id, by=by)
            for each in self.live("BREAK_GLASS", who):
                each.until_at = self.at
        self.look(who)

    @rule(who=NAMES)
    def close_or_open_account(self, who: str) -> None:
        self.closed ^= {who}
        Account.objects.filter(id=self.ids[who]).update(is_active=who not in self.closed)
        self.look(who)

    @rule(who=NAMES)
    def end_or_give_role(self, who: str) -> None:
        self.roleless ^= {who}
        held = {"state": RoleState.HELD, "until_at": None, "ended_by": ""}
        ended = {"state": RoleState.ENDED, "until_at": self.at, "ended_by": "setup"}
        RoleGrant.objects.filter(account=self.ids[who]).update(
            **(ended if who in self.roleless else held)
        )
        self.look(who)

    @rule(who=NAMES, to=st.sampled_from([DCF, PROVIDER, "OTHER_HOUSE"]))
    def move(self, who: str, to: str) -> None:
        """Go to work for another agency, with the same role there."""
        self.home[who] = to
        Account.objects.filter(id=self.ids[who]).update(agency=to)
        RoleGrant.objects.filter(account=self.ids[who]).update(agency=to)
        self.look(who)


def name_of(field_name: str) -> str:
    return f"folder.{field_name}"


def test_whatever_happens_each_person_reads_what_the_documents_open_to_them_and_no_more():
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=WALKS, stateful_step_count=STEPS, deadline=None, derandomize=not LONG
        ),
    )
    assert Walk.steps >= FEWEST
