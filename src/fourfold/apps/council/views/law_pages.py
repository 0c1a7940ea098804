"""What the desk's and the public's pages on laws share: one law, two versions, the elements."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language

from fourfold.analysis.law import plain
from fourfold.apps.council.forms.laws import OnDay
from fourfold.apps.council.queries import laws as queries
from fourfold.apps.council.queries.laws import Gap, LawLine
from fourfold.apps.council.rules.laws import Law, LawVersion, TextDiff, neighbors, text_diffs
from fourfold.apps.council.views import law_words, words
from fourfold.security.access.viewer import Viewer
from fourfold.security.pages.downloads import csv_file


def page_of(line: LawLine, *, viewer: Viewer) -> dict[str, Any]:
    """Return what both pages of a law show."""
    law = line.law
    title, said, language = law.plain((get_language() or "en")[:2])
    codes = dict.fromkeys((*law.statute.source, *(s for e in law.versions for s in e.source)))
    changes = {new.code: text_diffs(old, new) for old, new in neighbors(law.versions)}
    return {
        "line": line,
        "law": law,
        "plain_title": title,
        "plain_words": said,
        "plain_language": language,
        "kind": law_words.KINDS[law.statute.kind],
        "four_ps": [
            (each.value, words.FOUR_PS[each])
            for each in words.FOUR_PS
            if each.value in law.statute.four_p
        ],
        "versions": [(each, changes.get(each.code, ())) for each in reversed(law.versions)],
        "with_words": [each for each in law.versions if any(t.is_confirmed for t in each.texts)],
        "series": [
            (each, law_words.MEASURES[each.measure]) for each in queries.series(line, viewer=viewer)
        ],
        "gaps": [(each, _lacks(each)) for each in line.gaps],
        "stands": law_words.ADEQUACY[line.assessment.adequacy] if line.assessment else None,
        "sources": law_words.sources(tuple(codes)),
    }


def chosen_diff(request: HttpRequest, law: Law) -> dict[str, Any] | None:
    """Return two versions side by side, if two are asked for; the words as the source has them."""
    by_code = {each.code: each for each in law.versions}
    old, new = (by_code.get(request.GET.get(name, "")) for name in ("old", "new"))
    if old is None or new is None:
        return None
    found: tuple[TextDiff, ...] = text_diffs(old, new)
    return {"old": old, "new": new, "texts": found, "between": _between(law, old, new)}


def compared(request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    """Return the table of elements and the gaps on the day that is asked for, else today."""
    form, on = asked_day(request, viewer)
    table = queries.matrix(viewer=viewer, on=on)
    groups: dict[Any, list[Any]] = {}
    for each in table.lines:
        cells = [(cell, *law_words.STANDS[cell.stand]) for cell in each.cells]
        element = law_words.ELEMENTS[each.element]
        group, said = (law_words.BESIDES, element) if each.is_limit else (element, each.label)
        groups.setdefault(group, []).append((said, each, cells))
    return {
        "filters": form,
        "on": on,
        "table": table,
        "heads": list(zip(table.definitions, table.texts, strict=True)),
        "groups": list(groups.items()),
        "width": 1 + len(table.definitions),
        "marks": [(mark, said) for mark, said in law_words.STANDS.values() if mark],
        "gaps": [(each, _lacks(each)) for each in queries.gaps(viewer=viewer, on=on)],
    }


def lacks_file(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Give what each definition lacks on the day that is asked for, as CSV."""
    _form, on = asked_day(request, viewer)
    rows: list[list[str]] = [list(plain.LACK_COLUMNS)]
    for each in queries.gaps(viewer=viewer, on=on):
        told = plain.lack_rows(each.definition, of=each.of, found=each.lacks, on=on)
        rows += (list(row.values()) for row in told)
    return csv_file(rows, name=f"definitions-on-{on}", at=viewer.at)


def asked_day(request: HttpRequest, viewer: Viewer) -> tuple[OnDay, date]:
    """Return the day that is asked for; nonsense asks for today."""
    today = timezone.localdate(viewer.at)
    given = request.GET.get("on") or today.isoformat()
    form = OnDay({"on": given})
    on = form.cleaned_data["on"] if form.is_valid() else None
    return form, on or today


def _lacks(gap: Gap) -> list[tuple[Any, Any, str]]:
    return [
        (each, law_words.ELEMENTS[each.element], law_words.STANDS[each.stand][1])
        for each in gap.lacks or ()
    ]


def _between(law: Law, old: LawVersion, new: LawVersion) -> list[LawVersion]:
    places = [law.versions.index(each) for each in (old, new)]
    return list(law.versions[min(places) + 1 : max(places) + 1])
