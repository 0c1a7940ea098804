"""Every form in which one value may come back in a line of text."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

FEW_WORDS = 8
RUN = 4
SHORTEST_WORD = 3
MOST_RUNS = 4_000
SHORTEST = 4
"""A shorter form is blacked out only where it stands as a word of its own."""
BASE64_CORE = 6


def forms_of(value: str) -> set[str]:
    """
    Return the forms of a value, in small letters; the match is to be made in small letters too.

    A value of up to eight words is also looked for word by word (from three letters on), a longer
    text by each run of four words, so that a part of a name or of a story is found as well.
    """
    found: set[str] = set()
    for piece in {value, *_pieces(value)}:
        for text in _spellings(piece):
            found.update(form.lower() for form in _encoded(text))
    return {form for form in found if len(form) > 1}


def _pieces(value: str) -> Iterator[str]:
    words = value.split()
    yield " ".join(words)
    if len(words) <= FEW_WORDS:
        yield from (
            bare for word in words if len(bare := word.strip(".,;:!?()\"'")) >= SHORTEST_WORD
        )
    else:
        for start in range(min(len(words) - RUN + 1, MOST_RUNS)):
            yield " ".join(words[start : start + RUN])


def _spellings(text: str) -> set[str]:
    composed = unicodedata.normalize("NFC", text)
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    upper, lower = composed.upper(), composed.lower()
    return {text, composed, apart, bare, upper, lower, bare.upper(), bare.lower()}


def _encoded(text: str) -> Iterator[str]:
    safe = text.encode("utf-8", "surrogatepass")
    once = quote(safe)
    yield text
    yield from (once, quote_plus(safe), quote(safe, safe=""), quote(once))
    escaped = html.escape(text)
    yield escaped
    yield escaped.replace("&#x27;", "&#39;")
    for signs in (text, escaped):
        yield signs.encode("ascii", "xmlcharrefreplace").decode()
    yield from (json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1])
    yield text.encode("unicode_escape").decode()
    yield repr(safe)[2:-1]
    for raw in (safe, *(text.encode(form, "surrogatepass") for form in ("utf-16le", "utf-16be"))):
        yield raw.hex()
        yield from _base64(raw)
        if raw is not safe:
            yield raw.decode("latin-1")
            yield repr(raw)[2:-1]


def _base64(raw: bytes) -> Iterator[str]:
    """Yield the middle of its base64, for each of the three places it may begin at."""
    for shift in range(3):
        for encode in (b64encode, urlsafe_b64encode):
            whole = encode(b"\0" * shift + raw).decode()
            start = -(-shift * 8 // 6)
            end = (shift + len(raw)) * 8 // 6
            if len(core := whole[start:end]) >= BASE64_CORE:
                yield core


def black_out(text: str, forms: set[str], mark: str) -> str:
    """Replace every form in a text, longest first; short ones only where they are whole words."""
    small = text.lower()
    for form in sorted((each for each in forms if each in small), key=len, reverse=True):
        pattern = re.escape(form)
        if len(form) < SHORTEST:
            pattern = rf"(?<!\w){pattern}(?!\w)"
        text = re.sub(pattern, mark, text, flags=re.IGNORECASE)
    return text
