"""
Why a file was refused. Messages are for the person who sent it; they never repeat its content.

    Refused
    ├── TooLarge      more than 25 MB, or too many pixels, cells, lines
    ├── NotAllowed    a kind of file that is not taken here
    ├── Damaged       it cannot be read to its end
    ├── TooMuchInside it would unpack to more than it may
    └── Unsafe        it holds something that can run, call elsewhere or hide another file
"""

from __future__ import annotations


class Refused(ValueError):
    """A file that is not taken. Nothing of it was kept."""


class TooLarge(Refused):
    """More than fits."""


class NotAllowed(Refused):
    """A kind of file that is not taken here."""


class Damaged(Refused):
    """A file that cannot be read to its end."""


class TooMuchInside(Refused):
    """A file that would unpack to more than it may."""


class Unsafe(Refused):
    """A file with something in it that can run, call elsewhere or hide another file."""
