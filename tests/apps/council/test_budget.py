"""The budget: sums that agree, entries that are never changed, two people for a large sum."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.council.actions import budget
from fourfold.apps.council.models import BudgetEntry
from fourfold.apps.council.queries import budget as queries
from fourfold.apps.council.rules import NoSuchPaper, NotWhole, NotYours
from fourfold.apps.council.rules.budget import (
    BadMoney,
    OverBudget,
    Sums,
    Told,
    days_of,
    fiscal_year,
    is_large,
    money,
    open_of,
    read_cents,
    read_expenses,
    sums_of,
)
from fourfold.apps.council.states.budget import (
    MOVES,
    EntryKind,
    EntryState,
    MoveNotAllowed,
    check_move,
)
from fourfold.catalog import queries as published
from tests.make import catalog, council, desk, people
from tests.make.council import BY, OTHER
from tests.make.people import NOW

TODAY = NOW.date()
YEAR = fiscal_year(TODAY, starts=(7, 1))
DAYS = days_of(YEAR, starts=(7, 1))
KEEP = EntryState.STANDS
amounts = st.integers(min_value=1, max_value=10**9)


@pytest.fixture
def standing_clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def sums(line: str) -> Sums:
    return queries.line(line, viewer=BY).sums


# ------------------------------------------------------------------ on plain values
@given(
    st.lists(st.tuples(st.sampled_from(EntryKind), amounts, st.sampled_from(EntryState))),
    st.data(),
)
def test_what_was_given_is_always_spent_promised_or_left(told, data) -> None:
    entries = [
        Told(kind, cents, state if kind is EntryKind.COMMITTED else KEEP, id=str(nth))
        for nth, (kind, cents, state) in enumerate(told)
    ]
    for each in [e for e in entries if e.kind is EntryKind.COMMITTED and e.state is KEEP]:
        paid = data.draw(st.integers(0, each.cents))
        if paid:
            entries.append(Told(EntryKind.SPENT, paid, commitment=each.id))
    found = sums_of(entries)

    assert found.allocated == found.spent + found.committed + found.remaining
    promised = [e for e in entries if e.kind is EntryKind.COMMITTED and e.state is KEEP]
    assert found.committed == sum(open_of(e.id, entries=entries) for e in promised)
    assert found.committed >= 0


@given(
    st.lists(st.tuples(st.sampled_from(EntryKind), amounts)), st.sampled_from(EntryKind), amounts
)
def test_taking_an_entry_back_brings_the_sums_back(told, kind, cents) -> None:
    before = [Told(each, n, id=str(nth)) for nth, (each, n) in enumerate(told)]
    commitment = "new" if kind is EntryKind.COMMITTED else ""
    both = [Told(kind, cents, id="new"), Told(kind, -cents, commitment=commitment, id="back")]

    assert sums_of(before + both) == sums_of(before)


@given(amounts)
def test_an_amount_that_is_printed_is_read_the_same(cents: int) -> None:
    assert read_cents(money(cents)) == cents


@pytest.mark.parametrize("typed", ["", "0", "-5", "1,23", "1.5", "12.345", "1e3", "٣", "five"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(BadMoney):
        read_cents(typed)


@pytest.mark.parametrize(
    ("day", "starts", "year"),
    [
        (date(2026, 6, 30), (7, 1), 2026),
        (date(2026, 7, 1), (7, 1), 2027),
        (date(2026, 12, 31), (7, 1), 2027),
        (date(2026, 12, 31), (1, 1), 2026),
    ],
)
def test_a_fiscal_year_is_named_by_the_year_it_ends_in(day, starts, year) -> None:
    assert fiscal_year(day, starts=starts) == year
    first, last = days_of(year, starts=starts)
    assert first <= day <= last


@pytest.mark.parametrize(("cents", "large"), [(99_999, False), (100_000, False), (100_001, True)])
def test_a_sum_is_large_above_the_limit_and_not_at_it(cents: int, large: bool) -> None:
    assert is_large(cents, over=100_000) is large


@pytest.mark.parametrize("now", EntryState)
@pytest.mark.parametrize("then", EntryState)
def test_an_entry_moves_only_as_its_table_says(now: EntryState, then: EntryState) -> None:
    if then in MOVES[now]:
        check_move(now, then)
    else:
        with pytest.raises(MoveNotAllowed):
            check_move(now, then)


def test_every_problem_of_a_list_is_told_at_once() -> None:
    content = (
        b"line,day,amount,to,what\n"
        b"NONE,2029-08-01,5,a,b\n"
        b"PRINT,soon,x,,b\n"
        b"PRINT,2020-01-01,5,a,b\n"
        b"PRINT,2029-08-01,5\n"
    )
    read = read_expenses(content, lines=["PRINT"], days=DAYS, today=TODAY)

    assert [each[:2] for each in read.problems] == [
        *((2, "line"), (3, "amount"), (3, "day"), (3, "to"), (4, "day"), (5, "")),
    ]
    assert read.rows == ()


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"line,day\n", b"line,day,amount,to,what\n", b'a,"b\n']
)
def test_what_is_no_list_is_told(content: bytes) -> None:
    assert read_expenses(content, lines=["A"], days=DAYS, today=TODAY).problems


# ------------------------------------------------------------------ with the database
db = pytest.mark.django_db


@db
def test_a_promise_over_what_is_left_is_refused_with_words() -> None:
    line = council.budget_line()

    with pytest.raises(OverBudget, match=r"has \$100.00 left, and this is \$100.01"):
        council.entered(line, EntryKind.COMMITTED, 10_001)
    assert sums(line) == Sums(allocated=10_000)


@db
def test_a_payment_over_what_is_left_is_kept_with_a_reason_and_flagged() -> None:
    line = council.budget_line()

    with pytest.raises(OverBudget, match="Why over"):
        council.entered(line, EntryKind.SPENT, 10_001)
    council.entered(line, EntryKind.SPENT, 10_001, over_why="The bill was higher.")

    assert queries.line(line, viewer=BY).is_over
    whys = {each.over_why for each in queries.entries(viewer=BY, year=YEAR)}
    assert whys == {"", "The bill was higher."}


@db
def test_a_payment_uses_up_its_promise_and_no_more() -> None:
    line = council.budget_line()
    promise = council.entered(line, EntryKind.COMMITTED, 6_000)
    council.entered(line, EntryKind.SPENT, 4_000, commitment=promise)
    assert sums(line) == Sums(allocated=10_000, committed=2_000, spent=4_000)

    with pytest.raises(OverBudget, match="of that commitment is open"):
        council.entered(line, EntryKind.SPENT, 2_001, commitment=promise)
    budget.reverse(promise, why="The rest is not needed.", once="back", by=BY, at=NOW)

    assert sums(line) == Sums(allocated=10_000, spent=4_000)


@db
def test_taking_back_leaves_both_entries_and_happens_once() -> None:
    line = council.budget_line()
    spent = council.entered(line, EntryKind.SPENT, 500)

    first, again = (
        budget.reverse(spent, why="Wrong line.", once=once, by=BY, at=NOW) for once in "ab"
    )

    assert first == again
    assert sums(line) == Sums(allocated=10_000)
    assert BudgetEntry.objects.count() == 3
    with pytest.raises(NotWhole, match="cannot be taken back"):
        budget.reverse(first, why="x", once="c", by=BY, at=NOW)


@db
def test_a_large_promise_waits_for_a_second_person() -> None:
    line = council.budget_line(cents=1_000_000)
    asked = council.entered(line, EntryKind.COMMITTED, 500_000)
    assert sums(line) == Sums(allocated=1_000_000, asked=500_000)

    with pytest.raises(NotYours):
        budget.decide(asked, agree=True, by=BY, at=NOW)
    assert [each.id for each in queries.asked(viewer=OTHER)] == [asked]
    budget.decide(asked, agree=True, by=OTHER, at=NOW)

    assert sums(line) == Sums(allocated=1_000_000, committed=500_000)
    with pytest.raises(MoveNotAllowed):
        budget.decide(asked, agree=False, why="x", by=OTHER, at=NOW)


@db
def test_what_is_left_is_looked_at_again_when_the_second_person_agrees() -> None:
    line = council.budget_line(cents=1_000_000)
    asked = [council.entered(line, EntryKind.COMMITTED, 600_000) for _nth in range(2)]
    budget.decide(asked[0], agree=True, by=OTHER, at=NOW)

    with pytest.raises(OverBudget):
        budget.decide(asked[1], agree=True, by=OTHER, at=NOW)
    with pytest.raises(NotWhole, match="Say why"):
        budget.decide(asked[1], agree=False, by=OTHER, at=NOW)
    budget.decide(asked[1], agree=False, why="Too much.", by=OTHER, at=NOW)

    assert sums(line) == Sums(allocated=1_000_000, committed=600_000)


@db
def test_the_same_form_and_the_same_file_are_kept_once() -> None:
    line = council.budget_line()
    first, again = (council.entered(line, EntryKind.SPENT, 100, once="form") for _nth in "ab")
    content = f"line,day,amount,to,what\nPRINT,{TODAY},5.00,Printer,Posters\n".encode()
    read = read_expenses(content, lines=["PRINT"], days=DAYS, today=TODAY)
    how = {"content": content, "year": YEAR, "over_why": "", "by": BY, "at": NOW}

    assert first == again
    assert [budget.take_expenses(read, **how) for _nth in range(2)] == [1, 0]
    assert sums(line).spent == 600


@db
def test_a_list_that_goes_over_keeps_nothing() -> None:
    line = council.budget_line()
    content = f"line,day,amount,to,what\nPRINT,{TODAY},60,A,B\nPRINT,{TODAY},60,A,B\n".encode()
    read = read_expenses(content, lines=["PRINT"], days=DAYS, today=TODAY)

    with pytest.raises(OverBudget):
        budget.take_expenses(read, content=content, year=YEAR, over_why="", by=BY, at=NOW)
    assert sums(line).spent == 0


@db
def test_a_day_outside_the_year_or_to_come_is_refused() -> None:
    line = council.budget_line()

    with pytest.raises(BadMoney, match="not in the fiscal year"):
        council.entered(line, EntryKind.SPENT, 100, on=DAYS[0].replace(year=YEAR - 2))
    with pytest.raises(BadMoney, match="still to come"):
        council.entered(line, EntryKind.SPENT, 100, on=DAYS[1])


@db
def test_money_is_given_with_its_source_and_cost_is_told_where_a_figure_is_published() -> None:
    catalog.fill()
    reached = next(e for e in published.figures() if not e.is_hidden and e.value > 1)
    line = council.budget_line(reached=reached.code)
    council.entered(line, EntryKind.SPENT, 5_000)

    found = queries.line(line, viewer=BY)

    assert found.funds == (("A made-up fund", 10_000, ""),)
    assert found.reached is not None
    assert found.reached.each == round(5_000 / found.reached.value)


@db
def test_nobody_else_reads_or_writes() -> None:
    line = council.budget_line()

    assert queries.lines(viewer="", year=YEAR) == ()
    with pytest.raises(NoSuchPaper):
        queries.line(line, viewer="")
    with pytest.raises(NoSuchPaper):
        budget.open_line("X", year=YEAR, name="X", four_p="prevention", by="", at=NOW)


@db
@pytest.mark.usefixtures("standing_clock")
def test_staff_enter_money_and_a_member_agrees_on_the_pages() -> None:
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    member = desk.signed_in(people.account("Max", "MEMBER"), at=NOW)
    told = {"code": "print", "name": "Posters", "four_p": "prevention"}
    assert member.post("/desk/council/budget/", told).status_code == 404
    line = staff.post("/desk/council/budget/", told).headers["Location"]
    day = {"on_month": str(TODAY.month), "on_day": str(TODAY.day), "on_year": str(TODAY.year)}
    entry = {**day, "do": "enter", "who": "A made-up fund", "words": "This year"}
    staff.post(line, {**entry, "once": "a", "kind": "ALLOCATED", "amount": "$5,000"})
    refused = staff.post(line, {**entry, "once": "b", "kind": "COMMITTED", "amount": "6000"})
    assert refused.status_code == 422
    assert "$1,000.00 is missing" in said(refused)
    assert 'value="6000"' in said(refused)
    staff.post(line, {**entry, "once": "c", "kind": "COMMITTED", "amount": "2,000"})
    asked = BudgetEntry.objects.get(state="ASKED").id

    assert "Agree to it" not in said(staff.get(line))
    assert "Agree to it" in said(member.get(line))
    member.post(line, {"do": "agree", "entry": asked})
    page = said(staff.get("/desk/council/budget/"))

    assert "$3,000.00</strong> of $5,000.00 is left" in page
    csv = b"".join(staff.get("/desk/council/budget.csv").streaming_content).decode()
    assert "PRINT,Posters,prevention,COMMITTED,STANDS,200000" in csv
    for form, start in (("html", b"<!DOCTYPE"), ("docx", b"PK"), ("pdf", b"%PDF")):
        first, again = (staff.get(f"/desk/council/budget/budget.{form}") for _nth in range(2))
        assert first.content.startswith(start)
        assert first.content == again.content


@db
@pytest.mark.usefixtures("standing_clock")
def test_a_list_is_looked_at_before_it_is_kept() -> None:
    council.budget_line()
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    bring = "/desk/council/budget/bring/"
    text = f"line,day,amount,to,what\r\nPRINT,{TODAY},60.00,Printer,Posters\r\n"

    wrong = staff.post(bring, {"pasted": text.replace("PRINT", "NONE")})
    assert wrong.status_code == 422
    assert "There is no line" in said(wrong)
    seen = staff.post(bring, {"pasted": text})
    assert "Nothing is kept yet." in said(seen)
    assert not BudgetEntry.objects.filter(kind="SPENT").exists()
    staff.post(bring, {"pasted": text, "keep": "1"})

    assert BudgetEntry.objects.filter(kind="SPENT").count() == 1
    assert "This same file was kept" in said(staff.post(bring, {"pasted": text}))
