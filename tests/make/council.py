"""Made-up papers of the Council."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from fourfold.apps.council.actions import (
    activity_forms,
    attendance,
    bills,
    budget,
    campaigns,
    communication,
    conflicts,
    consultations,
    laws,
    materials,
    meetings,
    motions,
    needs,
    plan,
    recommendations,
    seats,
    studio,
    votes,
)
from fourfold.apps.council.actions import minutes as writing
from fourfold.apps.council.models import (
    Meeting,
    PlanAction,
    Recommendation,
    RecommendationVote,
    SeatTerm,
)
from fourfold.apps.council.queries.budget import year_of
from fourfold.apps.council.queries.minutes import minutes_page
from fourfold.apps.council.rules.bills import BillStep
from fourfold.apps.council.states.attendance import Mark
from fourfold.apps.council.states.bills import BillState
from fourfold.apps.council.states.budget import EntryKind
from fourfold.apps.council.states.communication import Channel, Tone
from fourfold.apps.council.states.consultations import Asked
from fourfold.apps.council.states.consultations import Way as AskedBy
from fourfold.apps.council.states.laws import Adequacy
from fourfold.apps.council.states.meetings import MeetingKind, PostKind
from fourfold.apps.council.states.motions import About, Taken
from fourfold.apps.council.states.plan import ActionState
from fourfold.apps.council.states.reports import EvidenceKind, FindingKind, FourP, ReportState
from fourfold.apps.council.states.studio import Begin
from fourfold.apps.council.states.votes import Category, Stage, Way
from fourfold.documents.studio import Kind
from fourfold.reference import active_pack
from fourfold.security.ids import new_id
from tests.make import people
from tests.make.cards import published_card
from tests.make.people import NOW

BY, OTHER = "staff", "member"
TODAY = NOW.date()
LAW = "CGS_53A_192A"
CONSULTED = consultations.Consulted(
    Asked.ORGANIZATION,
    FourP.PREVENTION,
    "A made-up topic",
    TODAY,
    AskedBy.MEETING,
    organization="ORG001",
    about=f"LAW:{LAW}",
)
ASSESSED = laws.Assessed(Adequacy.PARTLY, "Made-up reasons.", "Convictions a year", "No fund.")


def source() -> str:
    """Return the code of a document of the pack."""
    return active_pack().sources[0].code


def report(once: str = "one") -> str:
    """Begin a report; returns its id."""
    return needs.begin("A made-up assessment", year=2030, once=once, by=BY, at=NOW)


def finding(of: str, kind: FindingKind = FindingKind.GAP, *, once: str = "f", bare: bool = False):
    """Add a finding to a draft, with a document behind it; returns its id."""
    four_p = FourP.PROTECTION
    how = {"kind": kind, "four_p": four_p, "words": "A made-up gap", "once": once}
    made = needs.add_finding(of, **how, by=BY, at=NOW)
    if not bare:
        tied = {"ref": source(), "place": "page 3", "quoted": "made-up words"}
        needs.tie(made, kind=EvidenceKind.DOCUMENT, **tied, by=BY, at=NOW)
    return made


def settle(of: str) -> None:
    """Let a second person review a report, and settle it."""
    needs.move(of, to=ReportState.REVIEWED, by=OTHER, at=NOW)
    needs.move(of, to=ReportState.SETTLED, by=BY, at=NOW)


def gap(once: str = "one") -> str:
    """Return a gap of a settled report."""
    made = report(once)
    found = finding(made, once=f"{once}-gap")
    settle(made)
    return found


def action(once: str = "one", *, state: ActionState = ActionState.DRAFT) -> PlanAction:
    """Make a gap an action, and bring it to a state."""
    made = PlanAction.objects.get(id=plan.answer_gap(gap(once), by=BY, at=NOW))
    if state is ActionState.DRAFT:
        return made
    seat = active_pack().council_seats[0].code
    told = {"goal": "g", "action": f"do {once}", "owner": seat, "due_on": NOW.date()}
    if state is ActionState.DONE:
        told["evidence"] = "minutes"
    plan.change(made.id, told=told, version=made.version, why="x", by=BY, at=NOW)
    path = {
        ActionState.OPEN: [ActionState.OPEN],
        ActionState.STARTED: [ActionState.OPEN, ActionState.STARTED],
        ActionState.DONE: [ActionState.OPEN, ActionState.STARTED, ActionState.DONE],
        ActionState.DROPPED: [ActionState.DROPPED],
    }[state]
    for each in path:
        made.refresh_from_db()
        plan.move(made.id, to=each, version=made.version, why="x", by=BY, at=NOW)
    made.refresh_from_db()
    return made


def budget_line(code: str = "PRINT", *, cents: int = 10_000, reached: str = "") -> str:
    """Open a line of this fiscal year, and give it money; returns its id."""
    year = year_of(NOW.date(), viewer=BY)
    how = {"year": year, "name": "Made-up posters", "four_p": FourP.PREVENTION, "reached": reached}
    made = budget.open_line(code, **how, by=BY, at=NOW)
    entered(made, EntryKind.ALLOCATED, cents)
    return made


def entered(line: str, kind: EntryKind, cents: int, **told: Any) -> str:
    """Enter made-up money in a line; returns the entry's id."""
    words = {"who": "A made-up fund", "words": "Made-up words", "on": NOW.date(), "once": new_id()}
    entry = budget.Entry(kind=kind, cents=cents, **(words | told))
    return budget.enter(line, entry=entry, by=BY, at=NOW)


