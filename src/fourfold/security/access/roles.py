"""
The roles: a code, a paragraph a director can read, and a list of permissions. Nothing else.

A permission opens a kind of page or action. To see a person's record it is never enough: that
takes a relation to this record that holds today (need_to_know.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """What a role may do. The value is what pages declare and the audit names."""

    RECORD_CREATE = "record.create"
    RECORD_LOOKUP = "record.lookup"
    RECORD_READ = "record.read"
    RECORD_WRITE = "record.write"
    RECORD_EXPORT = "record.export"
    RECORD_ASSIGN = "record.assign"
    TEAM_MANAGE = "team.manage"
    NOTES_HOLD = "notes.hold"
    GLASS_BREAK = "glass.break"
    GLASS_REVIEW = "glass.review"
    CONSENT_RECORD = "consent.record"
    CONSENT_VIEW = "consent.view"
    AUDIT_SEARCH = "audit.search"
    RETENTION_PREVIEW = "retention.preview"
    RETENTION_AGREE = "retention.agree"
    RETENTION_RUN = "retention.run"
    HOLD_PLACE = "hold.place"
    USERS_MANAGE = "users.manage"
    ROLE_PROPOSE = "role.propose"
    ROLE_AGREE = "role.agree"
    RECOVERY_CONFIRM = "recovery.confirm"
    TERMS_ACCEPT = "terms.accept"
    SYSTEM_OPERATE = "system.operate"
    CALL_OPEN = "call.open"
    GROUND_VIEW = "ground.view"
    GROUND_AGREE = "ground.agree"
    BATCH_SEND = "batch.send"
    BATCH_ACCEPT = "batch.accept"
    STUDY_RUN = "study.run"
    SURVEY_RUN = "survey.run"
    SURVEY_READ = "survey.read"
    RELEASE_READ = "release.read"
    RELEASE_PROPOSE = "release.propose"
    RELEASE_AGREE = "release.agree"
    COUNCIL_READ = "council.read"
    COUNCIL_WORK = "council.work"
    COUNCIL_VOTE = "council.vote"
    TRAINING_GIVE = "training.give"
    TRAINING_LEAD = "training.lead"
    DIRECTORY_CURATE = "directory.curate"


P = Permission

REACH_A_RECORD = frozenset(
    {P.RECORD_CREATE, P.RECORD_LOOKUP, P.RECORD_READ, P.RECORD_WRITE, P.RECORD_EXPORT}
    | {P.RECORD_ASSIGN, P.TEAM_MANAGE, P.NOTES_HOLD, P.GLASS_BREAK}
)
"""Permissions that lead to a person's record."""

NO_CONTENT = frozenset({P.USERS_MANAGE, P.SYSTEM_OPERATE, P.AUDIT_SEARCH, P.STUDY_RUN})
"""Who holds one of these sees no content, so nobody holds one beside REACH_A_RECORD."""


@dataclass(frozen=True, slots=True)
class Role:
    """One role. paragraph: for a director; it says what its holder sees and does not see."""

    code: str
    name: str
    paragraph: str
    permissions: frozenset[Permission]

    @property
    def reaches_records(self) -> bool:
        """True if this role can come to a person's record."""
        return bool(self.permissions & REACH_A_RECORD)

    @property
    def needs_second_factor(self) -> bool:
        """True if its holder proves who they are in two ways: all roles but the lightest."""
        return bool(self.permissions - LIGHT)


LIGHT = frozenset({P.COUNCIL_READ, P.COUNCIL_VOTE, P.TRAINING_GIVE, P.DIRECTORY_CURATE})
"""Permissions that reach no person's record, no table before its release and nobody's access."""


def _role(code: str, name: str, paragraph: str, *permissions: Permission) -> Role:
    return Role(code, name, paragraph, frozenset(permissions))


