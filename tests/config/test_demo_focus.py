"""The made-up focus groups: one coded with a difference left, one to be typed."""

from datetime import UTC, datetime

import pytest

from fourfold.apps.surveys.models import Study
from fourfold.apps.surveys.queries import focus, focus_codes, focus_quotes
from fourfold.apps.surveys.queries.focus_texts import transcript
from fourfold.apps.surveys.states import FocusState, QuoteState
from fourfold.config.demo.fill import fill_people
from fourfold.config.demo.focus import TITLE, fill_focus
from fourfold.reference import load_pack

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2030, 1, 7, 15, tzinfo=UTC)


def test_a_newcomer_finds_a_coded_group_with_something_left_to_do():
    staff = fill_people(load_pack("ct"), at=NOW)

    fill_focus(staff, load_pack("ct"))

    lena = staff.viewer("lena")
    study = Study.objects.get(title=TITLE)
    found = {each.state: each for each in focus.groups(study.id, viewer=lena)}
    assert set(found) == {FocusState.TRANSCRIBED, FocusState.HELD}
    assert found[FocusState.HELD].few
    group = found[FocusState.TRANSCRIBED].id
    ids = transcript(group, viewer=lena).ids
    codes = focus_codes.book(study.id, viewer=lena).codes
    both = focus_codes.compared(group, codes=codes, turns=ids, viewer=lena)
    assert both is not None
    assert (len(both.left), both.settled) == (1, 3)
    states = [each.state for each in focus_quotes.quotes(group, viewer=lena)]
    assert set(states) == {QuoteState.PROPOSED, QuoteState.CLEARED, QuoteState.REFUSED}
    assert len(focus_quotes.cleared_quotes(viewer=lena, four_p="protection")) == 1
