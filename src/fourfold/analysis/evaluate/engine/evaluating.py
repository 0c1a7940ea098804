"""A file of answers and a codebook, turned into an evaluation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from fourfold.analysis.check.files.bringing import COMMAND_LINE, Limits
from fourfold.analysis.check.files.rules.table import CannotRead
from fourfold.analysis.check.files.source import Scratch, Source
from fourfold.analysis.evaluate.codebook import Better, Codebook, Construct, Score
from fourfold.analysis.evaluate.engine import resampling, words
from fourfold.analysis.evaluate.engine.asked import Asked, CannotOpen, TooFewAnswers
from fourfold.analysis.evaluate.engine.changes import adjusted, change_of, least_difference
from fourfold.analysis.evaluate.engine.codes import match_codes
from fourfold.analysis.evaluate.engine.events import Event, by_event, without_event
from fourfold.analysis.evaluate.engine.hiding import too_small
from fourfold.analysis.evaluate.engine.linked import changes_if_all_linked, linked_of
from fourfold.analysis.evaluate.engine.loading import Loaded, loaded
from fourfold.analysis.evaluate.engine.opening import opened
from fourfold.analysis.evaluate.engine.results import (
    Change,
    ConstructResult,
    Evaluation,
    Group,
    ItemResult,
    Table,
)
from fourfold.analysis.evaluate.engine.standardizing import standardized
from fourfold.analysis.evaluate.engine.tallies import Tallies, by_group, of_item
from fourfold.analysis.evaluate.engine.together import reliability_of
from fourfold.analysis.evaluate.scales import slips
from fourfold.analysis.evaluate.statistics import Adjusted, Summary, benjamini_hochberg, holm
from fourfold.analysis.tables.values import Hidden

if TYPE_CHECKING:
    from fourfold.analysis.evaluate.engine.resampling import Numbers

_TOGETHER = "\0"
"""The name of all hidden groups as one; no cell can hold it."""


def evaluate(
    source: Source,
    codebook: Codebook,
    asked: Asked,
    *,
    scratch: Callable[[], Scratch],
    answers: Mapping[str, str] | None = None,
    limits: Limits = COMMAND_LINE,
) -> Evaluation:
    """
    Compare the two waves of a file: every construct, group and item.

    source: CSV, TSV, XLSX, ODS, JSON lines or Parquet, a row a person and wave. scratch: makes a
    place for a copy, called only if one is needed; the caller closes it. answers: to what is in
    doubt about the file, by code. Only counts leave the database; no row is kept.
    :raises CannotEvaluate: where the file cannot be read or has too few people; see its kinds.
    """
    for is_sure in (False, True):
        try:
            with opened(
                source,
                codebook,
                asked,
                scratch=scratch,
                answers=answers or {},
                limits=limits,
                is_sure=is_sure,
            ) as file:
                return _evaluated(loaded(file, codebook, asked))
        except CannotRead as problem:
            kind = str(problem)
    raise CannotOpen(
        f"{source.name} is not a table that can be read ({kind}). Open it in a spreadsheet, look "
        "for rows of another length, and save it as CSV."
    )


def _evaluated(answers: Loaded) -> Evaluation:
    asked, codebook = answers.asked, answers.codebook
    waves = answers.people
    for code, n in zip(codebook.waves, waves, strict=True):
        if n < asked.least:
            raise TooFewAnswers(
                f"The wave “{code}” has {f'fewer than {asked.least} people' if n else 'nobody'}. "
                f"Check the column {asked.wave} and the waves of the codebook; small groups are "
                "never shown."
            )
    codes = match_codes(answers) if asked.pair else None
    tables = [
        [by_group(answers, each, places_of(codebook, place), by) for by in range(len(asked.by))]
        for place, each in enumerate(codebook.constructs)
    ]
    hidden = [
        hidden_groups([each[by] for each in tables], least=asked.least)
        for by in range(len(asked.by))
    ]
    results = [
        _construct(answers, place, tables[place], hidden)
        for place in range(len(codebook.constructs))
    ]
    whole = [None if isinstance(r.change, Hidden) else r.change for r in results]
    done = _adjust(whole, asked, holm)
    results = [
        replace(result, change=change or result.change)
        for result, change in zip(results, done, strict=True)
    ]
    no_event = without_event(answers) if asked.event else None
    found = Evaluation(
        codebook,
        asked,
        answers.rows,
        waves,
        tuple(results),
        tuple(_items(answers)),
        answers.strays,
        codes,
        no_event,
        (),
    )
    return replace(found, notes=words.notes(found))


def _adjust(
    changes: list[Change | None],
    asked: Asked,
    by: Callable[[Sequence[float | None]], tuple[Adjusted, ...]],
) -> list[Change | None]:
    ps = [each.test.p if each and each.test else None for each in changes]
    return [
        each and adjusted(each, p, level=asked.level)
        for each, p in zip(changes, by(ps), strict=True)
    ]


# ------------------------------------------------------------------ constructs
def places_of(codebook: Codebook, place: int) -> range:
    """Return the places of a construct's items among all items."""
    start = sum(len(each.items) for each in codebook.constructs[:place])
    return range(start, start + len(codebook.constructs[place].items))


