"""What the base page needs: whose site it is, where help is, where to leave to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from fourfold.reference import Pack, active_pack


@dataclass(frozen=True, slots=True)
class Contact:
    """
    One way to reach help, ready to print.

    href: tel:, sms: or https. short: what is dialed or texted, alone; "" for a chat. language: of
    its words; English where the pack says them in no other.
    """

    kind: str
    label: str
    href: str
    display: str
    short: str
    hours: str
    languages: str
    note: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Site:
    """Whose site this is. strip: the help lines at the top of every page, at most one a kind."""

    council: str
    council_short: str
    place: str
    help: tuple[Contact, ...]
    strip: tuple[Contact, ...]
    exit_url: str


def site(request: HttpRequest) -> dict[str, Any]:
    """Give every template `site`, and `demo` on a demonstration. Costs no query."""
    return {"site": site_of(active_pack(), get_language() or "en"), "demo": settings.DEMO}


@lru_cache(maxsize=8)
def site_of(pack: Pack, language: str = "en") -> Site:
    """Return a pack's site in a language, as far as the pack has it; kept once read."""
    council = pack.settings["council"]
    lines = tuple(
        Contact(
            kind=line.kind,
            label=line.words("label", language=language),
            href=line.href,
            display=line.words("display", language=language),
            short="" if line.kind == "chat" else line.value,
            hours=line.words("hours", language=language),
            languages=line.words("languages", language=language),
            note=line.words("note", language=language),
            language=language if "label" in line.said.get(language, {}) else "en",
        )
        for line in pack.help_lines
    )
    return Site(
        council=council["name"],
        council_short=council["short_name"],
        place=pack.name,
        help=lines,
        strip=_strip(lines),
        exit_url=pack.exit_url,
    )


def _strip(lines: tuple[Contact, ...]) -> tuple[Contact, ...]:
    """Pick one line a kind: the first that says it is open all day, else the first."""
    kept = []
    for kind in ("phone", "text", "chat"):
        of_kind = [line for line in lines if line.kind == kind]
        all_day = [line for line in of_kind if line.hours.startswith("24 ")]
        kept += (all_day or of_kind)[:1]
    return tuple(kept)
