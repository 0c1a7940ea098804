"""
Who may see what of surveys: one table.

Who runs surveys sees studies, waves and counts; who reads them takes the answers along. Nobody else
sees any. The house itself (the demonstration, a first run) is a plain name, and trusted.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from fourfold.apps.surveys.models import (
    ClearedQuote,
    CommunitySeries,
    FidelityAnswer,
    FocusFile,
    FocusGroup,
    FocusMember,
    Response,
    Study,
    SurveyForm,
    Wave,
)
from fourfold.apps.surveys.rules import NoSuchStudy
from fourfold.apps.surveys.rules.focus import NoSuchGroup
from fourfold.apps.surveys.states import FocusPart, WaveState
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.access.who import Who as Who
from fourfold.security.access.who import name_of as name_of


def runs(viewer: Who) -> bool:
    """Tell whether somebody makes studies and follows their waves."""
    return bool(viewer) if isinstance(viewer, str) else viewer.may(Permission.SURVEY_RUN)


def reads(viewer: Who) -> bool:
    """Tell whether somebody takes answers along."""
    return bool(viewer) if isinstance(viewer, str) else viewer.may(Permission.SURVEY_READ)


def follows(viewer: Who) -> bool:
    """Tell whether somebody sees how many answered at an event: also whoever gives trainings."""
    if runs(viewer) or reads(viewer):
        return True
    return isinstance(viewer, Viewer) and viewer.may(Permission.TRAINING_GIVE)


def studies(viewer: Who) -> QuerySet[Study]:
    """Return the studies somebody may see."""
    return Study.objects.all() if runs(viewer) or reads(viewer) else Study.objects.none()


def waves(viewer: Who) -> QuerySet[Wave]:
    """Return the waves somebody may see."""
    return Wave.objects.filter(study__in=studies(viewer))


def held(viewer: Who, wave: str) -> Wave:
    """Return a wave, held until the end of a change. :raises NoSuchStudy: unless they run it."""
    row = waves(viewer).select_for_update(of=("self",)).filter(id=wave).first()
    if row is None or not runs(viewer):
        raise NoSuchStudy("There is no such wave.")
    return row


def forms(viewer: Who) -> QuerySet[SurveyForm]:
    """Return the kept forms somebody may see."""
    return SurveyForm.objects.all() if runs(viewer) or reads(viewer) else SurveyForm.objects.none()


def community(viewer: Who) -> QuerySet[CommunitySeries]:
    """Return the measures of towns somebody may see: they are public figures, and name nobody."""
    mine = CommunitySeries.objects
    return mine.all() if runs(viewer) or reads(viewer) else mine.none()


def responses(viewer: Who) -> QuerySet[Response]:
    """
    Return the answers somebody may read.

    Of a wave whose organizations were invited: once it is closed. While it is open, whoever saw
    the list of those who answered grow with the answers would know who said what.
    """
    if not reads(viewer):
        return Response.objects.none()
    return Response.objects.exclude(Q(wave__invites=True) & ~Q(wave__state=WaveState.CLOSED.value))


def responses_at(viewer: Who, events: Iterable[str]) -> QuerySet[Response]:
    """
    Return the answers given at events, to be added up and never shown one by one.

    Also for whoever gives trainings: the app that holds the events says whose they are.
    """
    if not follows(viewer):
        return Response.objects.none()
    found = Response.objects.filter(occasion__in=list(events))
    return found.exclude(Q(wave__invites=True) & ~Q(wave__state=WaveState.CLOSED.value))


def fidelity(viewer: Who) -> QuerySet[FidelityAnswer]:
    """Return how waves followed their model, for whoever runs surveys: work, never an answer."""
    return FidelityAnswer.objects.all() if runs(viewer) else FidelityAnswer.objects.none()


def focus_groups(viewer: Who) -> QuerySet[FocusGroup]:
    """Return the focus groups somebody may see: when, where, counts and states, never words."""
    return FocusGroup.objects.all() if runs(viewer) else FocusGroup.objects.none()


def focus_parts(group: str, *, viewer: Who) -> frozenset[FocusPart]:
    """Return what somebody does in the team of a focus group; nothing for everyone else."""
    if not runs(viewer):
        return frozenset()
    held = FocusMember.objects.filter(group=group, account=name_of(viewer))
    return frozenset(FocusPart(each) for each in held.values_list("part", flat=True))


def focus_teams(viewer: Who) -> QuerySet[FocusGroup]:
    """Return the focus groups whose team somebody is in."""
    own = FocusMember.objects.filter(account=name_of(viewer)).values("group")
    return focus_groups(viewer).filter(id__in=own)


def focus_files(viewer: Who) -> QuerySet[FocusFile]:
    """Return the sealed files somebody may open: those of groups whose team they are in."""
    return FocusFile.objects.filter(group__in=focus_teams(viewer))


def cleared_quotes(viewer: Who) -> QuerySet[ClearedQuote]:
    """Return the quotes that two people cleared and nobody withdrew, for whoever runs surveys."""
    if not runs(viewer):
        return ClearedQuote.objects.none()
    return ClearedQuote.objects.filter(withdrawn_at=None)


def hold_focus_group(group: str, *, viewer: Who, leads: bool = False) -> FocusGroup:
    """
    Lock a focus group for somebody of its team until the transaction ends.

    leads: only for who leads it. :raises NoSuchGroup: for everyone else.
    """
    found = focus_groups(viewer).select_for_update().filter(id=group).first()
    parts = focus_parts(group, viewer=viewer)
    if found is None or not parts:
        raise NoSuchGroup("There is no such focus group, or you are not in its team.")
    if leads and FocusPart.LEAD not in parts:
        raise NoSuchGroup("Who leads this focus group does this. Ask them.")
    return found