def _construct(
    answers: Loaded, place: int, tables: list[dict[str, Tallies]], hidden: list[frozenset[str]]
) -> ConstructResult:
    asked, construct = answers.asked, answers.codebook.constructs[place]
    places = places_of(answers.codebook, place)
    # With codes a person may have changed the group, so the whole is not the sum of its groups.
    if tables and not asked.pair:
        whole = _merged(tables[0].values())
    else:
        whole = by_group(answers, construct, places, None).get("", Tallies())
    events = by_event(answers, construct, places, None).get("", []) if asked.event else []
    changes = changes_if_all_linked(answers, construct, places, whole)
    change = _change(whole, construct, asked, events, seed=(asked.seed, place), changes=changes)
    shown = not isinstance(change, Hidden)
    return ConstructResult(
        construct,
        change,
        linked=sum(whole.pairs.values()) if shown else 0,
        events=len(events),
        tables=tuple(
            _table(answers, construct, (place, by), groups, hidden[by])
            for by, groups in enumerate(tables)
        )
        if shown
        else (),
        reliability=reliability_of(answers, construct, places),
        found=None if isinstance(change, Hidden) else least_difference(change, asked),
        slips=slips(construct),
        pairs=linked_of(answers, construct, places, whole) if shown else None,
    )


def _merged(groups: Iterable[Tallies]) -> Tallies:
    whole = Tallies()
    for each in groups:
        whole.add(each)
    return whole


def _change(
    tallies: Tallies,
    construct: Construct,
    asked: Asked,
    events: list[Event],
    *,
    seed: tuple[int, ...],
    changes: Sequence[Summary] = (),
) -> Change | Hidden:
    if any(0 < n < asked.least for n in tallies.n):
        return small(asked)
    draws: Numbers | None
    if asked.event:
        (draws,) = resampling.drawn_by_event([events], asked.replicates, seed)
    else:
        draws = resampling.drawn(tallies, asked.replicates, seed)
    found = resampling.interval(draws, level=asked.level)
    return change_of(tallies, construct, asked, events=events, changes=changes, interval=found)


def small(asked: Asked) -> Hidden:
    """Return what stands in place of a number about too few people."""
    return Hidden("too few people, or another small group could be worked out")


