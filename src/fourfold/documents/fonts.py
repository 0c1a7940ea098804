"""Where the fonts are. They come from the set-up, not from this repository."""

from __future__ import annotations

import os
from pathlib import Path

FILES = tuple(f"PublicSans-{weight}.ttf" for weight in ("Regular", "Italic", "SemiBold", "Bold"))


class FontsMissing(RuntimeError):
    """A font file is not where the set-up puts it; the message says what to run."""


def folder() -> Path:
    """
    Return the folder with the Public Sans files.

    It is below the folder FOURFOLD_ASSETS names; without that, below var/assets of this checkout.
    :raises FontsMissing: if one of the four files is not there.
    """
    named = os.environ.get("FOURFOLD_ASSETS")
    assets = Path(named) if named else Path(__file__).resolve().parents[3] / "var" / "assets"
    fonts = assets / "uswds" / "fonts" / "public-sans"
    missing = [name for name in FILES if not (fonts / name).is_file()]
    if missing:
        raise FontsMissing(
            f"Charts and documents need fonts that are not in {fonts}: {', '.join(missing)}. "
            "Run `make run` or `tools/setup.sh run` once to fetch them, "
            "or set FOURFOLD_ASSETS to the folder that has them."
        )
    return fonts
