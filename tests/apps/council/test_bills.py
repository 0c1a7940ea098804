"""Bills: steps in their order with evidence, lists that tell every problem, nothing erased."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.council.actions import bill_fates as fating
from fourfold.apps.council.actions import bills as actions
from fourfold.apps.council.models import Bill, BillFile, BillNote
from fourfold.apps.council.queries import bill_fates, recommendations
from fourfold.apps.council.queries import bills as queries
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.rules.bills import (
    STEPS,
    BillError,
    BillStep,
    as_text,
    bill_number,
    check_next,
    read_bills,
)
from fourfold.apps.council.states.bills import MOVES, BillState, MoveNotAllowed, check_move
from fourfold.apps.council.states.votes import Fate, Stage
from fourfold.apps.council.views.waits import waits
from fourfold.security.access.viewer import nobody
from tests.make import council, desk, people
from tests.make.council import BY, LAW
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
TODAY, DAY = NOW.date(), timedelta(days=1)
FIRST = date(2029, 1, 10)
PASSED = (BillState.PASSED_HOUSE, BillState.PASSED_SENATE)
HEAD = "Session,Bill,Title,Step,Day,Evidence,Link,Laws,Recommendations\n"
GOOD = HEAD + (
    f"2029,H.B. 07112,A made-up act,filed,2029-01-10,Journal,,{LAW},R2016-07\n"
    "2029,HB 7112,,public hearing,2029-02-01,Journal,,,\n"
    "2029,sb 930,Another made-up act,Filed,01/12/2029,,https://cga.example/930,,\n"
)


@pytest.fixture
def standing_clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def step(state: BillState, days: int = 0) -> BillStep:
    return BillStep(state, FIRST + days * DAY, "Journal")


def read(text: str, kept=None):
    how = {"laws": {LAW}, "recommendations": {"R2016-07"}, "kept": kept or {}, "today": TODAY}
    return read_bills("list.csv", text.encode(), **how)


# ------------------------------------------------------------------ rules
@pytest.mark.parametrize("now", BillState)
@pytest.mark.parametrize("then", BillState)
def test_a_bill_moves_only_as_its_table_says(now: BillState, then: BillState) -> None:
    if then in MOVES[now]:
        check_move(now, then)
    else:
        with pytest.raises(MoveNotAllowed):
            check_move(now, then)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("HB 7112", "HB 7112"),
        ("h.b. 07112", "HB 7112"),
        ("SB930", "SB 930"),
        ("7112", None),
        ("HB 0", None),
        ("HB seven", None),
        ("", None),
    ],
)
def test_a_number_is_written_as_all_are_kept(typed: str, kept: str | None) -> None:
    assert bill_number(typed) == kept


@pytest.mark.parametrize(
    ("kept", "then", "why"),
    [
        ([], step(BillState.HEARING), "first when the bill was filed"),
        ([step(BillState.FILED, 5)], step(BillState.HEARING, 4), "lies before it"),
        ([step(BillState.FILED)], BillStep(BillState.HEARING, TODAY + DAY, "x"), "not come yet"),
        ([step(BillState.FILED)], BillStep(BillState.HEARING, FIRST), "evidence in words, or a"),
        ([step(BillState.FILED)], BillStep(BillState.HEARING, FIRST, "", "ftp:x"), "https://"),
        ([step(BillState.FILED)], step(BillState.SIGNED), "is not signed next"),
        ([step(BillState.FILED), step(PASSED[0])], step(BillState.SIGNED), "both the House and"),
        ([step(BillState.FILED), step(BillState.FAILED)], step(PASSED[0]), "is not passed the"),
    ],
)
def test_a_step_that_cannot_follow_is_refused_with_its_reason(kept, then, why: str) -> None:
    with pytest.raises(BillError, match=why):
        check_next(kept, then, today=TODAY)


def test_either_chamber_may_pass_it_first_and_then_it_is_signed() -> None:
    for order in (PASSED, PASSED[::-1]):
        kept = [step(BillState.FILED), *(step(each) for each in order)]
        check_next(kept, step(BillState.SIGNED), today=TODAY)


# ------------------------------------------------------------------ lists
def test_a_list_is_read_in_any_spelling() -> None:
    found = read(GOOD)

    assert found.problems == ()
    assert [(e.key, e.step.state.value, e.step.on) for e in found.rows] == [
        ((2029, "HB 7112"), "FILED", date(2029, 1, 10)),
        ((2029, "HB 7112"), "HEARING", date(2029, 2, 1)),
        ((2029, "SB 930"), "FILED", date(2029, 1, 12)),
    ]
    assert (found.new, found.known) == (((2029, "HB 7112"), (2029, "SB 930")), ())


def test_all_problems_are_told_at_once_with_line_column_and_what_to_do() -> None:
    text = HEAD + (
        "29,HB 1,A,filed,2029-01-10,J,,,\n"
        "2029,bill,A,flied,2029-13-10,J,,NO_LAW;X,R1\n"
        "2029,HB 2,,filed,2029-01-10,J,,,\n"
        "2029,HB 3,A,filed,2029-01-10,,,,\n"
        "2029,HB 4,A,signed,2029-01-10,J,,,\n"
    )

    found = read(text)

    assert found.rows == ()
    assert [(each.line, each.column) for each in found.problems] == [
        *((2, "Session"), (3, "Bill"), (3, "Day"), (3, "Laws"), (3, "Laws")),
        *((3, "Recommendations"), (3, "Step"), (4, "Title"), (5, "Step"), (6, "Step")),
    ]
    assert all(each.why and each.fix for each in found.problems)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", ""),
        (HEAD, "no rows"),
        ("Bill,Step\nHB 1,filed\n", "no column for: Session, Day"),
        ("\x00\x01\x02", ""),
    ],
)
def test_a_file_that_is_no_list_says_so_and_never_breaks(text: str, why: str) -> None:
    found = read(text)

    assert found.problems
    assert why in found.problems[0].why


def test_a_step_that_is_kept_is_known_and_an_older_one_is_told() -> None:
    kept = {(2029, "HB 7112"): (step(BillState.FILED), step(BillState.COMMITTEE, 40))}

    known = read(HEAD + "2029,HB 7112,,filed,2029-01-10,J,,,\n", kept)
    late = read(HEAD + "2029,HB 7112,,public hearing,2029-02-01,J,,,\n", kept)

    assert (known.problems, known.known, known.fresh) == ((), (2,), 0)
    assert "favored by a committee is not public hearing next" in late.problems[0].why


CELL = st.text(alphabet="ab ,;\"'é=+-", max_size=8)
LINES = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from(list(BillState)), st.integers(0, 9), CELL),
    min_size=1,
    max_size=8,
)


@given(LINES)
def test_what_was_read_is_read_the_same_again(lines) -> None:
    table = [
        (2029, f"HB {bill}", "A title", STEPS[state], FIRST + days * DAY, f"J {words}")
        for bill, state, days, words in lines
    ]
    text = HEAD + "".join(
        f'{a},{b},{c},{d},{e},"{f.replace(chr(34), chr(34) * 2)}",,,\n'
        for a, b, c, d, e, f in table
    )
    first = read(text)

    if not first.problems:
        again = read(as_text(first.rows))
        assert as_text(again.rows) == as_text(first.rows)
        assert (again.new, again.problems) == (first.new, ())


def test_a_list_is_taken_once_however_often_it_is_brought() -> None:
    how = {"content": GOOD.encode(), "today": TODAY, "by": BY, "at": NOW}

    assert actions.take_list("a.csv", **how) == (2, 3)
    assert actions.take_list("b.csv", **how) == (0, 0)

    assert (Bill.objects.count(), BillNote.objects.count(), BillFile.objects.count()) == (2, 3, 1)
    found = {each.number: each for each in queries.bills(viewer=BY)}
    assert found["HB 7112"].state is BillState.HEARING
    assert found["HB 7112"].laws == ((LAW, "C.G.S. 53a-192a"),)
    more = GOOD + "2029,SB 930,,public hearing,2029-03-01,J,,,\n"
    assert actions.take_list("c.csv", **how | {"content": more.encode()}) == (0, 1)
    with pytest.raises(BillError, match="to be mended"):
        actions.take_list("d.csv", **how | {"content": HEAD.encode()})


# ------------------------------------------------------------------ by hand
def test_a_bill_goes_its_way_and_a_wrong_step_stays_in_its_story() -> None:
    made = council.bill(to=(BillState.HEARING, BillState.COMMITTEE))
    how = {"by": BY, "at": NOW}

    with pytest.raises(NotWhole, match="Say why"):
        actions.take_back(made, why=" ", version=3, **how)
    actions.take_back(made, why="Another bill.", version=3, **how)

    line = queries.bill(made, viewer=BY)
    assert (line.state, len(line.steps), line.version) == (BillState.HEARING, 2, 4)
    story = queries.story(made, viewer=BY)
    assert [each.struck_why for each in story] == ["Another bill.", "", ""]
    actions.take_back(made, why="Also.", version=4, **how)
    with pytest.raises(NotWhole, match="filing stays"):
        actions.take_back(made, why="All.", version=5, **how)


def test_a_bill_is_followed_once_and_by_staff() -> None:
    council.bill("HB 1")

    with pytest.raises(BillError, match="followed already"):
        council.bill("h.b. 1")
    with pytest.raises(BillError, match="no bill's number"):
        council.bill("one")
    with pytest.raises(NoSuchPaper):
        actions.take_list("a.csv", content=b"", today=TODAY, by=nobody(NOW), at=NOW)
    assert queries.bills(viewer=nobody(NOW)) == []


def test_two_people_do_not_overwrite_each_other_and_what_it_said_before_is_kept() -> None:
    made = council.bill()
    how = {"version": 1, "by": BY, "at": NOW}
    actions.change(made, told=actions.BillTold("Another title"), **how)

    with pytest.raises(ChangedMeanwhile):
        actions.change(made, told=actions.BillTold("A third title"), **how)
    with pytest.raises(NotWhole, match="no law"):
        actions.change(made, told=actions.BillTold("T", laws=("X",)), **how | {"version": 2})
    newest = queries.story(made, viewer=BY)[0]
    assert newest.state is None
    assert newest.evidence == f"Before: title: A made-up act; laws: {LAW}"


# ------------------------------------------------------------------ pages
def test_a_bill_is_followed_stepped_and_found_on_its_pages() -> None:
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    member = desk.signed_in(people.account("Max", "MEMBER"), at=NOW)
    assert "No bill is followed yet" in said(staff.get("/desk/council/bills/"))
    told = {"session": "2029", "number": "HB 7", "title": "Made-up act", "evidence": "", "link": ""}
    told |= {"on_month": "1", "on_day": "10", "on_year": "2029", "laws": [LAW]}

    refused = staff.post("/desk/council/bills/new/", told)
    assert refused.status_code == 422
    assert "Say where it can be read" in said(refused), refused.context["form"].errors
    page = staff.post("/desk/council/bills/new/", told | {"evidence": "J"}).headers["Location"]
    move = {"do": "step", "version": "1", "state": "HEARING", "evidence": "J", "link": ""}
    move |= {"on_month": "2", "on_day": "1", "on_year": "2029"}
    assert staff.post(page, move).status_code == 302
    stale = staff.post(page, move | {"state": "COMMITTEE"})
    assert (stale.status_code, "Somebody changed this bill" in said(stale)) == (422, True)
    change = {"do": "change", "version": "2", "title": "Made-up act", "summary": "More."}
    assert staff.post(page, change | {"laws": [LAW]}).status_code == 302
    assert staff.post(page, {"do": "back", "version": "3", "why": "Not yet."}).status_code == 302
    assert staff.post(page, {"do": "nothing"}).status_code == 404

    seen = said(member.get(page))
    assert "Taken back by Sam: Not yet." in seen
    assert "Note the next step" not in seen
    assert member.post(page, move | {"version": "4"}).status_code == 404
    assert "HB 7, 2029" in said(member.get(f"/desk/council/laws/{LAW}/"))
    listed = said(member.get(f"/desk/council/bills/?state=FILED&law={LAW}&q=made"))
    assert "HB 7" in listed
    assert "No bill fits" in said(member.get("/desk/council/bills/?state=FILED&q=zzz"))
    rows = b"".join(member.get("/desk/council/bills.csv").streaming_content).decode()
    assert "2029,HB 7,Made-up act,FILED,2029-01-10,J" in rows


@pytest.mark.parametrize(
    ("ends", "kind"), [(BillState.SIGNED, Fate.PUBLIC_ACT), (BillState.FAILED, Fate.REFUSED)]
)
def test_a_bill_that_is_over_offers_a_fate_that_somebody_confirms(ends, kind) -> None:
    code = council.recommendation()
    draft = council.recommendation("draft", stage=Stage.DRAFT)
    made = council.bill(to=PASSED)
    told = actions.BillTold("A made-up act", recommendations=(code, draft))
    actions.change(made, told=told, version=3, by=BY, at=NOW)
    assert bill_fates.fate_offers(queries.bill(made, viewer=BY), viewer=BY) == ()
    over = BillStep(ends, TODAY - DAY, "Made-up journal, page 4")
    actions.step(made, told=over, version=4, today=TODAY, by=BY, at=NOW)
    line = queries.bill(made, viewer=BY)
    (offer,) = bill_fates.fate_offers(line, viewer=BY)
    assert (offer.code, offer.kind, offer.on) == (code, kind, TODAY - DAY)
    assert recommendations.recommendation(code, viewer=BY).fate is None
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    page = f"/desk/council/bills/{made}/"
    typed = {"do": "fate", "recommendation": code, "kind": "DONE", "words": "In part."}
    assert "What it means for the recommendations" in said(staff.get(page))
    assert "changed this bill" in said(staff.post(page, typed | {"version": 1}, follow=True))

    for _press in range(2):
        staff.post(page, typed | {"version": line.version})

    (fate,) = recommendations.recommendation(code, viewer=BY).fates
    assert (fate.kind, fate.words, fate.on) == (Fate.DONE, "In part.", TODAY - DAY)
    assert fate.evidence == "Made-up journal, page 4"
    assert bill_fates.waiting(viewer=BY) == ()
    assert (
        staff.post(page, typed | {"recommendation": draft, "version": line.version}).status_code
        == 404
    )
    max_ = desk.signed_in(people.account("Max", "MEMBER"), at=NOW)
    assert max_.post(page, typed | {"version": line.version}).status_code == 404


def test_a_bill_that_is_over_waits_on_my_day_of_staff_until_somebody_said_so() -> None:
    code, made = council.recommendation(), council.bill(to=(BillState.FAILED,))
    told = actions.BillTold("A made-up act", recommendations=(code,))
    actions.change(made, told=told, version=2, by=BY, at=NOW)
    sam, max_ = people.viewer("Sam", "STAFF"), people.viewer("Max", "MEMBER")
    assert [each.href for each in waits(sam) if "bill" in each.words] == [
        f"/desk/council/bills/{made}/#fates"
    ]
    assert not [each for each in waits(max_) if "bill" in each.words]

    how = {"kind": Fate.REFUSED, "words": "Made-up.", "version": 3, "by": BY, "at": NOW}
    fating.confirm(made, recommendation=code, **how)

    assert not [each for each in waits(sam) if "bill" in each.words]


def test_a_list_is_looked_at_then_taken_and_known_again() -> None:
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    page = "/desk/council/bills/bring/"
    assert "What the list must hold" in said(staff.get(page))
    file = SimpleUploadedFile("bills.csv", GOOD.encode())

    looked = staff.post(page, {"file": file})
    assert "3 steps are new" in said(looked)
    assert Bill.objects.count() == 0
    text = looked.context["text"]
    taken = staff.post(page, {"pasted": text, "take": "1"}, follow=True)
    assert "3 steps are taken, 2 bills are new." in said(taken)

    again = said(staff.post(page, {"file": SimpleUploadedFile("other.csv", GOOD.encode())}))
    assert "Sam took this list before" in again
    assert "0 steps are new" in again
    wrong = staff.post(page, {"pasted": GOOD.replace("filed", "flied")})
    assert wrong.status_code == 422
    assert "is no step" in said(wrong)
    assert staff.post(page, {}).status_code == 422