# ------------------------------------------------------------------ by field, region, role
def _table(
    answers: Loaded,
    construct: Construct,
    at: tuple[int, int],
    groups: dict[str, Tallies],
    hidden: frozenset[str],
) -> Table:
    asked, (place, by) = answers.asked, at
    column = asked.by[by]
    strata = {name: each for name, each in groups.items() if name not in hidden}
    if together := [each for name, each in groups.items() if name in hidden]:
        strata[_TOGETHER] = _merged(together)
    events: dict[str, list[Event]] = {}
    draws: list[Numbers | None]
    if asked.event:
        every = by_event(answers, construct, places_of(answers.codebook, place), by)
        events = {name: every.get(name, []) for name in strata if name != _TOGETHER}
        if together:
            events[_TOGETHER] = [each for name in sorted(hidden) for each in every.get(name, [])]
        lists = [events[name] for name in strata]
        draws = list(resampling.drawn_by_event(lists, asked.replicates, (asked.seed, *at)))
    else:
        draws = [
            resampling.drawn(each, asked.replicates, (asked.seed, *at, number))
            for number, each in enumerate(strata.values())
        ]
    changes = [
        change_of(
            each,
            construct,
            asked,
            events=events.get(name, []),
            interval=resampling.interval(drawn, level=asked.level),
        )
        for (name, each), drawn in zip(strata.items(), draws, strict=True)
        if name != _TOGETHER
    ]
    done = dict(zip(strata, _adjust(list(changes), asked, holm), strict=False))
    return Table(
        column,
        answers.codebook.columns.get(column, column),
        tuple(Group(name, done.get(name) or small(asked)) for name in groups),
        standardized(strata, draws, level=asked.level),
    )


def hidden_groups(tables: Sequence[Mapping[str, Tallies]], *, least: int) -> frozenset[str]:
    """Return a column's groups that are too small in any construct, and who goes with them."""
    names = sorted({name for groups in tables for name in groups})
    nobody = Tallies()
    sizes = {name: [n for groups in tables for n in groups.get(name, nobody).n] for name in names}
    return too_small(sizes, least=least)


# ------------------------------------------------------------------ items
def _items(answers: Loaded) -> list[ItemResult]:
    """Return every item, those that went the wrong way first, the furthest first."""
    asked, found = answers.asked, []
    changes: list[Change | None] = []
    number = 0
    for construct in answers.codebook.constructs:
        for item in construct.items:
            # As it was answered: not turned around.
            as_answered = replace(item, reversed=False)
            better = _turned(construct.better) if item.reversed else construct.better
            alone = replace(
                construct, items=(as_answered,), labels=(), better=better, score=Score.MEAN
            )
            tallies = of_item(answers, alone, number)
            events: list[Event] = []
            if asked.event:
                places = range(number, number + 1)
                events = by_event(answers, alone, places, None).get("", [])
            if all(n >= asked.least for n in tallies.n):
                changes.append(change_of(tallies, alone, asked, events=events))
            else:
                changes.append(None)
            said = tuple(
                (meaning, small(asked) if n < asked.least else n)
                for meaning, n in sorted(answers.said[number].items())
            )
            found.append((item, construct, said, _answers(answers, construct, number)))
            number += 1
    done = _adjust(changes, asked, benjamini_hochberg)
    results = [
        ItemResult(
            item,
            construct,
            change or small(asked),
            _fell(change),
            said,
            given if change else (),
        )
        for (item, construct, said, given), change in zip(found, done, strict=True)
    ]
    return sorted(results, key=_wrong_way_first)


def _answers(
    answers: Loaded, construct: Construct, number: int
) -> tuple[tuple[int, int, int], ...]:
    """Return each point of the scale to how many gave it before and after."""
    before, after = answers.ratings[number]
    points = range(construct.low, construct.high + 1)
    return tuple((each, before.get(each, 0), after.get(each, 0)) for each in points)


def _turned(better: Better) -> Better:
    return Better.LOWER if better is Better.HIGHER else Better.HIGHER


def _fell(change: Change | None) -> bool:
    return change is not None and change.is_better is False


def _wrong_way_first(result: ItemResult) -> tuple[int, float]:
    change = result.change
    if isinstance(change, Hidden) or not result.fell:
        return (1, 0.0)
    span = result.construct.high - result.construct.low
    return (0, -abs(change.difference) / span)
