"""
The written report of a mandated reporter, as a form on paper: what is known stands on its lines.

It asks for what C.G.S. 17a-101d lists, and for what the state's own form does (DCF-136 of 2002, and
of 2015 as far as it could be read); the layout is ours. A report keeps no race and no day on which
the problem was noted, so those lines stay empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone

from fourfold.apps.cases.forms.report_words import ANSWERS, CHANNELS
from fourfold.documents.paper.blocks import Blank, Blanks, Box, Boxes, Form, Part, Section, Words

VERSION = "2026-11"
SHORT = 90
"""Letters that fit a line; what is longer is printed as a paragraph below its label."""


def written_form(
    told: Mapping[str, Any], *, number: str, author: str, issued_on: date, printed_for: str
) -> Form:
    """
    Return the form. told: columns of a report, empty where nothing is known.

    author: whose form it is. printed_for: why it left the house, in words.
    """
    get = _Lines(told)
    return Form(
        title="Written report of a mandated reporter",
        lead=(
            "It follows the report made by word. Write what you know on the empty lines; leave "
            "empty what you do not know. Sign it and send it to the child welfare agency."
        ),
        language="en",
        code=f"Fourfold · written report · en · {VERSION}",
        author=author,
        issued_on=issued_on,
        parts=(
            Blanks((Blank("Report number", _number(number)), Blank("Printed for", printed_for))),
        ),
        sections=(
            Section(
                "The child",
                (
                    get.lines(
                        ("child_given_name", "Given name"), ("child_family_name", "Family name")
                    ),
                    get.lines(
                        ("child_born_on", "Birth date"),
                        ("child_age", "Age"),
                        ("child_gender", "Gender"),
                    ),
                    get.lines(
                        ("child_languages", "Languages"),
                        ("child_school", "School"),
                        ("child_race", "Race"),
                    ),
                    *get.long("child_address", "Home address"),
                    *get.long("child_now", "Where the child is now"),
                    *get.long(
                        "guardians", "Parents or others responsible: names, addresses, telephone"
                    ),
                    *get.long("others", "Brothers, sisters, other children there: names and ages"),
                ),
                "1",
            ),
            Section(
                "What happened",
                (
                    *get.long(
                        "narrative", "Nature and extent of the injury, maltreatment or neglect"
                    ),
                    *get.long("injuries", "Injuries and health"),
                    get.lines(
                        ("happened_when", "Approximate date and time"),
                        ("happened_where", "Place"),
                        ("noted_on", "Problem noted on"),
                    ),
                ),
                "2",
            ),
            Section(
                "What is known besides",
                (
                    *get.long("known_how", "How this became known to the reporter"),
                    *get.long(
                        "before", "Earlier injury, maltreatment or neglect of the child or siblings"
                    ),
                    *get.long(
                        "suspect",
                        "Person suspected: name, address, telephone, relation to the child",
                    ),
                    *get.long("done_so_far", "What was done to treat or help the child"),
                ),
                "3",
            ),
            Section(
                "The report made by word",
                (
                    Boxes(
                        "Was the child in danger when it was made?",
                        tuple(
                            Box(str(words), ticked=told.get("danger") == code.value)
                            for code, words in ANSWERS.items()
                        ),
                        columns=2,
                    ),
                    Blanks(
                        (
                            Blank("Made on, at", _moment(told.get("oral_at"))),
                            Blank("How", _channel(told)),
                            Blank("To whom"),
                        )
                    ),
                ),
                "4",
            ),
            Section(
                "The reporter",
                (
                    get.lines(("reporter_name", "Name"), ("reporter_job", "Work and agency")),
                    get.lines(("reporter_phone", "Telephone"), ("reporter_address", "Address")),
                    Blanks((Blank("Signature", share=2.2), Blank("Date")), tall=True),
                ),
                "5",
            ),
        ),
        notice=(
            "Confidential. Who reported is told to nobody whom the law does not name "
            "(C.G.S. 17a-28, 17a-101d, 17a-103)."
        ),
    )


class _Lines:
    """The values of a report as lines and paragraphs."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told

    def value(self, name: str) -> str:
        value = self.told.get(name)
        return _day(value) if isinstance(value, date) else str(value or "")

    def lines(self, *named: tuple[str, str]) -> Part:
        return Blanks(tuple(Blank(label, self.value(name)) for name, label in named))

    def long(self, name: str, label: str) -> tuple[Part, ...]:
        value = " ".join(self.value(name).split()) if name != "narrative" else self.value(name)
        if len(value) <= SHORT and "\n" not in value:
            return (Blanks((Blank(label, value),)),)
        paragraphs = [each.strip() for each in value.splitlines() if each.strip()]
        return (Words(label, small=True), *(Words(each) for each in paragraphs))


def _day(day: date) -> str:
    return formats.date_format(day, "F j, Y")


def _moment(at: datetime | None) -> str:
    return formats.date_format(timezone.localtime(at), "F j, Y, g:i A") if at else ""


def _channel(told: Mapping[str, Any]) -> str:
    found = {code.value: str(words) for code, words in CHANNELS.items()}
    return found.get(told.get("channel", ""), "")


def _number(number: str) -> str:
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))
