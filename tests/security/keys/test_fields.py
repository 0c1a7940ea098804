from datetime import date

import pytest
from django.db import connection, models, transaction
from django.db.models import F

from fourfold.security import keys
from fourfold.security.keys.errors import (
    NoKey,
    NoOwner,
    NotInTransaction,
    NotOneRecord,
    NotSearchable,
    TooLong,
    WrongKind,
)
from fourfold.security.keys.sealing import Sealed
from tests.desk import make
from tests.desk.models import Folder

pytestmark = pytest.mark.django_db
HOLDER = "HOLDER0000000000"


def again(folder):
    return Folder.objects.get(id=folder.id)


def raw(folder, column="given_name"):
    return Folder.objects.values_list(column, flat=True).get(id=folder.id)


def test_there_are_forty_sealed_columns_in_every_class_that_points_to_somebody():
    classes = {Folder.FIELD_CLASSES[name] for name in make.SEALED}

    assert len(make.SEALED) == 40
    assert classes == {"personal", "place", "health", "exploiter", "sud", "cji", "privileged"}


def test_every_value_is_read_back_as_it_was_given():
    given = make.values()
    folder = again(make.folder())

    with keys.opened(holder=HOLDER):
        assert {name: getattr(folder, name) for name in make.SEALED} == given


def test_none_is_null_and_an_empty_text_is_sealed():
    folder = again(make.folder(given_name=None, family_name=""))

    assert folder.given_name is None
    assert folder.family_name == ""
    assert raw(folder) is None
    assert len(raw(folder, "family_name")) > 30
    assert folder.family_name_index is None


def test_short_values_cannot_be_told_apart_by_their_length():
    assert (
        len({len(raw(make.folder(gender=each), "gender")) for each in ("", "no", "unknown")}) == 1
    )


def test_equal_values_are_sealed_differently_each_time():
    person = keys.new_person(agency="zz-dcf")

    assert len({raw(make.folder(person=person, given_name="Ana")) for _ in range(5)}) == 5


def test_what_the_database_gives_out_by_itself_is_sealed():
    folder = make.folder(given_name="Ana")

    for given in (
        raw(folder),
        Folder.objects.values("given_name").get(id=folder.id)["given_name"],
        again(folder).__dict__["given_name"],
    ):
        assert type(given) is Sealed
        assert b"Ana" not in bytes(given)
        assert repr(given) == str(given) == f"{given}" == "<sealed>"


def test_an_open_record_does_not_show_its_values_when_printed():
    folder = again(make.folder(given_name="Ana"))

    assert folder.given_name == "Ana"
    assert "Ana" not in repr(folder) + str(folder) + repr(folder.__dict__)


def test_an_open_record_is_not_copied_out_of_the_process():
    import copy
    import pickle

    from django.core import serializers

    folder = make.folder(given_name="Ana")

    with pytest.raises(TypeError, match="not kept outside the database"):
        pickle.dumps(folder)
    assert copy.deepcopy(folder).given_name == copy.copy(folder).given_name == "Ana"
    assert "given_name" not in serializers.serialize("json", [folder])
    with pytest.raises(TypeError, match="not written to a file"):
        Folder._meta.get_field("given_name").value_to_string(folder)


@pytest.mark.parametrize("only", [None, ["given_name"]])
def test_a_changed_value_is_kept_and_the_others_stay(only):
    folder = again(make.folder())
    before = raw(folder, "street")

    folder.given_name = "Bea"
    with transaction.atomic():
        folder.save(update_fields=only)

    assert again(folder).given_name == "Bea"
    assert raw(folder, "street") == before


def test_a_record_saved_unchanged_keeps_its_bytes():
    folder = again(make.folder())
    assert folder.given_name
    before = raw(folder), raw(folder, "street")

    with transaction.atomic():
        folder.save()

    assert (raw(folder), raw(folder, "street")) == before


