"""What stands behind an evaluation's first page: groups, items, answers, reliability, method."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fourfold.analysis.evaluate.engine.words import RESPONSE_SHIFT
from fourfold.documents.blocks import Block, Bullets, Heading, Paragraph, Row, line
from fourfold.documents.evaluation.written import (
    HIDDEN,
    Found,
    change_table,
    interval,
    number,
    p_of,
    plain_table,
    signed,
)

ADJUSTED_ITEMS = (
    "p: as tested. Adjusted p: raised because many items are tested at once (Benjamini and "
    "Hochberg); what is shown goes by it."
)
ADJUSTED_GROUPS = (
    "Adjusted p: raised because several are tested at once (Holm); what is shown goes by it."
)
FIT = (
    "Item", "With the rest, before", "Alpha without it, before", "With the rest, after",
    "Alpha without it, after",
)  # fmt: skip
SIZES = (
    "Score", "Test", "SD before", "SD after", "No score, before", "No score, after", "Hedges g",
    "95% interval", "df",
)  # fmt: skip
NOT_GIVEN = "(not given)"
MOST_POINTS = 11
SHORT = 56


def power(construct: Found) -> str:
    """Say which difference these answers could have shown."""
    if construct["would_be_found"] is None:
        return ""
    return (
        f"This many answers show a true change of {construct['would_be_found']:.2f} points 4 times "
        "in 5; a smaller one may stay unseen."
    )


def by_groups(found: Found) -> Iterator[Block]:
    """Give every score by field of work, region or role."""
    tables = [(each, table) for each in found["constructs"] for table in each["by"]]
    if not tables:
        return
    yield Heading("By group", 1, "by")
    yield Paragraph(
        line(
            f"Groups with fewer than {found['hidden_below']} people are hidden, and so many others "
            "that none can be worked out from the totals."
        )
    )
    for construct, table in tables:
        title = f"{construct['title']} by {table['title'].lower()}"
        yield change_table(
            f"t-by-{construct['code']}-{table['column']}".lower(),
            f"{title}, {construct['low']} to {construct['high']}",
            table["title"],
            [(each["name"] or NOT_GIVEN, each["change"]) for each in table["groups"]],
            notes=(ADJUSTED_GROUPS,),
            last=_same_mix(table["same_mix"]),
        )


def _same_mix(mix: Found | None) -> tuple[Row, ...]:
    if mix is None:
        return ()
    low, high = mix["interval"] or (None, None)
    means = ("Same mix", number(mix["before"]), "", number(mix["after"]), "")
    cells = (*means, signed(mix["difference"]), interval(low, high), "", "", "")
    return (Row(tuple(line(each) if each else () for each in cells), strong=True),)


def items(found: Found) -> Iterator[Block]:
    """Give every item, score by score."""
    yield Heading("Every item", 1, "items")
    for construct in found["constructs"]:
        own = [each for each in found["items"] if each["construct"] == construct["code"]]
        yield change_table(
            f"t-items-{construct['code']}".lower(),
            f"{construct['title']}, item by item",
            "Item",
            [(_item(each), each["change"]) for each in own],
            notes=(ADJUSTED_ITEMS,),
        )


def _item(item: Found) -> str:
    said = [f"“{meaning}” {n}" for meaning, n in item["said"].items()]
    turned = ["asked the other way round"] if item["reversed"] else []
    more = "; ".join((*turned, *said))
    return f"{item['text']} ({more})" if more else item["text"]


def answers(found: Found) -> Iterator[Block]:
    """Give the share of each answer before and after."""
    yield Heading("What people answered", 1, "answers")
    for construct in found["constructs"]:
        own = [each for each in found["items"] if each["construct"] == construct["code"]]
        points = [each["point"] for item in own for each in item["answers"]]
        if not points or max(points) - min(points) >= MOST_POINTS:
            yield Paragraph(line(f"{construct['title']}: the scale is too long for a table here."))
            continue
        yield plain_table(
            f"t-answers-{construct['code']}".lower(),
            f"{construct['title']}: percent of those who answered the item",
            ("Item", "Wave", "n", *(str(each) for each in range(min(points), max(points) + 1))),
            [row for item in own for row in _shares(item)],
            words=2,
            first=4.0,
        )


def _shares(item: Found) -> Iterator[tuple[str, ...]]:
    if not item["answers"]:
        yield (item["text"], HIDDEN)
        return
    for wave in ("before", "after"):
        counts = [each[wave] for each in item["answers"]]
        n = sum(counts)
        shares = (f"{100 * each / n:.0f}" if n else "" for each in counts)
        text = item["text"]
        yield (text if len(text) <= SHORT else f"{text[: SHORT - 1]}…", wave, f"{n:,}", *shares)


def together(found: Found) -> Iterator[Block]:
    """Give how well the items of each score go together."""
    yield Heading("How items go together", 1, "together")
    yield Paragraph(
        line(
            "Alpha and omega say how far the items of a score measure one thing, 1 at most; 0.7 is "
            "usual for comparing groups. Where alpha rises without an item, that item fits least."
        )
    )
    rows: list[tuple[str, ...]] = []
    fits: list[tuple[str, ...]] = []
    for construct in found["constructs"]:
        for wave, each in zip(("before", "after"), construct["reliability"], strict=True):
            ends = "" if each["low"] is None else f"{each['low']:.2f} to {each['high']:.2f}"
            numbers = (number(each["alpha"]), ends, number(each["omega"]))
            rows.append((construct["title"], wave, f"{each['n']:,}", *numbers))
        fits += _fits(construct, found)
    heads = ("Score", "Wave", "Answered every item", "Alpha", "95% interval", "Omega")
    yield plain_table("t-alpha", "How well the items of a score go together", heads, rows, words=2)
    if fits:
        yield plain_table("t-fit", "Each item in its score", FIT, fits, first=4.0)


def _fits(construct: Found, found: Found) -> list[tuple[str, ...]]:
    texts = {each["code"]: each["text"] for each in found["items"]}
    waves = [{one["code"]: one for one in each["items"]} for each in construct["reliability"]]
    codes = list(dict.fromkeys(code for wave in waves for code in wave))
    return [
        (texts[code], *(cell for wave in waves for cell in _fit(wave.get(code)))) for code in codes
    ]


def _fit(fit: Found | None) -> tuple[str, str]:
    return ("", "") if fit is None else (signed(fit["with_the_rest"]), number(fit["alpha_without"]))


def pairs(found: Found) -> Iterator[Block]:
    """Give what people known in both waves show, each against themselves."""
    linked = [each for each in found["constructs"] if each["linked"]]
    if not linked:
        return
    yield Heading("People known in both", 1, "pairs")
    yield Paragraph(
        line(
            "Each person’s own change. Two sizes are named apart because they are not the same: "
            "g_av divides the change by the spread of answers and can stand beside Hedges g; d_z "
            "divides it by the spread of the changes and cannot. Wilcoxon’s test uses only the "
            "order of the changes."
        )
    )
    heads = ("Score", "People", "Up", "Same", "Down", "g_av", "d_z", "Wilcoxon p")
    rows: list[tuple[str, ...]] = [(each["title"], *_pair(each["linked"])) for each in linked]
    yield plain_table("t-pairs", "People known in both, score by score", heads, rows)
    clustered = [each for each in linked if each["linked"]["by_event"]]
    if clustered:
        units = ("Score", "Trainings", "People", "Change", "95% interval", "p")
        rows = [(each["title"], *_event(each["linked"]["by_event"])) for each in clustered]
        caption = "Their changes, with each training as one unit"
        yield plain_table("t-pairs-events", caption, units, rows)


def _pair(linked: Found) -> tuple[str, ...]:
    ranks: dict[str, Any] = linked["wilcoxon"] or {}
    counts = (f"{linked[each]:,}" for each in ("pairs", "rose", "same", "fell"))
    sizes = (signed((linked[each] or {}).get(each)) for each in ("g_av", "d_z"))
    return (*counts, *sizes, p_of(ranks.get("p")))


def _event(event: Found) -> tuple[str, ...]:
    p = p_of(event["p"]) + (" (too few trainings to trust)" if event["fragile"] else "")
    ends = interval(event["low"], event["high"])
    return (f"{event['events']:,}", f"{event['pairs']:,}", signed(event["difference"]), ends, p)


def method(found: Found) -> Iterator[Block]:
    """Say how scores are made, how large changes are, and what to know before reading."""
    yield Heading("How this was worked out", 1, "method")
    yield Bullets(tuple(line(f"{each['title']}: {each['rule']}.") for each in found["constructs"]))
    yield _sizes(found)
    yield Bullets(tuple(line(each) for each in found["notes"] if each != RESPONSE_SHIFT))
    slips = [f"{one['why']} {one['fix']}" for each in found["constructs"] for one in each["slips"]]
    strays = [
        f"{each['column']}: “{each['value'] or 'other values'}”, {each['count']:,} answers that "
        "are none of the scale; they count as not answered."
        for each in found["not_on_the_scale"]
    ]
    if slips or strays:
        yield Heading("To look at", 2, "look")
        yield Bullets(tuple(line(each) for each in (*slips, *strays)))


def _sizes(found: Found) -> Block:
    rows: list[tuple[str, ...]] = []
    for each in found["constructs"]:
        change = each["change"]
        if isinstance(change, str):
            rows.append((each["title"], HIDDEN))
            continue
        g, test = change["hedges_g"] or {}, change["test"] or {}
        sds = (number(change[wave]["sd"]) for wave in ("before", "after"))
        missing = (f"{change[wave]['without_score']:,}" for wave in ("before", "after"))
        size = (signed(g.get("g")), interval(g.get("low"), g.get("high")))
        how = METHODS.get(test.get("method", ""), "")
        rows.append((each["title"], how, *sds, *missing, *size, number(test.get("df"), digits=1)))
    return plain_table("t-sizes", "How large the changes are", SIZES, rows, words=2)


METHODS = {
    "WELCH": "Two groups (Welch)",
    "PAIRED": "Pairs",
    "PARTLY_PAIRED": "Partly paired (Derrick)",
    "BY_EVENT": "By training",
}
