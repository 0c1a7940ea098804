"""Words of report cards, and a card as its pages and its print show it."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fourfold.analysis.forecast import FEWEST
from fourfold.apps.council.forms.cards import KINDS
from fourfold.apps.council.queries.cards import CardLine, MeasureLine
from fourfold.apps.council.states.cards import CardState
from fourfold.apps.council.views.words import FOUR_PS
from fourfold.documents import cards as paper
from fourfold.documents import charts

STATES = {
    CardState.DRAFT: (gettext_lazy("draft"), "caution"),
    CardState.PUBLISHED: (gettext_lazy("published"), "good"),
    CardState.WITHDRAWN: (gettext_lazy("taken back"), "quiet"),
}


def around() -> paper.Words:
    """Return the words around a picture, in the reader's language."""
    return paper.Words(
        year=_("Year"),
        number=_("Number"),
        so_far=_("so far"),
        baseline=_("if nothing changes"),
        target=_("target"),
        hidden=_("hidden"),
        reading=_(
            "Line: years so far. Dashed: the mean change of a year carried on. Band: 8 of 10 "
            "such forecasts hold the later number. Diamond: the target."
        ),
        alt=_("Curve of {name}. Every number stands in the table below it."),
        from_to=_("{value} (from {low} to {high})"),
    )


def drawn(line: MeasureLine, *, nth: int, four_p: str) -> paper.Drawn:
    """Return a measure as the charts room takes it."""
    ahead = line.curve.forecast.ahead if line.curve.forecast else ()
    return paper.Drawn(
        id=f"measure-{nth}",
        name=line.measure.name,
        unit=line.measure.unit,
        years=line.curve.years,
        ahead=tuple((each.year, each.value, each.low, each.high) for each in ahead),
        target=line.curve.target,
        source=line.source,
        note=_why_not(line),
        four_p=four_p,
    )


def page_of(card: CardLine) -> dict[str, Any]:
    """Return what a page of a card shows."""
    words, language = around(), (get_language() or "en")[:2]
    groups, nth = [], 0
    for kind, said in KINDS:
        shown = []
        for each in card.measures:
            if each.measure.kind.value != kind:
                continue
            nth += 1
            made = drawn(each, nth=nth, four_p=card.four_p.value)
            picture = paper.chart(made, words)
            shown.append(
                {
                    "name": made.name,
                    "note": made.note,
                    "source": _("Source: {source}").format(source=made.source),
                    "is_cut": bool(each.curve.forecast and each.curve.forecast.is_cut),
                    "rows": [
                        ["".join(getattr(p, "text", "") for p in cell) for cell in row.cells]
                        for row in picture.table.rows
                    ],
                    "pictures": [
                        # Drawn by our own charts room, which escapes every word.
                        mark_safe(charts.svg(picture, width=width, language=language))  # noqa: S308
                        for width in (charts.WIDE, charts.NARROW)
                    ]
                    if made.years
                    else [],
                }
            )
        groups.append((said, shown))
    return {
        "card": card,
        "four_p": FOUR_PS[card.four_p],
        "groups": groups,
        "words": words,
        "state": STATES[card.state],
        "parts": parts_of(card),
    }


def parts_of(card: CardLine) -> list[tuple[str, str]]:
    """Return the words of a card under their headings, leaving out what is blank."""
    told = (
        (_("Story behind the curve"), card.story),
        (_("Partners"), card.partners),
        (_("What works to do better"), card.works),
    )
    return [(heading, said) for heading, said in told if said]


def print_of(card: CardLine) -> paper.Card:
    """Return a card as print takes it."""
    groups, nth = [], 0
    for kind, said in KINDS:
        shown = []
        for each in card.measures:
            if each.measure.kind.value == kind:
                nth += 1
                shown.append(drawn(each, nth=nth, four_p=card.four_p.value))
        groups.append((str(said), tuple(shown)))
    about = _("{p}. It serves {serves}. Owner: {owner}.").format(
        p=FOUR_PS[card.four_p], serves=card.serves.rstrip("."), owner=card.owner_name
    )
    actions = [words for _id, words in card.actions]
    return paper.Card(
        card.program, about, tuple(groups), tuple(parts_of(card)), _("What comes next"), actions
    )


def _why_not(line: MeasureLine) -> str:
    if line.curve.why_not == "TOO_FEW":
        return _("Too few points to forecast: it takes {n} years with a number.").format(n=FEWEST)
    if line.curve.why_not == "NO_SPREAD":
        return _("No forecast: every year changed by the same, so no range can be told.")
    return ""
