"""What was said in a focus group, for its team. `actions.note_opening` comes before each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import FocusFile, FocusTranscript
from fourfold.apps.surveys.queries.focus import names_of
from fourfold.apps.surveys.rules.focus import NoSuchGroup
from fourfold.apps.surveys.rules.focus_texts import Change, Turn, changes
from fourfold.security.keys import opened


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a transcript. why: what was corrected, "" of the first."""

    nth: int
    made_at: datetime
    made_by: str
    why: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """The newest version of a transcript. nth: 0 and no turns where none was kept."""

    nth: int
    turns: tuple[Turn, ...]
    versions: tuple[Version, ...]
    changed: tuple[Change, ...]

    @property
    def ids(self) -> list[str]:
        """The ids of its turns, in order."""
        return [each.id for each in self.turns]


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo. code: its key, "" for one on the group. turn: where it says why one was settled."""

    code: str
    turn: str
    text: str
    made_at: datetime
    made_by: str


def transcript(group: str, *, viewer: access.Who, with_changes: bool = False) -> Transcript:
    """
    Return the newest version of a group's transcript, for its team.

    with_changes: also what it changed of the one before. :raises NoSuchGroup:
    """
    file = _file(group, viewer)
    rows = list(file.transcripts.order_by("-nth"))
    names = names_of([each.made_by for each in rows], viewer=viewer)
    with opened():
        turns = _turns(rows[0]) if rows else ()
        before = _turns(rows[1]) if with_changes and len(rows) > 1 else ()
        versions = tuple(
            Version(each.nth, each.made_at, names.get(each.made_by, each.made_by), each.why or "")
            for each in rows
        )
    changed = tuple(changes(before, turns)) if before else ()
    return Transcript(rows[0].nth if rows else 0, turns, versions, changed)


def memos(group: str, *, viewer: access.Who) -> list[Memo]:
    """Return a group's memos, the newest first, for its team. :raises NoSuchGroup:."""
    rows = list(_file(group, viewer).memos.order_by("-made_at", "id"))
    names = names_of([each.made_by for each in rows], viewer=viewer)
    with opened():
        return [
            Memo(
                each.code,
                each.turn,
                each.text or "",
                each.made_at,
                names.get(each.made_by, each.made_by),
            )
            for each in rows
        ]


def newest_version(group: str, *, viewer: access.Who) -> int | None:
    """
    Return the number of the newest transcript, 0 for none yet; nothing is opened.

    None where what was said is not kept any more, or for whoever is not in the team.
    """
    found = access.focus_files(viewer).filter(group=group).annotate(newest=Max("transcripts__nth"))
    file = found.first()
    return None if file is None else file.newest or 0


def _file(group: str, viewer: access.Who) -> FocusFile:
    found = access.focus_files(viewer).filter(group=group).first()
    if found is None:
        raise NoSuchGroup("There is no such focus group, or you are not in its team.")
    return found


def _turns(row: FocusTranscript) -> tuple[Turn, ...]:
    return tuple(Turn(**each) for each in row.turns or ())
