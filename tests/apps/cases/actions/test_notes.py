"""A provider's privileged notes open for the one who wrote them and for nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from fourfold.apps.cases.actions import notes, referrals
from fourfold.apps.cases.models import Case, CaseLine, ProviderNote
from fourfold.security.access import sight
from fourfold.security.access.need_to_know import rights
from fourfold.security.access.sight import NotKnown, Sight
from fourfold.security.keys import NotTheHolder, opened
from tests.make import people
from tests.make.people import NOW, PROVIDER
from tests.make.services import Referred, referred

pytestmark = pytest.mark.django_db
CANARY = "qzcanary-told-in-confidence"


@pytest.fixture
def here() -> Referred:
    return referred()


def kept(here: Referred) -> ProviderNote:
    number = here.sent()
    here.answer(number, "ACCEPTED")
    return ProviderNote.objects.get(pk=notes.write_note(number, words=CANARY, by=here.rosa))


def read(note: ProviderNote, viewer) -> str:
    case = Case.objects.get(pk=note.case_id)
    seen = Sight(case, rights(viewer, case)).part(ProviderNote.objects.get(pk=note.pk))
    return seen.show("words", purpose="TO_GIVE_A_SERVICE")


def test_who_wrote_a_note_reads_it_also_after_the_referral_ended(here):
    note = kept(here)
    assert read(note, here.rosa) == CANARY

    here.answer(note.referral, "DONE", "COMPLETED")
    assert read(note, here.at(timedelta(days=1)).rosa) == CANARY


READERS = [
    ("a colleague of the service", lambda here: here.nina),
    ("the worker of the case", lambda here: here.worker),
    ("a colleague with notes of her own", lambda here: nina_writes(here)),
    ("an administrator", lambda here: people.viewer("Hana", "AGENCY_ADMIN", of=PROVIDER)),
    ("the privacy officer", lambda here: people.viewer("Priya", "PRIVACY")),
]


def nina_writes(here: Referred):
    number = here.sent()
    here.answer(number, "ACCEPTED", by=here.nina)
    notes.write_note(number, words="Mine", by=here.nina)
    return here.nina


@pytest.mark.parametrize(("who", "viewer"), READERS, ids=[row[0] for row in READERS])
def test_nobody_else_reads_a_note(here, who, viewer):
    note = kept(here)

    with pytest.raises((NotKnown, NotTheHolder)):
        read(note, viewer(here))


def test_a_note_opens_for_no_other_holder_whatever_the_code_asks(here):
    note = kept(here)

    for holder in ("", here.nina.account, here.worker.account):
        with opened(holder=holder), pytest.raises(NotTheHolder):
            str(ProviderNote.objects.get(pk=note.pk).words)


def test_a_note_stands_in_no_story_and_nowhere_in_clear(here):
    note = kept(here)

    assert not CaseLine.objects.filter(step__contains="NOTE").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_providernote")
        row = cursor.fetchall()
    stored = b"".join(
        bytes(v) if isinstance(v, memoryview | bytes) else str(v).encode() for v in row[0]
    )
    assert CANARY.encode() not in stored
    assert note.id.encode() in stored


def test_a_note_is_not_taken_out_with_the_case(here):
    note = kept(here)
    seen = sight.open_record(Case, note.case_id, viewer=here.worker)

    assert CANARY not in str(seen.part(note).taken_out(purpose="TO_REPORT_BY_LAW"))


def test_only_a_provider_whose_organization_accepted_keeps_notes(here):
    number = here.sent()
    with pytest.raises(NotKnown):
        notes.write_note(number, words="Too early", by=here.rosa)
    here.answer(number, "ACCEPTED")

    for by in (here.worker, people.viewer("Tess", "TEAM", of=PROVIDER)):
        with pytest.raises(NotKnown):
            notes.write_note(number, words="Not mine", by=by)
    with pytest.raises(notes.NothingWritten):
        notes.write_note(number, words="  ", by=here.rosa)
    referrals.revoke(number, case=here.case, reason="MISTAKE", by=here.worker)
    with pytest.raises(NotKnown):
        notes.write_note(number, words="Too late", by=here.rosa)
    assert not ProviderNote.objects.filter(written_at__lte=NOW).exists()
