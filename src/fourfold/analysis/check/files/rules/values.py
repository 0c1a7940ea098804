"""
SQL of a field: its text, and its value in its type.

A clean cell is settled by one cheap comparison (a number that is written as the database would
write it, a code that stands in the list); only the others are looked at closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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
_NO_OUTER_SPACE = "[!-~]([ -~]*[!-~])?"
_NAME = re.compile(r"\b[rqkslvt]_\d+\b")
_DAY_AND_MONTH = r"[0-9]{1,2}(/[0-9]{1,2}/|-[0-9]{1,2}-|[.][0-9]{1,2}[.])[0-9]{4}"
_YEAR_FIRST = r"[0-9]{4}(-[0-9]{1,2}-|/[0-9]{1,2}/|[.][0-9]{1,2}[.])[0-9]{1,2}"
_MIDNIGHT = r"([T ]0?0:00(:00([.]0+)?)?Z?)?"
_ORDERS = {DateOrder.MDY: "%m/%d/%Y", DateOrder.DMY: "%d/%m/%Y"}


@dataclass(frozen=True, slots=True)
class FieldSQL:
    """
    One field, step by step; each step is SQL over the columns of those before it.

    quick (q): the cell cast as it stands. clean (k): true where that settles it, or the cell is
    NULL. rest (s): the text of a cell that is not clean, outer spaces cut; NULL if blank. value
    (v): in its type; NULL if blank or not of the type. text (t): the cell where it is clean, else
    the rest.
    """

    quick: str
    clean: str
    rest: str
    value: str
    text: str


def sql_type(field: ContractField) -> str:
    """Return the type a field has in a table of typed values; codes are text."""
    return "VARCHAR" if is_coded(field) else SQL_TYPES[field.type]


def prepared(
    plain: Plain, contract: Contract, rows: str, wanted: Iterable[str], *, numbered: bool
) -> str:
    """
    Return SQL of a file's rows with columns for each field of the contract; blank rows go.

    The columns of field number i are r_i, the cell as it came, and those of FieldSQL: q_i, k_i,
    s_i, v_i, t_i; only what `wanted`, SQL that will be asked of it, names is worked out. A field
    the file has not is NULL in every row. rows: as Table.rows gives it.
    """
    number = [NUMBER] if numbered else []
    places = {name: place for place, name in enumerate(plain.columns) if name}
    fields = list(enumerate(contract.fields))
    made = {i: _field_sql(field, i, plain) for i, field in fields}
    steps: list[dict[str, str]] = [
        {f"r_{i}": _cell(places.get(field.name)) for i, field in fields},
        {f"q_{i}": sql.quick for i, sql in made.items()},
        {f"k_{i}": sql.clean for i, sql in made.items()},
        {f"s_{i}": sql.rest for i, sql in made.items()},
        {f"l_{i}": f"lower(s_{i})" for i in made},
        {f"v_{i}": sql.value for i, sql in made.items()}
        | {f"t_{i}": sql.text for i, sql in made.items()},
    ]
    used = {name for sql in wanted for name in _NAME.findall(sql)}
    kept: list[list[str]] = []
    for step in reversed(steps):
        mine = {name: sql for name, sql in step.items() if name in used}
        used.update(name for sql in mine.values() for name in _NAME.findall(sql))
        kept.insert(0, [f"{sql} AS {name}" for name, sql in mine.items()])
    first, *later = kept
    filled = f"WHERE {_filled(list(places.values()))}"
    query = select([*number, *first] or ["1 AS one"], f"({rows})", filled)
    for columns in later:
        if columns:
            query = select(["*", *columns], f"({query})")
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


def all_clean(plain: Plain, field: ContractField, rows: str) -> str:
    """
    Return a query that answers whether every cell of a field is clean or empty.

    rows: as Table.rows gives it. Where few values are usual, each is looked at once.
    """
    quick, clean, _ = _clean(field, 0, plain.decimal)
    cell = f"c{plain.columns.index(field.name)} AS r_0"
    many = field.type is FieldType.STRING and not field.choices
    cells = select([cell if many else f"DISTINCT {cell}"], f"({rows})")
    cast = select(["r_0", f"{quick} AS q_0"], f"({cells})", "WHERE r_0 IS NOT NULL")
    return select([f"coalesce(bool_and(coalesce({clean}, false)), true)"], f"({cast})")


def _field_sql(field: ContractField, i: int, plain: Plain) -> FieldSQL:
    """Return a field's SQL; the long ways of reading a cell only where some cell needs them."""
    r, k, s = (f"{letter}_{i}" for letter in "rks")
    if field.name not in plain.columns:
        return FieldSQL("NULL", "true", "NULL::VARCHAR", f"NULL::{sql_type(field)}", r)
    quick, clean, as_it_is = _clean(field, i, plain.decimal)
    if field.name in plain.settled:
        return FieldSQL(quick, "true", "NULL::VARCHAR", as_it_is, r)
    return FieldSQL(
        quick,
        f"coalesce({clean}, {r} IS NULL)",
        f"CASE WHEN NOT {k} THEN {cut(r)} END",
        f"CASE WHEN {k} THEN {as_it_is} ELSE {_closely(field, i, plain)} END",
        f"CASE WHEN {k} THEN {r} ELSE {s} END",
    )


