"""Two records of one person: who may say so, what is shown, and that parting restores both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fourfold.apps.cases.actions import merges, people
from fourfold.apps.cases.actions.records import ChangedMeanwhile
from fourfold.apps.cases.models import Case, CaseLine, Merge, Pair, Person, PersonEntry
from fourfold.apps.cases.queries import cases as case_queries
from fourfold.apps.cases.queries import joined
from fourfold.apps.cases.queries import merges as queries
from fourfold.apps.cases.queries import people as look
from fourfold.apps.cases.rules.lookup import Sought
from fourfold.apps.cases.rules.merging import AlreadyOne
from fourfold.apps.cases.rules.people import ALL
from fourfold.apps.cases.states.merges import Decision
from fourfold.security.access import glass, relations
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import NeedsProof, NotKnown
from fourfold.security.access.viewer import Viewer, viewer_of
from fourfold.security.models import Account, AuditEvent, RelationKind
from tests.apps.cases.made import case_of, person_of
from tests.make.people import DCF, NOW, PROVIDER, account, seat, viewer
from tests.make.shares import shared

pytestmark = pytest.mark.django_db(transaction=True)

MAY = date(2010, 5, 4)
HOUR = timedelta(hours=1)


@pytest.fixture
def luis() -> Viewer:
    return viewer("Luis", "LIAISON")


def shown(case: Case, by: Viewer) -> dict[str, Any]:
    """Return what is shown of a case's person from all their records."""
    whole = queries.whole(case_queries.open_case(case.id, viewer=by), viewer=by)
    return {name: value.value for name, value in whole.values.items() if value.answered}


def later(by: Viewer, hours: int = 1) -> Viewer:
    return replace(by, at=by.at + hours * HOUR)


def test_two_records_are_shown_as_one_and_neither_is_changed(luis: Viewer) -> None:
    ana = case_of(luis, given_name="Ana", born_on=MAY)
    anna = case_of(luis, given_name="Anna", phone="203 555 0100")

    merges.join(ana.person, other=anna.person, by=luis)

    assert shown(ana, luis) == {"given_name": "Ana", "born_on": MAY, "phone": "203 555 0100"}
    assert shown(ana, luis) == shown(anna, luis)
    assert person_of(ana).phone is None
    assert person_of(anna).given_name == "Anna"


def test_the_origin_of_each_value_is_told_and_the_reading_is_on_the_log(luis: Viewer) -> None:
    ana, anna = case_of(luis, given_name="Ana"), case_of(luis, phone="203 555 0100")
    merges.join(ana.person, other=anna.person, choices={"phone": "FIRST"}, by=luis)
    opened = case_queries.open_case(ana.id, viewer=luis)

    whole = queries.whole(opened, viewer=luis)

    assert whole.values["given_name"].of == ana.person
    assert [each.person for each in whole.others] == [anna.person]
    assert not whole.values["phone"].answered
    line = AuditEvent.objects.filter(subject=f"cases.person:{anna.person}").latest("id")
    assert line.event == "RECORD_READ"


def test_parting_shows_each_as_it_was_with_what_came_since(luis: Viewer) -> None:
    ana, anna = case_of(luis, given_name="Ana"), case_of(luis, given_name="Anna")
    merge = merges.join(ana.person, other=anna.person, by=luis)
    people.change(anna.id, facts={"school": "North"}, version=2, by=later(luis))
    people.change(anna.id, facts={"gender": "FEMININE"}, version=3, by=later(luis))
    assert shown(ana, luis)["gender"] == "FEMININE"

    merges.part(merge, by=later(luis, 2))

    assert shown(ana, luis) == {}
    assert person_of(ana).gender is None
    assert (person_of(anna).given_name, person_of(anna).gender) == ("Anna", "FEMININE")


def test_it_is_told_in_the_story_of_both_cases(luis: Viewer) -> None:
    ana, anna = case_of(luis), case_of(luis)

    merges.part(merges.join(ana.person, other=anna.person, by=luis), by=luis)

    for case in (ana, anna):
        steps = CaseLine.objects.filter(case=case).values_list("step", flat=True)
        assert "PERSONS_JOINED" in steps
    assert CaseLine.objects.filter(step="PERSONS_PARTED").exists()


