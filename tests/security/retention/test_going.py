"""When a record goes: a table that a records officer can read and sign (going.csv)."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from fourfold.reference import load_pack
from fourfold.security import retention
from fourfold.security.retention import due_lines as due

from .conftest import HERE, case, moment, privacy, sheet
from .shelf.models import CaseFile

TABLE = list(
    csv.DictReader(Path(__file__).with_name("going.csv").read_text(encoding="utf-8").splitlines())
)
PART = {"case": "record", "address": "place", "note": "privileged"}
FAR = "2090-01-01"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row", TABLE, ids=lambda row: f"{row['what']}-{row['outcome']}-{row['says']}"
)
def test_a_record_goes_on_the_day_the_table_says(row) -> None:
    file = case(
        row["outcome"],
        made=row["made"],
        changed=row["last_changed"],
        closed=row["closed"] or None,
    )
    inside = sheet(file)
    hold(row["hold"], file, inside)

    def goes(day: str) -> bool:
        return any(
            each.part == PART[row["what"]] and not each.is_held for each in due.lines(moment(day))
        )

    if row["goes_on"] == "stays":
        assert not goes(FAR)
    else:
        before = (date.fromisoformat(row["goes_on"]) - timedelta(days=1)).isoformat()
        assert not goes(before)
        # A part is told on its own only until the whole record goes.
        assert goes(row["goes_on"])


def hold(what: str, file, inside) -> None:
    on = {"person": ("PERSON", file.person_id), "sheet": ("SHEET", inside.id)}
    if what:
        kind, which = on.get(what, ("CASE", file.id))
        placed = retention.place_hold(kind, which=which, why="LITIGATION", by=privacy())
        if what == "lifted":
            retention.ask_to_lift(placed, by=privacy())
            retention.lift_hold(placed, by=privacy("Paul"))


@pytest.mark.django_db
def test_a_day_is_the_day_of_the_place_not_of_the_server() -> None:
    file = case("NOT_ACCEPTED")
    late = datetime(2020, 1, 1, 23, 59, tzinfo=HERE)  # January 2 in UTC
    CaseFile.objects.filter(pk=file.pk).update(made_at=late)

    last_moment = datetime(2020, 2, 29, 23, 59, tzinfo=HERE)
    assert not list(due.lines(last_moment))
    assert [each.due_on for each in due.lines(last_moment + timedelta(minutes=1))] == [
        date(2020, 3, 1)
    ]


DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))
OUTCOMES = st.sampled_from(
    ["OPEN", "NOT_ACCEPTED", "UNSUBSTANTIATED", "UNFOUNDED", "CLOSED", "TRANSFERRED", "OTHER"]
)


class TestAlways(TestCase):
    """What must hold for every record, day and hold."""

    @settings(max_examples=60)
    @given(
        found=st.lists(
            st.tuples(OUTCOMES, DAYS, st.none() | DAYS, st.sampled_from(["", "person", "record"])),
            max_size=5,
        ),
        today=DAYS,
    )
    def test_nothing_goes_early_and_nothing_held_goes(self, found, today) -> None:
        files = {}
        for number, (outcome, made, closed, held) in enumerate(found):
            file = case(
                outcome,
                made=made.isoformat(),
                changed=made.isoformat(),
                closed=closed and closed.isoformat(),
                person=f"P{number:015}",
            )
            hold(held, file, sheet(file))
            files[file.id] = (file, held)

        rules = {rule.code: rule for rule in load_pack("ct").retention}
        lines = list(due.lines(moment(today.isoformat())))
        for line in lines:
            file, held = files[line.record]
            rule = rules[line.rule]
            event = {"MADE": file.made_at, "CHANGED": file.changed_at, "CLOSED": file.closed_on}
            since = event[rule.after]
            day = since.date() if isinstance(since, datetime) else date.fromisoformat(str(since))
            assert rule.goes_on(day) == line.due_on <= today
            assert line.is_held == bool(held)
            assert rule.outcome in (file.outcome, "ANY")
        assert len({(each.record, each.part) for each in lines}) == len(lines)
