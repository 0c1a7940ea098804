from hashlib import sha256

import pytest

from fourfold.apps.submissions import actions, queries
from fourfold.apps.submissions.models import Batch, BatchRow
from fourfold.apps.submissions.rules.figures import BadFileName
from fourfold.apps.submissions.states import BatchState, MoveNotAllowed
from fourfold.security import audit
from tests.make import river
from tests.make.river import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    river.open_call()


def test_a_received_file_keeps_its_rows_and_its_fingerprint_in_the_store(call):
    organization, content = river.first_answer()

    batch = Batch.objects.get(id=river.receive(content, organization=organization))

    rows = queries.rows_of(str(batch.id), viewer="staff")
    assert batch.sha256 == sha256(content).hexdigest()
    assert batch.row_count == len(rows) == content.count(b"\n") - 1
    assert rows[0]["row"] == 2
    assert (bytes(batch.content), BatchRow.objects.count()) == (b"", 0)
    assert (batch.contract, batch.size) == ("published_figures", len(content))


def test_a_file_with_problems_leaves_nothing_behind(call):
    organization, content = river.first_answer()

    with pytest.raises(actions.AnswerHasProblems) as refused:
        river.receive(content.replace(b",EXACT,", b",PERHAPS,"), organization=organization)

    assert refused.value.checked.errors
    assert Batch.objects.count() == BatchRow.objects.count() == 0


def test_of_many_problems_the_first_are_told_and_all_are_counted(call):
    organization, content = river.first_answer()
    header, row = content.split(b"\n")[:2]
    broken = header + b"\n" + b"\n".join([row.replace(b",EXACT,", b",PERHAPS,")] * 1000)

    with pytest.raises(
        actions.AnswerHasProblems, match=r"3,000 problems; the first, row 2"
    ) as told:
        river.receive(broken, organization=organization)

    assert {len(group.examples) for group in told.value.checked.groups} == {100}


@pytest.mark.parametrize(("old", "new"), [(b",2030,ORG", b",2031,ORG"), (b",ORG001,", b",ORG002,")])
def test_figures_of_another_report_or_office_are_refused(call, old, new):
    organization, content = river.first_answer()
    assert content.count(old) > 1

    with pytest.raises(actions.FileHasProblems, match="problems; the first, line 2") as refused:
        river.receive(content.replace(old, new), organization=organization)

    assert refused.value.problems
    assert Batch.objects.count() == 0


@pytest.mark.parametrize("letter", ["\x00", "\u202e", "\ufeff"])
def test_a_letter_the_database_or_a_reader_cannot_take_never_gets_there(call, letter):
    organization, content = river.first_answer()
    assert b",all," in content

    batch = river.receive(
        content.replace(b",all,", f",a{letter}ll,".encode()), organization=organization
    )

    assert letter not in str(queries.rows_of(batch, viewer="staff"))
    assert queries.rows_of(batch, viewer="staff")[0]["group"] == "all"


def test_a_file_with_a_bad_name_is_not_kept(call):
    organization, content = river.first_answer()

    with pytest.raises(BadFileName):
        river.receive(content, organization=organization, name="x" * 201)

    assert Batch.objects.count() == 0


def test_an_older_version_cannot_take_the_place_of_a_newer_one(call):
    organization, content = river.first_answer()
    older = river.receive(content, organization=organization)
    newer = river.receive(content.replace(b"\n", b"\r\n"), organization=organization)
    for batch in (older, newer):
        actions.send(batch, by="steward", at=NOW)
    actions.accept(newer, by="staff", at=NOW)

    with pytest.raises(actions.NewerAccepted, match="Version 2 is accepted already"):
        actions.accept(older, by="staff", at=NOW)

    assert queries.state_of(newer, viewer="staff") is BatchState.ACCEPTED
    assert queries.state_of(older, viewer="staff") is BatchState.SENT


@pytest.mark.parametrize("id_", ["", "7", "a\x00", "00000000-0000-0000-0000-000000000000"])
def test_an_id_that_is_none_finds_nothing(id_):
    assert queries.state_of(id_, viewer="staff") is None
    with pytest.raises(actions.NoSuchBatch):
        actions.send(id_, by="steward", at=NOW)


def test_the_same_file_twice_is_told_and_not_kept_twice(call):
    organization, content = river.first_answer()
    first = river.receive(content, organization=organization)

    with pytest.raises(actions.AlreadyReceived) as told:
        river.receive(content, organization=organization)

    assert told.value.batch == first
    assert Batch.objects.count() == 1


def test_a_correction_is_a_new_version_and_the_old_one_stays(call):
    organization, content = river.first_answer()
    old = river.receive(content, organization=organization)
    actions.send(old, by="steward", at=NOW)
    actions.accept(old, by="staff", at=NOW)

    new = river.receive(content.replace(b"\n", b"\r\n"), organization=organization)
    actions.send(new, by="steward", at=NOW)
    actions.accept(new, by="staff", at=NOW)

    assert queries.state_of(old, viewer="staff") is BatchState.SUPERSEDED
    assert queries.state_of(new, viewer="staff") is BatchState.ACCEPTED
    assert Batch.objects.get(id=new).version == 2
    assert len(queries.rows_of(old, viewer="staff")) == content.count(b"\n") - 1


def test_nothing_is_accepted_before_the_agency_sends_it(call):
    organization, content = river.first_answer()
    batch = river.receive(content, organization=organization)

    with pytest.raises(MoveNotAllowed):
        actions.accept(batch, by="staff", at=NOW)

    assert queries.accepted_batches(viewer="staff", calls=("2030",)) == []


def test_a_returned_batch_is_answered_with_a_new_one(call):
    organization, content = river.first_answer()
    batch = river.receive(content, organization=organization)
    actions.send(batch, by="steward", at=NOW)

    actions.give_back(batch, why="Two towns are missing", by="staff", at=NOW)

    assert queries.states_of_call("2030", viewer="staff") == {organization: BatchState.RETURNED}


def test_a_withdrawn_batch_stays_on_record(call):
    organization, content = river.first_answer()
    batch = river.receive(content, organization=organization)

    actions.withdraw(batch, by="steward", at=NOW)

    assert queries.state_of(batch, viewer="staff") is BatchState.WITHDRAWN


def test_a_file_without_an_open_call_is_refused():
    organization, content = river.first_answer()

    with pytest.raises(actions.NoSuchCall, match="No call '2030'"):
        river.receive(content, organization=organization)


def test_a_call_opens_once(call):
    with pytest.raises(actions.CallAlreadyOpen):
        river.open_call()


def test_nobody_in_particular_sees_no_batch(call):
    organization, content = river.first_answer()
    batch = river.receive(content, organization=organization)

    assert queries.state_of(batch, viewer="") is None
    with pytest.raises(actions.NoSuchBatch):
        actions.send(batch, by="", at=NOW)


def test_each_step_writes_one_line_of_the_log(call):
    organization, content = river.first_answer()
    batch = river.receive(content, organization=organization)
    actions.send(batch, by="steward", at=NOW)
    actions.accept(batch, by="staff", at=NOW)

    told = [(line.event, line.by) for line in audit.lines_about(f"batch:{batch}")]

    assert told == [
        ("BATCH_RECEIVED", "steward"),
        ("BATCH_SENT", "steward"),
        ("BATCH_ACCEPTED", "staff"),
    ]


def test_when_the_log_cannot_be_written_nothing_is_kept(call, monkeypatch):
    organization, content = river.first_answer()

    def full_disk(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(audit, "record", full_disk)
    with pytest.raises(OSError, match="disk full"):
        river.receive(content, organization=organization)

    assert Batch.objects.count() == 0