def test_joining_or_parting_twice_is_told_clearly(luis: Viewer) -> None:
    ana, anna = case_of(luis), case_of(luis)
    merge = merges.join(ana.person, other=anna.person, by=luis)

    with pytest.raises(AlreadyOne):
        merges.join(anna.person, other=ana.person, by=luis)
    merges.part(merge, by=luis)
    with pytest.raises(ChangedMeanwhile) as told:
        merges.part(merge, by=luis)
    assert told.value.by == luis.account


@pytest.mark.parametrize("keeps", ["neither", "one"])
def test_whoever_does_not_keep_a_case_of_each_may_not_decide(luis: Viewer, keeps: str) -> None:
    eva = viewer("Eva", "LIAISON")
    ana = case_of(eva if keeps == "one" else luis)
    anna = case_of(luis)

    with pytest.raises(NotKnown):
        merges.join(ana.person, other=anna.person, by=eva)
    assert not Merge.objects.exists()


def test_only_who_works_on_the_case_for_its_agency_sees_another_record(luis: Viewer) -> None:
    ana, anna = case_of(luis, given_name="Ana"), case_of(luis, phone="203 555 0100")
    merges.join(ana.person, other=anna.person, by=luis)
    eva, tomas = viewer("Eva", "LIAISON"), viewer("Tomas", "TEAM")
    seats = seat_of(tomas)
    relations.assign(ana, eva.account, by=luis, kind=RelationKind.SUPERVISOR)
    relations.put_in_queue(ana, "MDT", by=luis)

    assert "phone" in shown(ana, eva)
    assert shown(ana, seats) == {}


def ask(case: Case, other: Case, field: str, by: Viewer) -> Any:
    """Ask for one field of the other record, on the page of a case."""
    opened = case_queries.open_case(case.id, viewer=by)
    value = f"person:{other.person}:{field}"
    found = case_queries.show(opened, viewer=by, value=value, purpose="TO_KEEP_SAFE")
    return found.shown[value]


def merged(luis: Viewer) -> tuple[Case, Case]:
    """Return two cases of one person; what could bring harm stands in the second record."""
    ana = case_of(luis, given_name="Ana", street="1 Oak Street")
    anna = case_of(luis, phone="203 555 0100", street="9 Elm Street")
    merges.join(ana.person, other=anna.person, by=luis)
    return ana, anna


def covered(case: Case, by: Viewer) -> list[str]:
    whole = queries.whole(case_queries.open_case(case.id, viewer=by), viewer=by)
    return [name for one in whole.covered for name in one.names]


def test_a_masked_field_of_another_record_is_shown_for_a_purpose_and_told(luis: Viewer) -> None:
    ana, anna = merged(luis)

    assert covered(ana, luis) == ["street"]
    assert ask(ana, anna, "street", luis) == "9 Elm Street"
    line = AuditEvent.objects.filter(event="RECORD_SHOWN").latest("at")
    assert line.subject == f"cases.person:{anna.person}"
    assert line.facts == {"field": "street", "purpose": "TO_KEEP_SAFE"}


def test_a_masked_field_of_another_record_takes_a_fresh_proof_and_a_purpose(luis: Viewer) -> None:
    ana, anna = merged(luis)

    with pytest.raises(NeedsProof):
        ask(ana, anna, "street", replace(luis, stepped_up=False))


def test_the_record_of_somebody_else_is_not_shown_and_a_parted_one_no_longer(luis: Viewer) -> None:
    ana, anna = merged(luis)
    stranger = case_of(luis, street="3 Birch Street")
    with pytest.raises(NotKnown):
        ask(ana, stranger, "street", luis)

    merges.part(Merge.objects.get().id, by=luis)
    with pytest.raises(NotKnown):
        ask(ana, anna, "street", luis)


def as_supervisor(ana: Case, who: Viewer, luis: Viewer) -> Viewer:
    relations.assign(ana, who.account, by=luis, kind=RelationKind.SUPERVISOR)
    return who


def as_team(ana: Case, who: Viewer, luis: Viewer) -> Viewer:
    relations.put_in_queue(ana, "MDT", by=luis)
    return seat_of(who)


