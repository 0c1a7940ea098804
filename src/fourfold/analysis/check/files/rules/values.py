"""
SQL of a field: its text, and its value in its type.

A clean cell is settled by one cheap comparison (a number that is written as the database would
write it, a code that stands in the list); only the others are looked at closely.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fourfold.analysis.check.files.plain import DateOrder, Plain
from fourfold.analysis.check.files.rules.spellings import (
    NO,
    YES,
    among,
    code_of,
    is_coded,
    spellings,
)
from fourfold.analysis.check.files.rules.table import NUMBER, quoted, select
from fourfold.reference.contracts import Contract, ContractField, FieldType

SPACES = " \t\r\n\u00a0\u2007\u202f\u3000\u200b\ufeff"
"""What is cut from both ends of a cell."""
MOST = 999_999_999_999_999
"""Fifteen digits: such numbers add up exactly, and a spreadsheet keeps them."""
DECIMAL = "DECIMAL(25, 10)"
SQL_TYPES = {
    FieldType.STRING: "VARCHAR",
    FieldType.INTEGER: "BIGINT",
    FieldType.NUMBER: DECIMAL,
    FieldType.DATE: "DATE",
    FieldType.YEAR: "BIGINT",
    FieldType.BOOLEAN: "BOOLEAN",
    FieldType.LIST: "VARCHAR[]",
}
_DAY_AND_MONTH = r"[0-9]{1,2}(/[0-9]{1,2}/|-[0-9]{1,2}-|[.][0-9]{1,2}[.])[0-9]{4}"
_YEAR_FIRST = r"[0-9]{4}(-[0-9]{1,2}-|/[0-9]{1,2}/|[.][0-9]{1,2}[.])[0-9]{1,2}"
_MIDNIGHT = r"([T ]0?0:00(:00([.]0+)?)?Z?)?"
_ORDERS = {DateOrder.MDY: "%m/%d/%Y", DateOrder.DMY: "%d/%m/%Y"}


@dataclass(frozen=True, slots=True)
class FieldSQL:
    """
    One field, step by step; each step is SQL over the columns of those before it.

    quick: the cell cast as it stands. clean: true where that settles it. text: outer spaces cut,
    NULL if blank. value: in its type; NULL if blank or not of the type. fits: tells whether a cell
    that is not blank has a value, without working it out.
    """

    quick: str
    clean: str
    text: str
    value: str
    fits: str


def sql_type(field: ContractField) -> str:
    """Return the type a field has in a table of typed values; codes are text."""
    return "VARCHAR" if is_coded(field) else SQL_TYPES[field.type]


def prepared(plain: Plain, contract: Contract, rows: str, *, numbered: bool) -> str:
    """
    Return SQL of a file's rows with four columns for each field of the contract; blank rows go.

    For field number i: r_i is the cell as it came, t_i its text, v_i its value, f_i whether the
    text has a value. A field the file has not is NULL in every row. rows: as Table.rows gives it.
    """
    number = [NUMBER] if numbered else []
    places = {name: place for place, name in enumerate(plain.columns) if name}
    fields = list(enumerate(contract.fields))
    made = {i: _field_sql(field, i, plain.decimal, plain.dates) for i, field in fields}
    raw = [f"{_cell(places.get(field.name))} AS r_{i}" for i, field in fields]
    query = select([*number, *raw], f"({rows})", f"WHERE {_filled(list(places.values()))}")
    for steps in (
        {f"q_{i}": sql.quick for i, sql in made.items()},
        {f"k_{i}": sql.clean for i, sql in made.items()},
        {f"t_{i}": sql.text for i, sql in made.items()},
        {f"v_{i}": sql.value for i, sql in made.items()},
        {f"f_{i}": sql.fits for i, sql in made.items()},
    ):
        query = select(["*", *(f"{sql} AS {name}" for name, sql in steps.items())], f"({query})")
    return query


def cut(text: str) -> str:
    """Return SQL of a text without its outer spaces, NULL if nothing is left."""
    return f"nullif(trim({text}, {quoted(SPACES)}), '')"


def _cell(place: int | None) -> str:
    return "NULL::VARCHAR" if place is None else f"c{place}"


def _filled(places: list[int]) -> str:
    """Return SQL that tells whether a row says anything; the first cell mostly settles it."""
    cells = [f"c{place}" for place in places]
    quick = [f"({each} >= '!' AND {each} < chr(127))" for each in cells]
    slow = [f"{cut(each)} IS NOT NULL" for each in cells]
    return " OR ".join((*quick, *slow)) or "false"


def _field_sql(field: ContractField, i: int, decimal: str, dates: DateOrder) -> FieldSQL:
    r, q, k, t, v = (f"{letter}_{i}" for letter in "rqktv")
    text = f"CASE WHEN {k} THEN {r} ELSE {cut(r)} END"

    def typed(quick: str, clean: str, slow: str) -> FieldSQL:
        value = f"CASE WHEN {k} THEN {q} ELSE {slow} END"
        return FieldSQL(quick, f"coalesce({clean}, false)", text, value, f"{v} IS NOT NULL")

    if is_coded(field):
        said = spellings(field)
        value = f"CASE WHEN {k} THEN {r} ELSE {code_of(f'lower({t})', said)} END"
        fits = f"{k} OR {among(f'lower({t})', said)}"
        clean = f"coalesce({among(r, list(field.choices))}, false)"
        return FieldSQL("NULL", clean, text, value, fits)
    if field.type is FieldType.LIST:
        return _list_sql(field, r, k, t, text)
    if field.type in (FieldType.INTEGER, FieldType.YEAR):
        least, most = (1000, 9999) if field.type is FieldType.YEAR else (-MOST, MOST)
        slow = _year(t) if field.type is FieldType.YEAR else _whole(t, decimal)
        clean = f"{q} BETWEEN {least} AND {most} AND {q}::VARCHAR = {r}"
        return typed(f"try_cast({r} AS BIGINT)", clean, slow)
    if field.type is FieldType.NUMBER:
        plain = r"-?[0-9]{1,15}([.][0-9]{1,10})?" if decimal == "." else r"-?[0-9]{1,15}"
        clean = f"regexp_full_match({r}, {quoted(plain)})"
        return typed(f"try_cast({r} AS {DECIMAL})", clean, _number(t, decimal))
    if field.type is FieldType.DATE:
        clean = f"strlen({r}) = 10 AND {q}::VARCHAR = {r}"
        return typed(f"try_cast({r} AS DATE)", clean, _day(t, dates))
    if field.type is FieldType.BOOLEAN:
        low = f"lower({t})"
        value = f"CASE WHEN {among(low, YES)} THEN true WHEN {among(low, NO)} THEN false END"
        clean = f"coalesce({among(r, (*YES, *NO))}, false)"
        return FieldSQL("NULL", clean, text, value, f"{v} IS NOT NULL")
    return FieldSQL("NULL", "false", cut(r), t, "true")


# ------------------------------------------------------------------ cells that are not clean
def _match(text: str, pattern: str) -> str:
    return f"regexp_full_match({text}, {quoted(pattern)})"


def _grouped(decimal: str) -> str:
    """Return a pattern of a number with separators between thousands, all of one kind."""
    signs = ("," if decimal == "." else "[.]", "[ \u00a0\u202f]", "['\u2019]")
    return "|".join(f"[0-9]{{1,3}}({each}[0-9]{{3}})+" for each in signs)


def _digits(text: str) -> str:
    return f"regexp_replace({text}, '[^0-9+-]', '', 'g')"


def _whole(t: str, decimal: str) -> str:
    minus = f"replace({t}, '\u2212', '-')"
    pattern = rf"[+-]?([0-9]+|{_grouped(decimal)})([{decimal}]0*)?"
    number = f"try_cast({_digits(f'split_part({minus}, {quoted(decimal)}, 1)')} AS BIGINT)"
    return (
        f"CASE WHEN {_match(minus, pattern)} AND {number} BETWEEN -{MOST} AND {MOST} "
        f"THEN {number} END"
    )


def _number(t: str, decimal: str) -> str:
    minus = f"replace({t}, '\u2212', '-')"
    pattern = rf"[+-]?([0-9]{{1,15}}|{_grouped(decimal)})([{decimal}][0-9]{{0,10}})?"
    whole = _digits(f"split_part({minus}, {quoted(decimal)}, 1)")
    part = f"split_part({minus}, {quoted(decimal)}, 2)"
    number = f"try_cast({whole} || '.' || {part} || '0' AS DECIMAL(38, 11))"
    return (
        f"CASE WHEN {_match(minus, pattern)} AND abs({number}) < {MOST + 1} "
        f"THEN {number}::{DECIMAL} END"
    )


def _year(t: str) -> str:
    return f"CASE WHEN {_match(t, '[1-9][0-9]{3}([.,]0*)?')} THEN left({t}, 4)::BIGINT END"


def _day(t: str, dates: DateOrder) -> str:
    day = f"replace(replace(regexp_extract({t}, '^[0-9/.-]+'), '.', '/'), '-', '/')"
    cases = [(_YEAR_FIRST, "%Y/%m/%d")]
    if dates in _ORDERS:
        cases.append((_DAY_AND_MONTH, _ORDERS[dates]))
    said = " ".join(
        f"WHEN {_match(t, pattern + _MIDNIGHT)} THEN try_strptime({day}, '{order}')::DATE"
        for pattern, order in cases
    )
    return f"CASE {said} END"


def _list_sql(field: ContractField, r: str, k: str, t: str, text: str) -> FieldSQL:
    """Read several codes: joined by semicolons, or by spaces as XLSForm does it."""
    said = spellings(field)
    codes = "|".join(re.escape(each) for each in said if " " not in each)
    words = "|".join(re.escape(each) for each in said)
    low = f"lower({t})"
    by_spaces = _match(low, f"({codes})( +({codes}))+")
    by_semicolons = _match(low, f"({words})(\\s*;\\s*({words}))*\\s*;?")
    pattern = f"CASE WHEN {by_spaces} AND NOT {by_semicolons} THEN ' +' ELSE '\\s*;\\s*' END"
    parts = f"list_filter(regexp_split_to_array({low}, {pattern}), lambda x: x <> '')"
    fits = f"{k} OR {by_semicolons} OR {by_spaces}"
    slow = f"list_transform({parts}, lambda x: {code_of('x', said)})"
    value = f"CASE WHEN {k} THEN [{r}] WHEN {by_semicolons} OR {by_spaces} THEN {slow} END"
    clean = f"coalesce({among(r, list(field.choices))}, false)"
    return FieldSQL("NULL", clean, text, value, fits)
