"""
Waves of a survey some time apart: which questions they share, and how each moved.

Only questions of the same name, answers and words are compared. A question whose words changed is
left out unless somebody says that it asks the same; one whose answers changed is left out always.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from fourfold.analysis.evaluate.engine import LEAST_SHOWN
from fourfold.analysis.evaluate.statistics import (
    CannotCompare,
    Share,
    Summary,
    Trend,
    benjamini_hochberg,
    newcombe,
    trend,
    welch,
    wilson,
)
from fourfold.analysis.evaluate.statistics.summaries import TooFew

YES, NO = frozenset({"agree", "yes"}), frozenset({"disagree", "no"})
"""Codes of answers by which a share is told; all other answers stand beside it."""


class Fit(StrEnum):
    """Whether a question can be compared across waves."""

    COMMON = "COMMON"
    SAID_SAME = "SAID_SAME"
    """Its words changed, and somebody says that it asks the same."""
    REWORDED = "REWORDED"
    OTHER_ANSWERS = "OTHER_ANSWERS"
    NOT_IN_ALL = "NOT_IN_ALL"
    NO_MEASURE = "NO_MEASURE"
    """Its answers are neither agree and disagree, yes and no, nor numbers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as one wave asks it. answers: codes to words, in the form's order."""

    name: str
    words: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave. said: question to how many gave each code; blanks are left out."""

    name: str
    questions: Mapping[str, Asked]
    said: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Question:
    """A question over all waves. wordings: as the waves ask it, without doubles, in their order."""

    name: str
    fit: Fit
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """
    A question in one wave. n: answers that count. low, high: of `value` at 95 percent.

    value: the share of those who agree, 0 to 1, or the mean; None where n is 0 or too small to be
    shown, and then `is_hidden` says which. beside: other answers, such as "Not applicable", to
    how many gave them.
    """

    wave: str
    n: int
    value: float | None
    low: float | None
    high: float | None
    beside: Mapping[str, int]
    is_hidden: bool = False
    share: Share | None = None
    summary: Summary | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """
    From the wave before to this one. p: two-sided; adjusted: for all questions' steps together.

    Shares: Newcombe's interval and the pooled test; means: Welch's.
    """

    change: float
    low: float
    high: float
    p: float | None
    adjusted: float | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """
    One question across waves. is_share: shares that agree, else means.

    steps: one less than the waves; None where one cannot be told. trend: of three waves and more,
    shares alone.
    """

    question: Question
    is_share: bool
    stands: tuple[Stand, ...]
    steps: tuple[Step | None, ...]
    trend: Trend | None


@dataclass(frozen=True, slots=True)
class Across:
    """All questions across waves. left_out: those that are not compared; `fit` says why."""

    waves: tuple[str, ...]
    moved: tuple[Moved, ...]
    left_out: tuple[Question, ...] = field(default=())


def across(
    waves: Sequence[Wave], *, same: Collection[str] = (), least: int = LEAST_SHOWN
) -> Across:
    """
    Compare two waves or more on the questions they share.

    waves: from the first to the last. same: questions with changed words that somebody says ask the
    same. least: a wave with fewer answers to a question is hidden there.
    :raises TooFew: with fewer than two waves.
    """
    if len(waves) < 2:
        raise TooFew("One wave cannot be compared. Choose two or more.")
    questions = [_question(name, waves, same) for name in _names(waves)]
    found = [
        _moved(each, waves, least) for each in questions if each.fit in {Fit.COMMON, Fit.SAID_SAME}
    ]
    left = tuple(each for each in questions if each.fit not in {Fit.COMMON, Fit.SAID_SAME})
    return Across(tuple(each.name for each in waves), _adjusted(found), left)


def _names(waves: Sequence[Wave]) -> list[str]:
    return list(dict.fromkeys(name for each in waves for name in each.questions))


def _question(name: str, waves: Sequence[Wave], same: Collection[str]) -> Question:
    asked = [each.questions[name] for each in waves if name in each.questions]
    wordings = tuple(dict.fromkeys(_plain(each.words) for each in asked))
    return Question(name, _fit(name, asked, len(waves), len(wordings), same), wordings)


def _fit(
    name: str, asked: Sequence[Asked], waves: int, wordings: int, same: Collection[str]
) -> Fit:
    if len(asked) < waves:
        return Fit.NOT_IN_ALL
    answers = [{code: _plain(words) for code, words in each.answers.items()} for each in asked]
    if any(each != answers[0] for each in answers):
        return Fit.OTHER_ANSWERS
    codes = set(answers[0])
    if not (codes & YES and codes & NO) and not any(map(_is_number, codes)):
        return Fit.NO_MEASURE
    if wordings == 1:
        return Fit.COMMON
    return Fit.SAID_SAME if name in same else Fit.REWORDED


def _plain(words: str) -> str:
    return " ".join(words.split())


def _is_number(code: str) -> bool:
    return code.isdecimal() and code.isascii()


def _moved(question: Question, waves: Sequence[Wave], least: int) -> Moved:
    asked = waves[-1].questions[question.name]
    is_share = bool(set(asked.answers) & YES and set(asked.answers) & NO)
    stands = tuple(_stand(each, question.name, asked, is_share, least) for each in waves)
    steps = tuple(_step(one, other) for one, other in zip(stands, stands[1:], strict=False))
    return Moved(question, is_share, stands, steps, _trend(stands) if is_share else None)


def _stand(wave: Wave, name: str, asked: Asked, is_share: bool, least: int) -> Stand:
    said = wave.said.get(name, {})
    counted = YES | NO if is_share else frozenset(filter(_is_number, asked.answers))
    counts = {code: said.get(code, 0) for code in asked.answers if code in counted}
    n = sum(counts.values())
    beside = {
        words: said.get(code, 0) for code, words in asked.answers.items() if code not in counted
    }
    if n < least:
        return Stand(wave.name, n, None, None, None, {}, is_hidden=n > 0)
    if is_share:
        share = wilson(sum(n for code, n in counts.items() if code in YES), n)
        return Stand(wave.name, n, share.share, share.low, share.high, beside, share=share)
    summary = _summary(counts)
    low, high = _mean_ends(summary)
    return Stand(wave.name, n, summary.mean, low, high, beside, summary=summary)


def _summary(counts: Mapping[str, int]) -> Summary:
    n = sum(counts.values())
    mean = sum(int(code) * count for code, count in counts.items()) / n
    squares = sum(count * (int(code) - mean) ** 2 for code, count in counts.items())
    return Summary(n, mean, squares / (n - 1))


def _mean_ends(summary: Summary) -> tuple[float, float]:
    from scipy.special import stdtrit  # noqa: PLC0415 - slow to import

    reach = float(stdtrit(summary.n - 1, 0.975)) * (summary.variance / summary.n) ** 0.5
    return summary.mean - reach, summary.mean + reach


def _step(before: Stand, after: Stand) -> Step | None:
    if before.share and after.share:
        one, other = before.share, after.share
        found = newcombe(one.yes, one.n, other.yes, other.n)
        return Step(found.difference, found.low, found.high, found.p)
    if before.summary and after.summary:
        try:
            test = welch(before.summary, after.summary)
        except CannotCompare:
            return None
        return Step(after.summary.mean - before.summary.mean, test.low, test.high, test.p)
    return None


def _trend(stands: Sequence[Stand]) -> Trend | None:
    shares = [each.share for each in stands]
    known = [each for each in shares if each]
    if len(known) < max(len(shares), 3):
        return None
    try:
        return trend([each.yes for each in known], [each.n for each in known])
    except CannotCompare:
        return None


def _adjusted(found: Sequence[Moved]) -> tuple[Moved, ...]:
    ps = [step.p if step else None for each in found for step in each.steps]
    raised = iter(benjamini_hochberg(ps))
    made = []
    for each in found:
        steps = []
        for step in each.steps:
            p = next(raised)
            steps.append(step and replace(step, adjusted=p.adjusted))
        made.append(replace(each, steps=tuple(steps)))
    return tuple(made)
