"""
Breaking glass: opening a record in an emergency, two hours, on the list until reviewed.

GlassError
├── MayNotBreak        the account has no such permission, or a conflict of interest
├── NoSuchNumber       no record has this number
├── OpenAlready        the record can be read without breaking anything
├── SayWhy             no reason of the list, or too few words
└── MayNotReview       one's own, reviewed already, or not a reviewer
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.db import transaction
from django.db.models import Model, QuerySet

from fourfold.security import audit
from fourfold.security.access.agencies import officers
from fourfold.security.access.need_to_know import kind_of, ties_of, visible_to
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer, holds_at
from fourfold.security.events import Event
from fourfold.security.models import GlassBreak, Relation, RelationKind
from fourfold.security.models.glass import GLASS_HOURS
from fourfold.security.notices import NoticeKind, notify

FEWEST_WORDS = 5


class GlassError(ValueError):
    """Nothing was opened or reviewed; the message says why."""


class MayNotBreak(GlassError):
    """Not by this account."""


class NoSuchNumber(GlassError):
    """No record has this number."""


class OpenAlready(GlassError):
    """There is nothing to break."""


class SayWhy(GlassError):
    """The reason is missing."""


class MayNotReview(GlassError):
    """A second person reviews, once."""


class GlassReason(StrEnum):
    """Why somebody may come to harm otherwise."""

    IN_DANGER_NOW = "IN_DANGER_NOW"
    MISSING_NOW = "MISSING_NOW"
    HOSPITAL_ASKS = "HOSPITAL_ASKS"
    WORKER_AWAY = "WORKER_AWAY"

    @property
    def label(self) -> str:
        """The reason in words."""
        return REASONS[self]


REASONS: dict[GlassReason, str] = {
    GlassReason.IN_DANGER_NOW: "The person is in danger now",
    GlassReason.MISSING_NOW: "The person is missing now",
    GlassReason.HOSPITAL_ASKS: "A hospital treats the person now",
    GlassReason.WORKER_AWAY: "The worker cannot be reached and it cannot wait",
}


class Outcome(StrEnum):
    """What the reviewer found."""

    JUSTIFIED = "JUSTIFIED"
    NOT_JUSTIFIED = "NOT_JUSTIFIED"


def break_glass(
    model: type[Model], record: str, *, reason: str, words: str, by: Viewer
) -> GlassBreak:
    """
    Open a record for two hours because somebody may come to harm otherwise.

    The opening, its place on the review list, its notices and its line in the audit are one
    transaction. A refused attempt is a line in the audit too.
    :raises GlassError: as the tree at the top says.
    """
    try:
        with transaction.atomic():
            return _broken(model, record, reason=reason, words=words, by=by)
    except (MayNotBreak, NoSuchNumber):
        with transaction.atomic():
            audit.record(
                Event.RECORD_REFUSED,
                by=by.account or "nobody",
                subject=f"{kind_of(model)}:emergency",
                at=by.at,
                outcome=audit.Outcome.DENIED,
            )
        raise


def _broken(model: type[Model], record: str, *, reason: str, words: str, by: Viewer) -> GlassBreak:
    if not by.may(Permission.GLASS_BREAK) or not by.stepped_up:
        raise MayNotBreak("Your roles do not let you open a record in an emergency.")
    if reason not in set(GlassReason) or len(words.split()) < FEWEST_WORDS:
        raise SayWhy(f"Choose a reason and say why in at least {FEWEST_WORDS} words.")
    found = model._default_manager.filter(pk=record).first()
    if found is None:
        raise NoSuchNumber("There is no record with this number. Please check it.")
    if visible_to(by, model).filter(pk=record).exists():
        raise OpenAlready("You can open this record without an emergency.")
    if any(tie.kind == RelationKind.CONFLICT for tie in ties_of(by, [found])[found.pk]):
        # The same words as for a number that is not there: a conflict is not told to its subject.
        raise NoSuchNumber("There is no record with this number. Please check it.")
    made = GlassBreak.objects.create(
        account=by.account,
        agency=by.agency,
        record_kind=kind_of(model),
        record=record,
        person=getattr(found, "person"),  # noqa: B009  every record has one; the stub does not know
        reason=reason,
        words=words,
        begun_at=by.at,
        until_at=by.at + GLASS_HOURS,
    )
    Relation.objects.create(
        kind=RelationKind.BREAK_GLASS,
        record_kind=made.record_kind,
        record=record,
        person=made.person,
        account=by.account,
        from_at=by.at,
        until_at=made.until_at,
        given_by=by.account,
    )
    audit.record(
        Event.GLASS_BROKEN,
        by=by.account,
        subject=f"{made.record_kind}:{record}",
        at=by.at,
        facts={"reason": reason, "opening": made.id},
    )
    notify(
        _to_tell(made, by) - {by.account},
        NoticeKind.GLASS_BROKEN,
        subject=f"glass:{made.id}",
        at=by.at,
    )
    return made


def _to_tell(made: GlassBreak, by: Viewer) -> set[str]:
    """Return the privacy officers and the record's supervisors."""
    supervisors = Relation.objects.filter(
        holds_at(by.at),
        kind=RelationKind.SUPERVISOR,
        record_kind=made.record_kind,
        record=made.record,
    )
    return officers(by.at) | set(supervisors.values_list("account", flat=True))