def by_glass(ana: Case, who: Viewer, luis: Viewer) -> Viewer:
    words = "A hospital called about her."
    glass.break_glass(Case, ana.id, reason="MISSING_NOW", words=words, by=who)
    return who


def as_recipient(ana: Case, who: Viewer, luis: Viewer) -> Viewer:
    what = [("personal", ""), ("place", "")]
    shared(ana, to=PROVIDER, purpose="SERVICES", what=what)
    until = luis.at + HOUR
    relations.refer(ana, PROVIDER, purpose="SERVICES", until=until, by=luis)
    return who


SEES = [
    # how one is tied, role, agency, reads own street masked, reads the other record
    (as_supervisor, "LIAISON", DCF, True, True),
    (as_team, "TEAM", DCF, True, False),
    (by_glass, "LIAISON", DCF, True, False),
    (as_recipient, "PROVIDER", PROVIDER, True, False),
]


@pytest.mark.parametrize(
    ("tie", "role", "agency", "own", "other"), SEES, ids=[row[0].__name__ for row in SEES]
)
def test_who_sees_another_record_by_their_tie(
    luis: Viewer, tie: Any, role: str, agency: str, own: bool, other: bool
) -> None:
    ana, anna = merged(luis)
    account_ = account("Eva", role, of=agency)
    eva = tie(ana, viewer_of(account_.id, at=NOW, second_factor=True, stepped_up=True), luis)

    opened = case_queries.open_case(ana.id, viewer=eva)
    assert opened.person is not None
    assert opened.person.may(Action.SHOW, "street") is own
    assert ("phone" in shown(ana, eva)) is other
    assert covered(ana, eva) == (["street"] if other else [])
    if other:
        assert ask(ana, anna, "street", eva) == "9 Elm Street"
    else:
        with pytest.raises(NotKnown):
            ask(ana, anna, "street", eva)
        assert not AuditEvent.objects.filter(
            by=eva.account, subject=f"cases.person:{anna.person}"
        ).exists()


def seat_of(who: Viewer) -> Viewer:
    """Give somebody a seat on a team, and return them with it."""
    seat(Account.objects.get(pk=who.account), "MDT", "CHILD_WELFARE")
    return replace(who, disciplines={"MDT": "CHILD_WELFARE"})


def test_a_conflict_of_interest_with_one_record_closes_it_in_the_other_too(luis: Viewer) -> None:
    eva = viewer("Eva", "LIAISON")
    ana, anna = case_of(luis, given_name="Ana"), case_of(luis, phone="203 555 0100")
    merges.join(ana.person, other=anna.person, by=luis)
    relations.assign(ana, eva.account, by=luis, kind=RelationKind.SUPERVISOR)
    relations.declare_conflict(anna, eva.account, by=eva)

    assert shown(ana, eva) == {}


def test_a_look_up_finds_a_person_with_two_records_once(luis: Viewer) -> None:
    ana = case_of(luis, given_name="Ana", family_name="Rey")
    anna = case_of(luis, given_name="Anna", family_name="Rey", born_on=MAY)
    merges.join(ana.person, other=anna.person, by=luis)

    (hit,) = look.look_up(Sought("Anna", "Rey", MAY), viewer=viewer("Carmen", "CARELINE"))

    assert (hit.person, hit.open_cases, len(hit.agreed)) == (ana.person, 2, 3)


# ------------------------------------------------------------------ pairs
def test_pairs_are_found_once_with_what_agrees(luis: Viewer) -> None:
    ana = case_of(luis, given_name="Ana", family_name="Rey Soto", born_on=MAY)
    anna = case_of(luis, given_name="Anna", family_name="Soto", born_on=MAY)
    case_of(luis, given_name="Maria", family_name="Soto")

    assert merges.find(DCF, by=luis) == 1
    assert merges.find(DCF, by=luis) == 0

    pair = Pair.objects.get()
    assert {pair.record_id, pair.other} == {ana.person, anna.person}
    assert pair.agreed == {"GIVEN": "ALIKE", "FAMILY": "SAME", "BORN": "SAME"}
    assert pair.score == 8


