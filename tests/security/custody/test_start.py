import pytest
from django.core.management import CommandError, call_command

from fourfold.security import keys
from fourfold.security.custody import start
from fourfold.security.keys import sources, stores
from fourfold.security.models import KeyCheck

pytestmark = pytest.mark.django_db


@pytest.fixture
def new_house(tmp_path, settings, monkeypatch):
    """A demonstration that nothing was done in; its keys are read anew each time."""
    settings.MODE, settings.KEYS = "demo", tmp_path / "keys.json"
    settings.VAR, settings.JURISDICTION = tmp_path, "zz"
    settings.KEY_STORE = tmp_path / "person-keys.sqlite3"
    monkeypatch.setattr(start, "ring", lambda: sources.source().ring())
    monkeypatch.setattr(start, "key_store", stores.key_store.__wrapped__)
    return settings


def test_a_new_demonstration_makes_its_keys_and_keeps_them(new_house):
    assert start.make_for_a_new_demo()
    start.check_keys()
    before = new_house.KEYS.read_bytes()

    assert not start.make_for_a_new_demo()
    start.check_keys()

    assert new_house.KEYS.read_bytes() == before
    assert set(KeyCheck.objects.values_list("name", flat=True)) == {
        *sources.PLAIN,
        "master-1",
        "store",
    }


def test_a_demonstration_that_lost_its_keys_gets_no_new_ones(new_house):
    start.make_for_a_new_demo()
    start.check_keys()
    new_house.KEYS.unlink()

    with pytest.raises(CommandError, match="Put back your copy"):
        call_command("prepare")

    assert not new_house.KEYS.exists()


def test_production_never_makes_keys_by_itself(new_house):
    new_house.MODE = "production"

    with pytest.raises(keys.KeysMissing, match="fourfold keys new"):
        start.make_for_a_new_demo()

    assert not new_house.KEYS.exists()


def test_other_keys_than_the_databases_are_found_and_named(new_house):
    start.make_for_a_new_demo()
    start.check_keys()
    new_house.KEYS.unlink()
    sources.make(new_house.KEYS)

    with pytest.raises(keys.KeysDiffer, match="sealed with other keys .address, audit, index"):
        start.check_keys()
    with pytest.raises(CommandError, match="sealed with other keys"):
        call_command("prepare")


def test_keys_that_others_may_read_stop_the_preparation(new_house):
    start.make_for_a_new_demo()
    new_house.KEYS.chmod(0o644)

    with pytest.raises(CommandError, match="chmod 600"):
        call_command("prepare")


def test_a_key_store_that_went_away_is_told_and_not_made_anew(new_house):
    start.make_for_a_new_demo()
    start.check_keys()
    new_house.KEY_STORE.unlink()

    with pytest.raises(CommandError, match="newest copy"):
        call_command("prepare")

    assert not new_house.KEY_STORE.exists()


def test_the_key_store_of_another_house_is_found(new_house):
    start.make_for_a_new_demo()
    start.check_keys()
    new_house.KEY_STORE.unlink()
    stores.SqliteStore(new_house.KEY_STORE).make()

    with pytest.raises(keys.KeysDiffer, match=r"other keys \(store\)"):
        start.check_keys()
