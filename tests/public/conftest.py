from __future__ import annotations

import pytest

from tests.make import catalog


@pytest.fixture
def filled(db: None) -> None:
    catalog.fill()
