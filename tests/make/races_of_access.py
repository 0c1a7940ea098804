"""Races for access, on a new database: two people, or six, decide the same thing at once."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import timedelta

from django.core.management import call_command
from django.db import transaction

from fourfold.security.access import agencies, glass
from fourfold.security.keys import new_person
from fourfold.security.models import AuditEvent, GlassBreak, RoleGrant
from tests.make.emptying import allow_emptying
from tests.make.people import DCF, NOW, account, viewer
from tests.make.races import RUNNERS, together


def ending_each_other() -> dict[str, int]:
    ada, ben = viewer("Ada", "AGENCY_ADMIN"), viewer("Ben", "AGENCY_ADMIN")
    of = {each.account: RoleGrant.objects.get(account=each.account).id for each in (ada, ben)}
    outcomes = together(
        lambda: agencies.end_role(of[ben.account], by=ada),
        lambda: agencies.end_role(of[ada.account], by=ben),
    )
    return outcomes | {"administrators": RoleGrant.objects.filter(state="HELD").count()}


def proposing_one_role() -> dict[str, int]:
    ada, cleo = viewer("Ada", "AGENCY_ADMIN"), account("Cleo")
    return together(*[lambda: agencies.propose_role(cleo.id, "CARELINE", by=ada)] * RUNNERS)


def deciding_one_role() -> dict[str, int]:
    deciders = [viewer(f"Admin{nth}", "AGENCY_ADMIN") for nth in range(RUNNERS)]
    grant = agencies.propose_role(account("Cleo").id, "CARELINE", by=viewer("Ada", "AGENCY_ADMIN"))
    steps = [
        lambda by=by, decide=decide: decide(grant, by=by)
        for by, decide in zip(
            deciders, [agencies.agree_to_role, agencies.refuse_role] * 3, strict=True
        )
    ]
    outcomes = together(*steps)
    decided = AuditEvent.objects.filter(event__in=["ROLE_AGREED", "ROLE_REFUSED"])
    return outcomes | {"lines": decided.count()}


def reviewing_one_opening() -> dict[str, int]:
    officers = [viewer(f"Officer{nth}", "PRIVACY") for nth in range(RUNNERS)]
    person = new_person(agency=DCF)
    with transaction.atomic():
        made = GlassBreak.objects.create(
            account=account("Cleo").id,
            agency=DCF,
            record_kind="cases.case",
            record="0000000000000000",
            person=person,
            reason="IN_DANGER_NOW",
            words="somebody may be in danger now",
            begun_at=NOW,
            until_at=NOW + timedelta(hours=2),
        )
    said = "the call shows it was needed"
    outcomes = together(
        *[
            lambda by=by: glass.review(made.id, outcome="JUSTIFIED", words=said, by=by)
            for by in officers
        ]
    )
    return outcomes | {"lines": AuditEvent.objects.filter(event="GLASS_REVIEWED").count()}


RACES: dict[str, Callable[[], dict[str, int]]] = {
    "end each other": ending_each_other,
    "propose one role": proposing_one_role,
    "decide one role": deciding_one_role,
    "review one opening": reviewing_one_opening,
}


def main() -> None:
    allow_emptying()
    found = {}
    for name, race in RACES.items():
        call_command("flush", interactive=False, verbosity=0)
        found[name] = race()
    json.dump(found, sys.stdout)
