"""
The table a lawyer can read and sign: consent_expected.csv.

Each row is one consent as somebody wants to record it, and one question asked of it later. `may`
says if the fact is told in the end; `why` is the error of recording or the reason of the answer.
"""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from fourfold.security.consent import (
    ConsentRefused,
    Sharing,
    Thing,
    Yes,
    covers,
    record_consent,
    revoke,
    rules,
)
from fourfold.security.consent.live import WORDS, Why
from fourfold.security.consent_codes import Assent, Giver, How, HowEnded
from fourfold.security.ids import new_id
from tests.make.consents import HOLDER, NOW, RECIPIENT, TERMS

pytestmark = pytest.mark.django_db

with (Path(__file__).parent / "consent_expected.csv").open(encoding="utf-8", newline="") as opened:
    ROWS = list(csv.DictReader(opened))


def things_in(cell):
    return frozenset(Thing(*each.split(":")) for each in cell.split())


def moment(words, given):
    return {
        "a minute before": given.from_at - timedelta(minutes=1),
        "at once": given.from_at,
        "last second": given.until_at - timedelta(seconds=1),
        "at the end": given.until_at,
        "taken back": given.from_at + timedelta(hours=1),
    }.get(words) or given.from_at + timedelta(days=int(words.removeprefix("day ")))


def outcome_of(row):
    """Record the row's consent and ask its question; return the reason's name."""
    sharing = Sharing(new_id(), HOLDER, RECIPIENT, things_in(row["may_share"]), "SERVICES")
    yes = Yes(
        given_at=NOW,
        given_by=Giver(row["who_said_yes"]),
        # The next birthday is 120 days away, so that 30 days change nobody's age.
        born_on=(NOW + timedelta(days=120)).date().replace(year=NOW.year - 1 - int(row["age"])),
        how=How(row["how"]),
        told_services_stay=row["told_services_stay"] == "yes",
        assent=Assent(row["person_said"]),
        until_at=NOW + timedelta(days=int(row["lasts_days"])),
        alone_law=row["law"],
        guardian_accused=row["guardian_accused"] == "yes",
        guardian_appointed=row["court_guardian"] == "yes",
        witnessed=row["witness"] == "yes",
    )
    try:
        with transaction.atomic():
            given = record_consent(sharing, yes=yes, by="W", at=NOW, terms=TERMS)
    except ConsentRefused as refused:
        return type(refused).__name__
    if row["when"] == "taken back":
        revoke(given.id, how=HowEnded.SPOKEN, by="W", at=NOW)
    [asked] = things_in(row["asks_for"])
    return covers(
        given.person,
        to_agency=row["who_asks"],
        field_class=asked.field_class,
        field=asked.field,
        purpose=row["for_what"],
        to_role=row["role_asks"],
        at=moment(row["when"], given),
    ).why.name


@pytest.mark.slow
def test_every_row_comes_out_as_signed():
    wrong = [
        f"line {line}: {row['case']}: expected {row['why']}, came out as {came}"
        for line, row in enumerate(ROWS, start=2)
        if (came := outcome_of(row)) != row["why"]
    ]

    assert wrong == []


def test_a_row_says_yes_only_where_it_is_covered_and_always_says_why_in_words():
    assert {row["may"] for row in ROWS if row["why"] == "COVERED"} == {"yes"}
    assert {row["may"] for row in ROWS if row["why"] != "COVERED"} == {"no"}
    assert all(row["in_words"] for row in ROWS)


def test_the_table_names_every_reason_there_is():
    errors = {
        name
        for name, each in vars(rules).items()
        if isinstance(each, type) and issubclass(each, ConsentRefused)
    }
    # A wrong date, and a recipient or purpose off the list, are slips at the desk, not law.
    slips = {"ConsentRefused", "BornLater", "TimesOutOfOrder", "SameAgency", "NoPurpose"}
    told = {why.name for why in Why} - {"NO_CONSENT", "WRONG_ROLE"}

    assert {row["why"] for row in ROWS} == (errors - slips) | told


def test_every_reason_has_words():
    assert set(WORDS) == set(Why)
