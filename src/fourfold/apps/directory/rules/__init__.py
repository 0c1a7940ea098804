"""What must hold of a listing, and what an error says. Plain Python."""

from __future__ import annotations


class DirectoryError(ValueError):
    """Something in the directory cannot be done as asked."""


class NoSuchListing(DirectoryError):
    """There is no such listing, or not for this viewer."""


class ChangedMeanwhile(DirectoryError):
    """Somebody else changed it first."""


class NotWhole(DirectoryError):
    """Something is missing or not understood."""


class TellsTheAddress(DirectoryError):
    """Open words would tell where a confidential place is."""


class NotYours(DirectoryError):
    """Only a curator does this."""
