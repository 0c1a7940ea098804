"""A made-up call to made-up offices, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from fourfold import reference
from fourfold.documents.compilation import (
    Answer,
    Collected,
    Duty,
    Place,
    Places,
    Question,
    Standing,
)

POLICE, ATTORNEY, CHIEF = (
    "Municipal police department",
    "State’s attorney",
    "Chief State’s Attorney",
)
DUE = date(2018, 10, 1)
TOWNS = reference.load_pack("ct").towns[:36]
DISTRICTS = ("Ansonia-Milford", "Danbury", "Hartford", "New Haven", "New London", "Windham")
NOTHING_SAID = {Standing.MISSING, Standing.WAITED_FOR, Standing.EXCUSED, Standing.NOTHING}


def questions() -> tuple[Question, ...]:
    """Return the items of the statute, as the pack has them."""
    rows = reference.load_pack("ct").rows("statutory_report_items")
    return tuple(
        Question(
            row["item"],
            row["content"],
            row["kind"] == "COUNT",
            frozenset() if row["reported_by"] == "both" else frozenset({CHIEF}),
        )
        for row in rows
    )


def an_answer(at: int, standing: Standing = Standing.ACCEPTED, **other: Any) -> Answer:
    """Return the answer of a made-up department; at: from 0, gives town, numbers and batch."""
    town = TOWNS[at % len(TOWNS)].name
    empty = standing in NOTHING_SAID
    values: dict[str, Any] = {
        "office": f"PD{at:03}",
        "name": f"Made-up Police Department of {town}",
        "kind": POLICE,
        "standing": standing,
        "town": town,
        "district": DISTRICTS[at % len(DISTRICTS)],
        "counts": {} if empty else {"a2": at % 4, "a7": at % 2, "a8": min(at % 4, 1), "a9": 0},
        "words": {} if empty else {"a1": f"Made-up task force {at}.", "a5": "Two hours a year."},
        "batch": "" if empty else f"{at:02x}2a9c1bffee4d10",
        "row": 0 if empty else 2,
        "came_on": None if empty else date(2018, 9, 3),
        "due_on": DUE,
    }
    return Answer(**(values | other))


def collected(*answers: Answer) -> Collected:
    """Return a call; without answers, one of 36 departments and two other offices."""
    late, nothing = date(2018, 10, 12), Standing.NOTHING
    others = [an_answer(at) for at in range(24)]
    others += [an_answer(at, came_on=late) for at in range(24, 28)]
    others += [an_answer(at, nothing, came_on=date(2018, 9, 20)) for at in range(28, 31)]
    others += [an_answer(at, Standing.MISSING) for at in range(31, 34)]
    others.append(an_answer(34, Standing.SENT))
    others.append(an_answer(35, Standing.EXCUSED, why="The department was founded in September."))
    office: dict[str, Any] = {"town": "", "row": 3, "batch": "c0ffee12aa"}
    others.append(
        an_answer(36, **office, office="SA01", kind=ATTORNEY, name="Made-up State’s Attorney")
    )
    chief = {"a2": 0, "a7": 0, "a8": 0, "a9": 2, "b1": 1}
    others.append(
        an_answer(
            37,
            **office,
            office="CSA",
            kind=CHIEF,
            name="Made-up Chief State’s Attorney",
            counts=chief,
            district="",
            words={"b2": "One conviction; one appeal is open."},
        )  # fmt: skip
    )
    return Collected(
        title="Yearly report of police and prosecutors",
        law="C.G.S. 51-286h",
        year=2018,
        covers="October 2017 to September 2018",
        council="Made-up Trafficking in Persons Council",
        state="Connecticut",
        as_of=date(2018, 10, 31),
        due_on=DUE,
        questions=questions(),
        answers=answers or tuple(others),
    )


def places(*given: Place) -> Places:
    """Return a register; without places, one of twelve."""
    lodging = "Hotel, motel or inn"
    made = [
        Place(
            name=f"Made-up Inn {at}",
            town=TOWNS[at // 3].name,
            kind=lodging if at % 4 else "Liquor permittee",
            attested_on=date(2018, 3, 1) if at % 5 else None,
            said={"notice_posted": True, "employees_trained": at % 3 > 0} if at % 5 else {},
            batch="ab12cd34ef" if at % 5 else "",
            row=at + 2 if at % 5 else 0,
        )
        for at in range(12)
    ]
    return Places(
        title="Attestations of lodging and other places",
        laws=("P.A. 16-71", "C.G.S. 54-234a"),
        year=2018,
        council="Made-up Trafficking in Persons Council",
        state="Connecticut",
        as_of=date(2018, 12, 31),
        duties=(
            Duty("notice_posted", "Notice posted"),
            Duty("employees_trained", "Employees trained when hired", frozenset({lodging})),
        ),
        places=given or tuple(made),
    )
