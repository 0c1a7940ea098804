"""The chain: whatever is done to the lines, the first bad one is named."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.security.audit.chain import (
    EMPTY,
    GENESIS,
    Broken,
    Damage,
    Head,
    Line,
    first_broken,
    seal,
)

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
START = datetime(2030, 1, 1, tzinfo=UTC)


def chain(length: int, *, key: bytes = KEY) -> list[Line]:
    lines, before = [], GENESIS
    for number in range(1, length + 1):
        line = Line(
            *(number, START + timedelta(minutes=number), "ana", "STUDY_RUN", f"run:{number}"),
            *("DONE", "DCF", "", {"n": 1}),
        )
        line = line._replace(seal=seal(line, after=before, key=key))
        lines.append(line)
        before = line.seal
    return lines


def check(lines: list[Line], anchors: dict[int, str] | None = None) -> Broken | Head:
    return first_broken(lines, key=KEY, anchors=anchors or {})


def test_a_chain_as_written_holds_and_ends_in_its_head():
    lines = chain(20)

    assert check(lines) == Head(20, lines[-1].seal)
    assert check([]) == EMPTY


def test_a_chain_can_be_checked_on_from_a_known_head():
    lines = chain(20)

    head = Head(10, lines[9].seal)

    assert first_broken(lines[10:], key=KEY, anchors={}, start=head) == Head(20, lines[-1].seal)


CHANGES = {
    "number": 99,
    "at": START,
    "by": "ben",
    "event": "RELEASE_AGREED",
    "subject": "run:0",
    "outcome": "DENIED",
    "agency": "",
    "request": "R1",
    "facts": {"n": 2},
    "seal": "f" * 64,
}


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("place", [0, 7, 19])
def test_a_changed_field_is_found_at_its_line(field, place):
    lines = chain(20)
    lines[place] = lines[place]._replace(**{field: CHANGES[field]})

    found = check(lines)

    assert isinstance(found, Broken)
    assert found.number == place + 1


@st.composite
def tampered(draw):
    lines = chain(draw(st.integers(2, 12)))
    kind = draw(st.sampled_from(["drop", "swap", "twice", "insert", "forge", "reseal"]))
    at = draw(st.integers(0, len(lines) - 1))
    if kind == "drop":
        at = min(at, len(lines) - 2)  # the tail is for the anchors
        del lines[at]
    elif kind == "swap":
        at = min(at, len(lines) - 2)
        lines[at], lines[at + 1] = lines[at + 1], lines[at]
    elif kind == "twice":
        lines.insert(at, lines[at])
        at += 1
    elif kind == "insert":
        lines.insert(at, chain(at + 1, key=OTHER_KEY)[at])
    elif kind == "forge":
        lines[at] = lines[at]._replace(by="ben", seal=seal(lines[at], after=GENESIS, key=OTHER_KEY))
    else:  # everything from here on sealed anew by somebody without the key
        lines[at:] = chain(len(lines), key=OTHER_KEY)[at:]
    return lines, at


@given(tampered())
def test_every_tampering_is_found_and_the_first_bad_line_named(case):
    lines, at = case

    found = check(lines)

    assert isinstance(found, Broken)
    assert found.number == at + 1


@given(st.integers(1, 12), st.integers(0, 11))
def test_a_cut_tail_is_found_by_an_anchor(length, kept):
    lines = chain(length)
    kept = min(kept, length - 1)

    found = check(lines[:kept], {length: lines[-1].seal})

    assert isinstance(found, Broken)
    assert (found.number, found.damage) == (kept + 1, Damage.TAIL_CUT)


def test_a_log_put_back_from_an_older_copy_and_grown_again_is_found_by_an_anchor():
    lines = chain(10)
    grown = chain(12)
    grown[9] = grown[9]._replace(by="ben")
    grown[9] = grown[9]._replace(seal=seal(grown[9], after=grown[8].seal, key=KEY))

    found = check(grown, {10: lines[9].seal})

    assert isinstance(found, Broken)
    assert found.number == 10


def test_the_same_moment_in_another_zone_has_the_same_seal():
    line = chain(1)[0]
    elsewhere = line._replace(at=line.at.astimezone(timezone(timedelta(hours=-5))))

    assert seal(elsewhere, after=GENESIS, key=KEY) == line.seal


def moved_down(lines, at, by):
    return [*lines[:at], *(line._replace(number=line.number + by) for line in lines[at:])]


def test_what_was_done_is_told_from_how_the_lines_lie():
    lines, other = chain(30), chain(30, key=OTHER_KEY)
    swapped = list(lines)
    swapped[9], swapped[19] = (
        lines[19]._replace(number=10),
        lines[9]._replace(number=20),
    )
    closed_up = [*lines[:9], *moved_down(lines[10:], 0, -1)]
    pushed_in = [*lines[:9], other[9], *moved_down(lines[9:], 0, 1)]
    changed = [*lines[:9], lines[9]._replace(by="ben"), *lines[10:]]
    gone = [*lines[:9], *lines[10:]]

    told = {
        name: (found.number, found.damage)
        for name, tried in (
            ("swapped", swapped),
            ("closed up", closed_up),
            ("pushed in", pushed_in),
            ("changed", changed),
            ("gone", gone),
        )
        if isinstance(found := check(tried), Broken)
    }

    assert told == {
        "swapped": (10, Damage.MOVED),
        "closed up": (10, Damage.MISSING),
        "pushed in": (10, Damage.INSERTED),
        "changed": (10, Damage.CHANGED),
        "gone": (10, Damage.MISSING),
    }