def studio_report(once: str = "studio", *, year: int = 2030, start: Begin = Begin.EMPTY) -> str:
    """Begin an annual report of the studio; returns its id."""
    told = {"title": f"Report of {year}", "issued_on": date(year, 12, 31), "once": once}
    return studio.begin(year, start=start, **told, by=BY, at=NOW)


def studio_block(of: str, text: str = "Words.", *, once: str = "block", kind: Kind = Kind.TEXT):
    """Add a block at the end of a report; returns its id."""
    told = {"ref" if kind in (Kind.CHART, Kind.FIGURE) else "english": text}
    return studio.add_block(of, kind=kind, told=told, after="", once=once, by=BY, at=NOW)


def studio_form(of: str, *, account: str, due_on: date | None = None) -> str:
    """Ask for the activities of the first seat; returns the form's id."""
    seat = active_pack().council_seats[0].code
    told = {"seat": seat, "account": account, "due_on": due_on or NOW.date()}
    return activity_forms.ask(of, **told, site="https://made.up/", by=BY, at=NOW)


def sits(
    seat: str = "SEAT01",
    name: str = "Mary Madeup",
    *,
    account: str = "",
    designee_of: str = "",
    is_public: bool = False,
    from_on: date = TODAY,
    until_on: date | None = None,
) -> str:
    """Let a made-up person sit on a seat, or stand in for a term; returns the term's id."""
    member = seats.add_member(name, account=account, is_public=is_public, by=BY, at=NOW)
    told = seats.Sits(member, from_on, until_on, letter="folder 1")
    how: Any = {"told": told, "why": "Made up.", "once": new_id(), "by": BY, "at": NOW}
    if designee_of:
        return seats.designate(designee_of, **how)
    return seats.appoint(seat, **how)


def conflict(member: str, *, matter: str = "A made-up matter", **told: Any) -> str:
    """Let staff declare a made-up conflict for a member; returns its id."""
    said = conflicts.Declared(matter, "Made up.", NOW.date(), **told)
    return conflicts.declare(said, member=member, once=new_id(), by=BY, at=NOW)


def meeting(
    once: str = "meeting", *, kind: MeetingKind = MeetingKind.REGULAR, starts: datetime = NOW
) -> str:
    """Plan a meeting of two hours; returns its id."""
    group = "Made-up group" if kind is MeetingKind.WORKING_GROUP else ""
    ends = starts + timedelta(hours=2)
    told = meetings.Planned(kind, starts, ends, "A made-up room", group=group)
    return meetings.plan_meeting(told, once=once, by=BY, at=NOW)


def topic(of: str, title: str = "A made-up topic", *, once: str = "topic") -> str:
    """Put a topic on the agenda; returns its id."""
    return meetings.add_item(of, topic=meetings.Topic(title, 15), once=once, by=BY, at=NOW)