def test_a_list_changed_in_its_place_is_kept():
    folder = again(make.folder(other_names=["Ana"]))

    folder.other_names.append("Bea")
    with transaction.atomic():
        folder.save()

    assert again(folder).other_names == ["Ana", "Bea"]


def test_many_records_are_made_at_once():
    person = keys.new_person(agency="zz-dcf")

    Folder.objects.bulk_create(
        [Folder(agency="zz-dcf", person=person, given_name=f"Ana {n}") for n in range(5)]
    )

    found = Folder.objects.filter(person=person)
    assert sorted(each.given_name for each in found) == [f"Ana {n}" for n in range(5)]


def test_a_record_read_anew_takes_the_newest_value():
    folder = make.folder(given_name="Ana")
    other = again(folder)
    other.given_name = "Bea"
    with transaction.atomic():
        other.save()

    with keys.opened(holder=HOLDER):
        folder.refresh_from_db()

    assert folder.given_name == "Bea"


def test_columns_left_out_are_fetched_when_they_are_read(django_assert_num_queries):
    folder = make.folder(given_name="Ana", family_name="Silva")
    deferred = Folder.objects.defer("given_name").get(id=folder.id)
    only = Folder.objects.only("person", "family_name").get(id=folder.id)

    with django_assert_num_queries(0):
        assert only.family_name == "Silva"
    assert deferred.given_name == only.given_name == "Ana"


def test_a_record_saved_with_columns_left_out_keeps_them():
    folder = make.folder(given_name="Ana")
    deferred = Folder.objects.defer("given_name").get(id=folder.id)

    deferred.family_name = "Costa"
    with transaction.atomic():
        deferred.save()

    assert again(folder).given_name == "Ana"
    assert again(folder).family_name == "Costa"


def test_a_copy_under_another_id_is_sealed_for_its_own_place():
    folder = again(make.folder(given_name="Ana"))
    assert folder.given_name == "Ana"
    copied = Folder(agency=folder.agency, person=folder.person, given_name=folder.given_name)
    with transaction.atomic():
        copied.save()

    assert again(copied).given_name == "Ana"
    assert raw(copied) != raw(folder)


def test_an_open_record_given_to_another_person_is_sealed_with_that_persons_key():
    folder = again(make.folder(given_name="Ana"))
    assert all(getattr(folder, name) for name in make.SEALED if "counselor" not in name)
    folder.counselor_note = folder.counselor_plan = None

    folder.person = keys.new_person(agency="zz-csp")
    with transaction.atomic():
        folder.save()

    assert again(folder).given_name == "Ana"


def test_a_closed_record_given_to_another_person_is_refused():
    folder = again(make.folder(given_name="Ana"))
    folder.person = keys.new_person(agency="zz-dcf")

    with pytest.raises(keys.Tampered), transaction.atomic():
        folder.save()

    assert again(folder).given_name == "Ana"


REFUSED = {
    "searching": lambda: Folder.objects.filter(given_name="Ana").exists(),
    "searching part of it": lambda: Folder.objects.filter(given_name__contains="A").exists(),
    "comparing two": lambda: Folder.objects.filter(town=F("school")).exists(),
    "one of": lambda: Folder.objects.exclude(given_name__in=["Ana"]).exists(),
}


@pytest.mark.parametrize("ask", REFUSED.values(), ids=REFUSED)
def test_a_sealed_column_is_not_searched(ask):
    with pytest.raises(NotSearchable, match="BlindIndex"):
        ask()


def test_whether_a_sealed_column_is_empty_may_be_asked():
    make.folder(given_name=None)

    assert Folder.objects.filter(given_name__isnull=True).exists()


@pytest.mark.parametrize("change", [{"given_name": "Ana"}, {"born_on": date(2010, 1, 1)}])
def test_many_records_are_not_set_to_one_value(change):
    with pytest.raises(NotOneRecord, match="one record at a time"):
        Folder.objects.update(**change)


