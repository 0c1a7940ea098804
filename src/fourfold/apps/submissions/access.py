"""
Who may see and do what with calls' answers: one table, asked by every query and action.

A steward reaches the offices whose `agency` is theirs, and the training office of an agency the
training offices among them; the Council's staff see every office, and
read what is in a file only once it was sent. An office's own answer link reaches that office, and
its one call. Nobody else reaches any. The house itself (a first run, an operator at the command
line) is a plain name, and trusted.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db.models import QuerySet

from fourfold.apps.submissions.models import (
    AnswerLink,
    Asked,
    Batch,
    DataCall,
    Ground,
    Respondent,
    Upload,
)
from fourfold.apps.submissions.rules.calls import CallClosed, NoSuchCall
from fourfold.apps.submissions.rules.figures import SubmissionError
from fourfold.apps.submissions.rules.grounds import check_grounds, points_to_people
from fourfold.apps.submissions.rules.links import BY_LINK, is_link
from fourfold.apps.submissions.rules.store import Store
from fourfold.apps.submissions.states import GroundState, RespondentKind
from fourfold.reference.packs import active_pack
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer, viewer_of
from fourfold.security.access.who import Who as Who
from fourfold.security.access.who import name_of as name_of
from fourfold.security.keys import key_for
from fourfold.security.models import Account, Agency

STORE_KEY = "store of batches"


class NotTheCouncil(SubmissionError):
    """Only the Council's staff, or the house itself, do this."""


class Act(StrEnum):
    """What somebody does with an office's answer."""

    SEE = "SEE"
    READ = "READ"
    BRING = "BRING"
    SEND = "SEND"
    WITHDRAW = "WITHDRAW"
    ACCEPT = "ACCEPT"
    GIVE_BACK = "GIVE_BACK"


OF_THE_OFFICE = frozenset({Act.SEE, Act.READ, Act.BRING, Act.SEND, Act.WITHDRAW})
OF_THE_COUNCIL = frozenset({Act.SEE, Act.READ, Act.ACCEPT, Act.GIVE_BACK})


def who(by: Who, *, at: datetime) -> Who:
    """
    Return who acts: an account's id becomes its viewer, so that its roles of this moment count.

    The session's second factor is the page's door; here only the roles are asked.
    """
    if isinstance(by, Viewer) or not by:
        return by
    if Account.objects.filter(id=by).exists():
        return viewer_of(by, at=at, second_factor=True)
    return by


def is_council(viewer: Who) -> bool:
    """Return whether somebody sees every office: the Council's staff, and the house itself."""
    if isinstance(viewer, str):
        return is_house(viewer)
    return viewer.may(Permission.CALL_OPEN) or viewer.may(Permission.BATCH_ACCEPT)


def for_the_council(by: Who, *, at: datetime) -> str:
    """
    Return the name of who acts, if they may open calls and keep the list of offices.

    by: an account's id counts with its roles of this moment.
    :raises NotTheCouncil: for anybody but the Council's staff and the house itself.
    """
    acting = who(by, at=at)
    allowed = is_house(acting) or (isinstance(acting, Viewer) and acting.may(Permission.CALL_OPEN))
    if not allowed:
        raise NotTheCouncil("Only the Council's staff do this. Nothing was changed.")
    return name_of(acting)


def is_house(viewer: Who) -> bool:
    """Return whether a plain name is the house's own, and no office's link."""
    return isinstance(viewer, str) and bool(viewer) and not is_link(viewer)


def offices(viewer: Who) -> QuerySet[Respondent]:
    """Return the offices somebody may see: all, those of their agency, or none."""
    if is_council(viewer):
        return Respondent.objects.all()
    return _own_offices(viewer)


def visible_to(viewer: Who) -> QuerySet[Batch]:
    """Return the batches somebody may see, without what is in them; see `may`."""
    if is_council(viewer):
        return Batch.objects.all()
    return Batch.objects.filter(organization__in=_own_offices(viewer).values("code"))


