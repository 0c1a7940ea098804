"""Copy what our pages and documents use of the npm packages to var/assets, beside their licenses.

The design system's style sheet is cut down to the pieces we use (`purgecss.config.mjs` names them):
a phone on a bad line waits for a seventh of it. Only pictures that are left in it are copied, and
the one font family of ours. Each text file gets a .gz beside it for the web server.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
SOURCE = PACKAGES / "@uswds" / "uswds"
FONT = PACKAGES / "@fontsource-variable" / "public-sans"
TARGET = ROOT / "var" / "assets"
THEIR_FAMILY = "Source Sans Pro Web,Helvetica Neue,Helvetica,Roboto,Arial,sans-serif"
WEIGHTS = ("Regular", "Italic", "SemiBold", "Bold")


def main() -> None:
    unfinished = TARGET.with_name("assets.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    uswds = unfinished / "uswds"
    css = styles()
    write(uswds / "css" / "uswds.min.css", css)
    for name in sorted(set(re.findall(r"url\(['\"]?\.\./([^)'\"?#]+)", css))):
        copy(SOURCE / "dist" / name, uswds / name)
    for weight in WEIGHTS:  # for documents
        name = f"fonts/public-sans/PublicSans-{weight}.ttf"
        copy(SOURCE / "dist" / name, uswds / name)
    copy(SOURCE / "LICENSE.md", uswds / "LICENSE.md")
    for file in sorted(
        (FONT / "files").glob("public-sans-latin*.woff2")
    ):  # for pages: all weights in one
        copy(file, unfinished / "fonts" / file.name)
    copy(FONT / "LICENSE", unfinished / "fonts" / "LICENSE")
    shutil.rmtree(TARGET, ignore_errors=True)
    unfinished.rename(TARGET)  # whole or not at all
    files = [file for file in TARGET.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files) / 2**20
    print(f"  {len(files)} files, {size:.1f} MiB in var/assets")


def styles() -> str:
    """Return the design system's styles of the pieces we use, in our letters."""
    command = [
        "node",
        PACKAGES / "purgecss/bin/purgecss.js",
        "--config",
        "tools/purgecss.config.mjs",
    ]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    css = re.sub(
        r"@font-face\{[^}]*\}|/\*# sourceMappingURL=.*?\*/", "", json.loads(done.stdout)[0]["css"]
    )
    return css.replace(THEIR_FAMILY, "var(--family, sans-serif)")


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    raw = text.encode()
    target.write_bytes(raw)
    target.with_name(target.name + ".gz").write_bytes(gzip.compress(raw, 9, mtime=0))


if __name__ == "__main__":
    main()