def test_bulk_update_is_refused():
    folder = make.folder()

    with pytest.raises(NotOneRecord), transaction.atomic():
        Folder.objects.bulk_update([folder], ["given_name"])


WRONG = {
    "too long": ({"given_name": "x" * 201}, TooLong, "200 letters, not 201"),
    "a number": ({"given_name": 7}, WrongKind, "takes text, not int"),
    "bytes": ({"given_name": b"Ana"}, WrongKind, "takes text, not bytes"),
    "half a letter": ({"given_name": "\ud800"}, WrongKind, "half a letter"),
    "a day as text": ({"born_on": "2011-02-28"}, WrongKind, "takes a day, not str"),
    "no JSON": ({"other_names": {1, 2}}, WrongKind, "JSON can hold"),
    "no number": ({"other_names": [float("nan")]}, WrongKind, "JSON can hold"),
    "no person": ({"person": "x"}, NoKey, "no key of person x"),
    "no holder": ({"holder": ""}, NoOwner, "holder first"),
    "an expression": ({"given_name": F("family_name")}, WrongKind, "takes text, not F"),
}


@pytest.mark.parametrize(("change", "error", "said"), WRONG.values(), ids=WRONG)
def test_a_value_that_does_not_fit_is_refused_and_nothing_is_written(change, error, said):
    with pytest.raises(error, match=said), transaction.atomic():
        make.folder(**change)

    assert not Folder.objects.exists()


def test_a_record_without_a_person_is_refused():
    with pytest.raises(NoOwner, match="person"), transaction.atomic():
        Folder.objects.create(agency="zz-dcf", given_name="Ana")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sealed_outside_a_transaction():
    person = keys.new_person(agency="zz-dcf")

    with pytest.raises(NotInTransaction, match="open a transaction"):
        Folder.objects.create(agency="zz-dcf", person=person, given_name="Ana")

    assert not Folder.objects.exists()


def test_a_privileged_note_opens_for_its_holder_alone():
    folder = make.folder(counselor_note="told in confidence", holder=HOLDER)

    with keys.opened(holder=HOLDER):
        assert again(folder).counselor_note == "told in confidence"
    with keys.opened(holder="ANOTHER000000000"), pytest.raises(keys.NotTheHolder):
        assert again(folder).counselor_note
    with pytest.raises(keys.NotTheHolder):
        assert again(folder).counselor_note


def test_a_privileged_note_does_not_open_with_the_persons_key_alone():
    folder = make.folder(counselor_note="told in confidence")
    column = Folder._meta.get_field("counselor_note")
    column.holder = ""
    try:
        with pytest.raises(keys.Tampered):
            assert again(folder).counselor_note
    finally:
        column.holder = "holder"


def test_a_migration_can_make_the_column_again():
    name, path, args, options = Folder._meta.get_field("counselor_note").deconstruct()

    assert path == "fourfold.security.keys.fields.SealedText"
    assert (args, options) == (
        [],
        {"max_length": 20_000, "null": True, "person": "person", "holder": "holder"},
    )


def test_a_table_that_cannot_be_sealed_is_found_by_djangos_check():
    class Wrong(models.Model):
        sealed = keys.SealedText(max_length=5, unique=True, person="nobody")
        index = keys.BlindIndex(of="nothing")

        class Meta:
            app_label = "desk_wrong"

        def __str__(self):
            return "wrong"

    ids = sorted(each.id for each in Wrong.check() if each.id.startswith("keys"))
    assert ids == ["keys.E001", "keys.E001", "keys.E001", "keys.E002", "keys.E003"]


def test_the_tables_hold_bytes(django_assert_num_queries):
    kinds = {
        column.name: column.type_code
        for column in connection.introspection.get_table_description(
            connection.cursor(), Folder._meta.db_table
        )
    }

    assert kinds["given_name"] == kinds["narrative"] == kinds["born_on"]
