"""
The errors of this room.

RetentionError
├── NotYours            the roles held today do not allow it
├── NeedsAnotherPerson  the second person is the first
├── ScheduleUnfit       a rule counts from an event that the record does not know
├── TwoOfAKind          two models say they are of one kind
├── NotSwept            a model about persons says that it goes by the clock
├── NothingDue          there is nothing to agree to
├── NoSuchPreview       no preview has this id
├── NotTheSameList      the list agreed to is not the list kept
├── NotAgreed           nobody agreed yet
├── TooOld              the preview is older than a month
├── AlreadyDecided      agreed to, or run to its end
├── NoSuchHold          no hold has this id, or it was lifted
├── NoSuchRecord        there is nothing to hold
├── UnknownReason       the reason is not in the list
├── HeldAlready         the same hold stands
├── LiftNotAsked        one person asks before another lifts
├── CannotEmpty         a field of the class cannot be empty
├── RestoredOlder       an older backup was restored: reapply first
└── TombstonesUnusable  the file outside the database cannot be read, written or trusted
"""

from __future__ import annotations


class RetentionError(ValueError):
    """A step of retention was refused; the message says why and what to do."""


class NotYours(RetentionError):
    """The roles held today do not allow it."""


class NeedsAnotherPerson(RetentionError):
    """One person cannot be both."""


class ScheduleUnfit(RetentionError):
    """A rule of the pack does not fit the kind of record."""


class TwoOfAKind(RetentionError):
    """Two models say they are of one kind of record."""


class NotSwept(RetentionError):
    """A model about persons says that it goes by the clock."""


class NothingDue(RetentionError):
    """There is nothing to agree to."""


class NoSuchPreview(RetentionError):
    """No preview has this id."""


class NotTheSameList(RetentionError):
    """What was shown is not what is kept."""


class NotAgreed(RetentionError):
    """Nobody agreed yet."""


class TooOld(RetentionError):
    """A list this old no longer says what is due."""


class AlreadyDecided(RetentionError):
    """Agreed to already, or run to its end."""


class NoSuchHold(RetentionError):
    """No standing hold has this id."""


class NoSuchRecord(RetentionError):
    """There is nothing to hold."""


class UnknownReason(RetentionError):
    """The reason is not in the list."""


class HeldAlready(RetentionError):
    """The same hold stands."""


class LiftNotAsked(RetentionError):
    """One person asks before another lifts."""


class CannotEmpty(RetentionError):
    """A field of the class has no empty value."""


class RestoredOlder(RetentionError):
    """An older backup was restored, and what had gone did not go again yet."""


class TombstonesUnusable(RetentionError):
    """The file outside the database cannot be read, written or trusted."""
