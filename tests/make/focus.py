"""Made-up focus groups: planned, held, transcribed, coded by two who differ, with a quote."""

from __future__ import annotations

from fourfold.apps.surveys.actions import focus as groups
from fourfold.apps.surveys.actions import focus_codes as codes
from fourfold.apps.surveys.actions import focus_quotes as quotes
from fourfold.apps.surveys.actions import focus_texts as texts
from fourfold.apps.surveys.models import FocusGroup
from fourfold.apps.surveys.queries import focus_texts as read
from fourfold.apps.surveys.rules.focus_codes import Code
from fourfold.apps.surveys.rules.focus_texts import read_text
from fourfold.apps.surveys.states import ConsentRead
from fourfold.security.access.viewer import Viewer, viewer_of
from fourfold.security.models import Account
from tests.make import people, surveys
from tests.make.people import NOW

HOUSING = Code("housing", "Safe housing", "A place to sleep.", "protection")
TRAINING = Code("training", "Training", "Learning to see it.", "prevention")
COURT = Code("court", "Court", "What courts do.", "prosecution")
TALK = (
    "Facilitator: What is missing?\n\nP1: A bed tonight. Not a list of numbers.\n\n"
    "P2: Teachers who know what they see.\n\nP3: Judges wait too long.\n\nP1: Nothing else."
)
GIVEN = {"t1": (), "t2": ("housing",), "t3": ("training",), "t4": ("court",), "t5": ()}


def plan(lead: Viewer, *coders: str, name: str = "Made-up shelter staff") -> groups.Plan:
    """Return a plan. coders: two accounts; the lead facilitates and takes notes."""
    return groups.Plan(
        name=name,
        held_on=NOW.date(),
        town="",
        language="en",
        script="A made-up script.",
        facilitator=lead.account,
        notes=lead.account,
        coders=coders,
    )


def planned(study: str, lead: Viewer, *coders: str, once: str = "g1") -> str:
    """Plan a group; returns its id."""
    how = plan(lead, *coders)
    return groups.plan(study, how=how, once=once, agency=lead.agency, by=lead, at=lead.at)


def held(group: str, lead: Viewer, *, people: int = 7, few: int = 2) -> None:
    """Note that a group was held."""
    kinds = {("FIELD", "PROVIDERS"): people - few, ("FIELD", "POLICE"): few}
    consent = ConsentRead.ALOUD
    groups.hold(group, people=people, kinds=kinds, consent=consent, by=lead, at=lead.at)


def book(study: str, lead: Viewer) -> None:
    """Make a codebook of three codes."""
    for nth, each in enumerate((HOUSING, TRAINING, COURT)):
        codes.keep_code(study, code=each, based_on=nth, by=lead, at=lead.at)


def transcribed(group: str, lead: Viewer, talk: str = TALK) -> list[str]:
    """Keep a whole transcript; returns the ids of its turns."""
    texts.keep_transcript(group, said=read_text(talk), based_on=0, by=lead, at=lead.at)
    texts.finish_transcript(group, version=1, by=lead, at=lead.at)
    return read.transcript(group, viewer=lead).ids


def coded(group: str, coder: Viewer, known: list[str], **other: tuple[str, ...]) -> None:
    """Let somebody code a whole transcript, as GIVEN says but for some turns."""
    for turn, given in (GIVEN | other).items():
        codes.code_turns(group, turns=[turn], codes=given, known=known, by=coder, at=coder.at)
    codes.finish_coding(group, known=known, by=coder, at=coder.at)


def settled(group: str, turn: str, known: list[str], by: Viewer, *given: str) -> None:
    """Settle a difference."""
    why = "A made-up reason."
    codes.settle(group, turn=turn, codes=given, why=why, known=known, by=by, at=by.at)


def whole(study: str, lead: Viewer, first: Viewer, second: Viewer) -> str:
    """Return a group that was coded with one difference left, and a quote that waits."""
    group = planned(study, lead, first.account, second.account)
    held(group, lead)
    book(study, lead)
    known = transcribed(group, lead)
    coded(group, first, known)
    coded(group, second, known, t4=())
    proposed(group, lead)
    return group


def proposed(group: str, by: Viewer, *, once: str = "q1") -> str:
    """Propose a quote; returns its id."""
    return quotes.propose_quote(
        group,
        turn="t2",
        said="A bed tonight. Not a list of numbers.",
        words="A bed tonight.",
        code=HOUSING,
        once=once,
        by=by,
        at=by.at,
    )


def gaps(study: str, accounts: dict[str, Account]) -> dict[str, str]:
    """Keep a coded group whose team is everybody who may be; returns the gaps of addresses."""
    lead, first, second = (
        viewer_of(accounts[role].id, at=NOW, second_factor=True, stepped_up=True)
        for role in ("STAFF", "ANALYST", "TRAINING_LEAD")
    )
    group = whole(study, lead, first, second)
    return {"focus": group, "focus_code": "housing"}


class Room:
    """A study and its people, each with what they do."""

    def __init__(self) -> None:
        self.study = surveys.study()
        self.lead = people.viewer("Lead", "STAFF")
        self.first = people.viewer("Ann", "ANALYST")
        self.second = people.viewer("Bob", "ANALYST")
        self.other = people.viewer("Otto", "ANALYST")
        self.group = planned(self.study, self.lead, self.first.account, self.second.account)

    def to_transcript(self) -> list[str]:
        held(self.group, self.lead)
        book(self.study, self.lead)
        return transcribed(self.group, self.lead)

    def state(self) -> str:
        return FocusGroup.objects.get(id=self.group).state
