"""One thing that is wrong with a pack, said so that whoever keeps the file can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """
    One problem of a pack.

    file: its name inside the pack ("towns.csv"), blank for the folder itself.
    row: the line in the file, the header being line 1; None when it is no single line.
    column: the column, or the path inside a YAML file ("highlights[0].text[1]"); may be blank.
    why: what is wrong. fix: what to do.
    """

    file: str
    row: int | None
    column: str
    why: str
    fix: str

    @property
    def where(self) -> str:
        """Say where it stands: "towns.csv line 14, column county"."""
        parts = [self.file] if self.file else ["pack"]
        if self.row is not None:
            parts[0] += f" line {self.row}"
        if self.column:
            parts.append(f"column {self.column}" if self.file.endswith(".csv") else self.column)
        return ", ".join(parts)

    def __str__(self) -> str:
        """Write it as one line: where, why, what to do."""
        return f"{self.where}: {self.why} {self.fix}".rstrip()
