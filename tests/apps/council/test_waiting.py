"""What waits for what, as a picture and in print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.council.actions import plan
from fourfold.apps.council.rules.waiting import picture
from tests.make import council, desk, people
from tests.make.council import BY
from tests.make.people import NOW

PAIRS = st.sets(st.tuples(st.integers(1, 7), st.integers(0, 6)).filter(lambda p: p[0] > p[1]))


@given(PAIRS)
def test_what_waits_stands_right_of_all_it_waits_for_and_no_two_share_a_place(pairs) -> None:
    named = [(f"a{one}", f"a{on}") for one, on in sorted(pairs)]

    drawn = picture([f"a{nth}" for nth in range(8)], named)

    spots = {each.id: each for each in drawn.spots}
    assert set(spots) == {each for pair in named for each in pair}
    assert len({(each.x, each.y) for each in drawn.spots}) == len(spots)
    assert [each.number for each in drawn.spots] == list(range(1, len(spots) + 1))
    assert all(spots[on].x < spots[one].x for one, on in named)
    assert len(drawn.arrows) == len(named)
    assert all(each.x <= drawn.width and each.y <= drawn.height for each in drawn.spots)


@pytest.mark.django_db
def test_the_plan_shows_what_waits_for_what_and_prints_it(monkeypatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    first, then = council.action("one"), council.action("two")
    client = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    assert "What waits for what" not in client.get("/desk/council/plan/").content.decode()
    plan.wait_for(then.id, on=first.id, version=then.version, by=BY, at=NOW)

    page = client.get("/desk/council/plan/").content.decode()

    assert "What waits for what" in page
    assert page.count("<circle") == 2
    made = client.get("/desk/council/plan/progress.pdf")
    assert made.content.startswith(b"%PDF")
    assert "Waits for" in client.get("/desk/council/plan/progress.html").content.decode()
    assert client.get("/desk/council/plan/progress.exe").status_code == 404
