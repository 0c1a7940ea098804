"""What places attest of those they hired: counts, each line checked, who is missing first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.training.access import NotYours
from fourfold.apps.training.actions import hires as actions
from fourfold.apps.training.models import HireAttestation
from fourfold.apps.training.queries import hires as queries
from fourfold.apps.training.rules.hires import BadHires, Hires, as_text, check_hires, read_hires
from fourfold.documents import html, proof
from tests.make import desk, people
from tests.make.people import NOW

TODAY = NOW.date()
TOWNS = {"AVON": "Avon", "NORWICH": "Norwich"}
INN = Hires("Made-up Inn", "AVON", date(2030, 1, 2), 5, 4)


def read(text: str):
    return read_hires("list.csv", text.encode(), towns=TOWNS, today=TODAY)


@pytest.mark.parametrize(
    ("told", "fits"),
    [
        (INN, True),
        (Hires("Made-up Inn", "AVON", TODAY, 0, 0), True),
        (Hires("Made-up Inn", "AVON", TODAY + timedelta(days=1), 1, 1), False),
        (Hires("Made-up Inn", "AVON", TODAY, 1, 2), False),
        (Hires("", "AVON", TODAY, 1, 1), False),
        (Hires("Inn\0", "AVON", TODAY, 1, 1), False),
        (Hires("Made-up Inn", "AVON", TODAY, 10_001, 1), False),
    ],
)
def test_an_attestation_is_checked(told, fits) -> None:
    if fits:
        check_hires(told, today=TODAY)
    else:
        with pytest.raises(BadHires):
            check_hires(told, today=TODAY)


def test_a_list_with_other_headings_is_read_and_towns_by_name_or_code() -> None:
    found = read(
        "Hotel,City,Date,New employees,Employees trained,Stars\n"
        "Made-up Inn,Avon,01/02/2030,5,4,3\nMade-up Lodge,NORWICH,2030-01-03,2,2,1\n"
    )

    assert found.problems == ()
    assert found.rows == (INN, Hires("Made-up Lodge", "NORWICH", date(2030, 1, 3), 2, 2))
    assert found.unread == ("Stars",)


def test_every_wrong_line_is_told_by_its_number_and_nothing_is_read() -> None:
    found = read(
        "Place,Town,Attested on,Hired,Trained\n"
        "Made-up Inn,Nowhere,2030-01-02,5,4\n"
        "Made-up Inn,Avon,yesterday,5,4\n"
        "Made-up Inn,Avon,2030-01-02,5,six\n"
        "Made-up Inn,Avon,2030-01-02,5,6\n"
    )

    assert found.rows == ()
    assert [line for line, _why, _fix in found.problems] == [2, 3, 4, 5]
    assert "no town" in found.problems[0][1]


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reading(content) -> None:
    found = read_hires("list.csv", content, towns=TOWNS, today=TODAY)

    assert found.rows or found.problems


def test_a_list_that_was_read_reads_the_same_again() -> None:
    assert read(as_text((INN,))).rows == (INN,)


@pytest.mark.django_db
def test_the_same_again_is_one_and_another_number_is_refused(lead) -> None:
    assert [actions.attest([INN], by=lead) for _time in range(2)] == [1, 0]
    other = Hires(INN.place.upper(), INN.town, INN.attested_on, 5, 5)
    with pytest.raises(BadHires, match="4 of 5"):
        actions.attest([Hires("Made-up Motel", "AVON", TODAY, 1, 1), other], by=lead)

    assert HireAttestation.objects.count() == 1
    row = HireAttestation.objects.get()
    row.trained = 6
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.django_db
def test_who_is_missing_stands_first_and_the_last_attestation_counts(lead, tara) -> None:
    actions.attest(
        [
            Hires("Made-up Lodge", "AVON", TODAY - timedelta(days=400), 3, 3),
            Hires("Made-up Inn", "AVON", TODAY - timedelta(days=90), 9, 2),
            Hires("Made-up Inn", "AVON", TODAY - timedelta(days=2), 4, 4),
            Hires("Made-up Motel", "AVON", TODAY, 6, 5),
        ],
        by=lead,
    )
    found = queries.places(viewer=lead, on=TODAY)

    assert [(each.place, each.missing, each.is_late) for each in found] == [
        ("Made-up Motel", 1, False),
        ("Made-up Lodge", 0, True),
        ("Made-up Inn", 0, False),
    ]
    assert queries.places(viewer=tara, on=TODAY) == []
    assert queries.register(viewer=tara, on=TODAY) is None
    with pytest.raises(NotYours):
        actions.attest([INN], by=tara)
    with pytest.raises(NotYours):
        actions.take_out(HireAttestation.objects.all()[0].id, by=tara)
    document = queries.register(viewer=lead, on=TODAY)
    assert document is not None
    proof.check(document)
    assert "12" in html.body(document)


@pytest.mark.django_db
def test_the_duty_is_the_pack_s(lead) -> None:
    found = queries.duty(viewer=lead)

    assert found.law == "PA16-71"
    assert found.source


@pytest.mark.slow
@pytest.mark.django_db
def test_the_office_notes_brings_prints_and_takes_out(lead, monkeypatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    office = desk.signed_in(people.account("Lena", of="COUNCIL"), at=NOW)
    here = "/desk/training/hires/"
    typed = {"place": "Made-up Inn", "town": "AVON", "hired": "5", "trained": "6"}
    typed |= {"attested_on_month": "1", "attested_on_day": "2", "attested_on_year": "2030"}
    wrong = office.post(here, typed)
    office.post(here, typed | {"trained": "4"})
    row = HireAttestation.objects.get()
    shown = office.get(here).content.decode()
    listed = "Place,Town,Attested on,Hired,Trained\nMade-up Lodge,Avon,2030-01-03,2,2\n"
    looked = office.post(f"{here}bring/", {"pasted": listed}).content.decode()
    bad = office.post(f"{here}bring/", {"pasted": listed.replace("2,2", "2,3")})
    office.post(f"{here}bring/", {"pasted": listed, "keep": "1"})
    paper = office.get("/desk/training/hires.pdf").content
    office.post(here, {"out": row.id})
    again = office.post(here, {"out": row.id}, follow=True).content.decode()

    assert wrong.status_code == bad.status_code == 422
    assert "1 missing" in shown
    assert "1 place is on it" in looked
    assert paper[:5] == b"%PDF-"
    assert "Somebody may have taken it out already." in again
    assert HireAttestation.objects.get().place == "Made-up Lodge"
