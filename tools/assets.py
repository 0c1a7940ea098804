"""Copy what our pages and documents use of the npm packages to var/assets, beside their license.

Only files that uswds.min.css names are copied, and the one font family of ours. Source-map comments
are cut out (their files are not copied). Each text file gets a .gz beside it for the web server.
"""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules" / "@uswds" / "uswds"
TARGET = ROOT / "var" / "assets"
WEIGHTS = ("Regular", "Italic", "SemiBold", "Bold")


def main() -> None:
    unfinished = TARGET.with_name("assets.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    uswds = unfinished / "uswds"
    css = (SOURCE / "dist/css/uswds.min.css").read_text(encoding="utf-8")
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    write(uswds / "css" / "uswds.min.css", css)
    for name in sorted(set(re.findall(r"url\(['\"]?\.\./([^)'\"?#]+)", css))):
        copy(SOURCE / "dist" / name, uswds / name)
    for weight in WEIGHTS:
        for ending in ("woff2", "ttf"):
            name = f"fonts/public-sans/PublicSans-{weight}.{ending}"
            copy(SOURCE / "dist" / name, uswds / name)
    copy(SOURCE / "LICENSE.md", uswds / "LICENSE.md")
    shutil.rmtree(TARGET, ignore_errors=True)
    unfinished.rename(TARGET)  # whole or not at all
    files = [file for file in TARGET.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files) / 2**20
    print(f"  {len(files)} files, {size:.1f} MiB in var/assets")


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
