"""People who preview, agree, hold and run; and a tombstones' file of each test's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.apps import AppConfig, apps

from fourfold.security import retention
from fourfold.security.access.viewer import Viewer
from fourfold.security.retention.registry import kinds
from tests.make import people

# The made-up records have tables in the tests' database alone, so no setting names them.
if not apps.is_installed(f"{__package__}.shelf"):
    shelf = AppConfig.create(f"{__package__}.shelf")
    shelf.apps = apps
    apps.app_configs[shelf.label] = shelf
    shelf.import_models()
    apps.clear_cache()
    kinds.cache_clear()

from .shelf.models import KEPT, CaseFile, Sheet

HERE = ZoneInfo("America/New_York")
TODAY = datetime(2031, 6, 1, 9, tzinfo=HERE)


def stand_in(instead: pytest.MonkeyPatch) -> None:
    """Let the shelf's records be the only ones that say they are cases."""
    for model in apps.get_app_config("cases").get_models():
        if "RETENTION" in vars(model):
            instead.delattr(model, "RETENTION")
    for model, kept in KEPT.items():
        instead.setattr(model, "RETENTION", kept, raising=False)
    kinds.cache_clear()


@pytest.fixture(autouse=True)
def _standing_in() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as instead:
        stand_in(instead)
        yield
    kinds.cache_clear()


@pytest.fixture(autouse=True)
def stones(settings, tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("FOURFOLD_JURISDICTION", "ct")
    settings.TOMBSTONES = tmp_path / "outside" / "tombstones.jsonl"
    return settings.TOMBSTONES


def moment(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), HERE).replace(hour=9)


def privacy(name: str = "Petra", *, at: datetime = TODAY) -> Viewer:
    return _once(name, "PRIVACY", at)


def operator(name: str = "Otto", *, at: datetime = TODAY) -> Viewer:
    return _once(name, "OPERATOR", at)


def _once(name: str, role: str, at: datetime) -> Viewer:
    from fourfold.security.models import RoleGrant

    made = people.account(name)
    if not RoleGrant.objects.filter(account=made, role=role).exists():
        people.account(name, role)
    return people.viewer_of(made.id, at=at, second_factor=True, stepped_up=True)


def case(
    outcome: str = "CLOSED",
    *,
    made: str = "2020-01-01",
    changed: str = "2020-02-01",
    closed: str | None = "2020-03-01",
    person: str = "P000000000000001",
    **more: object,
) -> CaseFile:
    return CaseFile.objects.create(
        outcome=outcome,
        made_at=moment(made),
        changed_at=moment(changed),
        closed_on=closed,
        person_id=person,
        **{"name": "Made Up", "address": "1 Quiet Lane", "note": "said in trust"} | more,
    )


def sheet(of: CaseFile, **more: object) -> Sheet:
    made = Sheet.objects.create(file=of, shelter="House of Rest", **more)
    made.lines.create()
    return made


def agreed(*, at: datetime = TODAY) -> str:
    """Keep the list of what is due, and have a second person agree to it."""
    kept = retention.keep_preview(by=operator(at=at))
    retention.agree_to_preview(kept.id, digest=kept.digest, by=privacy(at=at))
    return kept.id


def go(*, at: datetime = TODAY) -> retention.Done:
    return retention.run(agreed(at=at), by=operator(at=at))
