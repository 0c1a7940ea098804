from __future__ import annotations

import pytest

from tests.make import surveys
from tests.make.focus import Room
from tests.make.people import NOW


@pytest.fixture
def wave(db):
    """One open wave of a made-up survey."""
    return surveys.opened(surveys.study())[0]


@pytest.fixture
def standing_clock(monkeypatch):
    """The clock of the pages stands."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def room(db) -> Room:
    """One planned focus group of a made-up survey, and its people."""
    return Room()