def asked_visible_to(viewer: Who) -> QuerySet[Asked]:
    """Return what the offices somebody may see were asked."""
    if is_council(viewer):
        return Asked.objects.all()
    found = Asked.objects.filter(respondent__in=_own_offices(viewer))
    return found.filter(call__links__in=_links(viewer)) if isinstance(viewer, str) else found


def uploads_visible_to(viewer: Who) -> QuerySet[Upload]:
    """
    Return the files on their way that somebody may see.

    They hold what the agency holds, names too, so the Council's staff see none of them.
    """
    if is_house(viewer):
        return Upload.objects.all()
    found = Upload.objects.filter(organization__in=_own_offices(viewer).values("code"))
    return found.filter(call__links__in=_links(viewer)) if isinstance(viewer, str) else found


def may(act: Act, *, organization: str, viewer: Who, sent: bool = False) -> bool:
    """
    Return whether somebody may do this with an office's answer.

    organization: the office's code. sent: whether this answer was ever sent to the Council; before
    that, its staff see that there is one and not what is in it.
    """
    if is_house(viewer):
        return True
    if act in OF_THE_OFFICE and _own_offices(viewer).filter(code=organization).exists():
        return True
    if isinstance(viewer, str) or act not in OF_THE_COUNCIL or not is_council(viewer):
        return False
    if act is Act.SEE:
        return True
    return sent and (act is Act.READ or viewer.may(Permission.BATCH_ACCEPT))


def call_that_takes(call: str) -> DataCall:
    """Return a call by its code, if it takes answers now. :raises NoSuchCall, CallClosed:"""
    found = DataCall.objects.filter(code=call).first()
    if found is None:
        raise NoSuchCall(f"No call {call!r} is open. Open it first.")
    if found.closed_at is not None:
        raise CallClosed(
            f"The call {found.code} was closed on {found.closed_at:%Y-%m-%d}; its figures are "
            "locked. Ask the Council to open it again, and say why."
        )
    return found


def check_ground(dataset: str, *, organizations: Collection[str]) -> None:
    """
    Refuse rows about people from offices without a legal ground that holds.

    dataset: a contract's name; one that the pack has not, and counts, need no ground.
    :raises NoGround: names the first office.
    """
    contract = next((each for each in active_pack().contracts if each.name == dataset), None)
    if contract is None or not points_to_people(contract):
        return
    bound = Agency.objects.filter(bound_by_vawa=True).values("code")
    held = Ground.objects.filter(dataset=dataset, state=GroundState.HELD.value)
    with_ground = held.exclude(respondent__agency__in=bound).values("respondent__code")
    offices = Respondent.objects.filter(code__in=organizations)
    names = dict(offices.values_list("code", "name"))
    missing = set(organizations) - set(
        offices.filter(code__in=with_ground).values_list("code", flat=True)
    )
    check_grounds(contract, without=[names.get(each, each) for each in missing])


def _links(viewer: str) -> QuerySet[AnswerLink]:
    """Return the one link of a plain name that nobody has ended; none for another name."""
    link = viewer.removeprefix(BY_LINK) if is_link(viewer) else ""
    return AnswerLink.objects.filter(pk=link, ended_at=None)


def _own_offices(viewer: Who) -> QuerySet[Respondent]:
    if isinstance(viewer, str):
        return Respondent.objects.filter(pk__in=_links(viewer).values("respondent"))
    if not viewer.agency:
        return Respondent.objects.none()
    own = Respondent.objects.filter(agency=viewer.agency)
    if viewer.may(Permission.BATCH_SEND):
        return own
    if viewer.may(Permission.TRAINING_LEAD):
        return own.filter(kind=RespondentKind.TRAINING.value)
    return Respondent.objects.none()


def the_store() -> Store:
    """Return the store of this house, with the key of what is sealed in it."""
    return Store(settings.STORE, key=key_for(STORE_KEY))
