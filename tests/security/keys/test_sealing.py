"""What is sealed opens as it was, where it was put, and nowhere else."""

import random
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.security import keys
from fourfold.security.keys import envelope, sources
from fourfold.security.keys.fields import sealed_columns
from fourfold.security.keys.opening import OpenKeys, Owner
from fourfold.security.keys.sealing import HEAD, Place, Sealed, seal, unseal
from fourfold.security.keys.store import Kind
from fourfold.security.keys.stores import key_store
from tests.desk import make
from tests.desk.models import Folder

pytestmark = pytest.mark.django_db
TEXT = [f.attname for f in sealed_columns(Folder) if type(f) is keys.SealedText and not f.holder]


@pytest.fixture
def place():
    return Place("table", "column", "ROW", Owner(keys.new_person(agency="zz-dcf")))


def sealed_at(place, plain=b"Ana"):
    with transaction.atomic():
        return seal(plain, place=place, keys=OpenKeys())


def columns_of(folder):
    return Folder.objects.values(*TEXT).get(id=folder.id)


MADE = (
    st.fixed_dictionaries(
        {},
        optional={
            "given_name": st.none() | st.text(max_size=200),
            "narrative": st.none() | st.text(max_size=3_000),
            "born_on": st.none() | st.dates(),
            "other_names": st.none() | st.lists(st.text() | st.integers() | st.none()),
        },
    )
    .filter(bool)
    .map(lambda found: {**dict.fromkeys(make.SEALED), **found})
)


@given(values=MADE)
@settings(max_examples=40)
def test_whatever_is_sealed_is_read_back(values):
    folder = make.folder(**values)

    found = Folder.objects.get(id=folder.id)

    assert {name: getattr(found, name) for name in values} == values


@given(plain=st.binary(max_size=300))
@settings(max_examples=40)
def test_any_bytes_are_read_back_and_their_length_is_blurred(plain):
    place = Place("table", "column", "ROW", Owner(keys.new_person(agency="zz-dcf")))

    sealed = sealed_at(place, plain)

    assert unseal(sealed, place=place, keys=OpenKeys()) == plain
    assert (len(sealed) - 15 - 16) % 32 == 0


def test_a_million_letters_are_read_back():
    text = "Ñandú 🦜\0" * 125_000

    assert Folder.objects.get(id=make.folder(narrative=text).id).narrative == text


@pytest.mark.slow
def test_of_1000_values_moved_elsewhere_1000_are_refused():
    chance = random.Random(7)  # noqa: S311 - which values are swapped is no secret
    person = keys.new_person(agency="zz-dcf")
    folders = [make.folder(person=person) for _ in range(6)]
    folders += [make.folder() for _ in range(6)]
    held = {folder.id: columns_of(folder) for folder in folders}
    refused = 0
    for _ in range(1_000):
        there, elsewhere = chance.sample(folders, 2)
        column, another = chance.choice(TEXT), chance.choice(TEXT)
        if chance.random() < 0.5:
            elsewhere = there
            column, another = chance.sample(TEXT, 2)
        record = Folder(id=there.id, person=there.person, holder=there.holder)
        record.__dict__[column] = held[elsewhere.id][another]
        with pytest.raises(keys.Tampered) as told:
            getattr(record, column)
        refused += (told.value.subject, told.value.column) == (f"desk_folder:{there.id}", column)

    assert refused == 1_000


def test_a_value_moved_in_the_database_is_refused_when_it_is_read():
    folder = make.folder()
    moved = Folder.objects.values_list("street", flat=True).get(id=folder.id)
    Folder.objects.filter(id=folder.id).update(given_name=moved)

    with pytest.raises(keys.Tampered, match="given_name of desk_folder"):
        assert Folder.objects.get(id=folder.id).given_name
    assert Folder.objects.get(id=folder.id).street == "canary-street"


def test_a_bit_flipped_anywhere_is_refused(place):
    sealed = sealed_at(place)

    for bit in range(len(sealed) * 8):
        flipped = bytearray(sealed)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(keys.CannotOpen):
            unseal(Sealed(flipped), place=place, keys=OpenKeys())


