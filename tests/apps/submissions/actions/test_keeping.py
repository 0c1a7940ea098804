import hashlib
from datetime import date

import pytest

from fourfold.apps.submissions import actions
from fourfold.apps.submissions.actions import batches, keeping, uploads
from fourfold.apps.submissions.models import Batch, Mapping, Upload
from fourfold.apps.submissions.queries import uploads as on_their_way
from fourfold.apps.submissions.queries.kept import rows_of
from fourfold.apps.submissions.rules.answers import NoAnswers, UnknownField
from fourfold.apps.submissions.rules.store import Store
from fourfold.apps.submissions.states import UploadState
from fourfold.reference import active_pack
from fourfold.security import audit
from tests.make import brought, people
from tests.make.brought import ANSWER, CALL, HEAD, OFFICE, bring, keep
from tests.make.bucket import bucket
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WRONG = HEAD.encode() + b"2029,BRINEPORT,12,5,8\n2029,NOWHERE,3,1,2\n"
ROWS = [{"year": "2029", "town": "BRINEPORT", "calls": "12", "by_night": "5", "by_day": "7"}]


def test_what_passed_is_kept_in_the_store_and_noted_with_its_digests(steward, settings):
    batch = Batch.objects.get(id=keep(by=steward))

    assert batch.sha256 == hashlib.sha256(ANSWER).hexdigest()
    assert (batch.row_count, batch.size, batch.version) == (2, len(ANSWER), 1)
    assert (batch.contract, batch.contract_version) == ("lamp_counts", 1)
    assert batch.totals["calls"] == "15"
    assert [kept.name for kept in Store(settings.STORE).files()] == [batch.stored]
    assert Store(settings.STORE).check(batch.stored)


def test_once_it_is_kept_the_file_itself_is_destroyed(
    steward, settings, django_capture_on_commit_callbacks
):
    upload = bring(ANSWER, by=steward)
    with django_capture_on_commit_callbacks(execute=True):
        batch = batches.keep(upload, by=steward, at=NOW)

    assert list(settings.UPLOADS.glob("??/*")) == []
    card = on_their_way.upload_of(upload, viewer=steward)
    assert (card.state, card.batch, card.row_count) == (UploadState.KEPT, batch, 2)


def test_a_file_kept_twice_is_one_batch(steward):
    upload = bring(ANSWER, by=steward)

    assert batches.keep(upload, by=steward, at=NOW) == batches.keep(upload, by=steward, at=NOW)
    assert Batch.objects.count() == 1


def test_a_file_with_problems_is_not_kept_and_stays_to_be_mended(steward, settings):
    upload = bring(WRONG, by=steward)

    with pytest.raises(actions.AnswerHasProblems) as refused:
        batches.keep(upload, by=steward, at=NOW)

    assert refused.value.checked.errors == 2
    assert Batch.objects.count() == 0
    assert list(Store(settings.STORE).files()) == []
    assert on_their_way.upload_of(upload, viewer=steward).state is UploadState.WHOLE


def test_a_file_still_on_its_way_is_not_kept(steward):
    upload = uploads.begin(
        CALL, organization=OFFICE, file_name="a.csv", size=9, once="1", by=steward, at=NOW
    )

    with pytest.raises(keeping.NotWhole):
        batches.keep(upload, by=steward, at=NOW)


def test_the_same_file_is_recognized_and_the_earlier_version_named(steward):
    batch = keep(by=steward)
    again = bring(ANSWER, by=steward, name="the-same.csv")

    earlier = on_their_way.upload_of(again, viewer=steward).earlier
    assert (earlier.batch, earlier.version) == (batch, 1)
    with pytest.raises(actions.AlreadyReceived, match="version 1") as told:
        batches.keep(again, by=steward, at=NOW)
    assert told.value.batch == batch


def test_a_file_that_was_given_back_may_come_again(steward, council):
    batch = keep(by=steward)
    actions.send(batch, by=steward, at=NOW)
    actions.give_back(batch, why="Look at Brineport again", by=council, at=NOW)

    again = keep(by=steward, name="looked-at.csv")

    assert Batch.objects.get(id=again).version == 2


def test_a_closed_call_takes_no_new_version(steward):
    upload = bring(ANSWER, by=steward)
    from fourfold.apps.submissions.actions import calls as calling

    calling.close_call(CALL, why="The year is over", by="staff", at=NOW)

    with pytest.raises(actions.CallClosed):
        batches.keep(upload, by=steward, at=NOW)


def test_another_offices_steward_keeps_nothing_of_it(steward):
    upload = bring(ANSWER, by=steward)
    other = people.viewer("Otto", "STEWARD", of="ELSEWHERE")

    with pytest.raises(uploads.NoSuchUpload):
        batches.keep(upload, by=other, at=NOW)