def _clean(field: ContractField, i: int, decimal: str) -> tuple[str, str, str]:
    """Return SQL of a cell's cast, of whether that settles it, and of its value where it does."""
    r, q = f"r_{i}", f"q_{i}"
    if is_coded(field):
        return "NULL", among(r, field.choices), r
    if field.type is FieldType.LIST:
        codes = "|".join(re.escape(each) for each in field.choices)
        return "NULL", _match(r, f"({codes})(;({codes}))*"), f"string_split({r}, ';')"
    if field.type in (FieldType.INTEGER, FieldType.YEAR):
        least, most = (1000, 9999) if field.type is FieldType.YEAR else (-MOST, MOST)
        clean = f"{q} BETWEEN {least} AND {most} AND {q}::VARCHAR = {r}"
        return f"try_cast({r} AS BIGINT)", clean, q
    if field.type is FieldType.NUMBER:
        plain = r"-?[0-9]{1,15}([.][0-9]{1,10})?" if decimal == "." else r"-?[0-9]{1,15}"
        return f"try_cast({r} AS {DECIMAL})", _match(r, plain), q
    if field.type is FieldType.DATE:
        return f"try_cast({r} AS DATE)", f"strlen({r}) = 10 AND {q}::VARCHAR = {r}", q
    if field.type is FieldType.BOOLEAN:
        return "NULL", f"{r} = 'yes' OR {r} = 'no'", f"{r} = 'yes'"
    return "NULL", _match(r, _NO_OUTER_SPACE), r


# ------------------------------------------------------------------ cells that are not clean
def _closely(field: ContractField, i: int, plain: Plain) -> str:
    """Return SQL of the value of a cell that is not clean, NULL if it has none of the type."""
    rest, low = f"s_{i}", f"l_{i}"
    if is_coded(field):
        return code_of(low, spellings(field))
    if field.type is FieldType.LIST:
        return _codes(field, low)
    if field.type is FieldType.INTEGER:
        return _whole(rest, plain.decimal)
    if field.type is FieldType.YEAR:
        return _year(rest)
    if field.type is FieldType.NUMBER:
        return _number(rest, plain.decimal)
    if field.type is FieldType.DATE:
        return _day(rest, plain.dates)
    if field.type is FieldType.BOOLEAN:
        return f"CASE WHEN {among(low, YES)} THEN true WHEN {among(low, NO)} THEN false END"
    return rest


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


def _codes(field: ContractField, low: str) -> str:
    """Read several codes: joined by semicolons, or by spaces as XLSForm does it."""
    said = spellings(field)
    codes = "|".join(re.escape(each) for each in said if " " not in each)
    words = "|".join(re.escape(each) for each in said)
    by_spaces = _match(low, f"({codes})( +({codes}))+")
    by_semicolons = _match(low, f"({words})(\\s*;\\s*({words}))*\\s*;?")
    found = f"list_transform({{}}, lambda x: {code_of('x', said)})"
    semicolons = f"list_filter(regexp_split_to_array({low}, '\\s*;\\s*'), lambda x: x <> '')"
    spaces = f"regexp_split_to_array({low}, ' +')"
    return (
        f"CASE WHEN {by_semicolons} THEN {found.format(semicolons)} "
        f"WHEN {by_spaces} THEN {found.format(spaces)} END"
    )
