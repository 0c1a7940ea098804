"""Bills as pages and files show them, and what a list of steps is read against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from fourfold.apps.council import access
from fourfold.apps.council.models import BillFile, BillNote
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.rules.bills import BillRow, BillStep, as_text
from fourfold.apps.council.states.bills import BillState
from fourfold.reference import active_pack


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A step of a bill (state None: what was said of it changed), and whether it was taken back."""

    state: BillState | None
    on: date | None
    evidence: str
    link: str
    at: datetime
    by: str
    struck_why: str
    struck_by: str


@dataclass(frozen=True, slots=True)
class BillLine:
    """A bill. laws: (code, name). steps: those that stand, oldest first. on: day of the newest."""

    id: str
    session: int
    number: str
    title: str
    summary: str
    laws: tuple[tuple[str, str], ...]
    recommendations: tuple[tuple[str, str], ...]
    state: BillState
    on: date
    evidence: str
    link: str
    version: int
    steps: tuple[BillStep, ...]


@dataclass(frozen=True, slots=True)
class FileTaken:
    """A list that was taken before."""

    name: str
    at: datetime
    by: str


def bills(*, viewer: access.Who, law: str = "") -> list[BillLine]:
    """Return the bills, the newest session first, then by their newest step. law: of one only."""
    kept = steps_kept(viewer=viewer)
    pack = active_pack()
    names = {each.code: each.citation or each.title or each.code for each in pack.statutes}
    said = recommended(viewer=viewer)
    found = []
    for each in access.bills(viewer):
        steps = kept.get((each.session, each.number), ())
        if not steps or (law and law not in each.laws):
            continue
        newest = steps[-1]
        found.append(
            BillLine(
                each.id,
                each.session,
                each.number,
                each.title,
                each.summary,
                tuple((code, names.get(code, code)) for code in each.laws),
                tuple((code, said.get(code, "")) for code in each.recommendations),
                newest.state,
                newest.on,
                newest.evidence,
                newest.link,
                each.version,
                steps,
            )
        )
    return sorted(found, key=lambda e: (-e.session, -e.on.toordinal(), e.number))


def bill(bill: str, *, viewer: access.Who) -> BillLine:
    """Return one bill. :raises NoSuchPaper:."""
    for each in bills(viewer=viewer):
        if each.id == bill:
            return each
    raise NoSuchPaper("There is no such bill.")


def story(bill: str, *, viewer: access.Who) -> list[NoteLine]:
    """Return everything that was noted of a bill, the newest first; what was taken back too."""
    rows = list(
        BillNote.objects.filter(bill__in=access.bills(viewer).filter(id=bill)).order_by("-nth")
    )
    names = access.names({name for each in rows for name in (each.by, each.struck_by)})
    return [
        NoteLine(
            BillState(each.state) if each.state else None,
            each.on,
            each.evidence,
            each.link,
            each.at,
            names.get(each.by, each.by),
            each.struck_why,
            names.get(each.struck_by, each.struck_by),
        )
        for each in rows
    ]


def steps_kept(*, viewer: access.Who) -> dict[tuple[int, str], tuple[BillStep, ...]]:
    """Return the steps that stand of every bill, oldest first, by session and number."""
    rows = BillNote.objects.filter(bill__in=access.bills(viewer), struck_at=None)
    columns = ("bill__session", "bill__number", "state", "on", "evidence", "link")
    found: dict[tuple[int, str], list[BillStep]] = {}
    for session, number, state, on, evidence, link in (
        rows.exclude(state="").order_by("bill_id", "nth").values_list(*columns)
    ):
        if on is not None:
            told = BillStep(BillState(state), on, evidence, link)
            found.setdefault((session, number), []).append(told)
    return {key: tuple(steps) for key, steps in found.items()}


def known_codes(*, viewer: access.Who) -> tuple[frozenset[str], frozenset[str]]:
    """Return the codes of laws and of recommendations that a bill can be about."""
    laws = frozenset(each.code for each in active_pack().statutes)
    return laws, frozenset(recommended(viewer=viewer))


def recommended(*, viewer: access.Who) -> dict[str, str]:
    """Return the text of each recommendation by its code: the pack's, then the Council's own."""
    said = {each.code: each.text for each in active_pack().recommendations}
    return said | dict(access.recommendations(viewer).order_by("code").values_list("code", "text"))


def taken(rows: tuple[BillRow, ...], *, viewer: access.Who) -> FileTaken | None:
    """Return when a list of the same lines was taken; None if it never was."""
    if not access.reads(viewer):
        return None
    found = BillFile.objects.filter(digest=sha256(as_text(rows).encode()).hexdigest()).first()
    if found is None:
        return None
    return FileTaken(found.name, found.at, access.names({found.by}).get(found.by, found.by))
