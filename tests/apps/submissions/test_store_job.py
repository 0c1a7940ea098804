"""The store's nightly work, as `fourfold store` does it."""

import os
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from fourfold.analysis.check.files.source import source_of_bytes
from fourfold.apps.submissions.actions import mappings, storing, uploads
from fourfold.apps.submissions.models import Batch, Mapping
from fourfold.apps.submissions.queries.mappings import remembered
from fourfold.apps.submissions.queries.stored import verify_store
from fourfold.apps.submissions.rules.store import Store
from fourfold.security import audit
from tests.make import people
from tests.make.brought import DATASET, OFFICE, bring, keep
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
OLD = NOW - timedelta(days=2)


def test_a_whole_store_is_told_so(steward, capsys):
    keep(by=steward)

    call_command("store", "verify")

    assert "Batches: 1. Files: 1. Without a batch: 0." in capsys.readouterr().out


def test_a_batch_whose_file_is_changed_or_gone_is_named(steward, settings, capsys):
    batch = keep(by=steward)
    path = Store(settings.STORE).path_of(Batch.objects.get().stored)
    os.chmod(path, 0o600)
    with open(path, "r+b") as file:
        file.write(b"X")
    with pytest.raises(CommandError, match="not whole"):
        call_command("store", "verify")
    assert f"Changed: the file of batch {batch}" in capsys.readouterr().out

    os.unlink(path)
    with pytest.raises(CommandError):
        call_command("store", "verify")
    assert f"Missing: the file of batch {batch}" in capsys.readouterr().out
    assert verify_store(only_there=True, viewer="job-store").missing == (batch,)


def test_a_store_out_of_reach_is_told(steward, settings):
    settings.STORE = "nowhere://bucket"

    with pytest.raises(CommandError, match="FOURFOLD_STORE"):
        call_command("store", "verify")


def test_the_sweep_takes_what_no_batch_names_and_leaves_the_rest(steward, settings):
    keep(by=steward)
    store = Store(settings.STORE)
    store.put(source_of_bytes("x", b"left by a process that was killed"), seal=False)
    for kept in store.files():
        os.utime(store.path_of(kept.name), (OLD.timestamp(), OLD.timestamp()))

    assert storing.sweep_store(by="job-store", at=NOW) == 1
    assert storing.sweep_store(by="job-store", at=NOW) == 0

    assert [kept.name for kept in store.files()] == [Batch.objects.get().stored]
    assert [line.event for line in audit.lines_about("store:batches")] == ["STORE_SWEPT"]


def test_a_remembered_heading_is_listed_for_its_office_and_forgotten(steward):
    upload = bring(b"year,place,rang up\n2029,BRINEPORT,4\n", by=steward)
    uploads.answer(upload, answers={"column:2": "calls"}, by=steward, at=NOW)
    from fourfold.apps.submissions.actions import batches

    batches.keep(upload, by=steward, at=NOW)
    other = people.viewer("Otto", "STEWARD", of="ELSEWHERE")
    (found,) = remembered(OFFICE, dataset=DATASET, viewer=steward)
    assert (found.heading, found.field) == ("rangup", "calls")
    assert remembered(OFFICE, viewer=other) == []

    with pytest.raises(mappings.NoSuchMapping):
        mappings.forget(found.id, by=other, at=NOW)
    mappings.forget(found.id, by=steward, at=NOW)

    assert Mapping.objects.count() == 0
