"""
What can happen in the response, one line each: the words of the story, and what clocks listen to.

A step's code is what the database, the audit and the clocks of the pack (clocks.csv) call it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """One thing that happened to a report or a case."""

    REPORT_SAVED = "REPORT_SAVED"
    REPORT_TAKEN = "REPORT_TAKEN"
    REPORT_PASSED_ON = "REPORT_PASSED_ON"
    REPORT_GIVEN_BACK = "REPORT_GIVEN_BACK"
    REPORT_CHANGED = "REPORT_CHANGED"
    REPORT_ACCEPTED = "REPORT_ACCEPTED"
    REPORT_NOT_ACCEPTED = "REPORT_NOT_ACCEPTED"
    REPORT_REOPENED = "REPORT_REOPENED"
    REPORT_ATTACHED = "REPORT_ATTACHED"
    REPORT_ADDED_TO = "REPORT_ADDED_TO"
    REPORT_ANSWERED = "REPORT_ANSWERED"
    ORAL_REPORT_MADE = "ORAL_REPORT_MADE"
    WRITTEN_REPORT_MADE = "WRITTEN_REPORT_MADE"
    CASE_OPENED = "CASE_OPENED"
    PERSON_CHANGED = "PERSON_CHANGED"
    WISHES_HEARD = "WISHES_HEARD"
    PERSONS_JOINED = "PERSONS_JOINED"
    PERSONS_PARTED = "PERSONS_PARTED"
    PERSONS_COMPARED = "PERSONS_COMPARED"
    CASE_CHANGED = "CASE_CHANGED"
    CASE_CLOSED = "CASE_CLOSED"
    CASE_REOPENED = "CASE_REOPENED"
    CASE_MOVED = "CASE_MOVED"
    CASE_TAKEN = "CASE_TAKEN"
    CASE_TRANSFERRED = "CASE_TRANSFERRED"
    WORKER_ASSIGNED = "WORKER_ASSIGNED"
    SUPERVISOR_CALLED = "SUPERVISOR_CALLED"
    PART_ENDED = "PART_ENDED"
    CASE_SHUT_TO = "CASE_SHUT_TO"
    FOLLOW_UP_PLANNED = "FOLLOW_UP_PLANNED"
    FOLLOW_UP_DONE = "FOLLOW_UP_DONE"
    CASE_EXPORTED = "CASE_EXPORTED"
    CASE_IMPORTED = "CASE_IMPORTED"
    CONSULT_ASKED = "CONSULT_ASKED"
    CONSULT_TAKEN = "CONSULT_TAKEN"
    CONSULT_TAKEN_OVER = "CONSULT_TAKEN_OVER"
    CONSULT_HANDED_ON = "CONSULT_HANDED_ON"
    CONSULT_ANSWERED = "CONSULT_ANSWERED"
    CONSULT_SECOND_ASKED = "CONSULT_SECOND_ASKED"
    CONSULT_SECOND_GIVEN = "CONSULT_SECOND_GIVEN"
    CONSULT_WITHDRAWN = "CONSULT_WITHDRAWN"
    CONSULT_LEFT = "CONSULT_LEFT"
    SCREENING_BEGUN = "SCREENING_BEGUN"
    SCREENING_DONE = "SCREENING_DONE"
    SCREENING_CORRECTED = "SCREENING_CORRECTED"
    SCREENING_NOT_DONE = "SCREENING_NOT_DONE"
    CLOCK_MET = "CLOCK_MET"
    CLOCK_MOVED = "CLOCK_MOVED"
    MISSING_REPORTED = "MISSING_REPORTED"
    POLICE_TOLD = "POLICE_TOLD"
    NCMEC_TOLD = "NCMEC_TOLD"
    MISSING_MISTAKEN = "MISSING_MISTAKEN"
    MISSING_RETURNED = "MISSING_RETURNED"
    RETURN_HEARD = "RETURN_HEARD"
    RETURN_SCREENED = "RETURN_SCREENED"
    RETURN_NOT_SCREENED = "RETURN_NOT_SCREENED"
    FACTS_STATED = "FACTS_STATED"
    FACTS_TAKEN = "FACTS_TAKEN"
    DETERMINED = "DETERMINED"
    DETERMINATION_TAKEN_BACK = "DETERMINATION_TAKEN_BACK"
    NEED_NOTED = "NEED_NOTED"
    NEED_MET = "NEED_MET"
    NEED_UNMET = "NEED_UNMET"
    NEED_WITHDRAWN = "NEED_WITHDRAWN"
    NEED_REOPENED = "NEED_REOPENED"
    REFERRAL_DRAFTED = "REFERRAL_DRAFTED"
    REFERRAL_SENT = "REFERRAL_SENT"
    REFERRAL_ACCEPTED = "REFERRAL_ACCEPTED"
    REFERRAL_WAITLISTED = "REFERRAL_WAITLISTED"
    REFERRAL_DECLINED = "REFERRAL_DECLINED"
    REFERRAL_DONE = "REFERRAL_DONE"
    REFERRAL_REVOKED = "REFERRAL_REVOKED"
    REFERRAL_LINK_MADE = "REFERRAL_LINK_MADE"
    REFERRAL_LINK_OPENED = "REFERRAL_LINK_OPENED"
    REFERRAL_CODE_WRONG = "REFERRAL_CODE_WRONG"
    TEAM_BROUGHT = "TEAM_BROUGHT"
    TEAM_LEFT = "TEAM_LEFT"
    TEAM_ON_AGENDA = "TEAM_ON_AGENDA"
    TEAM_REVIEW_HELD = "TEAM_REVIEW_HELD"
    TEAM_REVIEW_MENDED = "TEAM_REVIEW_MENDED"
    TEAM_REVIEW_PUT_OFF = "TEAM_REVIEW_PUT_OFF"
    TEAM_RESULT_NOTED = "TEAM_RESULT_NOTED"
    TEAM_ACTION_AGREED = "TEAM_ACTION_AGREED"
    TEAM_ACTION_ENDED = "TEAM_ACTION_ENDED"


@dataclass(frozen=True, slots=True)
class Words:
    """How a step is told. words: `{name}` stands for a fact of the line, `{by}` for who did it."""

    words: str
    group: str


WORDS: dict[Step, Words] = {
    Step.REPORT_SAVED: Words("A report came in", "report"),
    Step.REPORT_TAKEN: Words("{by} took the report", "report"),
    Step.REPORT_PASSED_ON: Words("{by} gave the report to {to}", "report"),
    Step.REPORT_GIVEN_BACK: Words("{by} gave the report back to the queue", "report"),
    Step.REPORT_CHANGED: Words("{by} changed the report", "report"),
    Step.REPORT_ACCEPTED: Words("{by} accepted the report", "report"),
    Step.REPORT_NOT_ACCEPTED: Words("{by} did not accept the report", "report"),
    Step.REPORT_REOPENED: Words("{by} opened the report again", "report"),
    Step.REPORT_ATTACHED: Words("{by} tied the report to a known person", "report"),
    Step.REPORT_ADDED_TO: Words("The reporter added something", "report"),
    Step.REPORT_ANSWERED: Words("{by} wrote to the reporter", "report"),
    Step.ORAL_REPORT_MADE: Words("The oral report of a mandated reporter was made", "report"),
    Step.WRITTEN_REPORT_MADE: Words("The written report of a mandated reporter came", "report"),
    Step.CASE_OPENED: Words("{by} opened the case", "case"),
    Step.PERSON_CHANGED: Words("{by} wrote down facts about the person", "person"),
    Step.WISHES_HEARD: Words("{by} heard what the person wants", "person"),
    Step.CASE_CHANGED: Words("{by} wrote anew what the case is about", "case"),
    Step.CASE_CLOSED: Words("{by} closed the case: {because}", "case"),
    Step.CASE_REOPENED: Words("{by} opened the case again", "case"),
    Step.CASE_MOVED: Words("{by} gave the case to the region {region}", "case"),
    Step.CASE_TAKEN: Words("{by} took the case over", "case"),
    Step.CASE_TRANSFERRED: Words("{by} handed the case to another agency", "case"),
    Step.WORKER_ASSIGNED: Words("{by} assigned the case to {to}", "case"),
    Step.SUPERVISOR_CALLED: Words("{by} asked {to} to supervise", "case"),
    Step.PART_ENDED: Words("{by} ended somebody’s part in the case", "case"),
    Step.CASE_SHUT_TO: Words("{by} closed the case to somebody who must not see it", "case"),
    Step.FOLLOW_UP_PLANNED: Words("{by} planned to look in again on {day}: {kind}", "case"),
    Step.FOLLOW_UP_DONE: Words("{by} looked in again ({kind}): {result}", "case"),
    Step.CASE_EXPORTED: Words("{by} took a file of the case along", "case"),
    Step.CASE_IMPORTED: Words("{by} brought in a case file from elsewhere", "case"),
    Step.PERSONS_JOINED: Words("{by} found that two records are this person's", "person"),
    Step.PERSONS_PARTED: Words("{by} set two records apart again: they are two persons", "person"),
    Step.PERSONS_COMPARED: Words("{by} compared this person with another record", "person"),
    Step.CONSULT_ASKED: Words("{by} asked {region} for a consult", "consult"),
    Step.CONSULT_TAKEN: Words("{by} took the consult", "consult"),
    Step.CONSULT_TAKEN_OVER: Words("{by} took the consult over from {before}", "consult"),
    Step.CONSULT_HANDED_ON: Words("{by} handed the consult on to {region}", "consult"),
    Step.CONSULT_ANSWERED: Words("{by} answered the consult", "consult"),
    Step.CONSULT_SECOND_ASKED: Words("{by} asked {region} for a second opinion", "consult"),
    Step.CONSULT_SECOND_GIVEN: Words("{by} gave another opinion", "consult"),
    Step.CONSULT_WITHDRAWN: Words("{by} took the consult back", "consult"),
    Step.CONSULT_LEFT: Words("{by} left the case after the consult", "consult"),
    Step.SCREENING_BEGUN: Words("{by} began a screening", "screening"),
    Step.SCREENING_DONE: Words("{by} finished a screening", "screening"),
    Step.SCREENING_CORRECTED: Words("{by} corrected a screening", "screening"),
    Step.SCREENING_NOT_DONE: Words("No screening, wrote {by}: {why}", "screening"),
    Step.CLOCK_MET: Words("{by} wrote down that a duty was done", "clocks"),
    Step.CLOCK_MOVED: Words("{duty} counts from {after} now, not from {before}", "clocks"),
    Step.MISSING_REPORTED: Words("{by} wrote down that the person is missing", "missing"),
    Step.POLICE_TOLD: Words("{by} told police that the person is missing", "missing"),
    Step.NCMEC_TOLD: Words("{by} told NCMEC that the person is missing", "missing"),
    Step.MISSING_MISTAKEN: Words("The person was not missing, wrote {by}", "missing"),
    Step.MISSING_RETURNED: Words("The person is back, wrote {by}", "missing"),
    Step.RETURN_HEARD: Words("{by} heard what happened while the person was away", "missing"),
    Step.RETURN_SCREENED: Words("{by} screened the person after the return", "missing"),
    Step.RETURN_NOT_SCREENED: Words(
        "{by} wrote why there was no screening after the return", "missing"
    ),
    Step.FACTS_STATED: Words("{by} answered facts that the law asks for", "law"),
    Step.FACTS_TAKEN: Words(
        "{source}: {answers} new facts that the law asks for, "
        "{differing} that differ from the known",
        "law",
    ),
    Step.DETERMINED: Words("{by} wrote down what {body} decided", "law"),
    Step.DETERMINATION_TAKEN_BACK: Words("{by} took back the record of a decision", "law"),
    Step.NEED_NOTED: Words("{by} wrote down a need: {kind}", "services"),
    Step.NEED_MET: Words("{by} noted that a need is met: {kind}", "services"),
    Step.NEED_UNMET: Words("{by} noted that a need is not met: {kind}", "services"),
    Step.NEED_WITHDRAWN: Words("{by} noted that a need is no longer there: {kind}", "services"),
    Step.NEED_REOPENED: Words("{by} noted that a need is there again: {kind}", "services"),
    Step.REFERRAL_DRAFTED: Words("{by} began a referral: {kind}", "services"),
    Step.REFERRAL_SENT: Words("{by} sent a referral: {kind}", "services"),
    Step.REFERRAL_ACCEPTED: Words("A service accepted a referral: {kind}", "services"),
    Step.REFERRAL_WAITLISTED: Words("A service put them on its waiting list: {kind}", "services"),
    Step.REFERRAL_DECLINED: Words("A service declined a referral: {kind}", "services"),
    Step.REFERRAL_DONE: Words("A service ended: {kind}", "services"),
    Step.REFERRAL_REVOKED: Words("{by} took a referral back: {kind}", "services"),
    Step.REFERRAL_LINK_MADE: Words("{by} made a one-time link for a service", "services"),
    Step.REFERRAL_LINK_OPENED: Words("The service opened its one-time link", "services"),
    Step.REFERRAL_CODE_WRONG: Words("A wrong code was tried on a one-time link", "services"),
    Step.TEAM_BROUGHT: Words("{by} brought the case before {team}", "team"),
    Step.TEAM_LEFT: Words("{by} took the case from {team}", "team"),
    Step.TEAM_ON_AGENDA: Words("{by} put the case on a team’s agenda", "team"),
    Step.TEAM_REVIEW_HELD: Words("A team reviewed the case", "team"),
    Step.TEAM_REVIEW_MENDED: Words("{by} mended what a team’s review says", "team"),
    Step.TEAM_REVIEW_PUT_OFF: Words("{by} put a team’s review off", "team"),
    Step.TEAM_RESULT_NOTED: Words("{by} noted what came of the team’s work", "team"),
    Step.TEAM_ACTION_AGREED: Words("A team agreed on something to do: {what}", "team"),
    Step.TEAM_ACTION_ENDED: Words("{by} noted that something agreed is {how}: {what}", "team"),
}


GROUPS: dict[str, str] = {
    "report": "The report",
    "case": "The case",
    "person": "The person",
    "consult": "Consults",
    "clocks": "Duties with a deadline",
    "missing": "Missing and back",
    "screening": "Screenings",
    "law": "The law",
    "services": "Services and referrals",
    "team": "The team",
}
"""What the groups of steps are called where the story is filtered; a room adds its own."""
