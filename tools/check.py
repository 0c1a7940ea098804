"""`make check`: every rule a machine can hold, all of them run, one line each, counted.

Exit code 0 when all hold, 1 when one does not. The same rules run in tests/house.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAX_DECISION_WORDS = 400
MOST_LINES = 40
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """What one rule found. `problems` is empty when it holds; `seen` says what was looked at."""

    problems: tuple[str, ...]
    seen: str = ""


# ------------------------------------------------------------------ rules that read files
def project_files() -> Iterator[Path]:
    """Yield every file that is committed or about to be: git's list, ignored ones left out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in sorted(set(listed.stdout.split("\0"))):
        path = ROOT / name
        if name and path.is_file():
            yield path


# The names are put together here, so that this file does not hold what it forbids.
_HOSTS = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("unpkg", "com"),
    ("jsdelivr", "net"),
    ("cdnjs", "com"),
    ("golang", "org"),
    ("rubygems", "org"),
)
_PLACES = ("work", "root", "home", "Users")
FORBIDDEN = re.compile(
    "|".join(re.escape(".".join(host)) for host in _HOSTS)
    + r"|(?<![\w.~>)-])/(?:"
    + "|".join(_PLACES)
    + r")/[\w.]"
)


def hosts_and_paths() -> Outcome:
    """No file names a package registry's host or a path of somebody's machine."""
    problems = []
    seen = 0
    for path in project_files():
        raw = path.read_bytes()
        if b"\0" in raw[:8192]:
            continue
        seen += 1
        for number, text in enumerate(raw.decode("utf-8", "replace").splitlines(), start=1):
            if found := FORBIDDEN.search(text):
                problems.append(f"{path.relative_to(ROOT)}:{number}: names {found[0]!r}")
    return Outcome(tuple(problems), f"{seen} files")


def locks() -> Outcome:
    """The lock files pin the same versions, each with a hash, and all that pyproject asks for."""
    pins = {
        name: dict(PIN.findall((ROOT / name).read_text(encoding="utf-8")))
        for name in ("constraints.txt", "requirements.lock", "requirements-dev.lock")
    }
    plain = pins.pop("constraints.txt")
    problems = []
    for name, locked in pins.items():
        for package, version in locked.items():
            if plain.get(package) != version:
                problems.append(
                    f"{name} pins {package} {version}; constraints.txt says "
                    f"{plain.get(package, 'nothing')}. Run tools/lock.sh."
                )
    # What S3 needs beside the rest is installed only where the store lies there.
    bucket = dict(PIN.findall((ROOT / "requirements-s3.lock").read_text(encoding="utf-8")))
    problems.extend(
        f"requirements-s3.lock pins {package} {version}; requirements.lock says otherwise."
        for package, version in bucket.items()
        if pins["requirements.lock"].get(package, version) != version
    )
    for package in sorted(plain.keys() - pins["requirements-dev.lock"].keys()):
        problems.append(f"constraints.txt pins {package}; requirements-dev.lock does not.")
    apart = ("requirements-node.lock", "requirements-s3.lock", "requirements-s3-dev.lock")
    for name in (*pins, *apart):
        text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
        problems.extend(
            f"{name}: {line.split()[0]} has no hash"
            for line in text.splitlines()
            if "==" in line and "--hash=" not in line
        )
    problems.extend(
        f"pyproject.toml asks for {wanted}; no lock pins it. Run tools/lock.sh."
        for wanted in asked_for()
        if wanted not in plain | bucket
    )
    return Outcome(tuple(problems), f"{len(plain)} pins")


