"""What a reminder says: the same words by mail and by letter."""

from datetime import date

import pytest

from fourfold.apps.submissions.rules.letters import Asking, ToOffice, covers, words_to
from fourfold.apps.submissions.states import Answered
from fourfold.documents.letters import Contact

ASKING = Asking(
    title="Yearly report",
    law="Made-up law 1",
    from_on=date(2029, 1, 1),
    until_on=date(2030, 1, 1),
    year=2029,
    council="Made-up Council",
    contact=Contact("Made-up Council"),
)


def words(on, *, opening=False, answered=Answered.NOT_YET, signs_in=False):
    due_on = date(2030, 3, 1)
    to = ToOffice("MADE_UP", "Made-up Police", "Andover", due_on, answered, signs_in)
    return words_to(to, asking=ASKING, opening=opening, on=on)


@pytest.mark.parametrize(
    ("on", "opening", "subject"),
    [
        (date(2030, 1, 7), True, "please answer by March 1, 2030"),
        (date(2030, 2, 15), False, "due on March 1, 2030"),
        (date(2030, 3, 1), False, "due on March 1, 2030"),
        (date(2030, 3, 2), False, "we do not have your answer yet"),
    ],
)
def test_a_reminder_says_what_the_day_calls_for(on, opening, subject):
    found = words(on, opening=opening)

    assert found.mail.subject == f"Yearly report, 2029: {subject}"
    assert found.letter.subject == found.mail.subject
    assert "Made-up Police" in found.mail.body


@pytest.mark.parametrize(
    ("answered", "said"),
    [(Answered.DRAFT, "has not been sent yet"), (Answered.RETURNED, "given back")],
)
def test_a_reminder_knows_what_is_begun(answered, said):
    assert said in words(date(2030, 2, 15), answered=answered).mail.body


def test_who_signs_in_is_led_to_my_day_and_others_to_their_link():
    assert "My day" in words(date(2030, 2, 15), signs_in=True).mail.body
    assert "answer link" in words(date(2030, 2, 15)).mail.body


@pytest.mark.parametrize(
    ("first", "until", "said"),
    [
        (date(2029, 1, 1), date(2030, 1, 1), "2029"),
        (date(2029, 4, 1), date(2029, 7, 1), "quarter 2 of 2029"),
        (date(2029, 4, 1), date(2029, 5, 1), "April 2029"),
        (date(2029, 4, 1), date(2029, 4, 3), "April 1, 2029 to April 2, 2029"),
        (None, None, "2029"),
    ],
)
def test_a_period_is_said_as_people_do(first, until, said):
    assert covers(first, until, 2029) == said
