"""Print an evaluation of made-up answers that give the tables Connecticut printed in 2018."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterable, Iterator, Sequence

from fourfold.analysis.check.files.source import Source, source_of_bytes
from fourfold.analysis.evaluate.codebook import Codebook, Construct, codebook_of
from fourfold.analysis.evaluate.engine import Asked, Change, Evaluation, evaluate
from fourfold.analysis.evaluate.engine.words import VERDICTS
from fourfold.analysis.evaluate.statistics import Claim, ClaimVerdict, Scale, claim
from fourfold.analysis.tables.values import Hidden
from fourfold.cli.scratch import Packed
from fourfold.reference import load_pack

TITLE = "An evaluation before and after a training"
CODEBOOK = "training_survey"
WAVES = ("before", "after")
OTHER = "Another field"
PEOPLE = {
    "Child Welfare": 120,
    "Education": 260,
    "Law Enforcement": 110,
    "Service Provider": 130,
    OTHER: 132,
}
"""In each wave. How many of a field answered was not printed; these numbers are made up."""
FELL = ("k2", "k3", "k4", "c2")
"""The items that the source names as rated lower after the training."""
EVENTS = 48
P_CLAIMED = 0.01
Row = list[str]


def codebook() -> Codebook:
    """Return the state's codebook of its training survey."""
    return codebook_of(load_pack("ct").codebook(CODEBOOK), name=f"{CODEBOOK}.yaml")


def printed() -> dict[tuple[str, str, str], str]:
    """Return the printed means: construct, field ("all" for everybody) and wave to the mean."""
    rows = load_pack("ct").rows("figures")
    found = {}
    for row in rows:
        construct = row["indicator"].removesuffix("_SCORE")
        if row["indicator"].endswith("_SCORE") and row["wave"] in WAVES:
            found[construct, row["group"], row["wave"]] = row["value"]
    return found


# ------------------------------------------------------------------ made-up people
def made_up_rows() -> Iterator[dict[str, str]]:
    """Yield 1,504 made-up people, half in each wave, whose means round to the printed ones."""
    book, draw = codebook(), random.Random(2018)  # noqa: S311 - no secret is made of it
    for wave in WAVES:
        for field, n in PEOPLE.items():
            answers = {}
            for construct in book.constructs:
                answers |= _answers(construct, field, wave, draw)
            for person in range(n):
                event = f"E{draw.randrange(EVENTS) + 1:02d}"
                given = {item: str(values[person]) for item, values in answers.items()}
                yield {"wave": wave, "field": field, "event": event, **given}


def _total(construct: Construct, field: str, wave: str) -> int:
    """Return what all answers of a field add up to; the other fields fill up the whole."""
    means, items = printed(), len(construct.items)
    if field != OTHER:
        return round(float(means[construct.code, field, wave]) * items * PEOPLE[field])
    whole = round(float(means[construct.code, "all", wave]) * items * sum(PEOPLE.values()))
    return whole - sum(_total(construct, each, wave) for each in PEOPLE if each != OTHER)


def _answers(
    construct: Construct, field: str, wave: str, draw: random.Random
) -> dict[str, list[int]]:
    """Return each item's answers, person by person, with the total that is wanted."""
    n = PEOPLE[field]
    left = _total(construct, field, wave)
    codes = [item.code for item in construct.items]
    totals = {}
    if wave == "after":
        start = _total(construct, field, "before") / len(codes)
        totals = {code: round(start - n * 0.1) for code in codes if code in FELL}
        left -= sum(totals.values())
    rest = [code for code in codes if code not in totals]
    for at, code in enumerate(rest):
        totals[code] = round(left / (len(rest) - at))
        left -= totals[code]
    leaning = [draw.gauss(0, (construct.high - construct.low) / 7) for _ in range(n)]
    return {code: _spread(totals[code], leaning, construct, draw) for code in codes}


def _spread(
    total: int, leaning: Sequence[float], construct: Construct, draw: random.Random
) -> list[int]:
    """Return whole answers near each person's leaning that add up to the total."""
    low, high, n = construct.low, construct.high, len(leaning)
    spread = (high - low) / 8
    values = [
        min(high, max(low, round(total / n + each + draw.gauss(0, spread)))) for each in leaning
    ]
    while missing := total - sum(values):
        step = 1 if missing > 0 else -1
        place = draw.randrange(n)
        if low <= values[place] + step <= high:
            values[place] += step
    return values


def made_up_file() -> Source:
    """Return those people as a CSV file."""
    rows = list(made_up_rows())
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return source_of_bytes("made_up_answers.csv", out.getvalue().encode())


def evaluated() -> Evaluation:
    """Return the evaluation of the made-up people."""
    asked = Asked("wave", by=("field",))
    return evaluate(made_up_file(), codebook(), asked, scratch=Packed)


def claims() -> dict[str, Claim]:
    """Return what the printed means alone prove, half of the 1,504 in each wave."""
    means, found = printed(), {}
    half = sum(PEOPLE.values())
    for each in codebook().constructs:
        found[each.title] = claim(
            means[each.code, "all", "before"],
            means[each.code, "all", "after"],
            Scale(each.low, each.high),
            n_before=half,
            n_after=half,
            p_claimed=P_CLAIMED,
        )
    return found


# ------------------------------------------------------------------ as Markdown
_PROVEN = {
    ClaimVerdict.PROVEN_HOWEVER_LINKED: "proven, whoever answered twice",
    ClaimVerdict.PROVEN_IF_UNLINKED: "proven, unless people who were high before were low after",
    ClaimVerdict.NOT_PROVEN: "not proven",
}
Table = tuple[tuple[str, ...], list[tuple[object, ...]]]


