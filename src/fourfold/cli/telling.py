"""What was found in a file, in words: from the one shape that the commands and the server share."""

from __future__ import annotations

from typing import Any

from fourfold.analysis.check.files.said import Outcome
from fourfold.cli.out import console, count

SHOWN = 5
"""Places shown of a group; --json and --marked have more."""


def tell(said: dict[str, Any]) -> None:
    """Print what was found. said: as analysis.check.files.said has it."""
    console.print(f"{said['file']}: {said['contract']['title']}", style="bold", markup=False)
    for doubt in said["doubts"]:
        _tell_doubt(doubt)
    for severity, words in (("ERROR", "To mend"), ("WARNING", "To look at")):
        groups = [each for each in said["problems"] if each["severity"] == severity]
        if groups:
            console.print(f"\n{words}", style="bold")
        for group in groups:
            _tell_group(group)
    console.print(f"\n{_last_words(said)}", markup=False)


def _tell_doubt(doubt: dict[str, Any]) -> None:
    console.print(f"\n{doubt['question']}", markup=False)
    for value, words in doubt["choices"].items():
        likely = " (likely)" if value == doubt["suggested"] else ""
        console.print(f"  --answer {doubt['code']}={value}   {words}{likely}", markup=False)
    if not doubt["must"]:
        console.print("  Without an answer it is read as the likely one.")


def _tell_group(group: dict[str, Any]) -> None:
    heading = group["heading"]
    lead = f"{heading}: " if heading and heading not in group["why"] else ""
    console.print(f"  {lead}{group['why']} {count(group['count'], 'place')}.", markup=False)
    console.print(f"    {group['fix']}", markup=False)
    places = [_place(each) for each in group["examples"][:SHOWN] if each["row"]]
    more = group["count"] - len(places)
    if places:
        rest = f" and {more:,} more" if more > 0 else ""
        console.print(f"    {'; '.join(places)}{rest}", markup=False, style="dim")


def _place(problem: dict[str, Any]) -> str:
    value = f": {problem['value']}" if problem["value"] else ""
    likely = f" → {problem['suggestion']}?" if problem["suggestion"] else ""
    return f"row {problem['row']}{value}{likely}"


def _last_words(said: dict[str, Any]) -> str:
    rows = "" if said["rows"] is None else f"{count(said['rows'], 'row')}. "
    errors, warnings = count(said["errors"], "place"), count(said["warnings"], "place")
    return {
        Outcome.CLEAN: f"{rows}Nothing to mend. The file can be sent.",
        Outcome.WARNINGS: f"{rows}{warnings} to look at. The file can be sent as it is.",
        Outcome.PROBLEMS: f"{rows}{errors} to mend, {warnings} to look at.",
        Outcome.NOT_READ: "The rows were not checked yet. Follow what is said above, then again.",
    }[Outcome(said["outcome"])]