def material(of: str, *, once: str = "material", is_open: bool = True, **told: Any) -> str:
    """Bring a made-up table to a meeting; returns its id."""
    said = materials.Brought("Made-up numbers", "A made-up office", is_open=is_open, **told)
    file = BytesIO(b"a,b\n1,2\n")
    return materials.bring(of, told=said, file=file, once=once, by=BY, at=NOW)


def minutes(of: str, *, words: str = "Made-up words.", at: datetime = NOW) -> str:
    """Begin minutes and say something of each topic; returns their id."""
    made = writing.begin(of, once=of, by=BY, at=at)
    page = minutes_page(of, viewer=BY)
    for block, _part in page.blocks if page else ():
        told = {"words": words}
        writing.change_block(block.id, told=told, version=block.version, by=BY, at=at)
    return made


def noted(of: str) -> str:
    """Begin minutes; returns the id of a block."""
    minutes(of, at=NOW + timedelta(days=10))
    page = minutes_page(of, viewer=BY)
    return page.blocks[1][0].id if page else ""


def post(of: str, what: PostKind = PostKind.AGENDA, *, at: datetime = NOW) -> None:
    """Post the agenda or the notice as it stands."""
    version = Meeting.objects.get(id=of).version
    meetings.post(of, what=what, version=version, by=BY, at=at)


def consultation(once: str = "one") -> str:
    """Enter a made-up consultation; returns its id."""
    return consultations.log(CONSULTED, once=once, by=BY, at=NOW)


def message(
    once: str = "message", *, words: str = "You can ask for help.", approved: bool = False
) -> str:
    """Write a made-up message; approved: by two others. Returns its id."""
    told = communication.MessageTold(FourP.PREVENTION, "hotel managers", words)
    made = communication.write(told, once=once, by=BY, at=NOW)
    for version, who in enumerate((OTHER, "third") if approved else (), start=1):
        communication.approve(made, version=version, by=who, at=NOW)
    return made


def communication_step(once: str = "step", *, days: int = 5, said: str = "") -> str:
    """Plan a made-up step, due in some days; said: id of its message. Returns its id."""
    seat = active_pack().council_seats[0].code
    due_on = TODAY + timedelta(days=days)
    told = communication.StepTold(f"Print {once}", Channel.PRINT, seat, due_on, message=said)
    return communication.write(told, once=once, by=BY, at=NOW)


def covered(once: str = "piece", **told: Any) -> str:
    """Log a made-up piece of coverage; returns its id."""
    piece = communication.CoverageTold(
        TODAY, "A made-up paper", Channel.PRINT, f"About {once}", Tone.NEUTRAL, **told
    )
    return communication.write(piece, once=once, by=BY, at=NOW)


def campaign(once: str = "campaign", **told: Any) -> str:
    """Enter a made-up campaign; returns its id."""
    seat = active_pack().council_seats[0].code
    said = {
        "name": f"Made-up {once}",
        "aim": "Fewer men who pay.",
        "four_p": FourP.PREVENTION,
        "audience": "men who drive for work",
        "owner": seat,
        "from_on": TODAY - timedelta(days=60),
    }
    how = {"once": once, "by": BY, "at": NOW}
    return campaigns.enter(campaigns.CampaignTold(**(said | told)), **how)