@transaction.atomic
def close(opening: str, *, by: Viewer) -> None:
    """Close one's own emergency opening before its two hours are over."""
    made = GlassBreak.objects.select_for_update().filter(id=opening, account=by.account).first()
    if made is None or made.closed_at or made.until_at <= by.at:
        raise MayNotBreak("This opening is over already.")
    made.closed_at = by.at
    made.save(update_fields=["closed_at"])
    Relation.objects.filter(
        holds_at(by.at),
        kind=RelationKind.BREAK_GLASS,
        account=by.account,
        record_kind=made.record_kind,
        record=made.record,
    ).update(until_at=by.at, ended_by=by.account)
    audit.record(
        Event.GLASS_CLOSED,
        by=by.account,
        subject=f"{made.record_kind}:{made.record}",
        at=by.at,
        facts={"opening": made.id},
    )


@transaction.atomic
def review(opening: str, *, outcome: str, words: str, by: Viewer) -> None:
    """
    Say whether an opening was justified. It leaves the list; nothing of it is ever taken away.

    :raises MayNotReview: of one's own opening, of one reviewed before, without the permission.
    """
    if not by.may(Permission.GLASS_REVIEW):
        raise MayNotReview("Your roles do not let you review emergency openings.")
    made = GlassBreak.objects.select_for_update().filter(id=opening).first()
    if made is None or made.reviewed_at:
        raise MayNotReview("This opening was reviewed already, or there is none of this number.")
    if made.account == by.account:
        raise MayNotReview("Somebody else reviews your own openings.")
    if outcome not in set(Outcome) or len(words.split()) < FEWEST_WORDS:
        raise SayWhy(f"Choose what you found and say why in at least {FEWEST_WORDS} words.")
    made.outcome, made.review_words = outcome, words
    made.reviewed_by, made.reviewed_at = by.account, by.at
    made.save(update_fields=["outcome", "review_words", "reviewed_by", "reviewed_at"])
    audit.record(
        Event.GLASS_REVIEWED,
        by=by.account,
        subject=f"{made.record_kind}:{made.record}",
        at=by.at,
        facts={"opening": made.id, "outcome": outcome},
    )


def to_review(*, viewer: Viewer) -> QuerySet[GlassBreak]:
    """Return the openings that wait for review, oldest first; none without the permission."""
    if not viewer.may(Permission.GLASS_REVIEW):
        return GlassBreak.objects.none()
    return GlassBreak.objects.filter(reviewed_at=None).order_by("begun_at", "id")


def reviewed(*, viewer: Viewer) -> QuerySet[GlassBreak]:
    """Return the openings that were reviewed, newest first; none without the permission."""
    if not viewer.may(Permission.GLASS_REVIEW):
        return GlassBreak.objects.none()
    return GlassBreak.objects.exclude(reviewed_at=None).order_by("-reviewed_at", "id")


def open_now(*, viewer: Viewer, records: Iterable[str] = ()) -> QuerySet[GlassBreak]:
    """Return the viewer's own openings that last at this moment: pages wear a banner for them."""
    mine = GlassBreak.objects.filter(
        account=viewer.account, closed_at=None, begun_at__lte=viewer.at, until_at__gt=viewer.at
    )
    return (mine.filter(record__in=list(records)) if records else mine).order_by("until_at", "id")
