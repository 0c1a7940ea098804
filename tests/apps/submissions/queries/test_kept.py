import pytest

from fourfold.apps.submissions import actions
from fourfold.apps.submissions.access import Act
from fourfold.apps.submissions.models import Batch
from fourfold.apps.submissions.queries import batches as reading
from fourfold.apps.submissions.queries import kept
from fourfold.apps.submissions.rules.store import Changed, NotInStore, Store
from fourfold.apps.submissions.states import BatchState
from tests.make import people
from tests.make.brought import ANSWER, CALL, OFFICE, OTHER_OFFICE, keep
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(params=["folder", "memory"])
def accepted(request, steward, council, settings):
    if request.param == "memory":
        settings.STORE = "memory://read-back"
    batch = keep(by=steward)
    actions.send(batch, by=steward, at=NOW)
    actions.accept(batch, by=council, at=NOW)
    return batch


def test_every_accepted_row_knows_its_batch_its_line_and_its_files_digest(accepted, council):
    keep(ANSWER.replace(b"12,5,7", b"13,6,7"), by="house")  # not accepted: no answer yet

    found = reading.answers(CALL, viewer=council)

    assert [(each.batch, each.organization, each.version, each.row) for each in found] == [
        (accepted, OFFICE, 1, 2),
        (accepted, OFFICE, 1, 3),
    ]
    assert {each.digest for each in found} == {Batch.objects.get(id=accepted).sha256}
    assert found[0].values == {
        "year": 2029,
        "town": "BRINEPORT",
        "calls": 12,
        "by_night": 5,
        "by_day": 7,
    }


def test_rows_are_read_some_at_a_time(accepted, council):
    assert [row["town"] for row in reading.rows_of(accepted, viewer=council)] == [
        "BRINEPORT",
        "CEDAR_FALLS",
    ]
    (second,) = reading.rows_of(accepted, start=1, count=1, viewer=council)
    assert (second["row"], second["town"]) == (3, "CEDAR_FALLS")
    assert reading.rows_of("no-such", viewer=council) is None


def test_the_council_reads_an_answer_only_once_it_was_sent(steward, council):
    batch = keep(by=steward)

    assert reading.batch_of(batch, viewer=council).state is BatchState.RECEIVED
    assert reading.rows_of(batch, viewer=council) is None
    assert len(reading.rows_of(batch, viewer=steward)) == 2
    actions.send(batch, by=steward, at=NOW)
    assert len(reading.rows_of(batch, viewer=council)) == 2


def test_another_offices_steward_and_all_others_read_nothing(accepted):
    for viewer in (
        people.viewer("Otto", "STEWARD", of="ELSEWHERE"),
        people.viewer("Mia", "MEMBER"),
        people.viewer("Ana", "ANALYST"),
        "",
    ):
        assert reading.batch_of(accepted, viewer=viewer) is None
        assert reading.rows_of(accepted, viewer=viewer) is None
        assert reading.answers(CALL, viewer=viewer) == []
        assert reading.batches_of_call(CALL, viewer=viewer) == []


def test_a_card_says_what_may_be_done_now(steward, council):
    batch = keep(by=steward)
    assert reading.batch_of(batch, viewer=steward).may == {Act.READ, Act.SEND, Act.WITHDRAW}
    assert reading.batch_of(batch, viewer=council).may == set()
    actions.send(batch, by=steward, at=NOW)
    assert reading.batch_of(batch, viewer=steward).may == {Act.READ, Act.WITHDRAW}
    assert reading.batch_of(batch, viewer=council).may == {Act.READ, Act.ACCEPT, Act.GIVE_BACK}
    actions.accept(batch, by=council, at=NOW)
    assert reading.batch_of(batch, viewer=council).may == {Act.READ}


def test_the_versions_of_a_call_are_listed_by_office_the_newest_first(steward, council):
    keep(by=steward)
    keep(ANSWER.replace(b"12,5,7", b"13,6,7"), by=steward)
    keep(by="house", organization=OTHER_OFFICE)

    listed = [
        (card.organization, card.version) for card in reading.batches_of_call(CALL, viewer=council)
    ]
    assert listed == [(OTHER_OFFICE, 1), (OFFICE, 2), (OFFICE, 1)]
    own = reading.batches_of_call(CALL, organization=OFFICE, viewer=steward)
    assert [card.version for card in own] == [2, 1]
    assert reading.batches_of_call(CALL, organization=OTHER_OFFICE, viewer=steward) == []


def test_a_file_of_the_store_that_was_changed_or_lost_is_never_read(accepted, council, settings):
    store = Store(settings.STORE)
    name = Batch.objects.get(id=accepted).stored
    store.filesystem.rm(store.path_of(name))
    with pytest.raises(NotInStore):
        reading.answers(CALL, viewer=council)

    with store.filesystem.open(store.path_of(name), "wb") as out:
        out.write(b"PAR1 something else PAR1")
    with pytest.raises(Changed):
        reading.rows_of(accepted, viewer=council)


def test_more_rows_than_can_be_handed_out_are_refused(accepted, council):
    with pytest.raises(kept.TooManyRows, match="2 rows"):
        reading.answers(CALL, most=1, viewer=council)


def test_a_correction_shows_what_it_changed(accepted, steward, council):
    assert reading.difference(accepted, viewer=council) is None
    corrected = keep(ANSWER.replace(b"12,5,7", b"13,6,7"), by=steward)

    found = reading.difference(corrected, viewer=steward)

    assert (found.before, found.before_version) == (accepted, 1)
    assert (found.difference.changed, found.difference.same) == (1, 1)
    (row,) = found.difference.rows
    assert row.key == {"year": 2029, "town": "BRINEPORT"}
    assert row.fields == {"calls": (12, 13), "by_night": (5, 6)}
    assert reading.difference(corrected, viewer=council) is None  # not sent yet