def gaps() -> dict[str, str]:
    """Keep a draft with a finding, and an action; returns the gaps of addresses."""
    draft = report("visits")
    found = finding(draft, once="visits-finding")
    made = action("visits-plan")
    told = studio_report("visits-studio")
    met = meeting("visits-meeting", starts=NOW + timedelta(days=9))
    item = topic(met, once="visits-topic")
    post(met)
    asked = people.account("Asked", "MEMBER")
    moved = recommendation("visits-moved", stage=Stage.COMMENT)
    return {
        "studio_report": told,
        "studio_block": studio_block(told, once="visits-block"),
        "studio_kind": "text",
        "studio_language": "en",
        "activity_form": studio_form(told, account=asked.id),
        "needs_report": draft,
        "finding": found,
        "evidence_kind": "document",
        "council_file": "html",
        "plan_action": made.id,
        "budget_line": budget_line("VISITS"),
        "campaign": campaign("visits-campaign"),
        "mandate": "CGS_46A_170_ANNUAL",
        "law": LAW,
        "report_card": published_card("visits"),
        "bill": bill(),
        "council_seat": "SEAT01",
        "council_meeting": met,
        "agenda_item": item,
        "minutes_block": noted(met),
        "motion": vote_on_motion(moved, once="visits-met")[0],
        "council_material": material(met),
        "material_version": "1",
        "consultation": consultation("visits"),
        "communication_list": "steps",
        "plan_message": message("visits-message"),
        "communication_step": communication_step("visits-step"),
        "coverage_entry": covered("visits-piece"),
        "recommendation": recommendation("visits-recommendation"),
    }


def assessment(once: str = "one", law: str = LAW) -> str:
    """Write a draft about a law; returns its id."""
    return laws.assess(law, told=ASSESSED, once=once, by=BY, at=NOW)


def bill(number: str = "HB 7112", *, to: tuple[BillState, ...] = ()) -> str:
    """Follow a bill filed ten days ago, and note further steps, a day each; returns its id."""
    first = NOW.date() - timedelta(days=10)
    how = {"today": NOW.date(), "by": BY, "at": NOW}
    told = bills.BillTold("A made-up act", laws=(LAW,))
    filed = BillStep(BillState.FILED, first, "Made-up journal")
    made = bills.follow(2030, number=number, told=told, filed=filed, **how)
    for nth, state in enumerate(to, start=1):
        step = BillStep(state, first + timedelta(days=nth), "Made-up journal")
        bills.step(made, told=step, version=nth, **how)
    return made


def recommendation(once: str = "one", *, stage: Stage = Stage.APPROVED) -> str:
    """Write a recommendation and bring it to a stage; approved is by three votes. Its code."""
    said = recommendations.Said(
        "A made-up recommendation.", Category.POLICY_CONCEPT, ("protection",)
    )
    code = recommendations.draft(said, year=2030, once=once, by=BY, at=NOW)
    if stage is Stage.DRAFT:
        return code
    recommendations.move(code, to=Stage.COMMENT, version=1, by=BY, at=NOW)
    if stage is Stage.APPROVED:
        row = Recommendation.objects.get(code=code)
        # As votes of a meeting were kept before motions were.
        told = {"way": Way.MEETING.value, "held": "May", "opened_at": NOW, "opened_by": BY}
        ended = {"closed_at": NOW, "closed_by": BY, "outcome": stage.value}
        RecommendationVote.objects.create(recommendation=row, **told, **ended)
        Recommendation.objects.filter(code=code).update(stage=stage.value)
    elif stage is Stage.VOTE:
        open_vote(code)
    return code


def open_vote(code: str, *, days: int = 5) -> str:
    """Open a vote by mail; returns its id."""
    return votes.open_vote(code, closes_at=NOW + timedelta(days=days), by=BY, at=NOW)


def attended(once: str = "attended", *, seats: int = 5) -> str:
    """Post a meeting with members on the first seats, all of them there; returns its id."""
    of = meeting(once)
    topic(of, once=f"{once}-topic")
    post(of)
    for nth in range(1, seats + 1):
        code = f"SEAT0{nth}"
        if not SeatTerm.objects.filter(seat=code).exists():
            sits(code, f"Made-up Member {nth}")
        attendance.mark(
            of, seat=code, what=Mark.ROOM, moment=NOW, once=f"{once}{nth}", by=BY, at=NOW
        )
    return of


def vote_on_motion(code: str, *, once: str = "attended", seats: int = 5) -> tuple[str, str]:
    """Put a motion on a recommendation to the vote; returns the motion's id and the vote's."""
    told = motions.Told("To approve it.", "SEAT01", "SEAT02", about=About.RECOMMENDATION, ref=code)
    how = {"moment": NOW, "by": BY, "at": NOW}
    motion = motions.make(attended(once, seats=seats), told=told, once=once, **how)
    return motion, motions.put(motion, way=Taken.ROLL_CALL, **how)
