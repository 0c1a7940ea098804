"""
Who may see what of the Council: one table.

Staff write; members and staff read, and one of them reviews what another wrote. The house itself
(the demonstration) is a plain name, and trusted.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from fourfold.apps.council.models import (
    ActivityForm,
    AttendanceMark,
    Bill,
    BudgetEntry,
    BudgetLine,
    Campaign,
    CommunicationStep,
    Consultation,
    CouncilMember,
    Coverage,
    DeclaredConflict,
    DutyAssessment,
    DutyProof,
    Finding,
    GroupPlace,
    GroupReport,
    LawAssessment,
    Material,
    Meeting,
    Minutes,
    MinutesBlock,
    MinutesIssue,
    Motion,
    NeedsReport,
    PlanAction,
    PlanMessage,
    Recommendation,
    RecommendationVote,
    ReportCard,
    ScheduleFiled,
    SeatChange,
    SeatTerm,
    StudioBlock,
    StudioReport,
    VoteMail,
)
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper
from fourfold.apps.council.states.cards import CardState
from fourfold.apps.council.states.laws import AssessmentState
from fourfold.apps.council.states.mandates import ReadState
from fourfold.apps.council.states.materials import MaterialState
from fourfold.apps.council.states.meetings import MeetingState
from fourfold.apps.council.states.minutes import OPEN
from fourfold.apps.council.states.motions import DECIDED as DECIDED_MOTIONS
from fourfold.apps.council.states.seats import Ending
from fourfold.apps.council.states.votes import DECIDED
from fourfold.security.access.roles import ROLES, Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.access.who import Who as Who
from fourfold.security.access.who import name_of as name_of
from fourfold.security.access.who import names as names
from fourfold.security.models import Account, RoleGrant


def works(viewer: Who) -> bool:
    """Tell whether somebody writes the Council's papers."""
    return bool(viewer) if isinstance(viewer, str) else viewer.may(Permission.COUNCIL_WORK)


def check_works(by: Who) -> None:
    """Raise NoSuchPaper unless somebody writes the Council's papers."""
    if not works(by):
        raise NoSuchPaper("Only the Council's staff do this.")


def reads(viewer: Who) -> bool:
    """Tell whether somebody reads the Council's papers before they are public."""
    return bool(viewer) if isinstance(viewer, str) else viewer.may(Permission.COUNCIL_READ)


DRAFT = "DRAFT"
Paper = TypeVar("Paper", LawAssessment, ReportCard)


def held_draft(rows: QuerySet[Paper], paper: str, *, version: int, what: str, by: Who) -> Paper:
    """
    Return a draft, locked. rows: what `by` may see. what: the paper's name in a sentence.

    :raises NoSuchPaper: if `by` sees none. :raises ChangedMeanwhile: if it is not as it was read.
    """
    held = rows.select_for_update().filter(id=paper).first() if reads(by) else None
    if held is None:
        raise NoSuchPaper(f"There is no such {what}.")
    if held.version != version or held.state != DRAFT:
        raise ChangedMeanwhile(
            f"Somebody changed or closed this {what} since you opened the page. Look at what it "
            "says now, and decide again."
        )
    return held


def reports(viewer: Who) -> QuerySet[NeedsReport]:
    """Return the needs assessments somebody may see."""
    return NeedsReport.objects.all() if reads(viewer) else NeedsReport.objects.none()


def findings(viewer: Who) -> QuerySet[Finding]:
    """Return the findings somebody may see."""
    return Finding.objects.filter(report__in=reports(viewer))


def plan(viewer: Who) -> QuerySet[PlanAction]:
    """Return the actions somebody may see."""
    return PlanAction.objects.all() if reads(viewer) else PlanAction.objects.none()


def budget_lines(viewer: Who) -> QuerySet[BudgetLine]:
    """Return the lines of the budget somebody may see."""
    return BudgetLine.objects.all() if reads(viewer) else BudgetLine.objects.none()


def budget_entries(viewer: Who) -> QuerySet[BudgetEntry]:
    """Return the entries of the budget somebody may see."""
    return BudgetEntry.objects.filter(line__in=budget_lines(viewer))


def plan_messages(viewer: Who) -> QuerySet[PlanMessage]:
    """Return the messages of the communication plan somebody may see."""
    return PlanMessage.objects.all() if reads(viewer) else PlanMessage.objects.none()


def communication_steps(viewer: Who) -> QuerySet[CommunicationStep]:
    """Return the steps of the communication plan somebody may see."""
    return CommunicationStep.objects.all() if reads(viewer) else CommunicationStep.objects.none()


def campaigns(viewer: Who) -> QuerySet[Campaign]:
    """Return the campaigns somebody may see."""
    found = Campaign.objects.select_related("line")
    return found if reads(viewer) else found.none()


