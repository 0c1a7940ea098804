"""
A call's answers of several rows an office, added up line by line for the Council.

Only accepted rows count, and each sum keeps the batches and rows it is of.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _

from fourfold.apps.submissions import access
from fourfold.apps.submissions.models import Batch, DataCall
from fourfold.apps.submissions.queries.compilation import call_that, offices_of
from fourfold.apps.submissions.rules import compiling, parquet
from fourfold.apps.submissions.rules.summing import groups_of
from fourfold.apps.submissions.states import BatchState
from fourfold.documents.compilation import ByLine, Cut, Line, Measure, Part
from fourfold.reference import About, Contract

Parts = dict[tuple[str, ...], list[Part]]


def by_line(call: str, *, viewer: access.Who, on: date) -> ByLine | None:
    """
    Return the sums of a call whose offices answer with several rows.

    on: today, the day of the compilation. None: not such a call, or not seen.
    :raises NotInStore, Changed, StoreTrouble: if an accepted file cannot be read as it came.
    """
    seen = call_that(call, fits=compiling.is_by_line, viewer=viewer)
    if seen is None:
        return None
    found, contract = seen
    offices = offices_of(found, contract=contract, rows={}, questions=(), viewer=viewer, on=on)
    names = {each.office: each.name for each in offices.answers}
    summed = _summed(_accepted(found, viewer), contract, names)
    return ByLine(
        offices=offices,
        measures=tuple(
            Measure(each.name, each.title, each.unit) for each in compiling.added(contract)
        ),
        cuts=tuple(_cut(contract, by, parts) for by, parts in summed.items()),
        row=contract.row,
        apart=contract.about is About.EVENT,
    )


def _accepted(call: DataCall, viewer: access.Who) -> list[Batch]:
    return list(
        access.visible_to(viewer)
        .filter(call=call, state=BatchState.ACCEPTED.value)
        .exclude(stored="")
        .defer("content")
        .order_by("organization")
    )


def _summed(
    batches: list[Batch], contract: Contract, names: dict[str, str]
) -> dict[tuple[str, ...], Parts]:
    """Return for each cut its lines' values and what each office adds to them."""
    add = [each.name for each in compiling.added(contract)]
    found: dict[tuple[str, ...], Parts] = {
        each: defaultdict(list) for each in compiling.cuts(contract)
    }
    stored = list(dict.fromkeys(each.stored for each in batches))
    with parquet.opened(access.the_store(), stored) as tables:
        for batch in batches:
            for by, parts in found.items():
                for group in groups_of(tables[batch.stored], by=by, add=add):
                    parts[group.values].append(
                        Part(
                            office=batch.organization,
                            name=names.get(batch.organization, batch.organization),
                            batch=str(batch.id),
                            rows=group.rows,
                            values=group.sums,
                        )
                    )
    return found


def _cut(contract: Contract, by: tuple[str, ...], parts: Parts) -> Cut:
    fields = [contract.field(each) for each in by]
    orders = [{code: at for at, code in enumerate(each.choices)} for each in fields]

    def place(values: tuple[str, ...]) -> list[tuple[int, str]]:
        """Order lines as the contract lists its codes; times by themselves, blanks at the end."""
        pairs = zip(orders, values, strict=True)
        return [(order.get(value, 0 if value else len(order) + 1), value) for order, value in pairs]

    return Cut(
        code="+".join(by),
        columns=tuple((each.name, each.title) for each in fields),
        lines=tuple(
            Line(
                codes=values,
                words=tuple(
                    each.choices.get(value, value) or _("Not said")
                    for each, value in zip(fields, values, strict=True)
                ),
                parts=tuple(parts[values]),
            )
            for values in sorted(parts, key=place)
        ),
    )
