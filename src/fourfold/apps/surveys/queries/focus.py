"""Focus groups as lists and pages show them: when, where, how many of which kind, never a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import FocusGroup, Study
from fourfold.apps.surveys.rules.focus import (
    GUIDE,
    KINDS,
    Category,
    NoSuchGroup,
    are_few,
    categories,
)
from fourfold.apps.surveys.states import ConsentRead, FocusPart, FocusState
from fourfold.reference import active_pack
from fourfold.reference.forms import Form, Kind, pack_forms
from fourfold.security.access.roles import ROLES, Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.access.who import names
from fourfold.security.models import Account, RoleGrant, RoleState


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a group's team. finished_at: of a coder."""

    account: str
    name: str
    part: FocusPart
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of one kind took part. few: so few that they could be told apart."""

    category: Category
    count: int
    few: bool


@dataclass(frozen=True, slots=True)
class GroupLine:
    """
    A focus group. town: its name, "" for online. people: None before it was held.

    parts: what the viewer does in its team. team, kinds: () on lists.
    """

    id: str
    study: str
    study_title: str
    name: str
    held_on: date
    town: str
    town_code: str
    language: str
    script: str
    state: FocusState
    consent: ConsentRead | None
    people: int | None
    few: bool
    parts: frozenset[FocusPart]
    moved_at: datetime
    team: tuple[Member, ...] = ()
    kinds: tuple[Counted, ...] = ()

    def accounts(self, part: FocusPart) -> list[str]:
        """Return who of the team does this."""
        return [each.account for each in self.team if each.part is part]


@dataclass(frozen=True, slots=True)
class GuidePart:
    """A part of the guide: its title, and what is asked."""

    title: str
    asks: tuple[str, ...]


def study_title(study: str, *, viewer: access.Who) -> str:
    """Return a survey's title. :raises NoSuchGroup: where somebody may not run it."""
    found = access.studies(viewer).filter(id=study).values_list("title", flat=True).first()
    if found is None or not access.runs(viewer):
        raise NoSuchGroup("There is no such survey.")
    return str(found)


def groups(study: str, *, viewer: access.Who) -> list[GroupLine]:
    """Return the focus groups of a survey, the newest first."""
    found = access.focus_groups(viewer).filter(study=study).select_related("study")
    rows = list(found.defer("study__words").prefetch_related("members").order_by("-held_on", "id"))
    return [_line(each, viewer) for each in rows]


def group(number: str, *, study: str, viewer: access.Who) -> GroupLine:
    """Return one focus group with its team and kinds of people. :raises NoSuchGroup:."""
    found = access.focus_groups(viewer).filter(id=number, study=study).select_related("study")
    row = found.prefetch_related("members", "kinds").first()
    if row is None:
        raise NoSuchGroup("There is no such focus group.")
    return _line(row, viewer, whole=True)


def team_choices(*, viewer: access.Who) -> list[tuple[str, str]]:
    """Return who can be in a group's team: who runs surveys in the viewer's agency, by name."""
    if not access.runs(viewer) or not isinstance(viewer, Viewer):
        return []
    roles = [code for code, each in ROLES.items() if Permission.SURVEY_RUN in each.permissions]
    held = RoleGrant.objects.filter(
        role__in=roles, state=RoleState.HELD, until_at=None, agency=viewer.agency
    )
    found = Account.objects.filter(pk__in=held.values("account_id"), is_active=True)
    return list(found.order_by("name").values_list("pk", "name"))


def names_of(accounts: Iterable[str], *, viewer: access.Who) -> dict[str, str]:
    """Return the names of colleagues by account, for whoever runs surveys."""
    if not access.runs(viewer):
        return {}
    return names(set(accounts))


def guide(*, viewer: access.Who) -> tuple[str, tuple[GuidePart, ...]]:
    """Return the title and the parts of the pack's guide; no parts where the pack has none."""
    found = next((each.form for each in pack_forms(active_pack()) if each.name == GUIDE), None)
    if found is None or not access.runs(viewer):
        return "", ()
    return found.say(found.titles, found.languages[0]), tuple(_parts(found))


def _parts(form: Form) -> Iterable[GuidePart]:
    for page in form.pages:
        if any(each.kind is Kind.TEXT for each in page.questions):
            asks = (each for each in page.questions if each.kind in (Kind.TEXT, Kind.NOTE))
            said = tuple(form.say(each.labels, form.languages[0]) for each in asks)
            yield GuidePart(form.say(page.labels, form.languages[0]), said)


def _line(row: FocusGroup, viewer: access.Who, *, whole: bool = False) -> GroupLine:
    towns = {each.code: each.name for each in active_pack().towns}
    study: Study = row.study
    own = access.name_of(viewer)
    members = list(row.members.all())
    return GroupLine(
        id=row.id,
        study=study.id,
        study_title=study.title,
        name=row.name,
        held_on=row.held_on,
        town=towns.get(row.town, row.town),
        town_code=row.town,
        language=row.language,
        script=row.script,
        state=FocusState(row.state),
        consent=ConsentRead(row.consent) if row.consent else None,
        people=row.people,
        few=are_few(row.people),
        parts=frozenset(FocusPart(each.part) for each in members if each.account == own),
        moved_at=row.moved_at,
        team=_team(row, viewer) if whole else (),
        kinds=_kinds(row) if whole else (),
    )


def _team(row: FocusGroup, viewer: access.Who) -> tuple[Member, ...]:
    members = list(row.members.all())
    names = names_of([each.account for each in members], viewer=viewer)
    order = list(FocusPart)
    found = [
        Member(
            each.account,
            names.get(each.account, each.account),
            FocusPart(each.part),
            each.finished_at,
        )
        for each in members
    ]
    return tuple(sorted(found, key=lambda each: (order.index(each.part), each.name)))


def _kinds(row: FocusGroup) -> tuple[Counted, ...]:
    named = {(each.kind, each.code): each for each in categories(active_pack())}
    found = [
        Counted(
            named.get((each.kind, each.code), Category(each.kind, each.code, each.code)),
            each.count,
            are_few(each.count),
        )
        for each in row.kinds.all()
    ]
    return tuple(sorted(found, key=lambda each: (KINDS.index(each.category.kind), -each.count)))