def coverage(viewer: Who) -> QuerySet[Coverage]:
    """Return the coverage gained that somebody may see."""
    return Coverage.objects.all() if reads(viewer) else Coverage.objects.none()


def duty_assessments(viewer: Who) -> QuerySet[DutyAssessment]:
    """Return what is said of duties; strangers see what a second person read."""
    found = DutyAssessment.objects.all()
    return found if reads(viewer) else found.filter(state=ReadState.REVIEWED.value)


def proofs(viewer: Who) -> QuerySet[DutyProof]:
    """Return the evidence of duties; strangers see it where a second person read the words."""
    found = DutyProof.objects.filter(taken_out_at__isnull=True)
    if reads(viewer):
        return found
    read = DutyAssessment.objects.filter(
        state=ReadState.REVIEWED.value,
        duty=OuterRef("duty"),
        year=OuterRef("year"),
        read_at__gte=OuterRef("made_at"),
    )
    return found.filter(Exists(read))


def group_reports(viewer: Who) -> QuerySet[GroupReport]:
    """Return the reports that working groups owe."""
    return GroupReport.objects.all() if reads(viewer) else GroupReport.objects.none()


def group_places(viewer: Who) -> QuerySet[GroupPlace]:
    """Return the places in working groups that somebody may see, those taken back too."""
    return GroupPlace.objects.all() if reads(viewer) else GroupPlace.objects.none()


def council_members(viewer: Who) -> QuerySet[CouncilMember]:
    """Return the Council's members, past ones too, that somebody may see."""
    return CouncilMember.objects.all() if reads(viewer) else CouncilMember.objects.none()


def terms(viewer: Who) -> QuerySet[SeatTerm]:
    """Return the terms on seats that somebody may see, without those entered by mistake."""
    return SeatTerm.objects.filter(member__in=council_members(viewer)).exclude(
        ended=Ending.MISTAKE.value
    )


def seat_changes(viewer: Who) -> QuerySet[SeatChange]:
    """Return the changes of seats that somebody may see: the staff's."""
    return SeatChange.objects.all() if works(viewer) else SeatChange.objects.none()


def consultations(viewer: Who) -> QuerySet[Consultation]:
    """Return the consultations somebody may see."""
    return Consultation.objects.all() if reads(viewer) else Consultation.objects.none()


def conflicts(viewer: Who) -> QuerySet[DeclaredConflict]:
    """Return the declared conflicts somebody may see: staff all, a member their own."""
    if works(viewer):
        return DeclaredConflict.objects.all()
    if isinstance(viewer, Viewer) and viewer.account and reads(viewer):
        return DeclaredConflict.objects.filter(member__account=viewer.account)
    return DeclaredConflict.objects.none()


def assessments(viewer: Who) -> QuerySet[LawAssessment]:
    """Return the assessments of laws somebody may see: a draft is the Council's, the rest open."""
    if reads(viewer):
        return LawAssessment.objects.all()
    return LawAssessment.objects.filter(state=AssessmentState.REVIEWED.value)


def meetings(viewer: Who) -> QuerySet[Meeting]:
    """Return the meetings somebody may see: a draft is the Council's, what was posted is open."""
    if reads(viewer):
        return Meeting.objects.all()
    return Meeting.objects.exclude(state=MeetingState.DRAFT.value)


def schedules(viewer: Who) -> QuerySet[ScheduleFiled]:
    """Return which years' schedules of meetings were filed, those taken back left out."""
    found = ScheduleFiled.objects.filter(taken_back_at=None)
    return found if reads(viewer) else found.none()


def studio(viewer: Who) -> QuerySet[StudioReport]:
    """Return the annual reports of the studio somebody may see."""
    return StudioReport.objects.all() if reads(viewer) else StudioReport.objects.none()


def studio_blocks(viewer: Who) -> QuerySet[StudioBlock]:
    """Return the blocks somebody may see, those that were taken out included."""
    return StudioBlock.objects.filter(report__in=studio(viewer))


def forms(viewer: Who) -> QuerySet[ActivityForm]:
    """Return the activity forms somebody may see: staff all of them, a member their own."""
    return ActivityForm.objects.all() if works(viewer) else own_forms(viewer)


def own_forms(viewer: Who) -> QuerySet[ActivityForm]:
    """Return the forms somebody was asked for, by name or as who speaks for the seat today."""
    if isinstance(viewer, str) or not reads(viewer):
        return ActivityForm.objects.none()
    on = timezone.localdate(viewer.at)
    held = speaking(on).filter(member__account=viewer.account)
    return ActivityForm.objects.filter(
        Q(account=viewer.account) | Q(account="", seat__in=held.values("seat"))
    )


def speaking(on: date) -> QuerySet[SeatTerm]:
    """Return the terms that run on a day, of holders and of who stands in for one."""
    return terms("council").filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)


