"""`fourfold demand`: what documents multiply when they count buying, and how far it can move."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

import typer

from fourfold.analysis.demand import (
    LARGEST,
    Assumption,
    Factor,
    NotARange,
    Outcome,
    factors_of,
    outcomes,
)
from fourfold.cli.out import WRONG_USE, console, open_pack, stop
from fourfold.cli.report import figures_of
from fourfold.documents.words import show_figure
from fourfold.reference import Pack

ENDS = 3
LANGUAGES = ("en", "es")
NOTE = "This is arithmetic with assumptions, not an estimate. A range says nothing of how likely."


def demand(
    assume: Annotated[
        list[str] | None,
        typer.Option(
            "--assume", help="CODE=BASE or CODE=LOW,BASE,HIGH instead of a document's number."
        ),
    ] = None,
    language: Annotated[str, typer.Option(help="Names and notes in en or es.")] = "en",
    jurisdiction: Annotated[
        str | None, typer.Option(help="The pack's code; otherwise FOURFOLD_JURISDICTION or ct.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print for other programs.")] = False,
) -> None:
    """What documents' numbers on demand come to, with a range."""
    if language not in LANGUAGES:
        stop(f"{language[:20]!r} is no language here. Write en or es.", code=WRONG_USE)
    pack = open_pack(jurisdiction)
    groups = factors_of(pack.rows("demand_assumptions"), language=language)
    if not groups:
        stop(f"The pack {pack.code} has no demand assumptions.")
    factors = [each for group in groups.values() for each in group]
    told = _told(assume or (), factors)
    titles = {each.code: each.title for each in pack.sources}
    if as_json:
        record = {
            "jurisdiction": pack.code,
            "note": NOTE,
            "calculations": [
                {
                    "code": code,
                    "assumptions": [_assumption(each, told, titles) for each in group],
                    "products": [_product(each, pack) for each in outcomes(group, told)],
                }
                for code, group in groups.items()
            ],
        }
        typer.echo(json.dumps(record, ensure_ascii=False, indent=1))
        return
    for group in groups.values():
        _print(group, told, titles, pack)
    console.print(NOTE, markup=False)


def _told(given: Sequence[str], factors: Sequence[Factor]) -> dict[str, Assumption]:
    """Return each assumption as it is counted with; one given twice is refused."""
    told = {each.code: each.start for each in factors}
    known = {each.code: each for each in factors}
    seen: set[str] = set()
    for text in given:
        code, _equals, values = text.partition("=")
        code = code.strip()
        if code not in known:
            codes = ", ".join(known)
            stop(f"{code[:40]!r} is no assumption. Use one of: {codes}", code=WRONG_USE)
        if code in seen:
            stop(f"{code} is given twice. Give it once.", code=WRONG_USE)
        seen.add(code)
        told[code] = _read(known[code], values)
    return told


def _read(factor: Factor, values: str) -> Assumption:
    said = f"{factor.code}={values[:40]}"
    try:
        numbers = [Decimal(each.strip()) for each in values.split(",")]
    except InvalidOperation:
        stop(f"{said}: write numbers, such as {factor.code}=100 or 80,100,120.", code=WRONG_USE)
    if len(numbers) == 1:
        numbers *= ENDS
    if len(numbers) != ENDS:
        stop(f"{said}: write one number, or three: low, base and high.", code=WRONG_USE)
    try:
        found = Assumption(factor.code, *numbers)
    except NotARange as problem:
        stop(f"{said}: {problem}", code=WRONG_USE)
    most = min(factor.most or LARGEST, LARGEST)
    if found.high > most:
        stop(f"{said}: it cannot be above {_number(most)}.", code=WRONG_USE)
    return found


def _assumption(
    factor: Factor, told: dict[str, Assumption], titles: dict[str, str]
) -> dict[str, Any]:
    now = told[factor.code]
    return {
        "code": factor.code,
        "name": factor.name,
        "low": _plain(now.low),
        "base": _plain(now.base),
        "high": _plain(now.high),
        "document": _plain(factor.base),
        "is_documents": now == factor.start,
        "words": factor.words,
        "note": factor.note,
        "figure": factor.figure,
        "sources": [{"code": each, "title": titles.get(each, "")} for each in factor.sources],
    }


def _product(outcome: Outcome, pack: Pack) -> dict[str, Any]:
    return {
        "name": outcome.last.product,
        "factors": [each.code for each in outcome.steps],
        "low": _plain(outcome.reach.low),
        "base": _plain(outcome.reach.base),
        "high": _plain(outcome.reach.high),
        "printed_figure": outcome.last.printed,
        "printed": _printed(outcome.last.printed, pack),
        "moved_most_by": [
            {"code": each.code, "low": _plain(each.low), "high": _plain(each.high)}
            for each in outcome.swings
        ],
    }


def _printed(code: str, pack: Pack) -> str:
    """Return what the document prints for it, as it is shown; "" for nothing."""
    found = figures_of(pack)
    if not code or code not in found:
        return ""
    figure = found[code]
    return show_figure(figure, unit=found.indicators[figure.indicator].unit)


def _print(
    group: Sequence[Factor], told: dict[str, Assumption], titles: dict[str, str], pack: Pack
) -> None:
    for each in outcomes(group, told):
        steps = " × ".join(_number(one.base) for one in each.steps)
        line = f"{each.last.product}: {_number(each.reach.base)} = {steps}"
        console.print(line, style="bold", markup=False)
        reach = f"  From {_number(each.reach.low)} to {_number(each.reach.high)}."
        if printed := _printed(each.last.printed, pack):
            reach += f" The document prints: {printed}."
        console.print(reach, markup=False)
        console.print(f"  Moved most by: {each.swings[0].code}", markup=False)
    for factor in group:
        now = told[factor.code]
        ends = f"{_number(now.low)} to {_number(now.high)}"
        console.print(
            f"  {factor.code} = {_number(now.base)} ({ends}): {factor.name}. {factor.note}",
            markup=False,
        )
        named = "; ".join(titles.get(each, each) for each in factor.sources)
        if now != factor.start:
            console.print(f"    Yours. The document has {_number(factor.base)}.", markup=False)
        console.print(f'    "{factor.words}", {named}', markup=False)
    console.print("")


def _number(value: Decimal) -> str:
    return f"{round(value, 2).normalize():,f}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
