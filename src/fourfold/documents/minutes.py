"""The minutes of a meeting: who was there, when there was a quorum, what was said and decided."""

from __future__ import annotations

from datetime import date, datetime

from fourfold.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    Heading,
    Line,
    Number,
    Paragraph,
    Row,
    Table,
    Text,
    line,
)
from fourfold.documents.minutes_told import (
    CHOICES,
    EMPTY,
    Motion,
    Part,
    Quorum,
    Seat,
    Told,
    counts,
    dissent,
    quorums,
)
from fourfold.documents.studio.texts import parse
from fourfold.documents.words import day

HOW = {"ROOM": "in the room", "REMOTE": "by phone or video"}
AWAY = {
    "EXCUSED": "Excused",
    "ABSENT": "Absent",
    "VACANT": "Vacant",
    "UNKNOWN": "Holder not known",
}
STATES = {
    "DRAFT": ("Draft", "Only the Council's staff reads this. Nobody approved it yet."),
    "CIRCULATED": ("Not approved yet", "Sent to the members. It may still change."),
    "POSTED": ("Not approved yet", "Posted so that everybody can read it. It may still change."),
}
"""What is said on top, by where the minutes stand; of approved ones their meeting says it."""


def compose(told: Told) -> Document:
    """Compose minutes. All times are printed in the zone they carry, the state's own."""
    on = _on(told.starts_at)
    blocks: list[Block] = [_stands(told)]
    if told.nth > 1:
        words = line(f"This is version {told.nth} of these minutes. {told.why}")
        blocks.append(Callout("note", "Corrected", words))
    blocks += [Heading("Who was there", 1, "there"), *_there(told)]
    blocks += [Heading("What was said and decided", 1, "said")]
    for nth, part in enumerate(told.parts, 1):
        blocks += _part(part, nth)
    if told.others:
        blocks.append(Heading("Motions of no topic", 2, "others"))
    for motion in told.others:
        blocks += _motion(motion)
    hours = f"{clock(told.starts_at)} to {clock(told.ends_at)}"
    return Document(
        title="Minutes",
        subtitle=f"{told.meeting}, {day(on)}",
        author=told.council,
        language="en",
        issued_on=on,
        blocks=tuple(blocks),
        summary=f"{_status(told)}. Planned for {hours}, {told.place}. {_counted(told.seats)}",
        running_title=f"Minutes, {day(on)}",
        keywords=("minutes", told.meeting),
    )


def clock(moment: datetime) -> str:
    """Say a time of the day: "1:05 pm"."""
    return f"{moment.hour % 12 or 12}:{moment.minute:02} {'am' if moment.hour < 12 else 'pm'}"


def _on(moment: datetime) -> date:
    """Return the day of a moment in the zone it carries, the state's own."""
    return date(moment.year, moment.month, moment.day)


def _status(told: Told) -> str:
    """Say on the cover where the minutes stand."""
    if told.state in STATES:
        return STATES[told.state][0]
    return f"Approved on {day(_on(told.approved_in))}" if told.approved_in else "Approved"


def _stands(told: Told) -> Block:
    if told.state in STATES:
        title, words = STATES[told.state]
        return Callout("caution", title, line(words))
    when = f" at its meeting of {day(_on(told.approved_in))}" if told.approved_in else ""
    words = f"By the Council{when}."
    return Callout("note", "Approved", line(f"{words} {told.approved_how}".strip()))


def _counted(seats: tuple[Seat, ...]) -> str:
    if not any(each.stands == "PRESENT" for each in seats):
        return "No attendance was taken."
    there = sum(each.stands == "PRESENT" for each in seats)
    filled = sum(each.stands not in EMPTY for each in seats)
    return f"{there} of {filled} filled seats were there."


