"""What an office types and has not sent rests sealed, and is gone with its keys once it is sent."""

from __future__ import annotations

import pytest
from django.db import connection

from fourfold.apps.submissions.actions import answering
from fourfold.apps.submissions.models import AnswerDraft
from fourfold.apps.submissions.queries.answering import question_of
from fourfold.security import keys
from tests.make import answers
from tests.make.answers import CALL, HOUSE
from tests.make.people import NOW

OFFICE, CANARY = "MADE_UP_PD", "A canary that somebody typed"
TOLD = {"0-a1": CANARY, "0-a2": "4"}


def keep(page: str = "p") -> None:
    answering.keep_draft(CALL, office=OFFICE, told=TOLD, page=page, by=HOUSE, at=NOW)


@pytest.mark.django_db
def test_a_draft_stands_sealed_in_the_database_and_opens_for_its_office() -> None:
    answers.asked()
    keep()

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM submissions_answerdraft")
        row = [bytes(each) if hasattr(each, "tobytes") else each for each in cursor.fetchone()]
    assert "canary" not in str(row)
    found = question_of(CALL, office=OFFICE, viewer=HOUSE)
    assert found is not None
    assert found.draft is not None
    assert found.draft.told == TOLD


@pytest.mark.django_db
def test_a_draft_kept_again_keeps_its_seal() -> None:
    answers.asked()
    keep()
    before = AnswerDraft.objects.get().seal

    keep()

    assert AnswerDraft.objects.get().seal == before


@pytest.mark.django_db(transaction=True)
def test_once_it_is_sent_the_keys_of_a_draft_are_shredded() -> None:
    answers.asked()
    keep()
    draft = AnswerDraft.objects.get()

    answers.sent(CALL, OFFICE, **answers.NUMBERS)

    assert not AnswerDraft.objects.exists()
    with pytest.raises(keys.Shredded):
        AnswerDraft(id=draft.id, seal=draft.seal, told=TOLD).save()