_CASEWORK = (P.RECORD_CREATE, P.RECORD_LOOKUP, P.RECORD_READ, P.RECORD_WRITE)

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        _role(
            "CARELINE",
            "Careline screener",
            "Takes reports and screens them. Sees the reports and cases assigned to them, and may "
            "look up whether a person is known. In an emergency they may open another record; "
            "that is reviewed.",
            *_CASEWORK,
            P.RECORD_EXPORT,
            P.GLASS_BREAK,
            P.CONSENT_RECORD,
            P.CONSENT_VIEW,
        ),
        _role(
            "LIAISON",
            "Regional liaison",
            "Answers the consults of a region. Sees the cases assigned to them, assigns cases to "
            "workers of their agency, and chooses next steps.",
            *_CASEWORK,
            P.RECORD_EXPORT,
            P.RECORD_ASSIGN,
            P.GLASS_BREAK,
            P.CONSENT_RECORD,
            P.CONSENT_VIEW,
        ),
        _role(
            "COORDINATOR",
            "Team coordinator",
            "Runs a multidisciplinary team: who is on the team of a case, agenda and review. Sees "
            "the cases of their team.",
            P.RECORD_READ,
            P.RECORD_WRITE,
            P.TEAM_MANAGE,
            P.CONSENT_RECORD,
            P.CONSENT_VIEW,
        ),
        _role(
            "TEAM",
            "Team member",
            "Sits on a multidisciplinary team. Sees only the cases of their team, for as long as "
            "they are on it, and only what their discipline needs.",
            P.RECORD_READ,
        ),
        _role(
            "PROVIDER",
            "Service provider",
            "Serves people who were referred to them. Sees what the person agreed to share, until "
            "that agreement ends. Keeps privileged notes that nobody else can open.",
            P.RECORD_READ,
            P.NOTES_HOLD,
            P.CONSENT_RECORD,
            P.CONSENT_VIEW,
        ),
        _role(
            "STEWARD",
            "Agency data steward",
            "Answers data calls for their agency. Sees their agency's own files and what was "
            "found in them. Sees no case.",
            P.BATCH_SEND,
        ),
        _role(
            "ANALYST",
            "Council's researcher",
            "Counts, estimates, runs surveys and proposes tables for release. Never sees a name or "
            "a case.",
            P.STUDY_RUN,
            P.SURVEY_RUN,
            P.SURVEY_READ,
            P.RELEASE_READ,
            P.RELEASE_PROPOSE,
        ),
        _role(
            "TRAINER",
            "Trainer",
            "Gives training sessions and keeps their attendance. Sees no case.",
            P.TRAINING_GIVE,
        ),
        _role(
            "TRAINING_LEAD",
            "Training office",
            "Plans courses, follows trainers to their teach-backs and evaluates training. Sees no "
            "case.",
            P.TRAINING_GIVE,
            P.TRAINING_LEAD,
            P.SURVEY_RUN,
            P.SURVEY_READ,
        ),
        _role(
            "STAFF",
            "Council staff",
            "Prepares meetings, data calls and the annual report. Accepts agencies' figures, and "
            "is one of the two people who clear a release. Sees no case.",
            P.COUNCIL_WORK,
            P.COUNCIL_READ,
            P.CALL_OPEN,
            P.SURVEY_RUN,
            P.GROUND_VIEW,
            P.BATCH_ACCEPT,
            P.RELEASE_READ,
            P.RELEASE_AGREE,
        ),
        _role(
            "MEMBER",
            "Council member",
            "Reads the Council's papers, comments and votes. Sees no case.",
            P.COUNCIL_VOTE,
            P.COUNCIL_READ,
        ),
        _role(
            "CURATOR",
            "Directory curator",
            "Keeps the directory of services true. Sees no case.",
            P.DIRECTORY_CURATE,
        ),
        _role(
            "PRIVACY",
            "Privacy officer",
            "Reads who saw what, reviews every emergency opening, watches consents and the "
            "retention schedule, and is the second person for wider access and for releases. Sees "
            "record numbers, never what a record says.",
            P.GLASS_REVIEW,
            P.AUDIT_SEARCH,
            P.CONSENT_VIEW,
            P.RETENTION_PREVIEW,
            P.RETENTION_AGREE,
            P.HOLD_PLACE,
            P.ROLE_AGREE,
            P.GROUND_VIEW,
            P.GROUND_AGREE,
            P.RECOVERY_CONFIRM,
            P.RELEASE_READ,
            P.RELEASE_AGREE,
        ),
        _role(
            "OPERATOR",
            "System operator",
            "Runs, backs up, restores and upgrades the system and turns its keys. Cannot open a "
            "case and cannot give anyone access.",
            P.SYSTEM_OPERATE,
            P.RETENTION_RUN,
        ),
        _role(
            "AGENCY_ADMIN",
            "Agency administrator",
            "Opens and closes the accounts of one agency and proposes their roles; a second "
            "person must agree. Sees no case.",
            P.USERS_MANAGE,
            P.ROLE_PROPOSE,
            P.ROLE_AGREE,
            P.RECOVERY_CONFIRM,
            P.TERMS_ACCEPT,
        ),
    )
}


class NoSuchRole(LookupError):
    """There is no role of this code."""


class RolesDoNotMix(ValueError):
    """One person may not hold these roles together."""


def role(code: str) -> Role:
    """Return a role by its code; raises NoSuchRole."""
    try:
        return ROLES[code]
    except KeyError:
        raise NoSuchRole(
            f"There is no role {code!r}. The roles are: {', '.join(sorted(ROLES))}."
        ) from None


def check_roles_mix(codes: frozenset[str] | set[str]) -> None:
    """
    Raise RolesDoNotMix if one person would see content and also manage, operate or audit.

    Source: separation of duties, NIST SP 800-53 AC-5.
    """
    all_of_them = frozenset[Permission]().union(*(role(code).permissions for code in codes))
    if all_of_them & REACH_A_RECORD and all_of_them & NO_CONTENT:
        seeing = sorted(role(c).name for c in codes if role(c).reaches_records)
        apart = sorted(role(c).name for c in codes if role(c).permissions & NO_CONTENT)
        raise RolesDoNotMix(
            f"{' and '.join(apart)} cannot go with {' and '.join(seeing)}: who manages access, "
            "runs the system, audits or counts sees no case. Give it to another person."
        )


def can_roles_mix(codes: frozenset[str] | set[str]) -> bool:
    """Return whether one person may hold these roles together."""
    try:
        check_roles_mix(codes)
    except RolesDoNotMix:
        return False
    return True
