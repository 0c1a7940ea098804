import pytest

from tests.make import people


@pytest.fixture
def lead(db):
    """Somebody of the training office."""
    return people.viewer("Lena", "TRAINING_LEAD", of="COUNCIL")


@pytest.fixture
def tara(db):
    """A trainer with an account."""
    return people.viewer("Tara", "TRAINER", of="COUNCIL")
