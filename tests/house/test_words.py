"""Tables of states, events and settings are whole: nothing missing, nothing left over."""

from __future__ import annotations

import re
from types import ModuleType

import pytest
from tools.print_docs import state_modules

from fourfold.config.options import SETTINGS
from fourfold.security.events import LABELS, Event

from .places import files

MODULES = state_modules()
SOURCES = {
    path: path.read_text(encoding="utf-8") for path in files(".py", under=("src/", "manage.py"))
}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.split(".")[-2])
def test_every_state_has_moves_and_an_owner_and_can_be_reached(module: ModuleType) -> None:
    first = next(iter(module.MOVES))
    every = set(type(first))
    reached, waiting = {first}, [first]
    while waiting:
        for then in module.MOVES[waiting.pop()]:
            if then not in reached:
                reached.add(then)
                waiting.append(then)

    assert set(module.MOVES) == every
    assert set(module.OWNERS) == every
    assert reached == every


def test_every_audit_event_has_a_label_and_is_used() -> None:
    used = " ".join(text for path, text in SOURCES.items() if path.name != "events.py")

    assert set(LABELS) == set(Event)
    assert [event.name for event in Event if f"Event.{event.name}" not in used] == []


def test_every_setting_that_is_read_is_listed_and_every_listed_one_is_read() -> None:
    listed = {option.name for option in SETTINGS}
    read = {
        name
        for path, text in SOURCES.items()
        if path.name != "options.py"
        for name in re.findall(r"[\"'](FOURFOLD_[A-Z_]+|DATABASE_URL)[\"']", text)
    }

    assert read == listed


def test_production_needs_its_own_key_hosts_and_database() -> None:
    needed = {option.name for option in SETTINGS if option.required_in == "production"}

    assert needed == {"FOURFOLD_SECRET_KEY", "FOURFOLD_HOSTS", "DATABASE_URL"}


def test_a_day_is_the_states_and_not_that_of_greenwich() -> None:
    """After seven in the evening in Connecticut it is tomorrow there."""
    moment = re.compile(r"(\bat|_at|now\(\))\.date\(\)")
    assert [str(path) for path, text in SOURCES.items() if moment.search(text)] == []
