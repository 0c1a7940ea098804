"""The words of letters and mails, with places to fill in. A Council may bring words of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fourfold.documents.letters.shapes import Letter, Occasion, Office, Request
from fourfold.documents.words import day
from fourfold.reference.errors import did_you_mean

PLACEHOLDERS = {
    "office": "the name of the office",
    "title": "what is asked",
    "law": "the law it rests on",
    "covers": "the period it covers",
    "due": "the day it is due",
    "how": "the ways to answer",
    "contact": "whom to call",
    "council": "who asks",
}
"""Every place that can be filled in, and what stands there."""
_PLACE = re.compile(r"\{([^{}]*)\}")

NOTHING = (
    "If you have nothing to report, please say so: that is an answer too, and it takes a minute. "
    "Without it, nobody can tell nothing from not known."
)
SUBJECTS = {
    Occasion.ASKED: "{title}, {covers}: please answer by {due}",
    Occasion.SOON: "{title}, {covers}: due on {due}",
    Occasion.DUE: "{title}, {covers}: we do not have your answer yet",
}
OPENINGS = {
    Occasion.ASKED: "The {council} asks {office} for its answer to “{title}”, {covers}.{law} "
    "It is due on {due}.",
    Occasion.SOON: "This is a reminder. The answer of {office} to “{title}”, {covers}, is due on "
    "{due}.{law}",
    Occasion.DUE: "The answer of {office} to “{title}”, {covers}, was due on {due}.{law} We do not "
    "have it yet. If it is on its way, or if we lost it, please tell us.",
}
LAW = " The law it rests on is {law}."
WHY = (
    "The answers of all offices together show where help is needed. One missing answer leaves a "
    "gap that looks like a zero and is not one."
)
HELP = "If you need more time, or if we wrote to the wrong office, please call or write: {contact}"
HOW = "How to answer"
SIGNED = "{council}"
MAIL = "{opening}\n\n{why}\n\n{how_title}:\n{how}\n\n{nothing}\n\n{help}\n\n{signed}\n"


class UnknownPlaceholder(ValueError):
    """A text has a place that nothing can fill."""

    def __init__(self, name: str) -> None:
        near = did_you_mean(name, PLACEHOLDERS).strip() or f"Use one of: {', '.join(PLACEHOLDERS)}."
        super().__init__(f"Nothing is known that could fill {{{name}}}. {near}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail in plain text. subject: on one line."""

    subject: str
    body: str


def placeholders_in(text: str) -> tuple[str, ...]:
    """Return the places of a text, in order. :raises UnknownPlaceholder: at the first unknown."""
    found = tuple(_PLACE.findall(text))
    for name in found:
        if name not in PLACEHOLDERS:
            raise UnknownPlaceholder(name)
    return found


def words_of(occasion: Occasion) -> Mail:
    """Return the words of a mail with its places open, for a Council to look at and change."""
    opening = OPENINGS[occasion].replace("{law}", LAW)
    return Mail(SUBJECTS[occasion], _mail(opening, HELP, "{how}", SIGNED))


def mail(
    occasion: Occasion, request: Request, office: Office, *, words: Mail | None = None
) -> Mail:
    """
    Return the mail to one office.

    words: the Council's own instead of ours, with the places of PLACEHOLDERS.
    :raises UnknownPlaceholder: if the Council's words have a place nothing fills.
    """
    values = _values(request, office)
    if words:
        placeholders_in(words.subject + words.body)
        return Mail(_one_line(_filled(words.subject, values)), _filled(words.body, values))
    opening = _filled(OPENINGS[occasion], values | {"law": _law(request)})
    body = _mail(opening, _filled(HELP, values), values["how"], _filled(SIGNED, values))
    return Mail(_one_line(_filled(SUBJECTS[occasion], values)), body)


def letter(occasion: Occasion, request: Request, office: Office, *, written_on: date) -> Letter:
    """Return the letter to one office; it says what the mail says."""
    values = _values(request, office)
    opening = _filled(OPENINGS[occasion], values | {"law": _law(request)})
    return Letter(
        sender=(request.council, *request.address),
        to=(office.name, *office.address),
        written_on=written_on,
        subject=_filled(SUBJECTS[occasion], values),
        paragraphs=(opening, WHY),
        how_title=HOW,
        how=request.how,
        closing=(NOTHING, _filled(HELP, values)),
        signed=_filled(SIGNED, values),
        language=request.language,
    )


def _values(request: Request, office: Office) -> dict[str, str]:
    known = request.contact
    return {
        "office": office.name,
        "title": request.title,
        "law": request.law,
        "covers": request.covers,
        "due": day(office.due_on or request.due_on),
        "how": "\n".join(f"- {each}" for each in request.how),
        "contact": ", ".join(each for each in (known.name, known.phone, known.mail) if each) + ".",
        "council": request.council,
    }


def _law(request: Request) -> str:
    return _filled(LAW, {"law": request.law}) if request.law else ""


def _mail(opening: str, help_: str, how: str, signed: str) -> str:
    parts = {"opening": opening, "why": WHY, "how_title": HOW, "how": how, "nothing": NOTHING}
    return _filled(MAIL, parts | {"help": help_, "signed": signed})


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Fill every place once; what is filled in is never read for places again."""
    return _PLACE.sub(lambda found: values[found[1]], text)


def _one_line(text: str) -> str:
    return " ".join(text.split())