def _there(told: Told) -> list[Block]:
    found: list[Block] = [Paragraph(line(_counted(told.seats)), "lead")]
    there = [each for each in told.seats if each.stands == "PRESENT"]
    if there:
        columns = (
            *(Column("Seat", share=2.2), Column("Who spoke for it")),
            Column("How and when", share=1.8),
        )
        rows = tuple(
            Row((line(each.name), line(_who(each)), line(_how(each, told)))) for each in there
        )
        found.append(Table("t-there", "Seats that were there", columns, rows))
        for stands, words in AWAY.items():
            named = [each.name for each in told.seats if each.stands == stands]
            if named:
                found.append(
                    Paragraph(line(Text(f"{words}: ", strong=True), "; ".join(named) + "."))
                )
    if told.spans:
        found.append(Heading("Quorum", 2, "quorum"))
        found.append(Bullets(tuple(_span(each) for each in quorums(told.spans))))
    return found


def _who(seat: Seat) -> str:
    if seat.by_designee:
        return f"{seat.who} (designee)" if seat.who else "a designee"
    return seat.who or "its member"


def _how(seat: Seat, told: Told) -> str:
    said = []
    for each in seat.stays:
        until = f" to {clock(each.until)}" if each.until else ""
        early = len(seat.stays) == 1 and each.until is None and each.since <= told.starts_at
        said.append(HOW[each.how] + ("" if early else f", {clock(each.since)}{until}"))
    return "; ".join(said)


def _span(span: Quorum) -> Line:
    until = f"to {clock(span.until)}" if span.until else "on"
    there = f"{span.least}" if span.least == span.most else f"{span.least} to {span.most}"
    return line(
        Text(f"{clock(span.since)} {until}: ", strong=True),
        f"{there} there, {span.needed} needed: ",
        Text("a quorum" if span.has_it else "no quorum", strong=not span.has_it),
    )


def _part(part: Part, nth: int) -> list[Block]:
    found: list[Block] = [Heading(part.title, 2, f"part-{nth}")]
    facts = [f"Presented by {part.presenter}."] if part.presenter else []
    if part.carried_from:
        facts.append(f"Carried over from {day(_on(part.carried_from))}.")
    if facts:
        found.append(Paragraph(line(Text(" ".join(facts), emphasis=True))))
    found += said(part.words)
    for motion in part.motions:
        found += _motion(motion)
    return found


def said(words: str) -> list[Block]:
    """Read typed words as blocks. A code in braces is no figure here; it stays as it was typed."""
    return [
        Paragraph(_typed(each.line), each.role)
        if isinstance(each, Paragraph)
        else Bullets(tuple(_typed(one) for one in each.items), each.start)
        for each in parse(words)
    ]


def _typed(pieces: Line) -> Line:
    return tuple(
        Text(f"{{{each.figure}}}") if isinstance(each, Number) else each for each in pieces
    )


def _motion(motion: Motion) -> list[Block]:
    by = f"Moved by {motion.mover}" if motion.mover else ""
    by += f", seconded by {motion.seconder}" if motion.seconder else ""
    found: list[Block] = [
        Heading(f"Motion {motion.nth}", 3, f"motion-{motion.nth}"),
        Paragraph(line(motion.text)),
    ]
    if by:
        found.append(Paragraph(line(f"{by}.")))
    told = "; ".join(f"{n} {CHOICES[choice]}" for choice, n in counts(motion))
    result = f"{motion.result}{'.' if motion.result and motion.result[-1] not in '.:' else ''}"
    way = f" {motion.way}." if motion.way else ""
    found.append(Paragraph(line(Text(result, strong=True), f" {told}." if told else "", way)))
    found += [
        Paragraph(line(Text(f"{CHOICES[how].capitalize()}: ", strong=True), "; ".join(named) + "."))
        for how, named in dissent(motion)
    ]
    if motion.ballots:
        columns = (Column("Seat", share=2), Column("Agency", share=2), Column("Vote"))
        rows = tuple(
            Row((line(each.seat), line(each.agency), line(CHOICES[each.choice])))
            for each in motion.ballots
            if each.choice not in (*EMPTY, "ABSENT")
        )
        title = f"Motion {motion.nth}: votes by seat"
        found.append(Table(f"t-motion-{motion.nth}", title, columns, rows, small=True))
        absent = [each.seat for each in motion.ballots if each.choice == "ABSENT"]
        if absent:
            said = line(Text("Absent: ", strong=True), "; ".join(absent) + ".")
            found.append(Paragraph(said, "note"))
    return found
