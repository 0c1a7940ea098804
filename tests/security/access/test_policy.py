"""The table of need-to-know, as statements a lawyer can check one by one."""

from __future__ import annotations

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.security.access.policy import Action, Discipline, Tie, allowed, allows, table
from fourfold.security.access.roles import ROLES, Permission
from fourfold.security.classes import FieldClass
from fourfold.security.models import RelationKind

ALL = frozenset(Permission)
NEVER_BUT_BY_HOLDING = {FieldClass.PRIVILEGED}
KINDS = [kind for kind in RelationKind if kind != RelationKind.TEAM]
TIES = [Tie(kind) for kind in KINDS] + [
    Tie(RelationKind.TEAM, discipline=each) for each in Discipline
]

ties = st.lists(st.sampled_from(TIES), max_size=4)
permissions = st.frozensets(st.sampled_from(list(Permission)))


def sees(tie: Tie) -> frozenset[FieldClass]:
    """Return what a tie lets its holder read, at once or after asking."""
    return allowed(Action.READ, ties=[tie], permissions=ALL) | allowed(
        Action.SHOW, ties=[tie], permissions=ALL
    )


def test_no_tie_allows_nothing():
    assert all(allowed(each, ties=[], permissions=ALL) == frozenset() for each in Action)


@given(ties, permissions)
def test_a_conflict_of_interest_takes_everything_away(standing, held):
    conflicted = [*standing, Tie(RelationKind.CONFLICT)]

    assert all(not allowed(each, ties=conflicted, permissions=held) for each in Action)


@given(ties, st.sampled_from(list(Action)))
def test_no_permission_allows_nothing(standing, action):
    assert allowed(action, ties=standing, permissions=frozenset()) == frozenset()


@given(ties, permissions, st.sampled_from(list(Action)), st.sampled_from(list(FieldClass)))
def test_more_ties_never_take_away_and_the_list_agrees_with_the_single_question(
    standing, held, action, field_class
):
    one_by_one = frozenset().union(
        *(allowed(action, ties=[tie], permissions=held) for tie in standing)
    )
    conflict = any(tie.kind == RelationKind.CONFLICT for tie in standing)

    together = allowed(action, ties=standing, permissions=held)

    assert together == (frozenset() if conflict else one_by_one)
    assert allows(action, field_class, "any", ties=standing, permissions=held) == (
        field_class in together
    )


@pytest.mark.parametrize("tie", TIES, ids=lambda t: f"{t.kind}{t.discipline}")
def test_privilege_stays_with_its_holder(tie):
    assert (FieldClass.PRIVILEGED in sees(tie)) == (tie.kind == RelationKind.HOLDER)


@pytest.mark.parametrize("tie", TIES, ids=lambda t: f"{t.kind}{t.discipline}")
def test_substance_use_is_seen_by_its_holder_and_by_express_consent(tie):
    assert (FieldClass.SUD in sees(tie)) == (
        tie.kind in (RelationKind.HOLDER, RelationKind.RECIPIENT)
    )


@pytest.mark.parametrize("tie", TIES, ids=lambda t: f"{t.kind}{t.discipline}")
def test_criminal_justice_information_is_seen_by_nobody(tie):
    assert FieldClass.CJI not in sees(tie)


HEALTH_ON_A_TEAM = {"CHILD_WELFARE", "MEDICAL", "MENTAL_HEALTH"}
EXPLOITER_ON_A_TEAM = {"CHILD_WELFARE", "LAW_ENFORCEMENT", "PROSECUTOR", "FORENSIC_INTERVIEWER"}
PLACE_ON_A_TEAM = {"COORDINATOR", "CHILD_WELFARE", "LAW_ENFORCEMENT", "ADVOCATE"}


@pytest.mark.parametrize("discipline", Discipline)
def test_a_discipline_sees_what_it_needs(discipline):
    seen = sees(Tie(RelationKind.TEAM, discipline=discipline))

    assert FieldClass.PERSONAL in seen
    assert (FieldClass.HEALTH in seen) == (discipline in HEALTH_ON_A_TEAM)
    assert (FieldClass.EXPLOITER in seen) == (discipline in EXPLOITER_ON_A_TEAM)
    assert (FieldClass.PLACE in seen) == (discipline in PLACE_ON_A_TEAM)


def test_a_seat_without_a_discipline_sees_nothing():
    assert sees(Tie(RelationKind.TEAM)) == frozenset()


@pytest.mark.parametrize("tie", TIES, ids=lambda t: f"{t.kind}{t.discipline}")
def test_where_a_person_is_and_who_exploited_never_stand_open_on_a_screen(tie):
    in_clear = allowed(Action.READ, ties=[tie], permissions=ALL)

    assert FieldClass.PLACE not in in_clear
    assert FieldClass.EXPLOITER not in in_clear or tie.discipline in EXPLOITER_ON_A_TEAM


@pytest.mark.parametrize("tie", TIES, ids=lambda t: f"{t.kind}{t.discipline}")
def test_breaking_glass_changes_and_carries_off_nothing(tie):
    for action in (Action.WRITE, Action.EXPORT, Action.ASSIGN):
        if tie.kind in (RelationKind.BREAK_GLASS, RelationKind.RECIPIENT, RelationKind.CONFLICT):
            assert allowed(action, ties=[tie], permissions=ALL) == frozenset()


@pytest.mark.parametrize("code", sorted(ROLES))
def test_only_supervisors_decide_who_sees_a_record(code):
    for tie in TIES:
        may = bool(allowed(Action.ASSIGN, ties=[tie], permissions=ROLES[code].permissions))
        assert may == (tie.kind == RelationKind.SUPERVISOR and code == "LIAISON")


NAMED = st.frozensets(
    st.tuples(
        st.sampled_from(["personal", "place", "health", "sud", "privileged"]),
        st.sampled_from(["", "phone", "note"]),
    )
)


@given(NAMED, st.sampled_from(list(FieldClass)), st.sampled_from(["phone", "note", "other"]))
def test_a_consent_opens_what_it_names_and_nothing_beside(named, field_class, field):
    tie = Tie(RelationKind.RECIPIENT, only=named)

    seen = any(
        allows(action, field_class, field, ties=[tie], permissions=ALL)
        for action in (Action.READ, Action.SHOW)
    )

    frame = field_class in (FieldClass.OPEN, FieldClass.INTERNAL)
    by_name = bool({(field_class, ""), (field_class, field)} & named)
    possible = field_class in ("personal", "place", "health", "exploiter", "sud")
    assert seen == (frame or (by_name and possible))


def test_every_relation_of_the_table_is_used_and_every_row_says_why():
    assert {kind for kind, _, _ in table()} == set(RelationKind) - {RelationKind.CONFLICT}
    assert {d for kind, d, _ in table() if kind == RelationKind.TEAM} == set(Discipline)


def test_two_ties_together_give_no_more_than_each_alone():
    for one, other in chain(combinations(TIES, 2)):
        if RelationKind.CONFLICT in (one.kind, other.kind):
            continue
        for action in Action:
            both = allowed(action, ties=[one, other], permissions=ALL)
            assert both == allowed(action, ties=[one], permissions=ALL) | allowed(
                action, ties=[other], permissions=ALL
            )
