"""Screening as people do it: nothing forced, nothing lost, nothing decided, and who reads what."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from fourfold.apps.cases.actions import missing, screenings
from fourfold.apps.cases.actions.screenings import Around, Filled
from fourfold.apps.cases.models import Case, Person, Screening
from fourfold.apps.cases.rules.screening import Answered
from fourfold.apps.cases.states.screenings import Occasion, WhyNot
from fourfold.security.keys import new_person
from fourfold.security.models import AuditEvent
from tests.make import cases as make
from tests.make import desk as desks
from tests.make import people
from tests.make.consults import Desk, desk

pytestmark = pytest.mark.django_db
AT = people.NOW + timedelta(minutes=30)
DAY = {"asked_on_month": "1", "asked_on_day": "7", "asked_on_year": "2030"}
AROUND = Around(date(2030, 1, 7), Occasion.FIRST)


@pytest.fixture
def made(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)
    return desk()


def client(made: Desk, name: str = "carmen"):
    return desks.signed_in(made.accounts[name], at=AT)


def base(made: Desk) -> str:
    return f"/desk/cases/{made.case}/screenings/"


def html(answer) -> str:
    return " ".join(answer.content.decode().split())


def begun(made: Desk, form: str = "HMIS_R16|2024", **typed: str) -> str:
    said = {"do": "begin", "form": form, "occasion": "FIRST", **DAY, **typed}
    answer = client(made).post(f"{base(made)}new/", said)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def fill(made: Desk, address: str, do: str, **typed: str):
    page = html(client(made).get(address))
    seen_at = page.partition('name="seen_at" value="')[2].partition('"')[0]
    return client(made).post(f"{address}fill/", {"seen_at": seen_at, "do": do, **typed})


def test_every_question_offers_does_not_know_does_not_want_to_say_and_not_asked(made):
    page = html(client(made).get(begun(made, "CT_GTAQ|slides")))

    for words in ("Does not know", "Does not want to say", "Not asked"):
        assert page.count(words) == 10
    assert "required" not in page.partition('class="ff-asking"')[2].partition("</form>")[0]
    assert "Be conscious of the fact" in page
    assert "It has no score" in page


def test_a_screening_is_kept_half_filled_and_read_when_finished(made):
    address = begun(made)
    fill(made, address, "save", a_R16_AFRAID="YES", words="She looked at the door.")
    again = html(client(made).get(address))
    assert re.search(r'name="a_R16_AFRAID" value="YES"[^>]* checked', again)
    assert "She looked at the door." in again
    fill(made, address, "finish", a_R16_AFRAID="YES", a_R16_FORCED="REFUSED")

    page = html(client(made).get(address))
    assert "1 of 4 answered" in page
    assert "code 9" in page
    assert "code 99" in page
    assert "It decides nothing by itself." in page
    assert Case.objects.get().concern == ""


def test_a_question_says_when_it_counts_and_a_skipped_answer_is_not_kept(made):
    address = begun(made)
    assert "Counts only if" in html(client(made).get(address))
    fill(
        made,
        address,
        "finish",
        a_R16_AFRAID="NO",
        a_R16_PROMISED="NO",
        a_R16_FORCED="YES",
    )

    assert "Skipped" in html(client(made).get(address))
    assert "R16_FORCED" not in Screening.objects.get().answers


def test_what_two_people_filled_at_once_is_shown_side_by_side(made):
    address = begun(made)
    page = html(client(made).get(address))
    seen_at = page.partition('name="seen_at" value="')[2].partition('"')[0]
    one = Screening.objects.get()
    screenings.save(
        one.pk,
        case=made.case,
        filled=Filled({"R16_AFRAID": Answered("NO")}),
        seen_at=one.changed_at,
        by=made.by("carmen", 31),
    )

    late = client(made).post(
        f"{address}fill/", {"seen_at": seen_at, "do": "save", "a_R16_AFRAID": "YES"}
    )

    assert "Carmen saved this" in html(late)
    assert "What is saved now" in html(late)
    assert Screening.objects.get().answers["R16_AFRAID"]["answer"] == "NO"
    new = html(late).partition('name="seen_at" value="')[2].partition('"')[0]
    client(made).post(f"{address}fill/", {"seen_at": new, "do": "save", "a_R16_AFRAID": "YES"})
    assert Screening.objects.get().answers["R16_AFRAID"]["answer"] == "YES"


def test_that_nobody_need_tell_is_noted_without_a_question(made):
    said = {"do": "not-done", "why": "NO_NEED_TO_TELL", "occasion": "FIRST", **DAY}

    answer = client(made).post(f"{base(made)}new/", said, follow=True)

    assert "They need not tell it: enough is known" in html(answer)
    assert Screening.objects.get().state == "NOT_DONE"


def test_a_day_that_has_not_come_is_refused_and_the_rest_stays(made):
    said = {"do": "begin", "form": "CT_GTAQ|slides", "occasion": "RETURN", **DAY}
    answer = client(made).post(f"{base(made)}new/", {**said, "asked_on_year": "2031"})

    assert "This day has not come yet" in html(answer)
    assert Screening.objects.count() == 0


def test_a_double_click_begins_one(made):
    first = begun(made, key="once")

    assert begun(made, key="once") == first
    assert Screening.objects.count() == 1


@pytest.mark.parametrize(
    ("born_on", "said"),
    [
        (date(2025, 5, 1), "the person is 4. You may use it"),
        (date(2015, 5, 1), ""),
        (None, "age is not known"),
    ],
)
def test_outside_the_validated_ages_the_page_says_so_and_does_not_block(made, born_on, said):
    person = Person.objects.get()
    person.born_on = born_on
    person.save(update_fields=["born_on"])

    page = html(client(made).get(begun(made, "CSE_IT|2.0")))

    assert said in page
    assert ("validated for ages" in page) is bool(said)
    assert "No concern" in page


def test_of_a_licensed_form_no_question_is_shown(made):
    address = begun(made, "CSE_IT|2.0")
    fill(made, address, "finish", band="2")

    assert "Possible concern" in html(client(made).get(address))


def test_a_correction_leads_to_both_versions(made):
    address = begun(made)
    fill(made, address, "finish", a_R16_AFRAID="YES")
    newer = str(client(made).post(f"{address}do/correct/").headers["Location"])
    assert "A correction was begun" in html(client(made).get(address))
    fill(made, newer, "finish", a_R16_AFRAID="NO")

    assert "Read the newer version" in html(client(made).get(address))
    assert "takes the place of" in html(client(made).get(newer))
    assert newer in html(client(made).get(f"/desk/cases/{made.case}/"))


@pytest.mark.parametrize(
    ("name", "status"),
    [("carmen", 200), ("luis", 200), ("tomas", 200), ("nora", 404), ("stan", 404), ("priya", 404)],
)
def test_who_may_not_know_the_case_finds_no_screening(made, name, status):
    made.ask()
    address = begun(made)

    assert client(made, name).get(address).status_code == status
    if name != "carmen":
        assert client(made, name).get(f"{base(made)}new/").status_code == 404
        answer = client(made, name).post(f"{address}fill/", {"do": "finish"})
        assert answer.status_code == 404


@pytest.mark.parametrize("deed", ["stop", "correct", "nonsense"])
def test_a_deed_without_its_words_changes_nothing(made, deed):
    address = begun(made)

    assert client(made).post(f"{address}do/{deed}/").status_code in (302, 404)
    assert Screening.objects.get().state == "DRAFT"


def test_what_a_screening_answered_is_no_longer_asked_next(made):
    carmen = made.by("carmen", 20)
    asked = "Was it for a sex act on account of which"
    new = f"/desk/cases/{made.case}/screenings/new/"
    screening = screenings.begin(
        made.case, instrument="HMIS_R15", edition="2024", around=AROUND, by=carmen
    )
    before = html(client(made).get(new))
    filled = Filled({"R15_EVER": Answered("YES")})
    screenings.finish(screening, case=made.case, filled=filled, seen_at=carmen.at, by=carmen)

    assert asked in before
    assert asked not in html(client(made).get(new))
    read = html(client(made).get(f"/desk/cases/{made.case}/screenings/{screening}/"))
    assert "It states for the law: Commercial sex act: yes" in read


def cells_of(table: str) -> list[list[str]]:
    rows = table.partition("</tbody>")[0].split("<tr")[1:]
    return [
        [part.partition(">")[2].partition("<")[0] for part in row.split("<t")[1:]] for row in rows
    ]


def test_the_rate_counts_each_case_once_by_gender_and_after_a_return(made):
    carmen = made.by("carmen", 20)
    for gender, done in (
        ("FEMININE", 2),
        ("FEMININE", 1),
        ("MASCULINE", 0),
        ("REFUSED", -1),
    ):
        case = make.case(carmen, gender=gender)
        for nth in range(done):
            screening = screenings.begin(
                case,
                instrument="CT_GTAQ",
                edition="slides",
                around=Around(date(2030, 1, 7), Occasion.RETURN if nth else Occasion.FIRST),
                by=carmen,
            )
            screenings.finish(screening, case=case, filled=Filled({}), seen_at=carmen.at, by=carmen)
        if done < 0:
            screenings.not_done(case, why=WhyNot.REFUSED, around=AROUND, by=carmen)
        if gender != "MASCULINE":
            away = missing.report_missing(case, known_at=carmen.at, by=carmen)
            missing.returned(away, case=case, returned_at=carmen.at, by=carmen)
            if done < 0:
                missing.not_screened(away, case=case, why=WhyNot.REFUSED, words="", by=carmen)

    page = html(client(made).get("/desk/screenings/"))

    cells, back = (cells_of(table) for table in page.split("<tbody>")[1:])
    assert cells == [
        ["Girl or woman", "2", "2", "0", "0", "100%"],
        ["Boy or man", "1", "0", "0", "1", "0%"],
        ["They did not want to say", "1", "0", "1", "0", "0%"],
        ["Not asked yet", "1", "0", "0", "1", "0%"],
        ["All", "5", "2", "1", "2", "40%"],
    ]
    assert back == [
        ["Girl or woman", "2", "0", "0", "2 of 2 (100%)"],
        ["They did not want to say", "1", "1", "0", "0 of 1 (0%)"],
        ["All", "3", "1", "0", "2 of 3 (67%)"],
    ]
    assert AuditEvent.objects.filter(event="RECORDS_LISTED").count() == 5


def test_nobody_counts_the_cases_of_others(made):
    assert "You work on no case yet" in html(client(made, "stan").get("/desk/screenings/"))


def test_a_person_without_a_row_is_counted_as_not_asked(made):
    Person.objects.all().delete()
    new_person(agency=people.DCF)

    assert "Not asked yet" in html(client(made).get("/desk/screenings/"))
