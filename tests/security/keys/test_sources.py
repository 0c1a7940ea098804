import base64
import json
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from fourfold.security import keys
from fourfold.security.keys import sources
from fourfold.security.keys.errors import CannotUnwrap
from fourfold.security.keys.master import SIZE


@pytest.fixture
def path(tmp_path):
    sources.make(tmp_path / "deep" / "keys.json")
    return tmp_path / "deep" / "keys.json"


def read(path):
    return sources.FileSource(path).ring()


def test_new_keys_are_read_back_and_only_this_account_may_read_them(path):
    found = read(path)

    assert [len(getattr(found, name)) for name in sources.PLAIN] == [SIZE] * 4
    assert found.master.current == 1
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["keys.json"]
    assert read(path) == found


def test_keys_are_never_overwritten(path):
    before = path.read_bytes()

    with pytest.raises(keys.KeysExist, match="already"):
        sources.make(path)

    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["keys.json"]


def test_a_missing_file_says_which_and_how_to_go_on(tmp_path):
    with pytest.raises(keys.KeysMissing, match=r"keys\.json is not there.*fourfold keys new"):
        read(tmp_path / "keys.json")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_that_others_may_read_is_refused(path, mode):
    os.chmod(path, mode)

    with pytest.raises(keys.KeysExposed, match="chmod 600"):
        read(path)


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path):
    with pytest.raises(keys.KeysBroken, match="cannot be read"):
        read(tmp_path)


def changed(path, change):
    content = json.loads(path.read_text())
    change(content)
    return json.dumps(content)


KEY = base64.b64encode(b"k" * SIZE).decode()
DAMAGE = [
    lambda content: content.pop("audit"),
    lambda content: content.update(token=1),
    lambda content: content.update(index="%%%"),
    lambda content: content.update(audit=base64.b64encode(b"secret").decode()),
    lambda content: content.update(audit=KEY, index=KEY),
    lambda content: content["master"].update(current=2),
    lambda content: content["master"].update(versions=[KEY]),
    lambda content: content.pop("master"),
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_refused_and_shows_nothing_of_itself(path, damage):
    with pytest.raises(keys.KeysBroken, match="Put back your copy") as refused:
        sources.parse(changed(path, damage), source="The key file x")

    assert "secret" not in str(refused.value)
    assert KEY not in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b"null"])
def test_what_is_no_key_file_at_all_is_refused(path, content):
    path.write_bytes(content)

    with pytest.raises(keys.KeysBroken, match="Put back your copy"):
        read(path)


def test_keys_are_not_printed(path):
    assert repr(read(path)) == "Ring()"
    assert repr(sources.TextSource("secret")) == "TextSource()"


def test_the_environment_may_hold_the_keys_instead_of_a_file(path, monkeypatch, settings):
    settings.MODE = "production"
    settings.KEYS = Path("nowhere")
    monkeypatch.setenv(sources.IN_ENVIRONMENT, path.read_text())

    assert sources.source().ring() == read(path)


def test_a_deployment_reads_its_own_file(path, settings):
    settings.MODE, settings.KEYS = "production", path

    assert sources.source().ring() == read(path)


def test_the_tests_need_no_file_and_use_one_ring():
    assert keys.ring() is keys.ring()
    assert keys.ring() == sources.FixedSource().ring()


def test_the_master_key_opens_only_what_it_wrapped_for_the_same_owner(path):
    master, another = read(path).master, keys.ring().master
    version, wrapped = master.wrap(b"k" * SIZE, about="agency DCF")

    assert master.unwrap(wrapped, version=version, about="agency DCF") == b"k" * SIZE
    for refused, how in [
        (master, {"version": 1, "about": "agency CSSD"}),
        (master, {"version": 2, "about": "agency DCF"}),
        (another, {"version": 1, "about": "agency DCF"}),
    ]:
        with pytest.raises(CannotUnwrap):
            refused.unwrap(wrapped, **how)
    for short in (b"", wrapped[:11], wrapped[:-1]):
        with pytest.raises(CannotUnwrap):
            master.unwrap(short, version=1, about="agency DCF")


def test_the_command_makes_keys_once_and_says_to_keep_a_copy(tmp_path, settings, capsys):
    settings.KEYS = tmp_path / "keys.json"

    call_command("keys", "new")
    with pytest.raises(CommandError, match="already"):
        call_command("keys", "new")

    assert read(settings.KEYS)
    assert "away from the backups" in capsys.readouterr().out


def test_the_command_says_so_when_the_folder_cannot_be_made(tmp_path, settings):
    (tmp_path / "file").write_text("")
    settings.KEYS = tmp_path / "file" / "keys.json"

    with pytest.raises(CommandError, match="No keys were made"):
        call_command("keys", "new")