def test_what_is_cut_or_longer_is_refused(place):
    sealed = sealed_at(place)

    for changed in [sealed[:length] for length in range(len(sealed))] + [sealed + b"\0"]:
        with pytest.raises(keys.Tampered):
            unseal(Sealed(changed), place=place, keys=OpenKeys())


def test_another_version_in_the_head_is_refused(place):
    sealed = sealed_at(place)
    new = sealed.version + 1
    envelope.keep_agency_version("zz-dcf", new)
    envelope.make_person_keys([place.owner.person], version=new)
    changed = Sealed(sealed[:1] + new.to_bytes(HEAD - 1, "big") + sealed[HEAD:])

    with pytest.raises(keys.Tampered):
        unseal(changed, place=place, keys=OpenKeys())


@pytest.mark.parametrize(
    "change", [{"table": "other"}, {"column": "other"}, {"row": "OTHER"}], ids=str
)
def test_another_place_is_refused(place, change):
    sealed = sealed_at(place)
    told = {"table": place.table, "column": place.column, "row": place.row, "owner": place.owner}

    with pytest.raises(keys.Tampered):
        unseal(sealed, place=Place(**told | change), keys=OpenKeys())


def test_another_house_with_the_same_store_opens_nothing(place, monkeypatch, tmp_path):
    sealed = sealed_at(place)
    sources.make(tmp_path / "keys.json")
    other = sources.FileSource(tmp_path / "keys.json").ring()
    monkeypatch.setattr(envelope, "ring", lambda: other)

    with pytest.raises(keys.CannotOpen, match="wrapped with another key"):
        unseal(sealed, place=place, keys=OpenKeys())


def test_a_wrapped_key_put_under_another_person_does_not_open(place):
    other = keys.new_person(agency="zz-dcf")
    sealed, store = sealed_at(place), key_store()
    ours = store.versions(Kind.PERSON, other)[sealed.version]
    store.ask(
        "UPDATE keys SET wrapped = ? WHERE owner = ? AND version = ?",
        [ours.wrapped, place.owner.person, sealed.version],
    )

    with pytest.raises(keys.CannotOpen):
        unseal(sealed, place=place, keys=OpenKeys())


def test_a_block_fetches_a_key_once_and_forgets_it_at_its_end(monkeypatch):
    folder = make.folder()
    asked = []
    real = type(key_store()).ask
    monkeypatch.setattr(
        type(key_store()), "ask", lambda self, *what: asked.append(what) or real(self, *what)
    )

    with keys.opened() as held:
        found = Folder.objects.get(id=folder.id)
        assert all(getattr(found, name) for name in TEXT)
        in_the_block = len(asked)
        assert held._ciphers

    assert in_the_block == 2  # the person's key and the agency's
    assert not held._ciphers
    assert not held._agencies


def test_a_list_of_records_asks_for_all_its_keys_at_once(monkeypatch):
    folders = [make.folder() for _ in range(5)]
    asked = []
    real = type(key_store()).ask
    monkeypatch.setattr(
        type(key_store()), "ask", lambda self, *what: asked.append(what) or real(self, *what)
    )

    with keys.opened() as held:
        held.learn(folder.person for folder in folders)
        names = [Folder.objects.get(id=folder.id).given_name for folder in folders]

    assert set(names) == {"canary-given_name"}
    assert len(asked) == 2


def test_a_long_block_forgets_after_a_minute(monkeypatch):
    folder = make.folder()
    with keys.opened() as held:
        assert Folder.objects.get(id=folder.id).given_name
        before = dict(held._ciphers)
        held._since -= 61
        assert Folder.objects.get(id=folder.id).given_name

        assert held._ciphers.keys() == before.keys()
        assert list(held._ciphers.values()) != list(before.values())


def test_days_at_the_ends_of_the_calendar_are_kept():
    for day in (date.min, date.max, date(2024, 2, 28) + timedelta(days=1)):
        assert Folder.objects.get(id=make.folder(born_on=day).id).born_on == day
