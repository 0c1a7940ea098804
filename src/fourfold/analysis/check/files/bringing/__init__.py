"""
Whatever an agency brings, turned into one plain table, or told what is in doubt.

`recognise` looks at the head of a file and says what it takes it for. `to_plain` reads all of it:
where it is plain already nothing is copied. What is wrong with the form is told in words for people
who keep lists, not for programmers; what cannot be known is asked, never guessed.
"""

from fourfold.analysis.check.files.bringing.headings import fold
from fourfold.analysis.check.files.bringing.limits import COMMAND_LINE, Limits
from fourfold.analysis.check.files.bringing.plainly import to_plain
from fourfold.analysis.check.files.bringing.recognising import recognise

__all__ = ["COMMAND_LINE", "Limits", "Scratch", "fold", "recognise", "to_plain"]
