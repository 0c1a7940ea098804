"""An address that no database can be asked for is not there."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/survey/%00/", "/survey/a%00b/kiosk/", "/%00", "/answer/%00/"]
)
def test_an_address_with_a_nul_is_not_there(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 404
    assert "Content-Security-Policy" in answer.headers
