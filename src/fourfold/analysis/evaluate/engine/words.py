"""What a reader must know to read the tables, in plain sentences."""

from __future__ import annotations

from fourfold.analysis.evaluate.codebook import Better, Construct, Score
from fourfold.analysis.evaluate.engine.results import (
    Change,
    ConstructResult,
    Evaluation,
    Verdict,
)
from fourfold.analysis.tables.values import Hidden

VERDICTS = {
    Verdict.BETTER: "better",
    Verdict.WORSE: "worse",
    Verdict.NOT_SHOWN: "no change shown",
    Verdict.NOT_TESTED: "not tested",
}

RESPONSE_SHIFT = (
    "An item that went the wrong way does not always mean that people lost something. After a "
    "training people often see how much there is to know, and rate themselves by a stricter "
    "measure than before (response shift). To tell the two apart, ask after the training: “How "
    "would you now rate yourself before it?” (a retrospective pre-test)."
)


def notes(found: Evaluation) -> tuple[str, ...]:
    """Return the notes of an evaluation: who was compared, how, and what is not shown."""
    asked = found.asked
    made = [_linking(found)]
    if asked.event:
        made.append(
            "People of one training answer alike, so each event counts as one unit (robust "
            "standard errors; whole events are drawn for the intervals)."
            + (
                f" {found.no_event:,} rows name no event and are left out of tests by event."
                if found.no_event
                else ""
            )
        )
    made.append(
        f"Intervals in brackets hold the middle {asked.level:.0%} of {asked.replicates:,} samples "
        f"drawn from the counts (bootstrap, seed {asked.seed}); for items, of the test."
    )
    made.append(
        "p is given as tested and adjusted: by Holm over the constructs and over the groups of a "
        "table, by Benjamini and Hochberg over the items. “Better” and “worse” go by the latter."
    )
    if asked.by:
        made.append(
            "“Same mix” weights the groups alike in both waves, by their share of both together, "
            "so that a change of who came is not taken for a change in people. Hidden groups count "
            "as one."
        )
        made.append(
            f"Groups with fewer than {asked.least} people in a wave are hidden, and so many others "
            "that none can be worked out from the totals. “(not given)” left the column blank."
        )
    if found.fell:
        made.append(RESPONSE_SHIFT)
    return tuple(made)


def _linking(found: Evaluation) -> str:
    codes = found.codes
    if codes is None:
        return (
            "Nobody is paired: the waves are compared as two groups of people (Welch's t test). If "
            "the same people answered twice, the intervals are rather too wide than too narrow."
        )
    said = (
        f"{codes.pairs:,} people are known in both waves by their own code; {codes.alone:,} codes "
        f"stand in one wave only and {codes.blank:,} rows have none."
    )
    if codes.repeated:
        said += (
            f" {codes.repeated:,} codes stand more than once in a wave; nobody can tell whose they "
            f"are, so their {codes.repeated_rows:,} rows stay unpaired."
        )
    test = (
        "All people count: those known twice as pairs, the others apart (t test for partly paired "
        "samples, Derrick and others 2017)."
    )
    return f"{said} {test}"


def rule(construct: Construct) -> str:
    """Say how a score is made: scale, direction, missing answers."""
    low, high = construct.ends
    made = "the mean of its items" if construct.score is Score.MEAN else "the sum of its items"
    better = "higher is better" if construct.better is Better.HIGHER else "lower is better"
    filled = (
        "" if construct.score is Score.MEAN else "; missing items count as the mean of the others"
    )
    return (
        f"{len(construct.items)} items; the score is {made}, {low} to {high}, {better}; at least "
        f"{construct.needed} items must be answered{filled}"
    )


def power(result: ConstructResult) -> str:
    """Say what the answers could have shown."""
    if result.found is None:
        return ""
    return (
        f"With these answers a true difference of {result.found:.2f} points would be found 4 times "
        "in 5; a smaller one may stay unseen."
    )


def size(change: Change | Hidden) -> str:
    """Say a difference with its sign, its interval and what it came to."""
    if isinstance(change, Hidden):
        return "hidden"
    return f"{change.difference:+.2f}, {VERDICTS[change.verdict]}"
