"""Names written through the desk are found by marks, and stand nowhere in clear or as a sum."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.apps import apps
from django.db import connection

from fourfold.apps.cases.actions import merges, reports
from fourfold.apps.cases.models import Case, Person, PersonMark
from fourfold.apps.cases.queries import people as look
from fourfold.apps.cases.rules.lookup import Sought, marks_of
from fourfold.security.ids import new_id
from fourfold.security.keys import new_person
from tests.make import cases, parts, people

pytestmark = pytest.mark.django_db(transaction=True)
GIVEN, FAMILY, PHONE = "Qzcanarygiven", "Qzcanaryfamily", "203 555 0147"
BORN = date(2013, 2, 28)


def stored() -> bytes:
    """Return every value of every table."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608 - ours
            for row in cursor.fetchall():
                found += [bytes(v) if isinstance(v, memoryview | bytes) else repr(v) for v in row]
    return b"\n".join(each if isinstance(each, bytes) else each.encode() for each in found)


def sums(text: str) -> set[bytes]:
    """Return what anybody could reckon from a text without a key."""
    kinds = (hashlib.md5, hashlib.sha1, hashlib.sha256, hashlib.sha512, hashlib.blake2b)
    made = [each(text.encode()) for each in kinds] + [
        hashlib.blake2b(text.encode(), digest_size=32)
    ]
    return {s for each in made for s in (each.digest(), each.hexdigest().encode())}


def test_a_made_up_case_is_found_by_its_marks_as_a_real_one() -> None:
    luis = people.viewer("Luis", "LIAISON")
    cases.case(luis, given_name=GIVEN, family_name=FAMILY, born_on=BORN)

    (hit,) = look.look_up(
        Sought(given=GIVEN, family=FAMILY), viewer=people.viewer("Eva", "LIAISON")
    )
    assert hit.open_cases == 1


def test_no_name_and_no_sum_of_one_stands_in_the_database() -> None:
    luis, carmen = people.viewer("Luis", "LIAISON"), people.viewer("Carmen", "CARELINE")
    known = {"given_name": GIVEN, "family_name": FAMILY, "born_on": BORN, "phone": PHONE}
    first, second = cases.case(luis, **known), cases.case(luis, **known)
    merges.join(person_of(first).pk, other=person_of(second).pk, by=luis)
    told = {"narrative": f"{GIVEN} called.", "child_given_name": GIVEN, "child_born_on": BORN}
    report = reports.save(told, person=new_person(agency=carmen.agency), once=new_id(), by=carmen)
    reports.accept(report, version=2, by=carmen)
    look.look_up(Sought(given=GIVEN, family=FAMILY, phone=PHONE), viewer=luis)

    kept, marks = stored(), marks_of(person_of(first).known())
    assert PersonMark.objects.count() >= 2 * len(marks)
    assert b"qzcanary" not in kept.lower()
    for text in {GIVEN, GIVEN.lower(), FAMILY, FAMILY.lower(), PHONE, "2035550147", *marks}:
        assert not [each for each in sums(text) if each in kept], text
    assert not [each for each in marks if each.encode() in kept]


def test_one_of_everything_has_marks_too() -> None:
    _case, found = parts.with_everything(Case, holder="HOLDER")

    assert found["person"].marks.exists()


def person_of(case: str) -> Person:
    return Person.objects.get(pk=Case.objects.get(pk=case).person)
