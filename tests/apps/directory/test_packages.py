"""What is cleared is handed out as a package that reads back the same, and holds no address."""

import csv
import io
import json
from datetime import date
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from fourfold.apps.directory.actions import listings, organizations
from fourfold.apps.directory.jobs import packages
from fourfold.apps.directory.models import Listing
from fourfold.apps.directory.rules import NotWhole
from fourfold.apps.directory.rules.hsds import problems
from fourfold.catalog import listings as catalog
from fourfold.catalog.models import PublishedListing
from fourfold.config.demo.directory import fill_directory
from fourfold.config.demo.fill import fill_people
from fourfold.reference import load_pack
from tests.make import directory
from tests.make.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def opened(content):
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_package_holds_each_object_once_names_its_tables_and_hides_the_address(
    cora, now, tmp_path
):
    number = directory.shelter(cora)
    listings.note_capacity(number, unit="beds", free=2, version=3, by=cora, at=NOW)
    directory.listed(cora)
    to = tmp_path / "directory.zip"
    call_command("directory", "export", to=str(to))
    files = opened(to.read_bytes())
    card = json.loads(files["datapackage.json"])

    assert {each["path"] for each in card["resources"]} == files.keys() - {"datapackage.json"}
    for each in card["resources"]:
        rows = list(csv.DictReader(io.StringIO(files[each["path"]])))
        assert [field["name"] for field in each["schema"]["fields"]] == list(rows[0])
        assert len({row["id"] for row in rows}) == len(rows) > 0
    assert {"services.csv", "locations.csv", "service_capacity.csv", "units.csv"} <= files.keys()
    told = "".join(files.values())
    assert directory.STREET not in told
    assert directory.ZIP not in told
    assert packages.as_zip() == to.read_bytes()


def test_the_whole_export_as_json_keeps_the_rules_and_one_that_breaks_them_is_not_written(
    cora, now, tmp_path
):
    directory.listed(cora)
    to = tmp_path / "directory.json"
    call_command("directory", "export", to=str(to))
    assert [problems("service", row=each) for each in json.loads(to.read_text())] == [[]]
    with pytest.raises(CommandError, match="ends in"):
        call_command("directory", "export", to="directory.xls")

    PublishedListing.objects.filter(kind="service").update(content={"id": "x", "status": "on"})
    with pytest.raises(CommandError, match=r"name is missing.*no uuid.*none of active"):
        call_command("directory", "export", to=str(to))


def test_an_organization_is_added_once_and_by_its_name(cora):
    made = organizations.add("Made-up  Haven", by=cora, at=NOW)
    assert listings.add(made, said=directory.said(), by=cora, at=NOW)
    with pytest.raises(NotWhole, match="in the directory"):
        organizations.add("made-up haven", by=cora, at=NOW)


@pytest.mark.slow
@pytest.mark.parametrize("code", ["ct", "zz"])
def test_the_demonstration_shows_hidden_shelters_and_stale_ones_and_checks_no_real_one(
    db, code, now
):
    pack = load_pack(code)
    staff = fill_people(pack, at=NOW)
    fill_directory(staff, pack)
    shown = catalog.every("service", today=NOW.date())

    assert len(shown) == 17
    assert all(each["organization"]["name"].endswith("(made up)") for each in shown)
    today = NOW.date()
    stale = [e for e in shown if (today - date.fromisoformat(e["assured_date"])).days > 180]
    assert len(stale) == 3
    assert "Hidden Lane" not in json.dumps(shown)
    assert Listing.objects.filter(state="DRAFT").count() == len(pack.rows("organization_services"))
