"""`fourfold retention`: opaque ids and counts, and nothing without a second person."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from fourfold.security import retention
from fourfold.security.models import Tombstone
from tests.make import people

from .conftest import TODAY, case, operator, privacy
from .shelf.models import CaseFile

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _today(monkeypatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: TODAY)


def said(*words: str) -> str:
    out = StringIO()
    call_command("retention", *words, stdout=out)
    return out.getvalue()


def test_from_a_preview_to_a_run() -> None:
    file = case(person="P000000000000001")
    who = operator().account

    shown = said("preview", "--as", who)
    assert file.id in shown
    assert "Made Up" not in shown
    assert "kept 7 years after CLOSED (CASE_CLOSED; our default, not confirmed" in shown
    assert "--keep" in shown

    kept = json.loads(said("preview", "--as", who, "--keep", "--json"))
    assert (kept["count"], kept["lines"][0]["record"]) == (1, file.id)
    with pytest.raises(CommandError, match="Nobody agreed"):
        said("run", kept["kept_as"], "--as", who)

    retention.agree_to_preview(kept["kept_as"], digest=kept["digest"], by=privacy())
    assert "Gone: 1." in said("run", kept["kept_as"], "--as", who)
    assert not CaseFile.objects.exists()
    assert "0 records or classes" in said("reapply", "--as", who)
    assert "Removed by the clock: nothing." in said("sweep", "--as", who)


@pytest.mark.parametrize("words", [("preview",), ("run", "X"), ("reapply",), ("sweep",)])
def test_who_acts_needs_an_open_account_and_a_role(words) -> None:
    with pytest.raises(CommandError, match="No open account"):
        said(*words, "--as", "nobody")
    with pytest.raises(CommandError, match="Your roles do not allow this"):
        said(*words, "--as", people.account("Una").id)


def test_what_a_person_must_decide_ends_with_a_problem() -> None:
    file = case()
    who = operator().account
    kept = retention.keep_preview(by=operator())
    retention.agree_to_preview(kept.id, digest=kept.digest, by=privacy())
    said("run", kept.id, "--as", who)
    Tombstone.objects.all().delete()
    file._state.adding = True
    file.save(force_insert=True)
    later = privacy(at=TODAY + timedelta(hours=1))
    retention.place_hold("CASE", which=file.id, why="REVIEW", by=later)

    with pytest.raises(CommandError, match="The privacy officer decides"):
        said("reapply", "--as", who)
    assert CaseFile.objects.exists()
