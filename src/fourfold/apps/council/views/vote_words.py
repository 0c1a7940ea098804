"""Words of recommendations and votes, and what their pages share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.forms.recommendations import RecommendationFilters
from fourfold.apps.council.queries import recommendations as queries
from fourfold.apps.council.queries.motions import MotionLine
from fourfold.apps.council.queries.recommendations import RecommendationLine
from fourfold.apps.council.queries.votes import VoteLine
from fourfold.apps.council.states.reports import FourP
from fourfold.apps.council.states.votes import Category, Fate, Outcome, Stage, Stand, Way
from fourfold.apps.council.views import words
from fourfold.apps.council.views.comparing import SPANISH
from fourfold.documents.annual.chapters import dissent_words
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer

CATEGORIES = {
    Category.POLICY_CONCEPT: _("Policy concept"),
    Category.FURTHER_RESEARCH: _("Further research"),
}
STAGES = {
    Stage.DRAFT: (_("draft"), "quiet"),
    Stage.COMMENT: (_("open for comments"), "plain"),
    Stage.VOTE: (_("vote is open"), "caution"),
    Stage.APPROVED: (_("approved"), "good"),
    Stage.NOT_APPROVED: (_("not approved"), "stop"),
    Stage.WITHDRAWN: (_("withdrawn"), "quiet"),
}
PRINTED = (_("in a printed report"), "plain")
"""How an older one stands: its document prints it, and no decision seat by seat."""
STANDS = {
    Stand.FOR: _("for"),
    Stand.AGAINST: _("against"),
    Stand.ABSTAIN: _("abstained"),
    Stand.ABSENT: _("absent, or no vote"),
    Stand.RECUSED: _("recused for a conflict"),
    Stand.VACANT: _("vacant"),
    Stand.UNKNOWN: _("holder not known"),
}
OUTCOMES = {
    Outcome.APPROVED: (_("approved"), "good"),
    Outcome.NOT_APPROVED: (_("not approved"), "stop"),
    Outcome.NO_QUORUM: (_("no quorum, nothing decided"), "caution"),
}
FATES = {
    Fate.BILL: (_("in a bill"), "plain"),
    Fate.PUBLIC_ACT: (_("in a public act"), "good"),
    Fate.SECTION: (_("in a section of the statutes"), "good"),
    Fate.DONE: (_("done"), "good"),
    Fate.REFUSED: (_("refused"), "stop"),
    Fate.SUPERSEDED: (_("superseded"), "quiet"),
}
WAYS = {Way.MAIL: _("by mail"), Way.MEETING: _("in a meeting")}
COLUMNS = (
    *("code", "year", "category", "number", "text", "four_p", "sections", "stage"),
    *("opposed_by", "abstained", "fate", "fate_words", "evidence"),
)


def listed(
    request: HttpRequest, viewer: Viewer
) -> tuple[RecommendationFilters, tuple[RecommendationLine, ...]]:
    """Return the filters and the recommendations they leave; nonsense leaves all."""
    form = RecommendationFilters(request.GET or None, years=queries.years(viewer=viewer))
    given = form.cleaned_data if form.is_valid() else {}
    year = given.get("year")
    lines = queries.register(
        int(year) if year else None,
        viewer=viewer,
        four_p=given.get("p", ""),
        category=given.get("category", ""),
        fate=given.get("fate", ""),
    )
    return form, lines


def row_of(line: RecommendationLine) -> dict[str, Any]:
    """Return what a list shows of a recommendation."""
    return {
        "line": line,
        "category": CATEGORIES[line.category],
        "stage": PRINTED if line.is_printed else STAGES[line.stage],
        "four_p": [words.FOUR_PS[FourP(each)] for each in line.four_p],
        "fate": FATES[line.fate] if line.fate else None,
    }


def page_of(line: RecommendationLine) -> dict[str, Any]:
    """Return what both pages of a recommendation show."""
    pack = active_pack()
    cited = {e["code"]: e["citation"] or e["title"] for e in pack.rows("statutes")}
    sources = {each.code: each.title for each in pack.sources}
    return row_of(line) | {
        "laws": [(each, cited.get(each, each)) for each in line.statutes if each in cited],
        "fates": [(each, *FATES[each.kind], _read(each.evidence, sources)) for each in line.fates],
        "sources": [sources.get(each, each) for each in line.sources],
    }


def vote_of(line: VoteLine) -> dict[str, Any]:
    """Return what a page shows of a vote: counts, the bar, each seat."""
    shown: dict[str, Any] = {"vote": line, "way": WAYS[line.way]}
    shown["outcome"] = OUTCOMES[line.outcome] if line.outcome else None
    if line.tally is None:
        return shown
    total = sum(line.tally.counts.values()) or 1
    at, bars = 0.0, []
    for stand, said in STANDS.items():
        number = line.tally.counts[stand]
        wide = 1000 * number / total
        bars.append((stand.value.lower(), said, number, round(at, 2), round(wide, 2)))
        at += wide
    seats = [(each, STANDS[each.stand]) for each in line.tally.lines]
    return shown | {"bars": bars, "seats": seats, "total": total}


def languages(page: str, *args: str) -> dict[str, Any]:
    """Return the public pages in this language, and where this one stands in the other."""
    in_spanish = get_language() == SPANISH
    here, there = ("_es", "") if in_spanish else ("", "_es")
    return {
        "list_page": f"council_public:recommendations{here}",
        "one_page": f"council_public:recommendation{here}",
        "law_page": f"council_public:law{here}",
        "other": {
            "href": reverse(f"council_public:{page}{there}", args=args),
            "code": "en" if in_spanish else SPANISH,
            "words": "In English" if in_spanish else "En español",
        },
    }


def counts_of(line: VoteLine | None) -> str:
    """Return a vote's counts in words, "" for one that is not closed."""
    if line is None or line.tally is None:
        return ""
    told = line.tally.counts
    return ", ".join(f"{told[each]} {said}" for each, said in STANDS.items() if told[each])


def decided(motions: tuple[MotionLine, ...]) -> list[dict[str, Any]]:
    """Return what a page shows of the motions that a vote decided."""
    return [
        vote_of(each.decided_by) | {"motion": each, "counts": counts_of(each.decided_by)}
        for each in motions
        if each.decided_by is not None
    ]


def csv_rows(lines: tuple[RecommendationLine, ...]) -> list[list[str]]:
    """Return the register as rows of CSV."""
    rows = [list(COLUMNS)]
    for each in lines:
        last = each.fates[-1] if each.fates else None
        rows.append(
            [
                *(each.code, str(each.year), each.category.value, str(each.number), each.text),
                *(
                    "; ".join(each.four_p),
                    "; ".join(each.sections),
                    "PRINTED" if each.is_printed else each.stage.value,
                ),
                *("; ".join(each.opposed_by), "; ".join(each.abstained)),
                *((last.kind.value, last.words, last.evidence) if last else ("", "", "")),
            ]
        )
    return rows


def dissent(line: RecommendationLine) -> str:
    """Return the dissent by agency, as the report of 2016 prints it."""
    return dissent_words(opposed=list(line.opposed_by), abstained=list(line.abstained))


def _read(evidence: str, sources: dict[str, str]) -> str:
    return "; ".join(sources.get(each.strip(), each.strip()) for each in evidence.split(";"))
