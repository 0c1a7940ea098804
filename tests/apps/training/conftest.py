import pytest
from django.utils import timezone

from tests.make import people
from tests.make.people import NOW


@pytest.fixture
def lead(db):
    """Somebody of the training office."""
    return people.viewer("Lena", "TRAINING_LEAD", of="COUNCIL")


@pytest.fixture
def tara(db):
    """A trainer with an account."""
    return people.viewer("Tara", "TRAINER", of="COUNCIL")


@pytest.fixture
def standing_clock(monkeypatch):
    """The clock of pages stands still."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
