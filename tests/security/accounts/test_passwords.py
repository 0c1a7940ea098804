"""What a password must be."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from fourfold.security.accounts.passwords import is_listed
from fourfold.security.models import Account

ROSA = Account(email="rosa.lindqvist@harbor-house.example", name="Rosa Lindqvist", agency="zz-one")


@pytest.mark.parametrize(
    "password",
    [
        "a long walk by the river",
        "correct horse battery stapler",
        "zinc-marble-otter-42",
        "сорок две холодные звезды",
        "ahstkdneirolt",
        "x" * 3 + "trombone" + " lantern" * 60,
    ],
)
def test_a_long_password_without_a_link_is_taken(password: str) -> None:
    assert validate_password(password, ROSA) is None


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "short"),
        ("elevenchars", "short"),
        ("Rosa.Lindqvist", "about_you"),
        ("lindqvist2026", "about_you"),
        ("harbor-house-1", "about_you"),
        ("fourfold careline!", "about_you"),
        ("unbelievable", "guessable"),
        ("1q2w3e4r5t6y", "leaked"),
        ("passwordpassword", "about_you"),
        ("qwertyuiopasdf", "guessable"),
        ("123456789012345", "guessable"),
        ("aaaaaaaaaaaaaaaaaaaa", "guessable"),
        ("iloveyouiloveyou", "guessable"),
        ("P@ssw0rd12345678", "guessable"),
    ],
)
def test_a_short_known_or_guessable_one_is_not(password: str, why: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, ROSA)

    assert why in {each.code for each in refused.value.error_list}


def write(path: Path, passwords: list[str]) -> None:
    digests = sorted(
        hashlib.sha1(p.encode(), usedforsecurity=False).hexdigest().upper() for p in passwords
    )
    path.write_bytes("\r\n".join(f"{d}:{len(d) * i}" for i, d in enumerate(digests)).encode())


@given(st.lists(st.text(max_size=12), unique=True, max_size=40), st.text(max_size=12))
def test_the_operators_list_finds_what_is_in_it_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, listed: list[str], other: str
) -> None:
    path = tmp_path_factory.mktemp("list") / "digests.txt"
    write(path, listed)

    assert all(is_listed(each, path) for each in listed)
    assert is_listed(other, path) == (other in listed)


def test_the_operators_list_is_asked(settings, tmp_path: Path) -> None:
    path = tmp_path / "digests.txt"
    write(path, ["a long walk by the river", "another"])
    settings.BREACHED_PASSWORDS = str(path)

    with pytest.raises(ValidationError, match="on a list"):
        validate_password("a long walk by the river", ROSA)


@pytest.mark.slow
def test_a_list_of_a_hundred_thousand_is_searched_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "digests.txt"
    write(path, [str(number) for number in range(100_000)])

    assert is_listed("77777", path)
    assert not is_listed("100000", path)
