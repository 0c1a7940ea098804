import pytest
from django.db import IntegrityError, transaction

from fourfold.security import audit
from fourfold.security.classes import RULES, FieldClass
from fourfold.security.doors import Door, door_of, open_to_all
from fourfold.security.events import LABELS, Event
from tests.make.river import NOW


def test_every_event_has_words():
    assert set(LABELS) == set(Event)
    assert all(event.label for event in Event)


def test_every_field_class_has_a_meaning_and_a_retention_rule():
    assert set(RULES) == set(FieldClass)
    assert all(rule.meaning and rule.kept for rule in RULES.values())


@pytest.mark.django_db(transaction=True)
def test_a_line_outside_a_transaction_is_refused():
    with pytest.raises(audit.NotInTransaction):
        audit.record(Event.STUDY_RUN, by="ana", subject="run:1", at=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_change_that_fails_takes_its_line_with_it():
    def fails_at_the_end():
        with transaction.atomic():
            audit.record(Event.STUDY_RUN, by="ana", subject="run:1", at=NOW)
            raise RuntimeError("the change failed")

    with pytest.raises(RuntimeError, match="the change failed"):
        fails_at_the_end()

    assert not audit.lines_about("run:1").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("missing", [{"by": ""}, {"subject": ""}])
def test_a_line_always_names_who_and_what(missing):
    told = {"by": "ana", "subject": "run:1"} | missing

    with pytest.raises(IntegrityError), transaction.atomic():
        audit.record(Event.STUDY_RUN, at=NOW, **told)


def test_a_view_without_a_door_has_none():
    def view(request):
        return None

    assert door_of(view) is None
    assert door_of(open_to_all("public figures")(view)) == Door("anyone", "public figures")
