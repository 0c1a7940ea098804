"""Guessing passwords and names: it does not get anywhere, and the answers tell nothing (G22)."""

from __future__ import annotations

import os
import random
import re
import statistics
import time
from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.test import Client

from fourfold.security import audit
from fourfold.security.accounts import sign_in
from fourfold.security.models import Account, AuditEvent, Count
from tests.conftest import LONG

from .conftest import PASSWORD, START

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
GUESSES = 10_000 if LONG else 1_200
IN_CI = bool(os.environ.get("CI"))
PAIRS = 10_000 if LONG else 1_000 if IN_CI else 150
TIMED = 200 if LONG else 40 if IN_CI else 16
HOUR = timedelta(hours=1)


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the hashes that passwords are compared with, as they come."""
    seen: list[str] = []

    def verify(password: str, encoded: str, **more: object) -> tuple[bool, bool]:
        seen.append(encoded)
        return hashers.verify_password(password, encoded, **more)

    monkeypatch.setattr(sign_in, "verify_password", verify)
    return seen


def test_four_hours_of_guessing_from_everywhere_open_nothing(person, evaluated):
    account = person()
    step = timedelta(hours=4) / GUESSES
    looked_at = []

    for number in range(GUESSES):
        at = START + number * step
        guess = PASSWORD if number % 50 == 49 else f"guess {number}"
        address = f"198.51.{number % 200}.{number % 97}"
        before = len(evaluated)
        found = sign_in.by_password(account.email, guess, address=address, at=at)
        if account.password in evaluated[before:]:
            looked_at.append(at)
        assert found is None or guess == PASSWORD
    assert len(evaluated) == GUESSES, "an answer without the work would tell that it was throttled"
    busiest = max(
        sum(1 for each in looked_at if first <= each < first + HOUR) for first in looked_at
    )
    assert busiest <= 20
    refused = AuditEvent.objects.filter(event="SIGN_IN_REFUSED").count()
    assert refused <= 20 * 5


def test_the_eleventh_wrong_guess_in_an_hour_locks_even_the_right_password(person, clock):
    person()
    for number in range(10):
        sign_in.by_password("rosa@agency.example", f"no {number}", address="a", at=clock.now)

    locked = sign_in.by_password("rosa@agency.example", PASSWORD, address="b", at=clock.now)
    later = clock.now + HOUR
    opened = sign_in.by_password("rosa@agency.example", PASSWORD, address="b", at=later)

    assert locked is None
    assert opened is not None


def test_right_passwords_do_not_use_up_the_tries(person, clock):
    person()
    for _ in range(30):
        assert sign_in.by_password("rosa@agency.example", PASSWORD, address="a", at=clock.now)


def test_one_address_cannot_try_name_after_name(person, evaluated, clock):
    accounts = [person(f"p{number}@agency.example") for number in range(110)]

    for each in accounts:
        sign_in.by_password(each.email, "a guess", address="198.51.100.7", at=clock.now)

    known = {each.password for each in accounts}
    assert sum(1 for each in evaluated if each in known) == 100


def test_neither_name_nor_address_is_kept(person, clock):
    person()
    sign_in.by_password("who@nowhere.example", "a guess", address="198.51.100.7", at=clock.now)

    kept = str(list(Count.objects.values())) + str(list(AuditEvent.objects.values()))

    assert "nowhere" not in kept
    assert "198.51.100" not in kept


def test_a_refusal_names_the_account_or_a_digest(person, clock):
    account = person()
    sign_in.by_password(account.email, "a guess", address="a", at=clock.now)
    sign_in.by_password("who@nowhere.example", "a guess", address="a", at=clock.now)

    assert [line.facts for line in audit.lines_about(f"account:{account.id}")] == [
        {"why": "PASSWORD"}
    ]
    others = AuditEvent.objects.exclude(subject=f"account:{account.id}")
    assert [line.subject[:5] for line in others.filter(event="SIGN_IN_REFUSED")] == ["name:"]


# ---------------------------------------------------------------- telling names apart
Answer = tuple[int, bytes, list[tuple[str, str]]]


def answer_to(client: Client, email: str, password: str, place: int = 0) -> Answer:
    """Return all of an answer but what differs each time for everyone: token and typed name."""
    client.cookies.clear()
    sent = {"email": email, "password": password}
    answer = client.post("/sign-in/", sent, REMOTE_ADDR=f"198.51.{place % 200}.{place // 200}")
    page = re.sub(rb'(name="csrfmiddlewaretoken" value=")[^"]+', rb"\1", answer.content)
    return answer.status_code, page.replace(email.encode(), b"NAME"), sorted(answer.headers.items())


def test_known_unknown_closed_and_locked_names_get_the_same_answer(person, clock, client):
    for number in range(PAIRS):
        person(f"known{number:05}@agency.example", is_active=number % 3 != 0)
    person("locked@agency.example")
    for number in range(11):
        sign_in.by_password("locked@agency.example", f"no {number}", address="a", at=clock.now)

    different = [
        number
        for number in range(PAIRS)
        if answer_to(client, f"known{number:05}@agency.example", "a guess", number)
        != answer_to(client, f"other{number:05}@agency.example", "a guess", number)
    ]

    assert different == []
    unknown = answer_to(client, "nobody@agency.example", PASSWORD)
    assert unknown == answer_to(client, "locked@agency.example", PASSWORD)
    closed = answer_to(client, "known00000@agency.example", PASSWORD)
    assert closed == answer_to(client, "other00000@agency.example", PASSWORD)


def spent(email: str, number: int) -> float:
    begun = time.perf_counter()
    sign_in.by_password(email, "a guess", address=f"place {number}", at=START)
    return time.perf_counter() - begun


def chance(known: list[float], unknown: list[float]) -> float:
    """Return how often shuffled times differ as much in their median: a permutation test."""
    shuffle = random.Random(1)  # noqa: S311 - nothing secret hangs on it
    seen = abs(statistics.median(known) - statistics.median(unknown))
    both, as_far = known + unknown, 0
    for _ in range(2_000):
        shuffle.shuffle(both)
        half = abs(statistics.median(both[: len(known)]) - statistics.median(both[len(known) :]))
        as_far += half >= seen
    return (as_far + 1) / 2_001


def test_the_time_to_answer_does_not_tell_a_known_name(person, settings):
    settings.PASSWORD_HASHERS = ["fourfold.security.accounts.hashers.Argon2id"]
    sign_in._nobodys_hash.cache_clear()
    account = person("known@agency.example")
    for number in range(TIMED):
        Account(
            email=f"known{number}@agency.example",
            name="Known",
            agency="zz-one",
            made_at=START,
            password=account.password,
        ).save()
    spent("nobody@agency.example", 0)

    chances = []
    for turn in range(2):  # p is under 0.01 once in a hundred turns where nothing is to be told
        known, unknown = [], []
        for number in range(turn, TIMED, 2):
            unknown.append(spent(f"nobody{turn}{number}@agency.example", number))
            known.append(spent(f"known{number}@agency.example", number))
        chances.append(chance(known, unknown))
        if chances[-1] > 0.01:
            break

    sign_in._nobodys_hash.cache_clear()
    assert max(chances) > 0.01, chances
