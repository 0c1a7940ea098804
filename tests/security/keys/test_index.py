import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.security.keys import digest_to_find
from fourfold.security.keys.errors import WrongKind
from fourfold.security.keys.index import digest, normalize
from tests.desk import make
from tests.desk.models import Folder

COLUMN = "family_name_index"


def find(text, agency="zz-dcf"):
    sought = digest_to_find(Folder, COLUMN, text, agency=agency)
    return set(Folder.objects.filter(family_name_index=sought).values_list("id", flat=True))


@pytest.mark.django_db
def test_equal_names_of_one_agency_are_found_however_they_are_written():
    ours = {make.folder(family_name=name).id for name in ("Díaz  Peña", "DIAZ PENA", "diaz peña ")}
    make.folder(family_name="Dias Pena")
    make.folder("zz-csp", family_name="Díaz Peña")

    assert find("Diaz Pena") == ours
    assert find("Diaz") == set()
    assert len(find("díaz peña", agency="zz-csp")) == 1


@pytest.mark.django_db
def test_an_index_follows_its_column():
    folder = make.folder(family_name="Silva")
    folder.family_name = "Costa"
    folder.save(update_fields=["family_name", COLUMN])

    assert find("Costa") == {folder.id}
    assert find("Silva") == set()


@pytest.mark.django_db
def test_without_the_key_a_dictionary_finds_nobody():
    names = [f"Name {n}" for n in range(200)]
    kept = {
        bytes(
            Folder.objects.values_list(COLUMN, flat=True).get(id=make.folder(family_name=name).id)
        )
        for name in names[:20]
    }
    guesses = {
        made(text.encode()).digest()[:16]
        for name in names
        for text in (
            name,
            normalize(name),
            f"zz-dcf{name}",
            f"desk_folder\0{COLUMN}\0zz-dcf\0{name}",
        )
        for made in (hashlib.sha256, hashlib.sha512, hashlib.md5, hashlib.blake2b)
    }

    assert len(kept) == 20
    assert kept & guesses == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José", "jose"),
        ("STRASSE", "straße"),
        ("ﬁona", "Fiona"),
        ("Ana\u00a0\tMaria", " ana maria "),
        ("Ｗｉｄｅ", "wide"),
        ("Nguyễn", "nguyen"),
    ],
)
def test_two_ways_of_writing_are_one(one, other):
    assert normalize(one) == normalize(other)


@pytest.mark.parametrize(("one", "other"), [("Ana", "Anna"), ("O'Neil", "ONeil"), ("Li", "L i")])
def test_two_names_stay_two(one, other):
    assert normalize(one) != normalize(other)


@given(text=st.text(max_size=50))
def test_normal_text_stays_as_it_is(text):
    assert normalize(normalize(text)) == normalize(text)


def test_columns_tables_and_agencies_have_digests_of_their_own():
    told = {"table": "t", "column": "c", "agency": "a"}
    made = {digest("Ana", **told | change) for change in ({}, {"table": "u"}, {"column": "d"})}
    made.add(digest("Ana", **told | {"agency": "b"}))

    assert len(made) == 4
    assert {len(each) for each in made} == {16}


def test_only_a_blind_index_is_looked_up_and_only_by_text():
    with pytest.raises(WrongKind, match="no blind index"):
        digest_to_find(Folder, "given_name", "Ana", agency="zz-dcf")
    with pytest.raises(WrongKind, match="takes text"):
        digest_to_find(Folder, COLUMN, 7, agency="zz-dcf")
