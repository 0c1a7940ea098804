"""
The list of offices that calls ask: added, changed, set inactive; never deleted.

OfficeError
├── OfficeExists   an office of this name, or of this code, is on the list
└── NoSuchOffice   no office of this code is on the list
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Who
from fourfold.apps.submissions.models import Respondent
from fourfold.apps.submissions.rules.respondents import (
    Office as Office,
)
from fourfold.apps.submissions.rules.respondents import (
    OfficeError,
    check_mail,
    check_name,
    code_of,
)
from fourfold.security import audit
from fourfold.security.events import Event


class OfficeExists(OfficeError):
    """An office of this name is on the list."""


class NoSuchOffice(OfficeError):
    """No office of this code is on the list."""


@transaction.atomic
def add(office: Office, *, by: Who, at: datetime) -> str:
    """
    Put an office on the list; returns its code. :raises OfficeExists: by its name or its code.

    :raises NoName: :raises BadMail:
    """
    name = access.for_the_council(by, at=at)
    (code,) = _keep([office], by=name, at=at)
    audit.record(Event.OFFICE_ADDED, by=name, subject=f"office:{code}", at=at)
    return code


@transaction.atomic
def add_all(offices: Iterable[Office], *, by: Who, at: datetime) -> list[str]:
    """
    Put many offices on the list, or none; returns their codes in order.

    :raises OfficeExists, NoName, BadMail: of the first that cannot be kept.
    """
    name = access.for_the_council(by, at=at)
    codes = _keep(list(offices), by=name, at=at)
    audit.record_all(
        Event.OFFICE_ADDED, by=name, subjects=[f"office:{each}" for each in codes], at=at
    )
    audit.record(
        Event.OFFICES_ADDED, by=name, subject="offices", at=at, facts={"offices": len(codes)}
    )
    return codes


@transaction.atomic
def change(code: str, *, to: Office, version: int | None = None, by: Who, at: datetime) -> None:
    """
    Write an office anew; its code stays.

    version: the office's, as the page showed it; None where nobody looked at one.
    :raises ChangedSince: if somebody changed it since.
    :raises NoSuchOffice: :raises OfficeExists: if another has the name. :raises NoName, BadMail:
    """
    name = access.for_the_council(by, at=at)
    check_name(to.name)
    check_mail(to.mail)
    found = _held(code)
    found.check_version(version)
    if Respondent.objects.filter(name__iexact=to.name).exclude(pk=found.pk).exists():
        raise OfficeExists(f"Another office is called {to.name}. Give this one another name.")
    for field, value in asdict(to).items():
        if field != "code":
            setattr(found, field, value)
    found.note_change(by=name, at=at)
    audit.record(Event.OFFICE_CHANGED, by=name, subject=f"office:{code}", at=at)


@transaction.atomic
def set_active(code: str, *, is_active: bool, by: Who, at: datetime) -> None:
    """
    Set an office inactive, so that new calls do not ask it, or active again.

    Calls that asked it before keep it. :raises NoSuchOffice:
    """
    name = access.for_the_council(by, at=at)
    found = _held(code)
    found.is_active = is_active
    found.note_change(by=name, at=at)
    event = Event.OFFICE_OPENED if is_active else Event.OFFICE_CLOSED
    audit.record(event, by=name, subject=f"office:{code}", at=at)


def _keep(offices: list[Office], *, by: str, at: datetime) -> list[str]:
    names: dict[str, str] = {}
    codes: set[str] = set()
    for code, name in Respondent.objects.values_list("code", "name"):
        names[name.casefold()] = code
        codes.add(code)
    made = []
    for office in offices:
        check_name(office.name)
        check_mail(office.mail)
        code = office.code or code_of(office.name, taken=codes)
        if office.name.casefold() in names or code in codes:
            found = names.get(office.name.casefold(), code)
            raise OfficeExists(f"{office.name} is on the list already, as {found}.")
        names[office.name.casefold()] = code
        codes.add(code)
        made.append(Respondent(**(asdict(office) | {"code": code}), added_at=at, added_by=by))
    Respondent.objects.bulk_create(made)
    return [each.code for each in made]


def _held(code: str) -> Respondent:
    found = Respondent.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise NoSuchOffice(f"There is no office {code[:60]!r} on the list.")
    return found
