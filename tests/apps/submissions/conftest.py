import pytest

from tests.make import brought, people


@pytest.fixture
def zamara(monkeypatch, settings, tmp_path):
    """The made-up state's pack in use, and folders of this test's own."""
    monkeypatch.setenv("FOURFOLD_JURISDICTION", "zz")
    settings.UPLOADS = tmp_path / "uploads"
    settings.STORE = str(tmp_path / "store")


@pytest.fixture
def steward(zamara, db):
    """An office's steward, asked in an open call."""
    brought.office()
    brought.office(brought.OTHER_OFFICE, agency="ELSEWHERE")
    brought.open_call()
    return people.viewer("Stella", "STEWARD")


@pytest.fixture
def council(steward):
    return people.viewer("Sid", "STAFF", of="COUNCIL")
