"""Whether the scores, labels and stated maxima of a survey fit each other."""

from __future__ import annotations

from dataclasses import dataclass

from fourfold.analysis.evaluate.codebook import Construct, Score


@dataclass(frozen=True, slots=True)
class Slip:
    """
    Two things that were printed and cannot both be right. Nothing is corrected.

    construct: its code. why, fix: a sentence each.
    """

    construct: str
    why: str
    fix: str


def slips(construct: Construct) -> tuple[Slip, ...]:
    """Return what does not fit: labels out of order, and a mean told with a sum's maximum."""
    return (*_labels(construct), *_maximum(construct))


def _labels(construct: Construct) -> list[Slip]:
    """Find a lower score with a better word than a higher score; the nearest pair of each kind."""
    rank = {words: place for place, words in enumerate(construct.order)}
    known = sorted(
        {each for each in construct.printed if each.words in rank}, key=lambda each: each.score
    )
    found: dict[tuple[str, str], Slip] = {}
    for at, lower in enumerate(known):
        for higher in known[at + 1 :]:
            pair = (lower.words, higher.words)
            if higher.score > lower.score and rank[higher.words] < rank[lower.words]:
                # Pairs come by rising lower score, so the last one kept is the nearest.
                found[pair] = Slip(
                    construct.code,
                    f"{lower.score:g} is called “{lower.words}” and the higher score "
                    f"{higher.score:g} is called “{higher.words}”.",
                    "Give each label one range of scores, and print it.",
                )
                break
    for score in sorted({each.score for each in known}):
        words = sorted({each.words for each in known if each.score == score}, key=rank.__getitem__)
        if len(words) > 1:
            said = " and ".join(f"“{each}”" for each in words)
            why = f"{score:g} is called both {said}."
            found[(words[0], words[1])] = Slip(construct.code, why, "Choose one of the words.")
    return list(found.values())


def _maximum(construct: Construct) -> list[Slip]:
    """Find a maximum that belongs to the other kind of score: 60 told beside means of 1 to 5."""
    top, items = construct.maximum, len(construct.items)
    if top is None or top == construct.ends[1]:
        return []
    as_sum, as_mean = construct.high * items, construct.high
    if construct.score is Score.MEAN and top == as_sum:
        why = (
            f"The maximum {top:g} is that of a sum of {items} items, and the scores are means of "
            f"items, {construct.low} to {construct.high}."
        )
        fix = f"Print the maximum {as_mean}, or multiply the means by {items}."
    elif construct.score is Score.SUM and top == as_mean:
        why = f"The maximum {top:g} is that of a mean, and the scores are sums of {items} items."
        fix = f"Print the maximum {as_sum}, or divide the sums by {items}."
    else:
        why = (
            f"The maximum {top:g} is neither that of a mean ({as_mean}) nor of a sum ({as_sum}) "
            f"of {items} items of {construct.low} to {construct.high}."
        )
        fix = "Check the number of items and the scale."
    return [Slip(construct.code, why, fix)]


def looks_like_sum(mean: float, construct: Construct) -> bool:
    """Tell whether a printed mean lies outside the scale and would fit a sum of all items."""
    items = len(construct.items)
    outside = not construct.low <= mean <= construct.high
    return outside and construct.low * items <= mean <= construct.high * items
