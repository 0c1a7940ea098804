"""
A part that repeats, written out: its rows once for each time, as many times as may be asked.

A time is asked if the repeat_count says so or, without one, if somebody says that there is one to
add. So a repeated part is answered, kept, typed and exported like any other: its third `age` is the
question `age.3` (decision 0031).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from fourfold.reference.forms.heads import Heads, heads_of, plain_type
from fourfold.reference.forms.sheets import Sheet

MOST_TIMES = 20
"""How often a part is asked where nothing says how often."""
MOST_COUNTED = 60
TIME = "\0time"
"""The heading, that no sheet can have, under which a row says which time it is asked."""
AGAIN_LIST = "fourfold.again"
AGAIN = {"yes": ("Yes", "Sí"), "no": ("No", "No")}
_ONE = ("Is there one to add?", "¿Hay algo que agregar?")
_ANOTHER = ("Is there another one to add?", "¿Hay otra más que agregar?")
_REST = ("Only the first {most} can be told here.", "Aquí solo caben las primeras {most}.")
_EXPRESSIONS = ("relevant", "constraint", "required", "calculation", "choice_filter")
_COUNT = re.compile(r"count\(\s*\$\{\s*([\w.\-]+)\s*\}\s*\)")
_OF_ALL = re.compile(r"\b(sum|min|max)\(\s*\$\{\s*([\w.\-]+)\s*\}\s*\)")
_NTH = re.compile(
    r"indexed-repeat\(\s*\$\{\s*([\w.\-]+)\s*\}\s*,\s*\$\{[^}]*\}\s*,\s*(\d{1,2})\s*\)"
)
_NAME = re.compile(r"\$\{\s*([\w.\-]+)\s*\}")
_POSITION = re.compile(r"position\(\s*\.\.\s*\)")
Row = tuple[int, Mapping[str, str]]
Say = Callable[..., None]


@dataclass(frozen=True, slots=True)
class _Part:
    """A repeated part. count: its repeat_count, "" for none. times: written out so often."""

    name: str
    row: int
    count: str
    times: int
    inside: tuple[Row, ...]
    names: frozenset[str]


def more_of(part: str, time: int) -> str:
    """Return the name of the question whether there is another one after a time, 0 before all."""
    return f"{part}.more.{time}"


def written_out(survey: Sheet, choices: Sheet, say: Say) -> tuple[Sheet, Sheet, dict[str, int]]:
    """
    Return the sheets with each repeated part written out, and the parts with how many times.

    Rows keep their numbers. say: takes each problem: sheet, row, column, why, fix. What has a
    problem is left as it was.
    """
    heads = heads_of(survey.heads)
    parts = {each.row: each for each in _parts(survey, heads, say)}
    if not parts:
        return survey, choices, {}
    by_name = {name: part for part in parts.values() for name in (part.name, *part.names)}
    made: list[Row] = []
    until = 0
    for at, (row, cells) in enumerate(survey.rows):
        if at < until:
            continue
        if row in parts:
            part = parts[row]
            made += _copies(part, cells, heads)
            until = at + len(part.inside) + 2
        else:
            made.append((row, _changed(cells, heads, partial(_outside, by_name=by_name))))
    times = {each.name: each.times for each in parts.values()}
    added = (each for each in ("relevant", "required", "label") if each not in heads.plain)
    return Sheet((*survey.heads, *added), tuple(made)), _with_again(choices, heads), times


def _parts(survey: Sheet, heads: Heads, say: Say) -> Iterator[_Part]:
    opened: list[tuple[int, int, Mapping[str, str]]] = []
    for at, (row, cells) in enumerate(survey.rows):
        kind = plain_type(heads.cell(cells, "type"))
        if heads.cell(cells, "disabled").casefold() in ("yes", "true"):
            continue
        if kind == "begin repeat":
            opened.append((at, row, cells))
            if len(opened) > 1:
                why = "A part that repeats inside another that repeats is not asked here."
                say("survey", row, "type", why, "Ask the inner one as a part of its own.")
        elif kind == "end repeat" and opened:
            began, begin_row, begin = opened.pop()
            if opened:
                continue
            inside = survey.rows[began + 1 : at]
            count = heads.cell(begin, "repeat_count").strip()
            times = int(count) if count.isdecimal() else MOST_TIMES
            name = heads.cell(begin, "name")
            if not name or not 1 <= times <= MOST_COUNTED:
                column = "repeat_count" if name else "name"
                why = f"A part repeats 1 to {MOST_COUNTED} times." if name else "It has no name."
                say("survey", begin_row, column, why, "Mend it.")
                continue
            names = frozenset(heads.cell(each, "name") for _, each in inside) - {""}
            yield _Part(name, begin_row, count, times, inside, names)


def _copies(part: _Part, begin: Mapping[str, str], heads: Heads) -> Iterator[Row]:
    own = heads.cell(begin, "relevant")
    if not part.count:
        kind, name = heads.plain["type"], heads.plain["name"]
        yield part.row, {**begin, kind: "begin group", name: f"{part.name}.any"}
        yield part.row, _again(part, heads, 0)
        yield part.row, {kind: "end group"}
    for time in range(1, part.times + 1):
        applies = " and ".join(f"({each})" for each in (own, _applies(part, time)) if each)
        head = _named(_labelled(begin, heads, f"({time})"), heads, part.name, time)
        head |= {
            heads.plain["type"]: "begin group",
            heads.plain.get("relevant", "relevant"): applies,
        }
        yield part.row, head
        for row, cells in part.inside:
            changed = _changed(cells, heads, partial(_within, part=part, time=time))
            yield row, _named(changed, heads, heads.cell(cells, "name"), time)
        if not part.count and time < part.times:
            yield part.row, _again(part, heads, time)
        yield part.row, {heads.plain["type"]: "end group"}
    if part.count and not part.count.isdecimal():
        too_many = f"({part.count}) > {part.times}"
        rest = tuple(each.format(most=part.times) for each in _REST)
        yield (
            part.row,
            _ours(heads, "note", f"{part.name}.rest", rest, relevant=too_many)
            | {TIME: str(part.times + 1)},
        )


def _applies(part: _Part, time: int) -> str:
    """Return the condition under which a part is asked for a time."""
    if part.count.isdecimal():
        return ""
    if part.count:
        return f"({part.count}) >= {time}"
    return f"${{{more_of(part.name, time - 1)}}} = 'yes'"


def _again(part: _Part, heads: Heads, time: int) -> dict[str, str]:
    """Return the row that asks after a time whether there is another one."""
    ask = (f"select_one {AGAIN_LIST}", more_of(part.name, time), _ANOTHER if time else _ONE)
    return _ours(heads, *ask, required="yes") | {TIME: str(time + 1)}


def _named(cells: Mapping[str, str], heads: Heads, name: str, time: int) -> dict[str, str]:
    named = {heads.plain["name"]: f"{name}.{time}"} if name else {}
    return {**cells, **named, TIME: str(time)}


def _labelled(cells: Mapping[str, str], heads: Heads, after: str) -> dict[str, str]:
    labels = {heads.plain.get("label", "")} | {
        head for (column, _), head in heads.spoken.items() if column == "label"
    }
    return {
        head: f"{cell} {after}" if head in labels and cell else cell for head, cell in cells.items()
    }


def _changed(
    cells: Mapping[str, str], heads: Heads, change: Callable[[str], str]
) -> dict[str, str]:
    """Return a row with its expressions changed."""
    own = {heads.plain.get(each) for each in _EXPRESSIONS}
    return {head: change(cell) if head in own and cell else cell for head, cell in cells.items()}


def _within(text: str, part: _Part, time: int) -> str:
    """Return an expression inside a part as it reads the same time of it."""

    def this_time(found: re.Match[str]) -> str:
        return f"${{{found[1]}.{time}}}" if found[1] in part.names else found[0]

    return _NAME.sub(this_time, _POSITION.sub(str(time), text))


def _outside(text: str, by_name: Mapping[str, _Part]) -> str:
    """Return an expression outside of the parts, where it counts them or takes all their times."""

    def counted(found: re.Match[str]) -> str:
        part = by_name.get(found[1])
        if part is None or part.count:
            return f"({part.count})" if part else found[0]
        more = (f"number(${{{more_of(part.name, each)}}} = 'yes')" for each in range(part.times))
        return f"({' + '.join(more)})"

    def of_all(found: re.Match[str]) -> str:
        part = by_name.get(found[2])
        every = (f"${{{found[2]}.{each}}}" for each in range(1, part.times + 1)) if part else ()
        return f"{found[1]}({', '.join(every)})" if part else found[0]

    text = _OF_ALL.sub(of_all, _COUNT.sub(counted, text))
    return _NTH.sub(lambda found: f"${{{found[1]}.{found[2]}}}", text)


def _ours(
    heads: Heads, kind: str, name: str, words: tuple[str, ...], **expressions: str
) -> dict[str, str]:
    """Return a row of ours, in the sheet's languages."""
    made = {heads.plain["type"]: kind, heads.plain["name"]: name}
    made |= {heads.plain.get(each, each): text for each, text in expressions.items()}
    spoken = {head: words[code == "es"] for head, code in _spoken(heads)}
    return made | (spoken or {heads.plain.get("label", "label"): words[0]})


def _spoken(heads: Heads) -> Iterator[tuple[str, str]]:
    """Yield each heading of labels in a language, and the language's code."""
    codes = {each.name: each.code for each in heads.languages}
    for (column, language), head in heads.spoken.items():
        if column == "label":
            yield head, codes.get(language, "")


def _with_again(choices: Sheet, survey: Heads) -> Sheet:
    """Return the choices with yes and no in the languages of the questions."""
    heads = choices.heads or ("list_name", "name")
    known = heads_of(heads)
    if "list_name" not in known.plain or "name" not in known.plain:
        return choices
    for key, head in survey.spoken.items():
        if key[0] == "label" and key not in known.spoken:
            heads = (*heads, head)
    if not survey.spoken and "label" not in known.plain:
        heads = (*heads, survey.plain.get("label", "label"))
    known = heads_of(heads)
    last = max((row for row, _ in choices.rows), default=1)
    rows = []
    for name, words in AGAIN.items():
        spoken = {head: words[code == "es"] for head, code in _spoken(known)}
        said = spoken or {known.plain["label"]: words[0]}
        own = {known.plain["list_name"]: AGAIN_LIST, known.plain["name"]: name}
        rows.append((last, said | own))
    return Sheet(heads, (*choices.rows, *rows))