@pytest.mark.parametrize("decision", list(Decision))
def test_a_pair_is_decided_once(luis: Viewer, decision: Decision) -> None:
    for name in ("Ana", "Anna"):
        case_of(luis, given_name=name, family_name="Soto", born_on=MAY)
    merges.find(DCF, by=luis)
    (twin,) = queries.twins(viewer=luis)

    made = merges.decide(twin.pair.id, decision=decision, by=luis)

    assert bool(made) == (decision == Decision.SAME) == Merge.objects.exists()
    assert len(queries.twins(viewer=luis)) == (decision == Decision.UNSURE)
    if decision != Decision.UNSURE:
        with pytest.raises(ChangedMeanwhile):
            merges.decide(twin.pair.id, decision=Decision.TWO, by=luis)


def test_whoever_keeps_one_case_learns_whom_to_ask_about_the_other(luis: Viewer) -> None:
    eva = viewer("Eva", "LIAISON")
    for name, by in (("Ana", luis), ("Anna", eva)):
        case_of(by, given_name=name, family_name="Soto", born_on=MAY)
    merges.find(DCF, by=luis)

    (twin,) = queries.twins(viewer=luis)

    assert not twin.can_decide
    assert twin.ask == eva.account
    with pytest.raises(NotKnown):
        merges.decide(twin.pair.id, decision=Decision.SAME, by=luis)
    assert queries.twins(viewer=viewer("Carmen", "CARELINE")) == []


# ------------------------------------------------------------------ what must always hold
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("join"), st.integers(0, 3), st.integers(0, 3)),
        st.tuples(st.just("part"), st.integers(0, 5), st.just(0)),
        st.tuples(st.just("edit"), st.integers(0, 3), st.integers(0, 9)),
    ),
    max_size=8,
)


def kept_of(persons: list[str]) -> dict[str, dict[str, Any]]:
    """Return what each record holds."""
    rows = Person.objects.in_bulk(persons)
    return {key: {name: getattr(rows[key], name) for name in ALL} for key in persons}


@pytest.mark.slow
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_any_joins_parts_and_edits_parting_all_restores_each_record(
    steps: list[tuple[str, int, int]],
) -> None:
    luis = viewer_once()
    cases = [case_of(luis, given_name=f"Name{nth}") for nth in range(4)]
    persons = [each.person for each in cases]
    alone = kept_of(persons)  # what each would hold without any merge
    clock = luis
    for deed, one, two in steps:
        clock = later(clock)
        if deed == "join" and one != two:
            try:
                merges.join(persons[one], other=persons[two], by=clock)
            except AlreadyOne:
                assert persons[two] in joined.group(persons[one], viewer=luis)
        live = list(Merge.objects.filter(undone_at=None, person__in=persons).order_by("at"))
        if deed == "part" and live:
            merges.part(live[one % len(live)].id, by=clock)
        if deed == "edit":
            version = Person.objects.get(pk=persons[one]).version
            people.change(
                cases[one].id, facts={"given_name": f"New{two}"}, version=version, by=clock
            )
            alone[persons[one]]["given_name"] = f"New{two}"
            assert shown(cases[one], clock).get("given_name", f"New{two}") == f"New{two}"
        assert kept_of(persons) == alone
        for each in persons:  # everybody is in one group, and sees the same from each record
            group = joined.group(each, viewer=luis)
            assert len(group) == len(set(group))
            assert all(joined.group(other, viewer=luis) == group for other in group)

    for merge in Merge.objects.filter(undone_at=None, person__in=persons):
        merges.part(merge.id, by=later(clock))

    assert kept_of(persons) == alone
    assert all(joined.group(each, viewer=luis) == [each] for each in persons)
    assert all(shown(case, clock) == {} for case in cases)


def viewer_once() -> Viewer:
    """Return the one liaison of all generated cases."""
    found = Account.objects.filter(name="Luis").first()
    if found is None:
        return viewer("Luis", "LIAISON")
    return viewer_of(found.id, at=NOW, second_factor=True, stepped_up=True)


def test_the_history_of_each_record_stays_its_own(luis: Viewer) -> None:
    ana, anna = case_of(luis, given_name="Ana"), case_of(luis, given_name="Anna")
    merges.join(ana.person, other=anna.person, by=luis)

    assert PersonEntry.objects.filter(record=ana.person).count() == 1
    assert PersonEntry.objects.filter(record=anna.person).count() == 1
