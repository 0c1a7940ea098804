import pytest

from fourfold.apps.submissions.actions import respondents as actions
from fourfold.apps.submissions.models import Respondent
from fourfold.apps.submissions.queries import calls as reading
from fourfold.apps.submissions.rules.respondents import BadMail, NoName, Office
from fourfold.apps.submissions.states import RespondentKind
from tests.make import people
from tests.make.calls import NOW, STAFF

pytestmark = pytest.mark.django_db
POLICE = Office("Made-up Police of Andover", RespondentKind.POLICE, "ANDOVER", "TOLLAND")
WHO = {"by": STAFF, "at": NOW}


def test_an_office_keeps_its_code_when_it_is_renamed():
    code = actions.add(POLICE, **WHO)

    actions.change(code, to=Office("Made-up Andover Police", RespondentKind.POLICE), **WHO)

    found = reading.office_of(code, viewer=STAFF)
    assert (code, found.name) == ("MADE_UP_POLICE_OF_ANDOVER", "Made-up Andover Police")


def test_two_offices_never_share_a_name():
    actions.add(POLICE, **WHO)
    other = actions.add(Office("Made-up Police", RespondentKind.POLICE), **WHO)

    with pytest.raises(actions.OfficeExists, match="MADE_UP_POLICE_OF_ANDOVER"):
        actions.add(POLICE, **WHO)
    with pytest.raises(actions.OfficeExists):
        actions.change(other, to=POLICE, **WHO)


@pytest.mark.parametrize(
    ("office", "error"),
    [
        (Office("", RespondentKind.POLICE), NoName),
        (Office("Made-up", RespondentKind.POLICE, mail="nobody"), BadMail),
    ],
)
def test_of_a_list_with_one_bad_office_none_is_kept(office, error):
    with pytest.raises(error):
        actions.add_all([POLICE, office], **WHO)

    assert not Respondent.objects.exists()


def test_an_office_is_set_inactive_and_active_again_but_never_deleted():
    code = actions.add(POLICE, **WHO)

    actions.set_active(code, is_active=False, **WHO)
    assert not reading.office_of(code, viewer=STAFF).is_active
    actions.set_active(code, is_active=True, **WHO)

    assert reading.office_of(code, viewer=STAFF).is_active
    with pytest.raises(actions.NoSuchOffice):
        actions.set_active("NOBODY", is_active=True, **WHO)
    with pytest.raises(actions.NoSuchOffice):
        actions.change("NOBODY", to=POLICE, **WHO)


def test_who_is_not_of_the_council_sees_no_office_of_others():
    actions.add(POLICE, **WHO)

    assert reading.offices(viewer=people.viewer("Stella", "STEWARD")) == []
    assert len(reading.offices(viewer=people.viewer("Sam", "STAFF"))) == 1
