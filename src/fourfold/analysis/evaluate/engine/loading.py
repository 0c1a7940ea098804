"""The answers as one table of small numbers, and every cell that is no answer told by its row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fourfold.analysis.check.files.rules.table import CannotRead, Table, quoted, select
from fourfold.analysis.evaluate.codebook import Codebook
from fourfold.analysis.evaluate.engine.asked import MOST_GROUPS, Asked, TooManyGroups
from fourfold.analysis.evaluate.engine.opening import Opened

TABLE = "answers"
NOT_A_RATING = 255
_FIRST_WORD = 201
"""Codes from here to 254 stand for what the codebook says is no rating ("99": Refused)."""
MOST_WORDS = NOT_A_RATING - _FIRST_WORD
_PLACES = 5
_VALUES = 20
_Waves = tuple[dict[int, int], dict[int, int], dict[int, int]]
"""Of one column; the rest is counted together."""


@dataclass(frozen=True, slots=True)
class Stray:
    """
    Cells of one column that are not on its scale, or no wave. They count as not answered.

    value: as it came, cut to 40 characters; "" for all other values together. rows: the first five,
    as a spreadsheet counts.
    """

    column: str
    value: str
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """
    An open file with its table `answers`.

    Its columns: w (0, 1 or none), i0, i1 … in the codebook's order, g0, g1 … as asked by and not
    trimmed, e, p. rows: of the file; people: those of each wave. ratings: for each item and wave,
    value to how many gave it. said: for each item, both waves together, what was said in place of a
    rating to how many said it.
    """

    table: Table
    codebook: Codebook
    asked: Asked
    rows: int
    people: tuple[int, int]
    ratings: tuple[tuple[Mapping[int, int], Mapping[int, int]], ...]
    said: tuple[Mapping[str, int], ...]
    strays: tuple[Stray, ...]


def loaded(file: Opened, codebook: Codebook, asked: Asked) -> Loaded:
    """
    Read every row of an open file once, and once more only where a cell is not a plain rating.

    :raises CannotRead: where the file is not the table it seemed.
    :raises TooManyGroups: where a column has more than 200 values.
    """
    table = file.table
    is_plain = _read_quickly(file, codebook, asked)
    ratings = _ratings(table, codebook) if is_plain else []
    if not is_plain or not _is_on_scale(codebook, ratings):
        rows = _rows(file.cells, file, codebook, asked, _careful)
        table.ask(f"CREATE OR REPLACE TEMP TABLE {TABLE} AS {rows}")
        ratings = _ratings(table, codebook)
        _clean(table, codebook, ratings)
    strays = _stray_waves(file, codebook, asked)
    words = [*codebook.no_answer.values()]
    said, kept = [], []
    for (item, _), waves in zip(_scales(codebook), ratings, strict=True):
        given: dict[str, int] = {}
        for counts in waves:
            for value, count in counts.items():
                if _FIRST_WORD <= value < NOT_A_RATING:
                    meaning = words[value - _FIRST_WORD]
                    given[meaning] = given.get(meaning, 0) + count
        said.append(given)
        kept.append((_plain(waves[0]), _plain(waves[1])))
        if any(NOT_A_RATING in counts for counts in waves):
            strays += _stray_ratings(file, codebook, item)
    totals = ["count(*)", "count(*) FILTER (w = 0)", "count(*) FILTER (w = 1)"]
    ((rows, *people),) = table.ask(select(totals, TABLE))
    for place, column in enumerate(asked.by):
        names = select([f"DISTINCT g{place} AS g"], TABLE)
        ((groups,),) = table.ask(select(["count(DISTINCT trim(g))"], f"({names})"))
        if groups > MOST_GROUPS:
            raise TooManyGroups(
                f"The column {column} has {groups:,} different values; at most {MOST_GROUPS} "
                "groups can be compared. Name a column of fields of work, regions or roles."
            )
    return Loaded(
        table,
        codebook,
        asked,
        rows,
        (people[0], people[1]),
        tuple(kept),
        tuple(said),
        tuple(strays),
    )


# ------------------------------------------------------------------ the table
def _read_quickly(file: Opened, codebook: Codebook, asked: Asked) -> bool:
    """Make the table if every filled cell is a whole number, and say so."""
    scales = _scales(codebook)
    for _, (low, high) in scales:
        if any(each.isdecimal() and low <= int(each) <= high for each in codebook.no_answer):
            return False
    # Blank cells leave it unknown, and bool_or looks over what is unknown.
    fractions = " OR ".join(f"i{place} <> {_whole(place)}" for place in range(len(scales)))
    odd = "false" if file.is_whole else fractions
    typed = [f"{_whole(place)} AS i{place}" for place in range(len(scales))]
    names = ["w", *(f"g{place}" for place in range(len(asked.by)))]
    names += ["e"] * bool(asked.event) + ["p"] * bool(asked.pair)
    try:
        rows = _rows(file.quick, file, codebook, asked, lambda column, *_: column)
        made = select([*names, *typed, f"{odd} AS odd"], f"({rows})")
        file.table.ask(f"CREATE OR REPLACE TEMP TABLE {TABLE} AS {made}")
    except CannotRead:
        return False
    ((unclear,),) = file.table.ask(select(["bool_or(odd)"], TABLE))
    return not unclear


def _is_on_scale(codebook: Codebook, ratings: Sequence[_Waves]) -> bool:
    return all(
        low <= value <= high
        for (_, (low, high)), waves in zip(_scales(codebook), ratings, strict=True)
        for counts in waves
        for value in counts
    )


def _whole(place: int) -> str:
    return f"i{place}::UTINYINT"


def _rows(
    cells: str,
    file: Opened,
    codebook: Codebook,
    asked: Asked,
    rating: Callable[[str, tuple[int, int], Codebook], str],
) -> str:
    at = file.columns
    columns = [f"{_wave(at[asked.wave], codebook)} AS w"]
    columns += [f"{at[name]} AS g{place}" for place, name in enumerate(asked.by)]
    columns += [f"{_text(at[asked.event])} AS e"] if asked.event else []
    columns += [f"lower({_text(at[asked.pair])}) AS p"] if asked.pair else []
    columns += [
        f"{rating(at[item], scale, codebook)} AS i{place}"
        for place, (item, scale) in enumerate(_scales(codebook))
    ]
    return select(columns, f"({cells})")


def _scales(codebook: Codebook) -> list[tuple[str, tuple[int, int]]]:
    return [(i.code, (each.low, each.high)) for each in codebook.constructs for i in each.items]


def _wave(column: str, codebook: Codebook) -> str:
    waves = [", ".join(map(quoted, spellings)) for spellings in codebook.waves.values()]
    # As it stands first: that is much quicker, and nearly all cells are so.
    cases = " ".join(
        f"WHEN {cell} IN ({spellings}) THEN {place}"
        for cell in (column, f"lower(trim({column}))")
        for place, spellings in enumerate(waves)
    )
    return f"CASE {cases} END::UTINYINT"


def _text(column: str) -> str:
    return f"nullif(trim({column}), '')"


def _careful(column: str, scale: tuple[int, int], codebook: Codebook) -> str:
    """Take a cell for what it is: a rating, blank, one of the codebook's words, or a stray."""
    low, high = scale
    cell, number = f"trim({column})", f"try_cast({column} AS FLOAT)"
    words = " ".join(
        f"WHEN lower({cell}) = {quoted(code.lower())}"
        f"{f' OR {number} = {code}' if code.isdecimal() else ''} THEN {_FIRST_WORD + place}"
        for place, code in enumerate(codebook.no_answer)
    )
    return (
        f"CASE WHEN {column} IS NULL OR {cell} = '' THEN NULL {words} "
        f"WHEN {number} BETWEEN {low} AND {high} AND {number} = floor({number}) "
        f"THEN {number} ELSE {NOT_A_RATING} END::UTINYINT"
    )