def asked_for() -> Iterator[str]:
    """Yield the names of the packages that pyproject.toml asks for, as the locks spell them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for wanted in (*project["dependencies"], *sum(project["optional-dependencies"].values(), [])):
        name = re.match(r"[A-Za-z0-9._-]+", wanted)
        if name:
            yield re.sub(r"[-_.]+", "-", name[0]).lower()


def decisions() -> Outcome:
    """Every decision has its four parts and stays under 400 words; the list names it."""
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    problems = []
    papers = sorted(folder.glob("[0-9]*.md"))
    for paper in papers:
        text = paper.read_text(encoding="utf-8")
        words = len(text.split())
        if words >= MAX_DECISION_WORDS:
            problems.append(f"{paper.name} has {words} words; the limit is {MAX_DECISION_WORDS}.")
        problems.extend(
            f"{paper.name} has no part '{part}'."
            for part in ("Context", "Decision", "Consequences", "Refused")
            if f"\n## {part}\n" not in text
        )
        if f"({paper.name})" not in listed:
            problems.append(f"{paper.name} is not in the list of docs/decisions/README.md.")
    return Outcome(tuple(problems), f"{len(papers)} decisions")


# ------------------------------------------------------------------ rules that other tools hold
def environment() -> dict[str, str]:
    """Return the environment for Django's checks: test mode, and a database in memory."""
    return {
        **os.environ,
        "FOURFOLD_MODE": "test",
        "DATABASE_URL": "sqlite://:memory:",
        "DJANGO_SETTINGS_MODULE": "fourfold.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "NO_COLOR": "1",
    }


def run(*command: str) -> Outcome:
    """Run a tool of this environment; what it printed is the problem when it fails."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    printed = [line for line in (done.stdout + done.stderr).splitlines() if _is_words(line)]
    if done.returncode:
        return Outcome(tuple(printed[-MOST_LINES:]) or (f"ended with code {done.returncode}",))
    return Outcome((), printed[-1].strip() if printed else "")


def _is_words(line: str) -> bool:
    """Tell a message from a blank line and from a tool's drawing of its own name."""
    return any(letter.isalnum() for letter in line) and not set(line) & set("╔╚║╠└")


def tool(name: str, *arguments: str) -> Outcome:
    """Run a command that lives beside this Python."""
    return run(str(Path(sys.executable).with_name(name)), *arguments)


def templates() -> Outcome:
    """Every template of the site compiles."""
    return run("-c", COMPILE)


COMPILE = """
import django; django.setup()
from pathlib import Path
from django.template import TemplateSyntaxError, loader
from django.template.utils import get_app_template_dirs
broken, seen = [], 0
for folder in get_app_template_dirs("templates"):
    if "fourfold" not in str(folder):
        continue
    for file in sorted(p for p in Path(folder).rglob("*") if p.is_file()):
        seen += 1
        try:
            loader.get_template(file.relative_to(folder).as_posix())
        except (TemplateSyntaxError, UnicodeDecodeError) as problem:
            broken.append(f"{file}: {problem}")
print("\\n".join(broken) or f"{seen} templates")
raise SystemExit(bool(broken))
"""

RULES: tuple[tuple[str, Callable[[], Outcome]], ...] = (
    ("format", lambda: run("-m", "ruff", "format", "--check", "--output-format=concise", ".")),
    ("lint", lambda: run("-m", "ruff", "check", "--output-format=concise", ".")),
    ("types", lambda: run("-m", "mypy")),
    ("import contracts", lambda: tool("lint-imports", "--no-cache")),
    ("site", lambda: run("-m", "django", "check", "--fail-level", "WARNING")),
    ("migrations", lambda: run("-m", "django", "makemigrations", "--check", "--dry-run")),
    ("templates", templates),
    ("printed docs", lambda: run("tools/print_docs.py", "--check")),
    ("locks", locks),
    ("hosts and paths", hosts_and_paths),
    ("decisions", decisions),
)


def main() -> int:
    failed = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        outcomes = [(name, pool.submit(rule)) for name, rule in RULES]
        for name, waiting in outcomes:
            outcome = waiting.result()
            failed += bool(outcome.problems)
            state = "FAILED" if outcome.problems else "ok"
            print(f"{name:<18}{state:<8}{'' if outcome.problems else outcome.seen}", flush=True)
            for problem in outcome.problems:
                print(f"    {problem}")
    print(f"{len(RULES) - failed} of {len(RULES)} rules hold.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
