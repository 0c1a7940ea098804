"""Reading the counting fields of an agency's cases."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from fourfold.apps.cases.models import Case, Determination, Person
from fourfold.apps.cases.rules import counting
from fourfold.apps.cases.states.law import Decision
from fourfold.reference import UnknownName, active_pack
from fourfold.reference.places import region_of
from fourfold.security.access.viewer import Viewer

CHUNK = 500


def counting_rows(*, viewer: Viewer, first: datetime, until: datetime) -> list[tuple[str, ...]]:
    """
    Return the counting fields of the cases that the viewer's agency opened between two moments.

    In the order of what they say, so that the order says nothing. For the job that hands them over,
    which is a line in the audit; no page shows them.
    """
    met = Determination.objects.filter(
        case=OuterRef("pk"), decision=Decision.MET, taken_back_at=None
    )
    opened = Case.objects.filter(
        agency=viewer.agency, opened_at__gte=first, opened_at__lt=until
    ).annotate(determined=Exists(met))
    rows = []
    cases = list(opened.defer("wishes", "summary").order_by("pk"))
    for start in range(0, len(cases), CHUNK):
        some = cases[start : start + CHUNK]
        people = Person.objects.in_bulk([each.person for each in some])
        rows += [_row(each, people.get(each.person)) for each in some]
    return sorted(rows)


def _row(case: Case, person: Person | None) -> tuple[str, ...]:
    names = ("born_on", "gender", "race")
    facts = {name: getattr(person, name) for name in names} if person is not None else {}
    return counting.row(
        opened_on=timezone.localdate(case.opened_at),
        facts=facts,
        unanswered=(person.unanswered or {}) if person is not None else {},
        region=_home(person) or case.region,
        concern=case.concern,
        determined=bool(getattr(case, "determined", False)),
    )


def _home(person: Person | None) -> str:
    try:
        return region_of(person.town, pack=active_pack()) if person and person.town else ""
    except UnknownName:
        return ""