def _ratings(table: Table, codebook: Codebook) -> list[_Waves]:
    """Return for each item the counts of each value: in the two waves, and where none is known."""
    found: list[_Waves] = [({}, {}, {}) for _ in codebook.items]
    # Two items at a time: half as many passes, and still few enough groups.
    for start in range(0, len(found), 2):
        places = range(start, min(start + 2, len(found)))
        columns = ["w", "count(*)", *(f"i{place}" for place in places)]
        for wave, count, *values in table.ask(select(columns, TABLE, "GROUP BY ALL")):
            for place, value in zip(places, values, strict=True):
                if value is not None:
                    counts = found[place][2 if wave is None else wave]
                    counts[value] = counts.get(value, 0) + count
    return found


def _clean(table: Table, codebook: Codebook, ratings: Sequence[_Waves]) -> None:
    """Leave only ratings in the table; the rest was counted."""
    dirty = [
        f"CASE WHEN i{place} < {_FIRST_WORD} THEN i{place} END AS i{place}"
        for place, waves in enumerate(ratings)
        if any(value >= _FIRST_WORD for counts in waves for value in counts)
    ]
    if dirty:
        cleaned = select([f"* REPLACE ({', '.join(dirty)})"], TABLE)
        table.ask(f"CREATE OR REPLACE TEMP TABLE {TABLE} AS {cleaned}")


def _plain(counts: Mapping[int, int]) -> dict[int, int]:
    return {value: counts[value] for value in sorted(counts) if value < _FIRST_WORD}


# ------------------------------------------------------------------ what is no answer
def _stray_waves(file: Opened, codebook: Codebook, asked: Asked) -> list[Stray]:
    ((unknown,),) = file.table.ask(select(["count(*)"], TABLE, "WHERE w IS NULL"))
    if not unknown:
        return []
    column = file.columns[asked.wave]
    where = f"({_wave(column, codebook)}) IS NULL"
    return _strays(file, asked.wave, column, where)


def _stray_ratings(file: Opened, codebook: Codebook, item: str) -> list[Stray]:
    column, scale = file.columns[item], dict(_scales(codebook))[item]
    return _strays(file, item, column, f"({_careful(column, scale, codebook)}) = {NOT_A_RATING}")


def _strays(file: Opened, name: str, column: str, where: str) -> list[Stray]:
    cell = f"coalesce(trim({column}), '')"
    columns = [f"{cell} AS value", "count(*) AS count", f"min(row, {_PLACES}) AS places"]
    rest = f"WHERE {where} GROUP BY 1 ORDER BY places[1]"
    rows = file.table.ask(select(columns, f"({file.numbered})", rest))
    made = [
        Stray(name, str(value)[:40] or "(blank)", count, tuple(places))
        for value, count, places in rows[:_VALUES]
    ]
    if rest_of := rows[_VALUES:]:
        places = sorted(place for row in rest_of for place in row[2])[:_PLACES]
        made.append(Stray(name, "", sum(row[1] for row in rest_of), tuple(places)))
    return made
