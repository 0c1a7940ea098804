"""An annual report is written block by block; each step can be taken back, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction

from fourfold.analysis.tables import figure_row, indicator_row
from fourfold.apps.council import access
from fourfold.apps.council.actions import two_texts
from fourfold.apps.council.actions.recommendations import take_over
from fourfold.apps.council.actions.two_texts import ids, put_in_order
from fourfold.apps.council.models import StudioBlock, StudioFigure, StudioReport, StudioRival
from fourfold.apps.council.queries.studio import WORDS
from fourfold.apps.council.queries.studio_figures import cleared, codes_of_indicator
from fourfold.apps.council.queries.studio_import import of_pack
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.rules.studio import codes, moved, placed, shown_by
from fourfold.apps.council.states.studio import Begin, Step, StudioState
from fourfold.catalog import queries as catalog
from fourfold.documents.studio import Kind
from fourfold.documents.studio.parts import REGISTERS, Part
from fourfold.security import audit
from fourfold.security.events import Event

Told = Mapping[str, str | int]
MOST_LETTERS = 60_000
"""Of one block's text; a table of 300 rows is far below it."""


@transaction.atomic
def begin(
    year: int,
    *,
    title: str,
    start: Begin,
    issued_on: date,
    once: str,
    by: access.Who,
    at: datetime,
) -> str:
    """
    Begin a year's report: empty, from the pack's edition, or from last year's; returns its id.

    The same `once` is the same report. :raises NotWhole: if there is nothing to begin from.
    """
    access.check_works(by)
    if not title.strip():
        raise NotWhole("Give the report a title.")
    made, is_new = StudioReport.objects.get_or_create(
        once=once,
        defaults={
            "year": year,
            "title": title.strip(),
            "issued_on": issued_on,
            "begun_from": start.value,
            "made_at": at,
            "made_by": access.name_of(by),
        },
    )
    if is_new:
        if start is Begin.PACK:  # its recommendations come from the register
            take_over(by=by, at=at)
        for place, part in enumerate(_first_parts(made, start, by=by), start=1):
            block = StudioBlock.objects.create(
                report=made,
                place=place,
                kind=part.kind.value,
                once=f"{made.id}-{place}",
                **{name: getattr(part, name) for name in WORDS},
            )
            _tie(block, by=by, at=at)
        _record(made, "begun", by=by, at=at)
    return made.id


@transaction.atomic
def tell(
    report: str, *, told: Mapping[str, Any], version: int, by: access.Who, at: datetime
) -> None:
    """
    Change title, subtitle, title_es or issued_on of a draft.

    :raises ChangedMeanwhile: if somebody else changed the report since `version`.
    """
    held = _draft(report, by=by)
    if held.version != version:
        raise ChangedMeanwhile("Somebody changed this report meanwhile. Look, and change it again.")
    if not str(told.get("title", held.title)).strip():
        raise NotWhole("Give the report a title.")
    for name in ("title", "subtitle", "title_es", "issued_on"):
        setattr(held, name, told.get(name, getattr(held, name)))
    _keep(held)
    _record(held, "title", by=by, at=at)


@transaction.atomic
def add_block(
    report: str, *, kind: Kind, told: Told, after: str, once: str, by: access.Who, at: datetime
) -> str:
    """
    Add a block behind another, or at the end for ""; returns its id. Twice is once.

    told: some of level, four_p, english, spanish, ref, alt. :raises NoSuchPaper, NotWhole:
    """
    held = _draft(report, by=by)
    found = StudioBlock.objects.filter(once=once, report=held).first()
    if found is not None:
        return found.id
    made = StudioBlock(report=held, place=0, kind=kind.value, once=once)
    _set(made, told)
    if kind in REGISTERS and not made.ref:
        made.ref = str(held.year)
    made.save()
    _tie(made, by=by, at=at)
    put_in_order(held, order=placed(ids(held, but=made.id), made.id, after=after))
    _step(made, Step.ADDED, {}, by=by, at=at)
    return made.id


