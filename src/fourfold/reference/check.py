"""Check a pack: every problem at once, each with file, row, column, why and what to do."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fourfold.reference.check_contracts import contract_problems
from fourfold.reference.check_documents import (
    codebook_problems,
    report_problems,
    settings_problems,
)
from fourfold.reference.check_instruments import instrument_problems
from fourfold.reference.check_retention import retention_problems
from fourfold.reference.check_rows import row_problems
from fourfold.reference.check_translations import translation_problems
from fourfold.reference.contents import SETTINGS_FILE, Contents, packs_root, read_contents
from fourfold.reference.coverage import Coverage, coverage_of
from fourfold.reference.errors import did_you_mean, shorten
from fourfold.reference.forms.in_packs import form_problems
from fourfold.reference.packs import PACK_CODE, Pack, list_packs
from fourfold.reference.problems import Problem


@dataclass(frozen=True, slots=True)
class PackReport:
    """
    What a check found.

    code: as asked for. name: of the state, or the code where none could be read. folder: where
    the pack was looked for. problems: all, in the order of the files. coverage: what is known of
    what there is. rows: how many rows each file has.
    """

    code: str
    name: str
    folder: Path
    problems: tuple[Problem, ...]
    coverage: tuple[Coverage, ...]
    rows: dict[str, int]

    @property
    def is_sound(self) -> bool:
        """True if the pack has no problem; it can then be loaded."""
        return not self.problems

    def record(self) -> dict[str, Any]:
        """Return it as plain values for JSON; no path of this machine is in it."""
        return {
            "code": self.code,
            "name": self.name,
            "is_sound": self.is_sound,
            "problems": [asdict(each) for each in self.problems],
            "coverage": [asdict(each) for each in self.coverage],
            "rows": self.rows,
        }


def check_pack(code_or_folder: str | Path, *, root: Path | None = None) -> PackReport:
    """
    Check a pack by its code, or any folder that holds one.

    code_or_folder: "ct"; or a Path; or a text with a slash that leads to a folder with a
    pack.yaml. A code is never part of a path, so "../x" cannot leave the folder of packs.
    root: the folder of packs; by default as in load_pack. Never raises for what a pack holds.
    """
    code = str(code_or_folder)
    if PACK_CODE.fullmatch(code) and isinstance(code_or_folder, str):
        folder = packs_root(root) / code
    elif isinstance(code_or_folder, Path) or (
        "/" in code and (Path(code) / SETTINGS_FILE).exists()
    ):
        folder = Path(code_or_folder).resolve()
        code = folder.name
    else:
        why = f"{shorten(code)!r} is neither the code of a pack nor a folder that holds one."
        fix = "A code is 2 to 20 lower-case letters, digits or underscores, such as ct."
        return _refused(code, packs_root(root), why, fix)
    if not folder.is_dir():
        why = f"There is no folder {folder}."
        near = did_you_mean(code, list_packs(root=root)).strip()
        return _refused(code, folder, why, near or "Make it; jurisdictions/README.md says how.")
    try:
        contents = read_contents(folder)
    except OSError as problem:
        why = f"The folder cannot be read: {problem.strerror or problem}."
        return _refused(code, folder, why, "Check that you may read it.")
    problems = _all_problems(contents)
    name = (contents.settings or {}).get("name")
    return PackReport(
        code=code,
        name=name if isinstance(name, str) else code,
        folder=folder,
        problems=tuple(problems),
        coverage=tuple(coverage_of(contents)),
        rows={name: len(rows) for name, rows in contents.tables.items()},
    )


def _all_problems(contents: Contents) -> list[Problem]:
    problems = list(contents.problems)
    for name, rows in contents.tables.items():
        shape = contents.shapes.tables[name]
        missing = {each.column for each in problems if each.file == shape.file and each.row == 1}
        problems += row_problems(rows, shape, missing=missing)
    problems += settings_problems(contents)
    problems += report_problems(contents)
    problems += contract_problems(contents)
    problems += codebook_problems(contents)
    if not problems:
        problems += retention_problems(contents)
        problems += instrument_problems(contents)
        problems += translation_problems(contents)
        problems += form_problems(contents)
    if not problems:
        problems += _unloadable(contents)
    order = {
        file: place for place, file in enumerate(dict.fromkeys(each.file for each in problems))
    }
    return sorted(problems, key=lambda each: (order[each.file], each.row or 0))


def _unloadable(contents: Contents) -> list[Problem]:
    # What passes the check must load; if the schema ever misses something, say it here.
    try:
        Pack(contents)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        why = f"The pack cannot be loaded: {shorten(str(problem))}."
        return [Problem("", None, "", why, "Compare the file with its schema.")]
    return []


def _refused(code: str, folder: Path, why: str, fix: str) -> PackReport:
    return PackReport(code, code, folder, (Problem("", None, "", why, fix),), (), {})