def test_an_answer_of_a_person_about_a_heading_is_remembered_once_it_is_kept(steward):
    content = ANSWER.replace(b"calls", b"rang up", 1)
    upload = bring(content, by=steward)
    uploads.answer(upload, answers={"column:2": "calls"}, by=steward, at=NOW)
    assert Mapping.objects.count() == 0

    batches.keep(upload, by=steward, at=NOW)

    found = Mapping.objects.get()
    assert (found.organization, found.heading, found.field) == (OFFICE, "rangup", "calls")
    second = bring(content.replace(b"12,5,7", b"13,6,7"), by=steward)
    assert on_their_way.recognition(second, viewer=steward).can_be_read


def test_a_forms_answers_take_the_same_way_as_a_file(steward, settings):
    batch = batches.keep_answers(CALL, organization=OFFICE, rows=ROWS, by=steward, at=NOW)

    kept = Batch.objects.get(id=batch)
    assert kept.row_count == 1
    assert Store(settings.STORE).check(kept.stored)
    assert list(settings.UPLOADS.glob("??/*")) == []


def test_answers_with_problems_are_told_and_not_kept(steward):
    with pytest.raises(actions.AnswerHasProblems):
        batches.keep_answers(
            CALL, organization=OFFICE, rows=[ROWS[0] | {"calls": "many"}], by=steward, at=NOW
        )
    with pytest.raises(NoAnswers):
        batches.keep_answers(CALL, organization=OFFICE, rows=[], by=steward, at=NOW)
    with pytest.raises(UnknownField):
        batches.keep_answers(
            CALL, organization=OFFICE, rows=[ROWS[0] | {"mood": "1"}], by=steward, at=NOW
        )
    assert Batch.objects.count() == 0


def test_the_same_answers_pressed_twice_are_one_batch(steward):
    found = {
        batches.keep_answers(CALL, organization=OFFICE, rows=ROWS, by=steward, at=NOW)
        for _ in range(2)
    }
    assert len(found) == 1


def test_what_was_accepted_last_time_is_compared_with(steward, council):
    from fourfold.apps.submissions.models import DataCall

    DataCall.objects.update(from_on=date(2029, 1, 1), until_on=date(2030, 1, 1))
    batch = keep(by=steward)
    actions.send(batch, by=steward, at=NOW)
    actions.accept(batch, by=council, at=NOW)

    upload = bring(ANSWER.replace(b"12,5,7", b"13,6,7"), by=steward)

    found = on_their_way.checked(upload, viewer=steward)
    assert {group.code for group in found.groups} == {"DIFFERS_FROM_EARLIER"}
    later = Batch.objects.get(id=batches.keep(upload, by=steward, at=NOW))
    assert later.warnings == {"DIFFERS_FROM_EARLIER": 2}  # calls and by night


def test_the_outcome_of_a_check_lies_sealed_beside_the_file(steward, settings, monkeypatch):
    upload = bring(WRONG, by=steward)
    first = on_their_way.checked(upload, viewer=steward)

    monkeypatch.setattr("fourfold.analysis.check.files.rules.check_file", None)
    assert on_their_way.checked(upload, viewer=steward) == first
    on_disk = b"".join(p.read_bytes() for p in settings.UPLOADS.rglob("*") if p.is_file())
    assert b"NOWHERE" not in on_disk
    assert b"BRINEPORT" not in on_disk


def test_a_first_look_says_what_is_wrong_while_the_rest_arrives(steward):
    rows = "".join(f"2029,NOWHERE{nth},3,1,2\n" for nth in range(9000))
    content = (HEAD + rows).encode()
    upload = uploads.begin(
        CALL,
        organization=OFFICE,
        file_name="a.csv",
        size=len(content),
        once="1",
        by=steward,
        at=NOW,
    )
    assert on_their_way.first_look(upload, viewer=steward) is None
    uploads.add_part(upload, start=0, content=content[:70_001], by=steward, at=NOW)

    look = on_their_way.first_look(upload, viewer=steward)

    assert 69_000 < look.seen <= 70_001
    assert look.recognition.can_be_read
    assert [group.column for group in look.checked.groups] == ["town"]
    assert on_their_way.recognition(upload, viewer=steward) is None


def test_who_sent_a_batch_cannot_accept_it(steward):
    both = people.viewer("Bo", "STEWARD", "STAFF")
    batch = keep(by=both)
    actions.send(batch, by=both, at=NOW)

    with pytest.raises(actions.SentByYou):
        actions.accept(batch, by=both, at=NOW)