def speaker(seat: str, *, on: date) -> str:
    """Return the account that speaks for a seat on a day, a designee's first; "" for nobody's."""
    held = speaking(on).filter(seat=seat).exclude(member__account="").order_by("from_on", "id")
    found = sorted(held.values_list("of", "member__account"), key=lambda one: one[0] is None)
    return found[0][1] if found else ""


def speakers(on: date) -> dict[str, str]:
    """Return the account that speaks for each seat on a day, a designee's first."""
    held = speaking(on).exclude(member__account="").order_by("from_on", "id")
    rows = sorted(held.values_list("of", "seat", "member__account"), key=lambda one: one[0] is None)
    found: dict[str, str] = {}
    for _of, seat, account in rows:
        found.setdefault(seat, account)
    return found


def marks(viewer: Who) -> QuerySet[AttendanceMark]:
    """Return the marks of attendance that somebody may see, those taken back too."""
    return AttendanceMark.objects.all() if reads(viewer) else AttendanceMark.objects.none()


def materials(viewer: Who) -> QuerySet[Material]:
    """Return the materials somebody may see; strangers see open ones of posted meetings."""
    found = Material.objects.filter(meeting__in=meetings(viewer))
    if reads(viewer):
        return found
    return found.filter(is_open=True, state=MaterialState.SHOWN.value)


def minutes(viewer: Who) -> QuerySet[Minutes]:
    """Return the minutes somebody may see as they are written: the staff's."""
    return Minutes.objects.all() if works(viewer) else Minutes.objects.none()


def minutes_blocks(viewer: Who) -> QuerySet[MinutesBlock]:
    """Return the blocks of minutes somebody may see, those that were taken out included."""
    return MinutesBlock.objects.filter(minutes__in=minutes(viewer))


def minutes_issues(viewer: Who) -> QuerySet[MinutesIssue]:
    """Return minutes as they went out: to the members, and those open to everybody."""
    found = MinutesIssue.objects.filter(minutes__meeting__in=meetings(viewer))
    return found if reads(viewer) else found.filter(what__in=[each.value for each in OPEN])


def recommendations(viewer: Who) -> QuerySet[Recommendation]:
    """Return the recommendations somebody may see: what is decided is open, the rest not."""
    if reads(viewer):
        return Recommendation.objects.all()
    return Recommendation.objects.filter(stage__in=DECIDED)


def votes(viewer: Who) -> QuerySet[RecommendationVote]:
    """Return the votes somebody may see; one that runs is the Council's."""
    if reads(viewer):
        return RecommendationVote.objects.all()
    about = Q(recommendation__in=recommendations(viewer)) | Q(motion__in=motions(viewer))
    return RecommendationVote.objects.filter(about).exclude(closed_at=None)


def motions(viewer: Who) -> QuerySet[Motion]:
    """Return the motions somebody may see: what a meeting decided is open, the rest not."""
    if reads(viewer):
        return Motion.objects.all()
    return Motion.objects.filter(state__in=DECIDED_MOTIONS, meeting__in=meetings(viewer))


def members(at: datetime) -> dict[str, str]:
    """Return who reads the Council's papers at a moment, by account."""
    may = [code for code, role in ROLES.items() if Permission.COUNCIL_READ in role.permissions]
    held = RoleGrant.objects.held_at(at).filter(role__in=may)
    return dict(Account.objects.filter(pk__in=held.values("account")).values_list("pk", "name"))


def mailbox(account: str) -> str:
    """Return the address of a colleague's mailbox, "" if there is none."""
    return Account.objects.filter(pk=account).values_list("email", flat=True).first() or ""


def mailboxes(accounts: set[str]) -> dict[str, str]:
    """Return the addresses of colleagues' mailboxes, by account."""
    return dict(Account.objects.filter(pk__in=accounts).values_list("pk", "email"))


def vote_mails(viewer: Who) -> QuerySet[VoteMail]:
    """Return the mails about votes somebody may see: the staff's."""
    return VoteMail.objects.all() if works(viewer) else VoteMail.objects.none()


def bills(viewer: Who) -> QuerySet[Bill]:
    """Return the bills somebody may see."""
    return Bill.objects.all() if reads(viewer) else Bill.objects.none()


def cards(viewer: Who) -> QuerySet[ReportCard]:
    """Return the report cards somebody may see: drafts are the Council's, published ones open."""
    if reads(viewer):
        return ReportCard.objects.all()
    return ReportCard.objects.filter(state=CardState.PUBLISHED.value)


def actions_named(ids: set[str]) -> dict[str, str]:
    """Return the words of actions that a card names; a published card shows them to everyone."""
    rows = PlanAction.objects.filter(id__in=ids).values_list("id", "action", "gap")
    return {one: action or gap for one, action, gap in rows}
