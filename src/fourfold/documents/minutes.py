"""The minutes of a meeting: who was there, when there was a quorum, what was said and decided."""

from __future__ import annotations

from dataclasses import replace
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
from fourfold.documents.minutes_said import (
    Said,
    approval_words,
    meeting_words,
    minutes_words,
    result_words,
)
from fourfold.documents.minutes_told import (
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


def compose(told: Told, *, language: str = "en") -> Document:
    """
    Compose minutes. All times are printed in the zone they carry, the state's own.

    language: of headings, votes and labels, "en" or "es". What was typed stays as it was typed,
    and is marked as English where the document is not.
    """
    words, on = minutes_words(language), _on(told.starts_at)
    blocks: list[Block] = [_stands(told, words)]
    if told.nth > 1:
        opening = words.version.format(n=told.nth)
        why = line(f"{opening}{told.why}")
        if words.lang:
            why = line(opening, _typed_text(told.why, words))
        blocks.append(Callout("note", words.corrected, why))
    blocks += [Heading(words.who_there, 1, "there"), *_there(told, words)]
    blocks += [Heading(words.what_said, 1, "said")]
    for nth, part in enumerate(told.parts, 1):
        blocks += _part(part, nth, words)
    if told.others:
        blocks.append(Heading(words.others, 2, "others"))
    for motion in told.others:
        blocks += _motion(motion, words)
    return Document(
        title=words.title,
        subtitle=f"{meeting_words(told.meeting, words.language)}, {words.day(on)}",
        author=told.council,
        language=words.language,
        issued_on=on,
        blocks=tuple(blocks),
        summary=words.planned.format(
            status=_status(told, words),
            since=words.clock(told.starts_at),
            until=words.clock(told.ends_at),
            place=told.place,
            counted=_counted(told.seats, words),
        ),
        running_title=words.running.format(day=words.day(on)),
        keywords=("minutes", told.meeting),
    )


def _on(moment: datetime) -> date:
    """Return the day of a moment in the zone it carries, the state's own."""
    return date(moment.year, moment.month, moment.day)


def _typed_text(text: str, words: Said, *, emphasis: bool = False) -> Text:
    return Text(text, emphasis=emphasis, lang=words.lang)


def _status(told: Told, words: Said) -> str:
    """Say on the cover where the minutes stand."""
    if told.state in words.states:
        return words.states[told.state][0]
    if told.approved_in:
        return words.approved_on.format(day=words.day(_on(told.approved_in)))
    return words.approved


def _stands(told: Told, words: Said) -> Block:
    if told.state in words.states:
        title, said = words.states[told.state]
        return Callout("caution", title, line(said))
    when = words.at_meeting.format(day=words.day(_on(told.approved_in))) if told.approved_in else ""
    said = words.by_council.format(when=when)
    if not told.approved_how:
        return Callout("note", words.approved, line(said))
    if not words.lang:
        return Callout("note", words.approved, line(f"{said} {told.approved_how}".strip()))
    known = approval_words(told.approved_how, words.language)
    how = Text(known) if known else _typed_text(told.approved_how, words)
    return Callout("note", words.approved, line(f"{said} ", how))


def _counted(seats: tuple[Seat, ...], words: Said) -> str:
    if not any(each.stands == "PRESENT" for each in seats):
        return words.none_taken
    there = sum(each.stands == "PRESENT" for each in seats)
    filled = sum(each.stands not in EMPTY for each in seats)
    return words.counted.format(there=there, filled=filled)


def _there(told: Told, words: Said) -> list[Block]:
    found: list[Block] = [Paragraph(line(_counted(told.seats, words)), "lead")]
    there = [each for each in told.seats if each.stands == "PRESENT"]
    if there:
        columns = (
            *(Column(words.seat, share=2.2), Column(words.speaker)),
            Column(words.when, share=1.8),
        )
        rows = tuple(
            Row(
                (
                    line(_typed_text(each.name, words)),
                    line(_who(each, words)),
                    line(_how(each, told, words)),
                )
            )
            for each in there
        )
        found.append(Table("t-there", words.there, columns, rows))
        for stands, said in words.away.items():
            named = [each.name for each in told.seats if each.stands == stands]
            if named:
                names = _typed_text("; ".join(named) + ".", words)
                found.append(Paragraph(line(Text(f"{said}: ", strong=True), names)))
    if told.spans:
        found.append(Heading(words.quorum, 2, "quorum"))
        found.append(Bullets(tuple(_span(each, words) for each in quorums(told.spans))))
    return found


def _who(seat: Seat, words: Said) -> str:
    if seat.by_designee:
        return words.designee.format(who=seat.who) if seat.who else words.a_designee
    return seat.who or words.its_member


def _how(seat: Seat, told: Told, words: Said) -> str:
    said = []
    for each in seat.stays:
        until = f"{words.to}{words.clock(each.until)}" if each.until else ""
        early = len(seat.stays) == 1 and each.until is None and each.since <= told.starts_at
        said.append(words.how[each.how] + ("" if early else f", {words.clock(each.since)}{until}"))
    return "; ".join(said)


def _span(span: Quorum, words: Said) -> Line:
    since = words.clock(span.since)
    if span.until:
        opening = words.span.format(since=since, until=words.clock(span.until))
    else:
        opening = words.span_on.format(since=since)
    is_one = span.least == span.most
    there = f"{span.least}" if is_one else words.range.format(least=span.least, most=span.most)
    said = words.spoke.format(there=there) + words.needed.format(needed=span.needed)
    held = words.has_quorum if span.has_it else words.no_quorum
    return line(Text(opening, strong=True), said, Text(held, strong=not span.has_it))


def _part(part: Part, nth: int, words: Said) -> list[Block]:
    found: list[Block] = [Heading(part.title, 2, f"part-{nth}", lang=words.lang)]
    carried = (
        words.carried.format(day=words.day(_on(part.carried_from))) if part.carried_from else ""
    )
    if not words.lang:
        facts = [f"{words.presented}{part.presenter}."] if part.presenter else []
        facts += [carried] if carried else []
        if facts:
            found.append(Paragraph(line(Text(" ".join(facts), emphasis=True))))
    elif part.presenter or carried:
        pieces: list[Text] = []
        if part.presenter:
            pieces = [
                Text(words.presented, emphasis=True),
                _typed_text(part.presenter, words, emphasis=True),
                Text(". ", emphasis=True),
            ]
        found.append(Paragraph(line(*pieces, Text(carried, emphasis=True))))
    found += said(part.words, lang=words.lang)
    for motion in part.motions:
        found += _motion(motion, words)
    return found


def said(words: str, *, lang: str = "") -> list[Block]:
    """Read typed words as blocks. A code in braces is no figure here; it stays as it was typed."""
    return [
        Paragraph(_typed(each.line, lang), each.role)
        if isinstance(each, Paragraph)
        else Bullets(tuple(_typed(one, lang) for one in each.items), each.start)
        for each in parse(words)
    ]


def _typed(pieces: Line, lang: str) -> Line:
    return tuple(
        Text(f"{{{each.figure}}}", lang=lang)
        if isinstance(each, Number)
        else replace(each, lang=lang)
        if lang and isinstance(each, Text)
        else each
        for each in pieces
    )


def _motion(motion: Motion, words: Said) -> list[Block]:
    choices, lang = words.choices, words.lang
    found: list[Block] = [
        Heading(words.motion.format(n=motion.nth), 3, f"motion-{motion.nth}"),
        Paragraph(line(_typed_text(motion.text, words))),
    ]
    if motion.mover or motion.seconder:
        found.append(Paragraph(_by(motion, words)))
    told = "; ".join(f"{n} {choices[choice]}" for choice, n in counts(motion))
    result = result_words(motion.result, words.language)
    ended = motion.result if result is None else result
    end = f"{ended}{'.' if ended and ended[-1] not in '.:' else ''}"
    taken = result_words(motion.way, words.language) or motion.way
    way = f" {taken}." if motion.way else ""
    unknown = lang if result is None else ""
    pieces = (Text(end, strong=True, lang=unknown), f" {told}." if told else "", way)
    found.append(Paragraph(line(*pieces)))
    for how, named in dissent(motion):
        names = _typed_text("; ".join(named) + ".", words)
        found.append(Paragraph(line(Text(f"{choices[how].capitalize()}: ", strong=True), names)))
    if motion.ballots:
        columns = (Column(words.seat, share=2), Column(words.agency, share=2), Column(words.vote))
        rows = tuple(
            Row(
                (
                    line(_typed_text(each.seat, words)),
                    line(_typed_text(each.agency, words)),
                    line(choices[each.choice]),
                )
            )
            for each in motion.ballots
            if each.choice not in (*EMPTY, "ABSENT")
        )
        title = words.votes_by_seat.format(n=motion.nth)
        found.append(Table(f"t-motion-{motion.nth}", title, columns, rows, small=True))
        absent = [each.seat for each in motion.ballots if each.choice == "ABSENT"]
        if absent:
            names = _typed_text("; ".join(absent) + ".", words)
            found.append(Paragraph(line(Text(f"{words.absent}: ", strong=True), names), "note"))
    return found


def _by(motion: Motion, words: Said) -> Line:
    """Say who moved and seconded it; in English in one piece, as it was always printed."""
    moved = (words.moved, motion.mover) if motion.mover else ()
    seconded = (words.seconded, motion.seconder) if motion.seconder else ()
    if not words.lang:
        return line(f"{''.join((*moved, *seconded))}.")
    pieces = [
        Text(each, lang=words.lang if place % 2 else "")
        for place, each in enumerate((*moved, *seconded))
    ]
    return line(*pieces, ".")
