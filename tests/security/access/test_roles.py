"""Roles: what each may do, and which never meet in one person."""

from __future__ import annotations

import pytest

from fourfold.security.access.roles import (
    LIGHT,
    NO_CONTENT,
    REACH_A_RECORD,
    ROLES,
    NoSuchRole,
    Permission,
    RolesDoNotMix,
    can_roles_mix,
    check_roles_mix,
    role,
)

SEES_CASES = {"CARELINE", "LIAISON", "COORDINATOR", "TEAM", "PROVIDER"}


def test_the_roles_are_those_of_the_domain_and_the_agencys_administrator():
    assert set(ROLES) == SEES_CASES | {
        *("STEWARD", "ANALYST", "TRAINER", "TRAINING_LEAD", "STAFF", "MEMBER", "CURATOR"),
        *("PRIVACY", "OPERATOR", "AGENCY_ADMIN"),
    }


def test_only_five_roles_can_come_to_a_record():
    assert {code for code in ROLES if ROLES[code].reaches_records} == SEES_CASES


@pytest.mark.parametrize("code", sorted(ROLES))
def test_a_roles_paragraph_says_what_its_holder_does_not_see(code):
    paragraph = role(code).paragraph

    assert 8 < len(paragraph.split()) < 60
    refusals = ("no case", "ever see", "never what", "annot open")
    assert code in SEES_CASES or any(each in paragraph for each in refusals)


@pytest.mark.parametrize("code", sorted(SEES_CASES))
def test_whoever_can_reach_a_record_needs_a_second_factor(code):
    assert ROLES[code].needs_second_factor


def test_every_permission_belongs_to_a_role():
    assert set(Permission) == set().union(*(each.permissions for each in ROLES.values()))


def test_no_permission_is_both_light_and_a_way_to_a_record():
    assert not LIGHT & (REACH_A_RECORD | NO_CONTENT)


@pytest.mark.parametrize("apart", ["AGENCY_ADMIN", "OPERATOR", "PRIVACY", "ANALYST"])
@pytest.mark.parametrize("seeing", sorted(SEES_CASES))
def test_who_manages_runs_audits_or_counts_never_also_sees(apart, seeing):
    with pytest.raises(RolesDoNotMix, match="another person"):
        check_roles_mix({apart, seeing, "MEMBER"})
    assert not can_roles_mix({apart, seeing})


def test_two_ways_to_see_may_meet_in_one_person():
    assert can_roles_mix({"CARELINE", "TEAM"})


def test_an_unknown_role_is_refused_with_the_list():
    with pytest.raises(NoSuchRole, match="CARELINE"):
        role("KING")
