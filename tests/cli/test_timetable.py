"""What the operator's guide lets the machine run by the clock, against the commands that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from fourfold.cli import app

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "operator.md"
LINE = re.compile(
    r"^    (?P<when>(?:\S+ ){5}) *\.venv/bin/fourfold (?P<group>\S+) (?P<verb>\S+)", re.M
)
LINES = [(found["group"], found["verb"]) for found in LINE.finditer(GUIDE.read_text())]
BY_THE_CLOCK = {
    ("clocks", "escalate"),
    ("retention", "sweep"),
    ("duplicates", "find"),
    ("mail", "send"),
    ("reminders", "send"),
    ("store", "sweep"),
    ("store", "verify"),
    ("directory", "ask"),
}


def test_everything_that_runs_by_the_clock_stands_in_the_guide() -> None:
    assert set(LINES) == BY_THE_CLOCK


@pytest.mark.parametrize(("group", "verb"), LINES)
def test_a_line_of_the_guide_is_a_command(group: str, verb: str) -> None:
    assert verb in get_command(app).commands[group].commands  # type: ignore[attr-defined]
