"""A list among 10,000 records under need-to-know, against the same list without a policy."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ["FOURFOLD_MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
HOME = tempfile.TemporaryDirectory()
os.environ["FOURFOLD_VAR"] = HOME.name

import django  # noqa: E402 - settings are read when Django starts

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from tests.desk.models import Folder  # noqa: E402
from tests.make.people import DCF, NOW, account, seat  # noqa: E402

from fourfold.security.access.need_to_know import visible_to  # noqa: E402
from fourfold.security.access.viewer import viewer_of  # noqa: E402
from fourfold.security.ids import new_id  # noqa: E402
from fourfold.security.models import Relation, RelationKind  # noqa: E402
from ratio import by_turns, verdict  # noqa: E402

RECORDS, PAGE, MOST_TIMES = 10_000, 50, 3
TEAM = "MDT_HARTFORD"


def main() -> None:
    call_command("migrate", verbosity=0, run_syncdb=True)
    worker = account("Cleo", "LIAISON", "TEAM")
    seat(worker, TEAM, "CHILD_WELFARE")
    others = [account(f"Other{n}", "CARELINE").id for n in range(50)]
    folders = [Folder(agency=DCF, person=new_id()) for _ in range(RECORDS)]
    Folder.objects.bulk_create(folders, batch_size=500)

    def relation(folder: Folder, **holder: str) -> Relation:
        return Relation(
            record_kind="desk.folder",
            record=folder.pk,
            person=folder.person,
            from_at=NOW,
            given_by="setup",
            **holder,
        )

    relations = []
    for number, folder in enumerate(folders):
        relations.append(relation(folder, kind="ASSIGNED", account=others[number % 50]))
        if number % 2 == 0:  # this worker can see half of all: the heaviest list there is
            relations.append(relation(folder, kind="ASSIGNED", account=worker.id))
        if number % 3 == 0:
            relations.append(relation(folder, kind=RelationKind.TEAM, team=TEAM))
    Relation.objects.bulk_create(relations, batch_size=500)
    at = datetime(2030, 1, 8, tzinfo=UTC)
    viewer = viewer_of(worker.id, at=at, second_factor=True)

    with CaptureQueriesContext(connection) as queries:
        shown = list(visible_to(viewer, Folder).order_by("pk").values_list("pk", flat=True))
    expected = {f.pk for n, f in enumerate(folders) if n % 2 == 0 or n % 3 == 0}
    assert set(shown) == expected, "the list is not what the relations say"
    print(f"{len(shown)} of {RECORDS} records, {len(queries)} query")
    ratio = by_turns(
        lambda: list(visible_to(viewer, Folder).order_by("pk")),
        lambda: list(Folder.objects.order_by("pk")[: len(shown)]),
        rounds=9,
    )
    print("the list as a whole, against as many rows without a policy:")
    verdict("policy list", ratio, bound=MOST_TIMES)
    if len(queries) != 1:
        raise SystemExit("The list took more than one query.")


if __name__ == "__main__":
    main()
