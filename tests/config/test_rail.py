"""The rail and the doors say the same."""

import pytest
from django.conf import settings
from django.urls import resolve, reverse

from fourfold.security.doors import door_of


@pytest.mark.parametrize("line", settings.RAIL, ids=lambda line: line.address)
def test_a_line_of_the_rail_asks_for_what_its_door_asks_for(line):
    door = door_of(resolve(reverse(line.address)).func)

    assert door is not None
    assert door.who == (line.permission or "signed in")


def test_no_page_stands_on_the_rail_twice():
    addresses = [line.address for line in settings.RAIL]

    assert len(addresses) == len(set(addresses))
