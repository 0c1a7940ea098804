"""`manage.py accounts`, reached by people as `fourfold accounts`."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from fourfold.reference import active_pack
from fourfold.security.access.agencies import (
    SETUP,
    AccessError,
    give_first_role,
    open_agency,
    propose_first_administrator,
)
from fourfold.security.accounts.actions import AccountError, add
from fourfold.security.models import Account

OPERATOR = "operator"
"""Who types the command; beside the set-up itself, the second party to the first two roles."""
FIRST = (("administrator", "AGENCY_ADMIN"), ("privacy officer", "PRIVACY"))
Opened = tuple[str, str, str]
"""An account that was opened: whose, its address, its code."""


class Command(BaseCommand):
    """Open the very first two accounts, and the first one of each further agency."""

    help = "Opens the first two accounts, or one more agency with its administrator."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the verb and who is first."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        first = verbs.add_parser("first")
        for name in ("agency", "administrator", "administrator_email", "privacy", "privacy_email"):
            first.add_argument(name)
        first.add_argument("--bound-by-vawa", action="store_true")
        another = verbs.add_parser("agency")
        for name in ("agency", "administrator", "administrator_email"):
            another.add_argument(name)
        another.add_argument("--bound-by-vawa", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open the accounts asked for, or none."""
        known = {row["code"] for row in active_pack().rows("organizations")}
        agency = options["agency"]
        if agency not in known:
            raise CommandError(
                f"There is no organization {agency!r} in the jurisdiction pack. There are: "
                f"{', '.join(sorted(known))}."
            )
        at = timezone.now()
        try:
            with transaction.atomic():
                opened = _first(options, at) if options["verb"] == "first" else _more(options, at)
        except (AccountError, AccessError) as problem:
            raise CommandError(str(problem)) from problem
        for title, email, code in opened:
            self.stdout.write(f"{title}, {email}: {code}")
        self.stdout.write(
            "Each opens /sign-in/code/ on the site, types address and code, chooses a password and "
            "adds a second factor. A code is good once, for three days. Hand each to its person "
            "alone; they are not shown again."
        )
        if options["verb"] == "agency":
            self.stdout.write("The role waits: a privacy officer agrees to it on the site.")


def _first(options: dict[str, Any], at: datetime) -> list[Opened]:
    """Open the first two accounts, each with its role."""
    if options["administrator_email"].lower() == options["privacy_email"].lower():
        raise CommandError("The administrator and the privacy officer are two people.")
    if Account.objects.exists():
        raise CommandError(
            "There are accounts already, so nothing was opened. The agency's administrator opens "
            "more on the page of its people. For one more agency: fourfold accounts agency"
        )
    agency = options["agency"]
    open_agency(agency, bound_by_vawa=options["bound_by_vawa"], by=SETUP, at=at)
    opened = []
    for (title, role), who in zip(FIRST, ("administrator", "privacy"), strict=True):
        email = options[f"{who}_email"]
        account, code = add(email, name=options[who], agency=agency, by=SETUP, at=at)
        give_first_role(account, role, by=OPERATOR, at=at)
        opened.append((title, email, code))
    return opened


def _more(options: dict[str, Any], at: datetime) -> list[Opened]:
    """Open one more agency with the account of its administrator, whose role waits."""
    agency, email = options["agency"], options["administrator_email"]
    open_agency(agency, bound_by_vawa=options["bound_by_vawa"], by=SETUP, at=at)
    account, code = add(email, name=options["administrator"], agency=agency, by=SETUP, at=at)
    propose_first_administrator(account, by=SETUP, at=at)
    return [("administrator", email, code)]
