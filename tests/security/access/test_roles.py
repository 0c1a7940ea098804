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