def test_the_councils_staff_cannot_send_and_a_steward_cannot_accept(steward, council):
    batch = keep(by=steward)
    with pytest.raises(actions.NoSuchBatch):
        actions.send(batch, by=council, at=NOW)
    actions.send(batch, by=steward, at=NOW)
    for nobody in (steward, people.viewer("Mia", "MEMBER"), ""):
        with pytest.raises(actions.NoSuchBatch):
            actions.accept(batch, by=nobody, at=NOW)
    actions.accept(batch, by=council, at=NOW)


def test_a_correction_takes_the_place_of_what_was_accepted_and_the_log_says_so(steward, council):
    old = keep(by=steward)
    new = keep(ANSWER.replace(b"12,5,7", b"13,6,7"), by=steward)
    for batch in (old, new):
        actions.send(batch, by=steward, at=NOW)
        actions.accept(batch, by=council, at=NOW)

    told = [line.event for line in audit.lines_about(f"batch:{old}")]
    assert told == ["BATCH_RECEIVED", "BATCH_SENT", "BATCH_ACCEPTED", "BATCH_SUPERSEDED"]


def test_when_the_log_cannot_be_written_nothing_is_kept(steward, monkeypatch):
    upload = bring(ANSWER, by=steward)

    def full_disk(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(audit, "record", full_disk)
    with pytest.raises(OSError, match="disk full"):
        batches.keep(upload, by=steward, at=NOW)

    assert Batch.objects.count() == 0
    assert Upload.objects.get().state == UploadState.WHOLE


def test_everything_kept_also_works_in_a_store_that_is_no_folder(steward, settings):
    settings.STORE = "memory://kept-batches"

    batch = Batch.objects.get(id=keep(by=steward))

    assert Store(settings.STORE).check(batch.stored)


def test_what_is_kept_in_a_bucket_behind_http_is_read_with_sql(steward, settings):
    with bucket() as address:
        settings.STORE = address
        batch = keep(by=steward)

        rows = rows_of(batch, viewer=steward)

    assert [(row["row"], row["town"], row["calls"]) for row in rows] == [
        (2, "BRINEPORT", 12),
        (3, "CEDAR_FALLS", 3),
    ]


def test_a_value_is_looked_up_in_what_every_office_had_accepted(
    steward, council, settings, monkeypatch
):
    monkeypatch.setenv("FOURFOLD_JURISDICTION", "ct")
    brought.open_call("LAW-2029", dataset="yearly_law_enforcement")
    numbers = dict.fromkeys(("a2", "a7", "a8", "a9"), "0")
    row = {"year": "2029", "office": "Made-up Juniper", "kind": "POLICE", "town": "NORWICH"}
    row |= numbers | dict.fromkeys(("a1", "a3", "a4", "a5", "a6"), "none")

    def answer(office: str, rows: list[dict[str, str]]) -> Batch:
        batch = batches.keep_answers("LAW-2029", organization=office, rows=rows, by="house", at=NOW)
        actions.send(batch, by="house", at=NOW)
        actions.accept(batch, by="council", at=NOW)
        return Batch.objects.get(id=batch)

    first = answer(OFFICE, [row])
    same = answer(brought.OTHER_OFFICE, [row | {"a2": "1"}])
    other = answer("PD_THIRD", [row | {"office": "Made-up Junyper"}])

    assert "NOT_COMPARED" not in first.warnings
    assert not {"NOT_COMPARED", "OFFICE_REPORTED_BEFORE"} & set(same.warnings)
    assert other.warnings["OFFICE_REPORTED_BEFORE"] == 1
    store = Store(settings.STORE)
    store.filesystem.rm(store.path_of(first.stored))
    assert answer("PD_FOURTH", [row | {"a2": "2"}]).warnings == {}


def test_what_was_not_compared_is_counted_in_a_file_and_not_told_to_whoever_typed(
    steward, monkeypatch
):
    monkeypatch.setenv("FOURFOLD_JURISDICTION", "ct")
    brought.open_call("LAW-2029", dataset="yearly_law_enforcement")
    numbers = dict.fromkeys(("a2", "a7", "a8", "a9"), "0")
    row = {"year": "2029", "office": "Made-up Juniper", "kind": "POLICE", "town": "NORWICH"}
    row |= numbers | dict.fromkeys(("a1", "a3", "a4", "a5", "a6"), "none")
    text = f"{','.join(row)}\n{','.join(row.values())}\n"

    typed = batches.keep_answers(
        "LAW-2029", organization=OFFICE, rows=[row | {"a2": "1"}], by="house", at=NOW
    )
    brought_in = batches.keep_file(
        "LAW-2029",
        organization=OFFICE,
        file_name="made-up.csv",
        content=text.encode(),
        pack=active_pack(),
        by="house",
        at=NOW,
    )

    assert Batch.objects.get(id=typed).warnings == {}
    assert Batch.objects.get(id=brought_in).warnings == {"NOT_COMPARED": 1}