def parts(table: Callable[..., str]) -> Iterator[str]:
    """Yield the page's parts; table: makes Markdown of a header and rows."""
    found = evaluated()
    yield (
        "Connecticut's study team printed average scores before and after a training in 2018 "
        "(n = 1,504), overall and by field of work, without standard deviations, the test, the "
        "pairing or the n of a field. The people below are **made up**: 752 in each wave, so many "
        "of a field as we chose, answering so that every printed mean comes out again. What is not "
        "a mean (spread, intervals, p, reliability) is a property of these made-up people only."
    )
    yield "## What the printed means alone prove"
    yield (
        "Answers between two ends can spread only so far: SD ≤ √((high − mean)(mean − low)). So "
        "the printed means and n, taken as half in each wave, give a least z for the printed "
        "claim “p < .01”. `fourfold evaluate claim` shows the arithmetic of one."
    )
    yield table(*claim_table())
    yield "## What cannot be as printed"
    yield "\n".join(slip_lines(found))
    yield "## Scores"
    yield "`fourfold evaluate before-after FILE --wave wave --by field --codebook training_survey`"
    for title, each in score_tables(found):
        yield f"### {title}"
        yield table(*each)
    yield "## Items that went the wrong way"
    yield (
        "The source names these four as rated lower after the training, without numbers. Here each "
        "was made to fall by 0.1 in every field."
    )
    yield table(*fell_table(found))
    yield "## How items go together"
    yield table(*reliability_table(found))
    yield "## How to read this"
    yield "\n".join(f"- {each}" for each in found.notes)


def claim_table() -> Table:
    """Return the arithmetic of each claim."""
    header = (
        "Score", "Most SD before", "Most SD after", "Least z", "p at most",
        "p at most, for what rounding hides", "p < .01 is",
    )  # fmt: skip
    rows: list[tuple[object, ...]] = []
    for title, each in claims().items():
        plain = each.as_printed
        rows.append(
            (
                title,
                f"{plain.sd_before:.3f}",
                f"{plain.sd_after:.3f}",
                f"{plain.z:.2f}",
                _p(plain.p),
                _p(each.rounded.p),
                _PROVEN[each.verdict],
            )
        )
    return header, rows


def score_tables(found: Evaluation) -> Iterator[tuple[str, Table]]:
    """Yield a table for each construct: printed means beside those computed."""
    means = printed()
    header = (
        "Field", "Printed", "Computed", "n", "Change", "95% interval", "Hedges g", "Adjusted p",
        "Shows",
    )  # fmt: skip
    for result in found.constructs:
        code = result.construct.code
        rows = [_row("All", "all", code, result.change, means)]
        rows += [
            _row(each.name, each.name, code, each.change, means) for each in result.tables[0].groups
        ]
        if mix := result.tables[0].standardized:
            change, interval = f"{mix.difference:+.2f}", _interval(mix.interval)
            computed = f"{mix.before:.2f} → {mix.after:.2f}"
            rows.append(("Same mix", "", computed, "", change, interval, "", "", ""))
        yield result.construct.title, (header, rows)


def _row(
    name: str,
    group: str,
    code: str,
    change: Change | Hidden,
    means: dict[tuple[str, str, str], str],
) -> tuple[object, ...]:
    if isinstance(change, Hidden):
        return (name, "", "hidden", "", "", "", "", "", "")
    said = [means.get((code, group, wave), "") for wave in WAVES]
    before, after = change.before.summary, change.after.summary
    return (
        name,
        " → ".join(said) if all(said) else "not printed",
        f"{before.mean:.2f} → {after.mean:.2f}",
        f"{before.n} + {after.n}",
        f"{change.difference:+.2f}",
        _interval(change.interval),
        f"{change.effect.value:+.2f}" if change.effect else "",
        _p(change.adjusted),
        VERDICTS[change.verdict],
    )


def fell_table(found: Evaluation) -> Table:
    """Return the items that went the wrong way, the furthest first."""
    header = ("Item", "Score", "Before → after", "n", "Adjusted p", "Shows")
    return header, list(_fell(found))


def _fell(found: Evaluation) -> Iterator[tuple[object, ...]]:
    for each in found.fell:
        if isinstance(change := each.change, Change):
            before, after = change.before.summary, change.after.summary
            means = f"{before.mean:.2f} → {after.mean:.2f}"
            ns = f"{before.n} + {after.n}"
            shows = VERDICTS[change.verdict]
            yield each.item.text, each.construct.title, means, ns, _p(change.adjusted), shows


def reliability_table(found: Evaluation) -> Table:
    """Return alpha and omega of each construct and wave."""
    rows: list[tuple[object, ...]] = []
    for result in found.constructs:
        for wave, each in zip(WAVES, result.reliability, strict=True):
            alpha = "" if each.alpha is None else f"{each.alpha:.2f}"
            ends = "" if each.low is None else f"[{each.low:.2f}, {each.high:.2f}]"
            omega = "" if each.omega is None else f"{each.omega:.2f}"
            rows.append((result.construct.title, wave, each.n, alpha, ends, omega))
    return ("Score", "Wave", "Answered every item", "Alpha", "95% interval", "Omega"), rows


def slip_lines(found: Evaluation) -> Iterable[str]:
    """Yield what cannot be as printed."""
    for result in found.constructs:
        for slip in result.slips:
            yield f"- {result.construct.title}: {slip.why} {slip.fix}"


def _interval(interval: tuple[float, float] | None) -> str:
    return "" if interval is None else f"[{interval[0]:+.2f}, {interval[1]:+.2f}]"


def _p(p: float | None) -> str:
    if p is None:
        return ""
    return "< .0001" if p < 0.0001 else f"{p:.4f}".lstrip("0")
