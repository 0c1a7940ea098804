"""Filling begins in an empty database alone, for whatever state the pack is."""

from __future__ import annotations

import pytest
from django.utils import timezone

from fourfold.config.demo.fill import fill, is_demonstration
from fourfold.reference import load_pack
from fourfold.security.models import Account


@pytest.mark.slow
def test_another_state_s_pack_has_its_people_too(db):
    assert fill(load_pack("zz"), at=timezone.now())


def test_made_up_people_never_get_among_real_ones(db):
    Account.objects.create(email="r@agency.gov", name="R", agency="Z", made_at=timezone.now())

    assert not fill(load_pack("ct"), at=timezone.now())
    assert not is_demonstration()
