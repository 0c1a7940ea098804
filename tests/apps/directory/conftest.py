import pytest
from django.utils import timezone

from fourfold.security.models import Account
from tests.make import desk, people
from tests.make.people import NOW


@pytest.fixture
def cora(db):
    """A curator."""
    return people.viewer("Cora", "CURATOR", of="COUNCIL")


@pytest.fixture
def tara(db):
    """Somebody else with an account."""
    return people.viewer("Tara", "TRAINER", of="COUNCIL")


@pytest.fixture
def curating(cora, monkeypatch):
    """Cora's browser; the clock stands."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return desk.signed_in(Account.objects.get(pk=cora.account), at=NOW)
