"""What two people agreed to goes, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from fourfold.security import keys, retention
from fourfold.security.access.viewer import nobody
from fourfold.security.models import AuditEvent, KeptLine, KeptPreview, Relation, Tombstone
from fourfold.security.retention import errors, running, stones

from .conftest import TODAY, agreed, case, go, operator, privacy, sheet
from .shelf.models import CaseFile, Line, Sheet

pytestmark = pytest.mark.django_db


def told(event: str) -> int:
    return AuditEvent.objects.filter(event=event).count()


def test_a_due_record_goes_with_what_belongs_to_it_and_leaves_tombstones() -> None:
    file = case()
    inside = sheet(file, about="P000000000000002")
    stays = case("OPEN", person="P000000000000003")

    done = go()

    assert dict(done.outcomes) == {"GONE": 1}
    assert [each.pk for each in CaseFile.objects.all()] == [stays.pk]
    assert not Sheet.objects.exists()
    assert not Line.objects.exists()
    buried = set(Tombstone.objects.values_list("kind", "record", "part", "rule"))
    assert {
        ("CASE", file.id, "record", "CASE_CLOSED"),
        ("SHEET", inside.id, "record", "CASE_CLOSED"),
    } <= buried
    assert told("RECORD_ERASED") + told("KEYS_SHREDDED") == len(buried)
    assert told("RETENTION_RUN") == 1
    tomb = Tombstone.objects.get(kind="CASE")
    assert (tomb.by, tomb.agreed_by) == (operator().account, privacy().account)


def test_the_person_goes_only_when_nothing_of_them_is_left(monkeypatch) -> None:
    shredded: list[str] = []
    monkeypatch.setattr(keys, "shred", shredded.append)
    case(person="P000000000000001")
    case("OPEN", person="P000000000000001")
    case(person="P000000000000002")

    done = go()

    assert shredded == ["P000000000000002"]
    assert done.shredded == 1
    assert Tombstone.objects.filter(kind="PERSON", record="P000000000000002", part="key").exists()


def test_relations_to_a_record_that_went_end_with_it() -> None:
    file, stays = case(), case("OPEN", person="P000000000000003")
    for each in (file, stays):
        Relation.objects.create(
            kind="ASSIGNED",
            record_kind="shelf.casefile",
            record=each.id,
            person=each.person_id,
            account="A000000000000001",
            from_at=TODAY - timedelta(days=3000),
            given_by="A000000000000002",
        )

    go()

    ended = Relation.objects.get(record=file.id)
    assert (ended.until_at, ended.ended_by) == (TODAY, operator().account)
    assert Relation.objects.get(record=stays.id).until_at is None


def test_a_class_of_fields_goes_early_and_the_record_stays() -> None:
    file = case(closed="2030-06-15")
    inside = sheet(file)

    done = go()

    file.refresh_from_db()
    inside.refresh_from_db()
    assert dict(done.outcomes) == {"GONE": 1}
    assert (file.address, inside.shelter) == ("", "")
    assert (file.name, file.note) == ("Made Up", "said in trust")
    assert told("PART_ERASED") == 1
    assert not retention.preview(TODAY, viewer=privacy()).lines


def test_nothing_goes_without_a_second_persons_yes() -> None:
    case()
    kept = retention.keep_preview(by=operator())

    with pytest.raises(errors.NotAgreed, match="privacy officer"):
        retention.run(kept.id, by=operator())

    assert CaseFile.objects.count() == 1


def test_nobody_agrees_to_their_own_list() -> None:
    case()
    kept = retention.keep_preview(by=privacy())

    with pytest.raises(errors.NeedsAnotherPerson):
        retention.agree_to_preview(kept.id, digest=kept.digest, by=privacy())
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptPreview.objects.filter(pk=kept.pk).update(agreed_by=kept.made_by, agreed_at=TODAY)


def test_the_second_person_agrees_to_the_list_they_saw() -> None:
    case()
    kept = retention.keep_preview(by=operator())

    with pytest.raises(errors.NotTheSameList):
        retention.agree_to_preview(kept.id, digest="0" * 64, by=privacy())


@pytest.mark.parametrize("when", ["before the yes", "after the yes"])
def test_a_line_slipped_into_the_list_stops_everything(when: str) -> None:
    case()
    other = case("OPEN")
    kept = retention.keep_preview(by=operator())
    slip = {"kind": "CASE", "record": other.id, "part": "record", "rule": "CASE_CLOSED"}
    if when == "after the yes":
        retention.agree_to_preview(kept.id, digest=kept.digest, by=privacy())
    KeptLine.objects.create(preview=kept, due_on="2027-03-01", along=0, **slip)

    next_step = {
        "before the yes": lambda: retention.agree_to_preview(
            kept.id, digest=kept.digest, by=privacy()
        ),
        "after the yes": lambda: retention.run(kept.id, by=operator()),
    }

    with pytest.raises(errors.NotTheSameList):
        next_step[when]()
    assert CaseFile.objects.count() == 2


def test_what_is_held_or_changed_after_the_yes_stays() -> None:
    held, reopened, grown, goes = (case(person=f"P{n:015}") for n in range(4))
    list_id = agreed()

    retention.place_hold("CASE", which=held.id, why="LITIGATION", by=privacy())
    CaseFile.objects.filter(pk=reopened.pk).update(outcome="OPEN")
    sheet(grown)
    done = retention.run(list_id, by=operator())

    assert dict(done.outcomes) == {"HELD": 1, "CHANGED": 2, "GONE": 1}
    assert set(CaseFile.objects.all()) == {held, reopened, grown}
    assert not CaseFile.objects.filter(pk=goes.pk).exists()


def test_a_list_of_last_month_is_made_anew() -> None:
    case()
    list_id = agreed()

    with pytest.raises(errors.TooOld, match="more than 30 days"):
        retention.run(list_id, by=operator(at=TODAY + timedelta(days=31)))


def test_a_run_done_to_its_end_is_not_run_again() -> None:
    case()
    list_id = agreed()
    retention.run(list_id, by=operator())
    before = Tombstone.objects.count()

    with pytest.raises(errors.AlreadyDecided):
        retention.run(list_id, by=operator())
    with pytest.raises(errors.NothingDue):
        retention.keep_preview(by=operator())
    assert Tombstone.objects.count() == before


@pytest.mark.parametrize("step", ["preview", "keep", "agree", "run", "hold", "sweep", "reapply"])
def test_each_step_asks_for_its_own_role(step: str) -> None:
    case()
    kept = retention.keep_preview(by=operator())
    stranger = nobody(TODAY)
    steps = {
        "preview": lambda: retention.preview(TODAY, viewer=stranger),
        "keep": lambda: retention.keep_preview(by=stranger),
        "agree": lambda: retention.agree_to_preview(kept.id, digest=kept.digest, by=operator("O")),
        "run": lambda: retention.run(kept.id, by=privacy()),
        "hold": lambda: retention.place_hold("CASE", which="x", why="REVIEW", by=operator()),
        "sweep": lambda: retention.sweep(by=privacy()),
        "reapply": lambda: retention.reapply(by=privacy()),
    }

    with pytest.raises(errors.NotYours):
        steps[step]()


def test_nothing_goes_when_the_file_outside_cannot_be_written(settings, tmp_path) -> None:
    case()
    list_id = agreed()
    (tmp_path / "a-file").write_text("")
    settings.TOMBSTONES = tmp_path / "a-file" / "tombstones.jsonl"

    with pytest.raises(errors.TombstonesUnusable, match="nothing goes"):
        retention.run(list_id, by=operator())

    assert CaseFile.objects.count() == 1
    assert not Tombstone.objects.exists()


@pytest.mark.parametrize("killed_in", [1, 2, 3])
def test_a_run_killed_in_the_middle_and_run_again_ends_as_one_not_killed(
    killed_in: int, monkeypatch
) -> None:
    for number in range(5):
        case(person=f"P{number:015}")
    monkeypatch.setattr(running, "SIZE", 2)
    list_id = agreed()
    calls = 0
    close = stones.close

    def dies(batch: str, *, state: str) -> None:
        nonlocal calls
        calls += 1
        if calls == killed_in:
            raise KeyboardInterrupt
        close(batch, state=state)

    monkeypatch.setattr(stones, "close", dies)
    with pytest.raises(KeyboardInterrupt):
        retention.run(list_id, by=operator())
    done = retention.run(list_id, by=operator())

    assert dict(done.outcomes) == {"GONE": 5}
    assert not CaseFile.objects.exists()
    assert Tombstone.objects.filter(kind="CASE").count() == 5
    assert (told("RECORD_ERASED"), told("KEYS_SHREDDED")) == (5, 5)
    assert {state for _, state in stones.batches()} == {"GONE"}


def test_a_batch_written_down_and_not_committed_is_told_apart(monkeypatch) -> None:
    case()
    list_id = agreed()
    going = stones.going

    def dies_after(batch: stones.Batch) -> None:
        going(batch)
        raise KeyboardInterrupt

    monkeypatch.setattr(stones, "going", dies_after)
    with pytest.raises(KeyboardInterrupt):
        retention.run(list_id, by=operator())
    assert CaseFile.objects.exists()
    assert [state for _, state in stones.batches()] == ["GOING"]

    monkeypatch.setattr(stones, "going", going)
    retention.run(list_id, by=operator())

    assert [state for _, state in stones.batches()] == ["GONE"]


def test_the_order_of_the_lines_does_not_change_the_digest() -> None:
    for number in range(3):
        case(person=f"P{number:015}")
    lines = retention.preview(TODAY, viewer=privacy()).lines

    assert retention.due_lines.digest(lines) == retention.due_lines.digest(lines[::-1])
    assert retention.due_lines.digest(lines[:2]) != retention.due_lines.digest(lines)


def test_a_preview_says_what_when_why_and_what_is_held_and_names_nobody() -> None:
    goes, held = case(person="P000000000000001"), case(person="P000000000000002")
    retention.place_hold("PERSON", which=held.person_id, why="REQUEST", by=privacy())
    case("UNFOUNDED", closed="2030-06-15", address="", note=None)

    shown = retention.preview(TODAY, viewer=privacy())

    assert [each.record for each in shown.lines] == [goes.id]
    assert [each.record for each in shown.held] == [held.id]
    assert shown.counts == {("CASE", "record", "CASE_CLOSED"): 1}
    assert shown.page(1, size=1) == shown.lines
    assert shown.page(2, size=1) == ()
    assert "Made Up" not in repr(shown)
    assert str(shown.backups_until) == "2031-07-06"
    assert retention.due(TODAY, viewer=privacy(), days=30) == {"CASE": 1}
    assert retention.due(TODAY, viewer=privacy(), days=1) == {}
