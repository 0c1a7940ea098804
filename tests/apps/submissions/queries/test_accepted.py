"""What releases are made of: accepted figures, as their source printed them."""

import pytest

from fourfold import reference
from fourfold.analysis.tables import read_figures
from fourfold.apps.submissions import actions, queries
from fourfold.apps.submissions.models import Batch, BatchRow
from fourfold.apps.submissions.rules.figures import as_printed
from fourfold.config.first_run import answers
from tests.house.test_packs import PACKS
from tests.make import river
from tests.make.river import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("code", PACKS)
def test_every_cell_a_pack_ships_comes_back_from_the_store_as_it_was_printed(code):
    pack = reference.load_pack(code)
    year = pack.report_years()[0]
    call = str(pack.report(year)["call"])
    river.open_call(call)
    sent = {}
    for organization, content in answers(pack, call):
        batch = actions.keep_file(
            call,
            organization=organization,
            file_name="a.csv",
            content=content,
            pack=pack,
            by="steward",
            at=NOW,
        )
        actions.send(batch, by="steward", at=NOW)
        actions.accept(batch, by="staff", at=NOW)
        rows = [row for row in pack.rows("figures") if row["call"] == call]
        sent[organization] = [dict(row) for row in rows if row["reported_by"] == organization]
        kept = queries.rows_of(batch, viewer="staff")
        assert [as_printed(row) for row in kept] == sent[organization]

    for batch in queries.accepted_batches(viewer="staff", calls=(call,)):
        assert list(batch.figures) == read_figures(sent[batch.organization], file="a.csv")


def test_figures_kept_the_old_way_are_read_where_they_are():
    river.collect()
    (before,) = [
        each
        for each in queries.accepted_batches(viewer="staff", calls=("2030",))
        if each.organization == river.first_answer()[0]
    ]
    rows = queries.rows_of(before.id, viewer="staff")
    BatchRow.objects.bulk_create(
        BatchRow(batch_id=before.id, line=row["row"], cells=as_printed(row)) for row in rows
    )
    Batch.objects.filter(id=before.id).update(stored="", contract="", content=b"as it came")

    assert before in queries.accepted_batches(viewer="staff", calls=("2030",))
