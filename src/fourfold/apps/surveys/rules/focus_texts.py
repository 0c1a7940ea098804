"""Transcripts on plain values: read into turns, corrected with ids that hold, looked through."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import BytesIO

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from fourfold.apps.surveys.rules.focus import BadTranscript

MOST_LETTERS = 600_000
MOST_TURNS = 5_000
LONGEST_TURN = 900
LONGEST_WHO = 40
_WHO = re.compile(rf"^\s*([^\W\d_][\w .'\u2019-]{{0,{LONGEST_WHO - 1}}}?)\s*:\s+(.*)$", re.DOTALL)
_CUE = re.compile(r"^(\d{1,2}:)?\d{2}:\d{2}[.,]\d{3}\s+-->")
_VOICE = re.compile(r"^<v(?:\.[\w.]+)?\s+([^>]+)>")
_TAG = re.compile(r"<[^>]{0,80}>")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of talk. id: holds for good. who: as typed, "" if none. was: the id it replaced."""

    id: str
    who: str
    text: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of what a correction changed. kind: "gone" or "new"."""

    kind: str
    who: str
    text: str


Said = tuple[str, str]
"""Who, and what."""


def read_text(text: str) -> list[Said]:
    """
    Read a transcript that was typed, pasted, or brought as text or WebVTT.

    "Who: words" begins a turn, an empty line ends one; a long turn is cut at its sentences.
    :raises BadTranscript: if it is empty or too long.
    """
    if len(text) > MOST_LETTERS:
        raise BadTranscript(
            f"The transcript has {len(text):,} letters, and {MOST_LETTERS:,} fit. Make a focus "
            "group of each half."
        )
    plain = text.replace("\ufeff", "").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    turns = _cues(plain) if plain.lstrip().startswith("WEBVTT") else _turns(plain)
    found = [piece for who, said in turns for piece in _cut(who, " ".join(said.split()))]
    if not found:
        raise BadTranscript("There are no words in it. Type or bring what was said.")
    if len(found) > MOST_TURNS:
        raise BadTranscript(f"It has {len(found):,} turns, and {MOST_TURNS:,} fit.")
    return found


def docx_text(content: bytes) -> str:
    """
    Return the paragraphs of a Word document as lines. The file was looked through before.

    :raises BadTranscript: if there are none to read.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            root = fromstring(archive.read("word/document.xml"), forbid_dtd=True)
    except (zipfile.BadZipFile, KeyError, ParseError, DefusedXmlException, ValueError) as problem:
        raise BadTranscript("This Word document cannot be read. Save it anew, or as text.") from (
            problem
        )
    breaks = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " "}
    lines = (
        "".join(
            part.text or "" if part.tag == f"{_W}t" else breaks.get(str(part.tag), "")
            for part in each.iter()
        )
        for each in root.iter(f"{_W}p")
    )
    return "\n".join(lines)


def plain_text(content: bytes) -> str:
    """Return the words of a text file. :raises BadTranscript: if it is none."""
    for form in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return content.decode(form)
        except UnicodeDecodeError:
            break
    raise BadTranscript(
        "The file is not text in UTF-8. Save it as “Text, UTF-8”, or bring a Word document (DOCX) "
        "or a WebVTT file."
    )


def begun(said: Sequence[Said], *, number: int = 1) -> tuple[Turn, ...]:
    """Give the turns of a first version their ids."""
    return tuple(Turn(f"t{number + nth}", who, text) for nth, (who, text) in enumerate(said))


def corrected(
    old: Sequence[Turn], said: Sequence[Said], *, number: int
) -> tuple[tuple[Turn, ...], int]:
    """
    Return the turns of the next version, and the number of the next new turn.

    An unchanged turn keeps its id, so that its codes hold. A changed one gets a new id and says
    which it replaced; ids are never given twice.
    """
    matcher = SequenceMatcher(None, [(each.who, each.text) for each in old], list(said), False)
    found: list[Turn] = []
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            found += old[start:end]
            continue
        for nth, (who, text) in enumerate(said[first:last]):
            was = old[start + nth].id if start + nth < end else ""
            found.append(Turn(f"t{number}", who, text, was))
            number += 1
    return tuple(found), number


def changes(old: Sequence[Turn], new: Sequence[Turn]) -> list[Change]:
    """Return what a correction took out and put in, in order; what stayed is left out."""
    matcher = SequenceMatcher(None, [each.id for each in old], [each.id for each in new], False)
    found: list[Change] = []
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "equal":
            found += [Change("gone", each.who, each.text) for each in old[start:end]]
            found += [Change("new", each.who, each.text) for each in new[first:last]]
    return found


def as_typed(turns: Iterable[Turn]) -> str:
    """Return turns as they would be typed, to be corrected or taken along."""
    return "\n\n".join(f"{each.who}: {each.text}" if each.who else each.text for each in turns)


def edited(said: str, words: str) -> list[tuple[str, str]]:
    """Return a quote's words as pieces: "same", "out" (taken out) or "in" (put in)."""
    old, new = said.split(), words.split()
    found: list[tuple[str, str]] = []
    for kind, start, end, first, last in SequenceMatcher(None, old, new, False).get_opcodes():
        if kind == "equal":
            found.append(("same", " ".join(old[start:end])))
            continue
        if end > start:
            found.append(("out", " ".join(old[start:end])))
        if last > first:
            found.append(("in", " ".join(new[first:last])))
    return found


def _turns(text: str) -> Iterator[Said]:
    who, lines, blank = "", list[str](), True
    for line in text.split("\n"):
        named = _WHO.match(line)
        if not line.strip():
            blank = True
            continue
        if named or blank:
            if lines:
                yield who, " ".join(lines)
            who, lines = (named[1], [named[2]]) if named else ("", [line])
        else:
            lines.append(line)
        blank = False
    if lines:
        yield who, " ".join(lines)


def _cues(text: str) -> Iterator[Said]:
    """Yield who and what of a WebVTT file; cues of one voice in a row are one turn."""
    who, lines = "", list[str]()
    for block in re.split(r"\n\s*\n", text):
        rows = block.strip().split("\n")
        at = next((nth for nth, row in enumerate(rows) if _CUE.match(row.strip())), None)
        if at is None:
            continue
        for row in rows[at + 1 :]:
            voice = _VOICE.match(row.strip())
            said = _TAG.sub("", row).strip()
            named = _WHO.match(said) if voice is None else None
            speaker = voice[1].strip()[:LONGEST_WHO] if voice else named[1] if named else who
            if speaker != who and lines:
                yield who, " ".join(lines)
                lines = []
            who = speaker
            lines.append(named[2] if named else said)
    if lines:
        yield who, " ".join(lines)


def _cut(who: str, text: str) -> Iterator[Said]:
    """Cut a long turn at its sentences, so that a code says where."""
    held = ""
    for sentence in _SENTENCE.split(text):
        if held and len(held) + len(sentence) > LONGEST_TURN:
            yield who, held
            held = ""
        held = f"{held} {sentence}".strip()
    if held:
        yield who, held