@transaction.atomic
def change_block(
    block: str, *, told: Told, version: int, by: access.Who, at: datetime
) -> StudioRival | None:
    """
    Change what a block says. If somebody else did since `version`, this text is kept beside theirs.

    Returns the kept text, or None if the block now says this.
    """
    held = _block(block, by=by)
    if held.version != version:
        rival = two_texts.keep_beside(held, told=told, names=WORDS, by=by, at=at)
        if rival is not None:
            _record(held.report, "two_texts", by=by, at=at)
        return cast("StudioRival | None", rival)
    _write(held, told, by=by, at=at)
    return None


@transaction.atomic
def choose(
    block: str, *, rival: str, told: Told, version: int, by: access.Who, at: datetime
) -> None:
    """
    Settle two texts of a block: it says `told` now, and the other text stays in its story.

    :raises ChangedMeanwhile: if the block changed since `version`. :raises NoSuchPaper:
    """
    held = _block(block, by=by)
    beside = two_texts.settle(held, rival=rival, version=version, by=by, at=at)
    _write(held, told, beside=beside, by=by, at=at)


@transaction.atomic
def move_block(block: str, *, up: bool, by: access.Who, at: datetime) -> None:
    """Move a block one place up or down; at the end it stays."""
    held = _block(block, by=by)
    before = ids(held.report)
    after = moved(before, block, by=-1 if up else 1)
    if after != before:
        put_in_order(held.report, order=after)
        _step(held, Step.MOVED, {"order": before}, by=by, at=at)


@transaction.atomic
def remove_block(block: str, *, by: access.Who, at: datetime) -> None:
    """Take a block out; it can come back."""
    held = _block(block, by=by)
    before = ids(held.report)
    held.removed_at = at
    held.save()
    _step(held, Step.REMOVED, {"order": before}, by=by, at=at)


@transaction.atomic
def undo(report: str, *, by: access.Who, at: datetime) -> None:
    """Take back the last step that still stands. :raises NotWhole: if there is none."""
    held = _draft(report, by=by)
    step = held.steps.filter(undone=False).order_by("-nth").select_related("block").first()
    if step is None:
        raise NotWhole("There is no step to take back.")
    block = StudioBlock.objects.select_for_update().get(id=step.block_id)
    two_texts.back(step, block=block, names=WORDS, at=at)
    block.save()
    _tie(block, by=by, at=at)
    if "order" in step.before:
        before = [each for each in step.before["order"] if each in set(ids(held))]
        rest = [each for each in ids(held) if each not in before]
        put_in_order(held, order=[*before, *rest])
    step.save()
    _keep(held)
    _record(held, "undone", by=by, at=at)


# ------------------------------------------------------------------ steps the others share
def _draft(report: str, *, by: access.Who) -> StudioReport:
    access.check_works(by)
    held = access.studio(by).select_for_update().filter(id=report).first()
    if held is None:
        raise NoSuchPaper("There is no such report.")
    if held.state != StudioState.DRAFT:
        raise NotWhole(
            "The report is approved: its text and figures stand still. Send it back to draft first."
        )
    return held


def _block(block: str, *, by: access.Who) -> StudioBlock:
    access.check_works(by)
    found = access.studio_blocks(by).filter(id=block, removed_at=None).first()
    if found is None:
        raise NoSuchPaper("There is no such block.")
    _draft(found.report_id, by=by)
    return StudioBlock.objects.select_for_update().select_related("report").get(id=block)


def _write(
    held: StudioBlock,
    told: Told,
    *,
    beside: dict[str, Any] | None = None,
    by: access.Who,
    at: datetime,
) -> None:
    before = {name: getattr(held, name) for name in WORDS}
    _set(held, told)
    if beside is None and before == {name: getattr(held, name) for name in WORDS}:
        return
    held.version += 1
    held.save()
    _tie(held, by=by, at=at)
    extra = {"beside": beside} if beside else {}
    _step(held, Step.CHANGED, {**before, **extra}, by=by, at=at)


