"""Proposing, agreeing to, refusing and publishing releases."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from fourfold.analysis.tables import FigureTable
from fourfold.apps.releases import access, queries
from fourfold.apps.releases.models import Agreement, Release
from fourfold.apps.releases.queries import NoSuchRelease
from fourfold.apps.releases.rules import (
    NEEDED,
    check_enough_agreed,
    check_may_agree,
    check_nothing_is_wrong,
    check_small_counts_are_public,
)
from fourfold.apps.releases.rules import (
    ReleaseRefused as ReleaseRefused,  # callers catch it here, the front door
)
from fourfold.apps.releases.states import ReleaseState, check_move
from fourfold.apps.studies import queries as studies
from fourfold.catalog import put_tables
from fourfold.catalog.telling import words_of
from fourfold.reference import Pack
from fourfold.security import audit
from fourfold.security.access.roles import Permission
from fourfold.security.events import Event


class ReleasedAlready(ReleaseRefused):
    """The run is on its way or published already."""


@transaction.atomic
def propose(run: str, *, title: str, pack: Pack, by: access.Who, at: datetime) -> str:
    """
    Propose a run for publication; returns the release's id.

    :raises FiguresWrong: if a check found something that cannot be true.
    :raises SmallCountNotPublic: if a small count is in no public source.
    :raises ReleasedAlready: if the run has a release that is not refused.
    """
    access.check_may(by, Permission.RELEASE_PROPOSE)
    result = studies.run(run, viewer=by)
    check_nothing_is_wrong(result.findings)
    check_small_counts_are_public(
        result.figures, public_sources=[source.code for source in pack.sources]
    )
    words = words_of(
        FigureTable(result.figures, result.indicators), pack=pack, findings=result.findings
    )
    who = access.name_of(by)
    standing = Release.objects.filter(run_id=run).exclude(state=ReleaseState.REFUSED.value)
    try:
        with transaction.atomic():
            made = Release.objects.create(
                run_id=run, title=title, words=words, proposed_at=at, proposed_by=who
            )
    except IntegrityError:  # one release a run: of two people who propose at once, one is first
        if not standing.exists():
            raise
        raise ReleasedAlready("This run is proposed or published already.") from None
    audit.record(Event.RELEASE_PROPOSED, by=who, subject=f"release:{made.id}", at=at)
    return str(made.id)


@transaction.atomic
def agree(release: str, *, by: access.Who, at: datetime) -> None:
    """Agree to a release; the second person's yes clears it for publication."""
    access.check_may(by, Permission.RELEASE_AGREE)
    found, who = _locked(release, by=by), access.name_of(by)
    check_move(ReleaseState(found.state), ReleaseState.AGREED)
    agreed = set(found.agreements.values_list("by", flat=True))
    check_may_agree(who, proposed_by=found.proposed_by, agreed=agreed)
    Agreement.objects.create(release=found, by=who, at=at)
    if len(agreed) + 1 >= NEEDED:
        found.state = ReleaseState.AGREED.value
        found.save(update_fields=["state"])
    audit.record(Event.RELEASE_AGREED, by=who, subject=f"release:{release}", at=at)


@transaction.atomic
def refuse(release: str, *, by: access.Who, at: datetime) -> None:
    """Refuse a release; a new one may be proposed when its reasons are gone."""
    access.check_may(by, Permission.RELEASE_AGREE)
    found = _locked(release, by=by)
    check_move(ReleaseState(found.state), ReleaseState.REFUSED)
    found.state = ReleaseState.REFUSED.value
    found.save(update_fields=["state"])
    audit.record(Event.RELEASE_REFUSED, by=access.name_of(by), subject=f"release:{release}", at=at)


def publish(release: str, *, pack: Pack, by: access.Who, at: datetime) -> int:
    """
    Put the release's tables into the catalog; returns how many changed.

    All tables or none. The charts are drawn before the transaction, so that nobody waits for it;
    what they show is the run, and a run never changes.
    :raises TooFewAgreed: before two other people have agreed.
    """
    access.check_may(by, Permission.RELEASE_PROPOSE)
    who = access.name_of(by)
    with transaction.atomic():
        _agreed(release, by=by)
    tables = queries.tables_of(release, pack=pack, viewer=by)
    with transaction.atomic():
        found = _agreed(release, by=by)
        changed = sum(put_tables.put(table, at=at) for table in tables)
        found.state = ReleaseState.PUBLISHED.value
        found.published_at, found.published_by = at, who
        found.save(update_fields=["state", "published_at", "published_by"])
        audit.record(
            Event.RELEASE_PUBLISHED,
            by=who,
            subject=f"release:{release}",
            at=at,
            facts={"tables": changed},
        )
    return changed


def _agreed(release: str, *, by: access.Who) -> Release:
    """Lock a release and return it if it may be published now."""
    found = _locked(release, by=by)
    agreed = set(found.agreements.values_list("by", flat=True)) - {found.proposed_by}
    check_enough_agreed(agreed)
    check_move(ReleaseState(found.state), ReleaseState.PUBLISHED)
    return found


def _locked(release: str, *, by: access.Who) -> Release:
    try:
        return access.visible_to(by).select_for_update().get(id=release)
    except (Release.DoesNotExist, ValidationError):  # of Django: the id is not one of ours
        raise NoSuchRelease(f"There is no release {release}.") from None
