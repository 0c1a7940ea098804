"""How long a check counts: one number, whoever asks."""

from datetime import date, timedelta

import pytest

from fourfold.apps.directory.rules.freshness import ASK_AFTER, freshness
from fourfold.apps.directory.states import Freshness
from fourfold.catalog.checked import CURRENT_FOR, is_current

TODAY = date(2030, 1, 7)


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_the_directory_asks_again_on_the_day_the_pages_say_to_call_first(over):
    checked = TODAY - CURRENT_FOR - timedelta(days=over)

    assert is_current(checked, today=TODAY) == (over <= 0)
    fades = freshness(checked, today=TODAY) is Freshness.FADED
    assert fades == ((TODAY - checked).days > ASK_AFTER) == (over > 0)
