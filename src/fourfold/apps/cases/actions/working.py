"""Who works on a case: assigning, calling in a supervisor, ending a part, conflicts of interest."""

from __future__ import annotations

from typing import Any

from fourfold.apps.cases.actions import records, telling
from fourfold.apps.cases.models import Case, Report
from fourfold.apps.cases.states.steps import Step
from fourfold.security.access import relations
from fourfold.security.access.need_to_know import ties_of
from fourfold.security.access.sight import subject_of
from fourfold.security.access.viewer import Viewer
from fourfold.security.models import RelationKind
from fourfold.security.notices import NoticeKind, notify

FRAME = ()
"""Relations are no content: the floor below asks who may give them."""


class HoldsAlready(records.ChangeError):
    """They have this part in the case already."""


def assign(case: str, *, account: str, by: Viewer) -> None:
    """
    Assign a colleague as worker, who then leads the list. For a supervisor of the case.

    :raises RelationError: if one may not, or they cannot. :raises HoldsAlready: as its name.
    """
    with records.changing(Case, case, by=by, writes=FRAME) as seen:
        found = seen.record
        _check_new(found, account, RelationKind.ASSIGNED, by=by)
        relations.assign(found, account, by=by)
        found.worker = account
        found.save(update_fields=["worker"])
        telling.tell(found, Step.WORKER_ASSIGNED, by=by, facts={"to": account})


def call_supervisor(record: str, *, account: str, by: Viewer, kind: str = "case") -> None:
    """
    Ask a colleague whose role assigns work to supervise a case or a report; they are told.

    kind: "case" or "report".
    :raises RelationError: if one may not, or they cannot. :raises HoldsAlready: as its name.
    """
    on: Any = Report if kind == "report" else Case
    with records.changing(on, record, by=by, writes=FRAME) as seen:
        found = seen.record
        _check_new(found, account, RelationKind.SUPERVISOR, by=by)
        relations.assign(found, account, kind=RelationKind.SUPERVISOR, by=by)
        notify({account}, NoticeKind.SUPERVISION_ASKED, subject=subject_of(found), at=by.at)
        telling.tell(found, Step.SUPERVISOR_CALLED, by=by, facts={"to": account})


def end_part(case: str, *, relation: str, by: Viewer) -> None:
    """
    End a relation to a case: one's own, or, as its supervisor, anybody's.

    :raises RelationError: if one may not, or it does not hold now.
    """
    with records.changing(Case, case, by=by, writes=FRAME) as seen:
        found = seen.record
        relations.end(relation, found, by=by)
        if found.worker and not _works(found, found.worker, by=by):
            found.worker = ""
            found.save(update_fields=["worker"])
        telling.tell(found, Step.PART_ENDED, by=by)


def declare_conflict(case: str, *, account: str, by: Viewer) -> None:
    """
    Close a case to somebody with a conflict of interest: oneself, or, as its supervisor, another.

    The story names nobody. :raises RelationError: if one may not.
    """
    with records.changing(Case, case, by=by, writes=FRAME) as seen:
        found = seen.record
        relations.declare_conflict(found, account, by=by)
        if found.worker == account:
            found.worker = ""
            found.save(update_fields=["worker"])
        telling.tell(found, Step.CASE_SHUT_TO, by=by)


def _check_new(record: Case | Report, account: str, kind: RelationKind, *, by: Viewer) -> None:
    if kind in _held(record, account, by=by):
        raise HoldsAlready("They have this part already. Nothing was changed.")


def _works(case: Case, account: str, *, by: Viewer) -> bool:
    return RelationKind.ASSIGNED in _held(case, account, by=by)


def _held(record: Case | Report, account: str, *, by: Viewer) -> set[str]:
    them = Viewer(account=account, agency=record.agency, at=by.at)
    return {str(tie.kind) for tie in ties_of(them, [record])[record.pk]}
