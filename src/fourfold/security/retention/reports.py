"""A preview as plain values and as words, for the command line: opaque ids and counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fourfold.security.retention.due_lines import schedule
from fourfold.security.retention.previews import PAGE, Preview

Soon = Mapping[int, Mapping[str, int]]


def preview_record(shown: Preview, *, soon: Soon, page: int, kept: str) -> dict[str, Any]:
    """Return a preview as plain values for JSON. soon: days to how many come due, by kind."""
    return {
        "at": shown.at.isoformat(),
        "digest": shown.digest,
        "kept_as": kept,
        "count": len(shown.lines),
        "along": shown.along,
        "held": len(shown.held),
        "backups_until": str(shown.backups_until or ""),
        "by_rule": _by_rule(shown),
        "due_within": {str(days): dict(counts) for days, counts in soon.items()},
        "page": page,
        "lines": [
            {
                "kind": e.kind,
                "record": e.record,
                "part": e.part,
                "rule": e.rule,
                "on": str(e.due_on),
            }
            for e in shown.page(page)
        ],
    }


def preview_words(shown: Preview, *, soon: Soon, page: int, kept: str) -> str:
    """Return a preview as lines to read."""
    said = [f"Due now: {len(shown.lines)}, and {shown.along} records that go along. Held: "]
    said[0] += f"{len(shown.held)}."
    for row in _by_rule(shown):
        said.append(
            f"  {row['count']:>6}  {row['kind']} {row['part']}: kept {row['keep']} after "
            f"{row['after']} ({row['rule']}; {row['standing']})"
        )
    for days, counts in soon.items():
        listed = ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items())) or "nothing"
        said.append(f"Comes due within {days} days: {listed}.")
    if shown.backups_until:
        said.append(f"Backups of today may hold what goes until {shown.backups_until}.")
    for each in shown.page(page):
        said.append(f"  {each.due_on}  {each.kind} {each.record} {each.part}")
    pages = -(-len(shown.lines) // PAGE)
    if pages > 1:
        said.append(f"Page {page} of {pages}; another with --page.")
    if kept:
        said.append(
            f"Kept as {kept}. A privacy officer agrees on the privacy desk; then: "
            f"fourfold retention run {kept} --as YOUR_ACCOUNT"
        )
    elif shown.lines:
        said.append("Nothing goes yet. To keep this list for a second person to agree to: --keep")
    return "\n".join(said)


def _by_rule(shown: Preview) -> list[dict[str, Any]]:
    rules = {each.code: each for each in schedule()}
    return [
        {
            "kind": kind,
            "part": part,
            "rule": code,
            "keep": rules[code].keep,
            "after": rules[code].after,
            "ground": rules[code].ground,
            "standing": rules[code].standing,
            "count": count,
        }
        for (kind, part, code), count in sorted(shown.counts.items())
    ]
