import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.submissions.rules.respondent_list import (
    MOST_OFFICES,
    Known,
    ListTooLong,
    fold,
    read_list,
)
from fourfold.apps.submissions.rules.respondents import (
    MOST_CODE,
    BadMail,
    NoName,
    check_mail,
    check_name,
    code_of,
)
from fourfold.apps.submissions.states import RespondentKind

POLICE = RespondentKind.POLICE
KNOWN = Known(
    kinds={fold(each.value): each for each in RespondentKind} | {"police department": POLICE},
    towns={"andover": "ANDOVER", "new haven": "NEW_HAVEN"},
    names={"made up police of ashford"},
    codes={"MADE_UP_POLICE_OF_ASHFORD"},
)
HEAD = "name,kind,town,mail\n"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Made-up Police of Andover", "MADE_UP_POLICE_OF_ANDOVER"),
        ("State’s Attorney, New Haven", "STATES_ATTORNEY_NEW_HAVEN"),
        ("Über Café", "UBER_CAFE"),
        ("A" * 80, "A" * 60),
    ],
)
def test_a_name_makes_a_code(name, code):
    assert code_of(name) == code


def test_two_offices_of_one_name_get_two_codes():
    assert code_of("Police", taken={"POLICE", "POLICE_2"}) == "POLICE_3"


@given(st.text(max_size=90), st.sets(st.sampled_from(["A", "A_2", "B"])))
def test_a_code_is_always_short_plain_and_free(name, taken):
    try:
        code = code_of(name, taken=taken)
    except NoName:
        return
    assert re.fullmatch(r"[A-Z0-9]+(_[A-Z0-9]+)*", code)
    assert len(code) <= MOST_CODE
    assert code not in taken


@pytest.mark.parametrize("name", ["", "  ", "A\x00B", "A\u202eB", "A" * 121])
def test_a_name_that_cannot_be_shown_is_refused(name):
    with pytest.raises(NoName):
        check_name(name)


@pytest.mark.parametrize(
    "mail",
    ["records", "a@b", "a b@police.example", "a@police.example\nBcc: b@c.example", "a@.example"],
)
def test_what_is_no_mailbox_is_refused(mail):
    with pytest.raises(BadMail):
        check_mail(mail)


@pytest.mark.parametrize("mail", ["", "records@police.example", "r.e+c@a-b.police.example"])
def test_a_mailbox_or_none_is_taken(mail):
    assert check_mail(mail) is None


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_list_is_read_whatever_parts_its_cells(sign):
    text = "Office,Type,City,E-mail\nMade-up Police,Police Department,new haven,a@b.example\n"

    found = read_list(text.replace(",", sign), KNOWN)

    assert found.problems == ()
    (office,) = found.offices.values()
    assert (office.kind, office.town, office.mail) == (POLICE, "NEW_HAVEN", "a@b.example")
    assert office.code == "MADE_UP_POLICE"


def test_every_problem_of_a_list_is_told_with_its_line():
    text = HEAD + (
        "Made-up One,police,Andovr,\n"
        "Made-up Two,sheriff,,\n"
        ",police,,\n"
        "Made-up Four,police,,records\n"
        "Made-up Police of Ashford,police,,\n"
        "Made-up Six,police,,\n"
        "Made-up Six,police,,\n"
        "Made-up Eight,police,,,,x\n"
    )

    found = read_list(text, KNOWN)

    assert [(each.line, each.column) for each in found.problems] == [
        (2, "town"),
        (3, "kind"),
        (4, "name"),
        (5, "mail"),
        (6, "name"),
        (8, "name"),
        (9, ""),
    ]
    assert "andover" in found.problems[0].fix
    assert all(each.why and each.fix for each in found.problems)


@pytest.mark.parametrize("text", ["", "name\n", "name,kind,name\n", "name,kind,salary\n", HEAD])
def test_a_list_without_its_columns_or_rows_is_refused_in_words(text):
    found = read_list(text, KNOWN)

    assert found.problems
    assert not found.offices


def test_blank_lines_of_a_paste_are_no_offices():
    assert len(read_list(HEAD + "\n,,,\nMade-up One,police,,\n\n", KNOWN).offices) == 1


def test_a_list_longer_than_any_state_is_refused():
    with pytest.raises(ListTooLong):
        read_list(HEAD + "x\n" * (MOST_OFFICES + 2), KNOWN)


@given(st.text(max_size=300))
def test_whatever_is_pasted_gets_an_answer(text):
    found = read_list(text, KNOWN)

    assert found.problems or found.offices
