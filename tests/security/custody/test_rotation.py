"""Rotating, step by step. Under load and killed: test_rotation_killed.py."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from fourfold.security import audit, custody, keys
from fourfold.security.custody import master_rotation, parcels, rotation, start
from fourfold.security.keys import envelope, sources, stores
from fourfold.security.keys.store import Kind
from fourfold.security.models import AgencyKey, KeyRotation, RoleGrant
from tests.desk import make
from tests.desk.models import Folder
from tests.make import people
from tests.make.river import NOW

pytestmark = pytest.mark.django_db
AGENCY, HOLDER = "zz-rotates", "HOLDER0000000000"


def rotate(agency=AGENCY):
    version = rotation.begin(agency, by="operator", at=NOW)
    done = rotation.sweep(agency, version)
    rotation.finish(agency, version, done, by="operator", at=NOW)
    return version, done


def versions(folder):
    held = Folder.objects.values(*make.SEALED).get(id=folder.id)
    return {sealed.version for sealed in held.values() if sealed is not None}


def test_every_value_is_sealed_anew_and_reads_as_before():
    given = make.values()
    folders, other = [make.folder(AGENCY) for _ in range(3)], make.folder("zz-csp")
    before, of_the_other = versions(folders[0]), versions(other)

    version, done = rotate()

    assert done.rows == 3
    assert done.broken == ()
    assert [versions(each) for each in folders] == [{version}] * 3
    assert before != {version}
    assert versions(other) == of_the_other
    assert rotation.stale(AGENCY, version) == 0
    with keys.opened(holder=HOLDER):
        found = Folder.objects.get(id=folders[0].id)
        assert {name: getattr(found, name) for name in make.SEALED} == given


def test_what_is_written_afterwards_has_the_new_version():
    make.folder(AGENCY)
    version, _ = rotate()

    assert versions(make.folder(AGENCY)) == {version}


def test_a_record_read_before_a_rotation_is_saved_after_it_with_the_new_version():
    folder = make.folder(AGENCY)
    closed, opened = Folder.objects.get(id=folder.id), Folder.objects.get(id=folder.id)
    assert opened.given_name

    version, _ = rotate()
    for each in (closed, opened):
        with transaction.atomic():
            each.save()

        assert versions(folder) == {version}
    assert Folder.objects.get(id=folder.id).given_name == "canary-given_name"


def test_a_block_open_during_a_rotation_reads_what_was_sealed_anew():
    folder = make.folder(AGENCY)

    with keys.opened():
        assert Folder.objects.get(id=folder.id).given_name
        rotate()
        assert Folder.objects.get(id=folder.id).given_name == "canary-given_name"


def test_a_rotation_that_was_stopped_goes_on_with_the_same_version():
    make.folder(AGENCY)
    version = rotation.begin(AGENCY, by="operator", at=NOW)

    again, _ = rotate()

    assert again == version
    assert KeyRotation.objects.get(agency=AGENCY).done_at == NOW
    assert rotate()[0] == version + 1


def test_a_value_that_does_not_open_is_named_left_alone_and_in_the_log():
    broken, whole = make.folder(AGENCY), make.folder(AGENCY)
    moved = Folder.objects.values_list("street", flat=True).get(id=broken.id)
    Folder.objects.filter(id=broken.id).update(given_name=moved)

    version, done = rotate()

    assert done.broken == (f"desk_folder:{broken.id} given_name",)
    assert versions(whole) == {version}
    assert Folder.objects.values_list("given_name", flat=True).get(id=broken.id) == moved
    line = audit.lines_about(f"desk_folder:{broken.id}").get()
    assert (line.event, line.facts) == ("SEAL_BROKEN", {"column": "given_name"})


def test_the_log_says_when_it_began_and_how_it_ended():
    make.folder(AGENCY)

    version, _ = rotate()

    lines = audit.lines_about(f"agency:{AGENCY}")
    assert [(each.event, each.facts) for each in lines] == [
        ("KEYS_ROTATION_BEGUN", {"version": version}),
        ("KEYS_ROTATED", {"version": version, "rows": 1, "broken": 0}),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_shredded_persons_record_is_passed_over():
    folder = make.folder(AGENCY)
    custody.shred(folder.person, by="privacy", at=NOW)
    before = versions(folder)

    version, done = rotate()

    assert (done.rows, done.broken) == (0, ())
    assert versions(folder) == before != {version}
    assert rotation.stale(AGENCY, version) == 0


def test_old_versions_stay_so_that_an_older_backup_can_be_read():
    folder = make.folder(AGENCY)
    old = Folder.objects.values(*make.SEALED).get(id=folder.id)
    rotate()
    rotate()

    Folder.objects.filter(id=folder.id).update(**old)

    assert Folder.objects.get(id=folder.id).given_name == "canary-given_name"


def test_a_database_restored_from_before_a_rotation_goes_on_with_its_version():
    folder = make.folder(AGENCY)
    before = AgencyKey.objects.get(agency=AGENCY).version
    version, _ = rotate()
    AgencyKey.objects.filter(agency=AGENCY).update(version=before)
    KeyRotation.objects.all().delete()
    envelope.table("AgencyKey")  # as the restored one says

    assert rotate()[0] == version + 1
    assert Folder.objects.get(id=folder.id).given_name == "canary-given_name"


def test_an_agency_without_a_key_is_told():
    with pytest.raises(rotation.NotThisAgency, match="has no key"):
        rotation.begin("nowhere", by="operator", at=NOW)


@pytest.fixture
def operator():
    made = people.account("Olga", "OPERATOR")
    RoleGrant.objects.update(from_at=datetime(2020, 1, 1, tzinfo=UTC))
    return made.id


def test_who_may_not_rotate_keys_does_not(operator):
    curious = people.account("Curt", "LIAISON").id
    make.folder(AGENCY)

    for who in (curious, "nobody", ""):
        with pytest.raises(CommandError, match="may rotate keys today"):
            call_command("keys", "rotate", "--as", who)
    with pytest.raises(CommandError, match="has no key"):
        call_command("keys", "rotate", "--agency", "nowhere", "--as", operator)


def test_the_commands_rotate_and_tell_where_things_stand(capsys, operator):
    call_command("keys", "rotate", "--as", operator)
    assert "nothing is sealed" in capsys.readouterr().out
    folder = make.folder(AGENCY)
    call_command("keys", "rotate", "--as", operator)
    rotated = capsys.readouterr().out
    rotation.begin(AGENCY, by="operator", at=NOW)

    call_command("keys", "status")
    call_command("keys", "finish")
    said = capsys.readouterr().out

    assert f"Agency {AGENCY}: 1 rows were sealed anew." in rotated
    assert f"Agency {AGENCY}: version" in said
    assert "1 rows sealed with another version" in said
    assert f"Unfinished: rotation of agency {AGENCY}" in said
    assert "Persons whose keys were shredded now: 0." in said
    assert folder.id not in rotated + said


# ------------------------------------------------------------------ the master key
@pytest.fixture
def own_keys(tmp_path, settings, monkeypatch):
    """A key file and a key store of this test alone."""
    settings.MODE, settings.KEYS = "production", tmp_path / "keys.json"
    settings.KEY_STORE = tmp_path / "person-keys.sqlite3"
    sources.make(settings.KEYS)
    sources.ring.cache_clear()
    stores.key_store.cache_clear()
    start.check_keys()
    yield settings.KEYS
    stores.key_store().close()
    settings.MODE = "test"
    sources.ring.cache_clear()
    stores.key_store.cache_clear()


def test_the_master_key_is_rotated_and_every_agencys_key_wrapped_with_it(own_keys):
    folders = [make.folder(AGENCY), make.folder("zz-csp")]

    count = master_rotation.rotate_master(by="operator", at=NOW)
    start.check_keys()

    assert count == 2
    assert keys.ring().master.current == 2
    kept = stores.key_store().of_kind(Kind.AGENCY)
    assert {each.wrapped_with for each in kept} == {2}
    assert {Folder.objects.get(id=f.id).given_name for f in folders} == {"canary-given_name"}
    assert own_keys.stat().st_mode & 0o777 == 0o600
    assert audit.lines_about("keys:master").get().facts == {"version": 2, "rows": 2}


def test_a_process_that_runs_meanwhile_reads_the_new_master_key(own_keys):
    folder = make.folder(AGENCY)
    old = keys.ring()
    master_rotation.rotate_master(by="operator", at=NOW)
    content = sources.ring.__wrapped__()
    assert content.master.current == 2

    with pytest.MonkeyPatch.context() as patch:
        rings = iter([old, old, content])
        asked = lambda: next(rings, content)  # noqa: E731
        asked.cache_clear = lambda: None
        patch.setattr(envelope, "ring", asked)
        assert Folder.objects.get(id=folder.id).given_name == "canary-given_name"


def test_a_master_rotation_stopped_after_the_file_goes_on(own_keys):
    make.folder(AGENCY)
    master_rotation._add_version(own_keys)

    master_rotation.rotate_master(by="operator", at=NOW)

    assert json.loads(own_keys.read_text())["master"]["current"] == 2
    assert {each.wrapped_with for each in stores.key_store().of_kind(Kind.AGENCY)} == {2}


def test_a_master_key_that_is_in_no_file_is_told():
    with pytest.raises(keys.NotAFile, match="runbooks/keys"):
        master_rotation.rotate_master(by="operator", at=NOW)


def test_a_file_on_its_way_opens_after_the_master_key_was_rotated(own_keys, settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"
    parcels.begin("P" * 16)
    parcels.add("P" * 16, start=0, content=b"made-up rows", arrived=0)
    before = (parcels.path_of("P" * 16) / "key").read_bytes()
    parcels.begin("D" * 16)
    (parcels.path_of("D" * 16) / "key").write_bytes(before)  # damaged: it stops no rotation

    master_rotation.rotate_master(by="operator", at=NOW)

    assert (parcels.path_of("P" * 16) / "key").read_bytes() != before
    assert parcels.rewrap() == 0
    with parcels.open_parcel("P" * 16, arrived=12) as stream:
        assert stream.read() == b"made-up rows"