def _set(held: StudioBlock, told: Told) -> None:
    for name in WORDS:
        if name in told:
            setattr(held, name, two_texts.clean(told[name]))
    if max(len(held.english), len(held.spanish)) > MOST_LETTERS:
        raise NotWhole(f"A block takes up to {MOST_LETTERS:,} letters. Make two of it.")


def _tie(held: StudioBlock, *, by: access.Who, at: datetime) -> None:
    """Note which figures a block shows, and bind the report to those it is not bound to yet."""
    report = held.report
    if held.kind in (Kind.CHART, Kind.TABLE) and held.ref:
        shown = codes_of_indicator(held.ref, year=report.year, viewer=by)
        had = [each for each in held.codes if each in set(_bound(report, held.ref))]
        held.codes = list(dict.fromkeys([*had, *shown]))
    elif held.kind == Kind.FIGURE:
        held.codes = [held.ref] if held.ref else []
    elif held.kind in (Kind.TEXT, Kind.TABLE):
        held.codes = list(dict.fromkeys((*codes(held.english), *codes(held.spanish))))
    else:
        held.codes = []
    held.save(update_fields=["codes"])
    _bind(report, held.codes, by=by, at=at)


def _bound(report: StudioReport, indicator: str) -> list[str]:
    rows = report.figures.values_list("code", "indicator")
    return [code for code, told in rows if told["code"] == indicator]


def _bind(report: StudioReport, wanted: Iterable[str], *, by: access.Who, at: datetime) -> None:
    held = set(report.figures.values_list("code", flat=True))
    new = [each for each in dict.fromkeys(wanted) if each not in held]
    if not new:
        return
    table = cleared(viewer=by)
    for code in new:
        if code not in table:
            continue
        figure = table[code]
        indicator = table.indicator_of(figure)
        published = catalog.table(indicator.code)
        StudioFigure.objects.create(
            report=report,
            code=code,
            shown=shown_by(figure, table),
            row=figure_row(figure),
            indicator=indicator_row(indicator),
            order=indicator.order,
            table_version=published.version if published else 0,
            digest=published.sha256 if published else "",
            bound_at=at,
            bound_by=access.name_of(by),
        )


def _first_parts(made: StudioReport, start: Begin, *, by: access.Who) -> list[Part]:
    if start is Begin.PACK:
        found = of_pack(made.year, viewer=by)
        if not found:
            raise NotWhole(f"The pack has no edition of {made.year}. Begin empty, or another way.")
        return found
    if start is Begin.LAST:
        last = access.studio(by).filter(year__lt=made.year).order_by("-year", "-made_at").first()
        if last is None:
            raise NotWhole("There is no report of an earlier year. Begin empty, or from the pack.")
        return [
            Part(
                "",
                Kind(each.kind),
                each.level,
                each.four_p,
                each.english,
                each.spanish,
                _a_year_on(each, by=made.year - last.year),
                each.alt,
            )
            for each in last.blocks.filter(removed_at=None).order_by("place", "id")
            if each.kind != Kind.PICTURE
        ]
    return []


def _a_year_on(block: StudioBlock, *, by: int) -> str:
    """Return what a block of last year's refers to this year: a register goes on by as much."""
    if Kind(block.kind) in REGISTERS and block.ref.isdecimal():
        return str(int(block.ref) + by)
    return block.ref


def _step(
    block: StudioBlock, what: Step, before: dict[str, Any], *, by: access.Who, at: datetime
) -> None:
    report = block.report
    two_texts.step(report, block=block, what=what, before=before, by=by, at=at)
    _keep(report)
    _record(report, what.value.lower(), by=by, at=at)


def _keep(report: StudioReport) -> None:
    report.version += 1
    report.save()


def _record(report: StudioReport, what: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.STUDIO_CHANGED,
        by=access.name_of(by),
        subject=f"studio-report:{report.id}",
        at=at,
        facts={"what": what, "year": report.year},
    )
