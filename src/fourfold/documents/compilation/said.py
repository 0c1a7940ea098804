"""How a compilation says where an office stands, a number, and a number that is not there."""

from __future__ import annotations

from fourfold.documents.compilation.shapes import Answer, Question, Standing, Sum
from fourfold.documents.words import day

DASH = "–"
STANDINGS = {
    Standing.ACCEPTED: "Answered",
    Standing.NOTHING: "Nothing to report",
    Standing.SENT: "Sent, not yet accepted",
    Standing.WAITED_FOR: "Not yet due",
    Standing.MISSING: "No answer",
    Standing.EXCUSED: "Let off",
}
MEANINGS = {
    Standing.ACCEPTED: "Its numbers count. A 0 is a number: the office counted and found none.",
    Standing.NOTHING: "The office said that it has nothing to report. An answer, and no 0.",
    Standing.SENT: "The answer came; the Council has not accepted it yet. It counts nowhere.",
    Standing.WAITED_FOR: "No answer yet; the day it is due is not over.",
    Standing.MISSING: "No answer, and the day it was due is over. Nothing is known.",
    Standing.EXCUSED: "The Council let the office off this time, and said why.",
}


def answered(answer: Answer) -> str:
    """Say where an office stands: "Answered, late"."""
    return STANDINGS[answer.standing] + (", late" if answer.is_late else "")


def came(answer: Answer) -> str:
    """Say when an answer came, or a dash."""
    return day(answer.came_on) if answer.came_on else DASH


def is_asked(question: Question, kind: str) -> bool:
    """True if offices of a kind are asked a question."""
    return not question.kinds or kind in question.kinds


def number(question: Question, answer: Answer) -> str:
    """Write what an office counted; a dash stands for no number, never for 0."""
    if answer.standing is not Standing.ACCEPTED or question.item not in answer.counts:
        return DASH
    return f"{answer.counts[question.item]:,}"


def summed(found: Sum) -> str:
    """Write a total, or that nobody gave a number."""
    return "no number" if found.value is None else f"{found.value:,}"


def several(count: int, one: str, more: str = "") -> str:
    """Say how many: "1 office", "12 offices"."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"
