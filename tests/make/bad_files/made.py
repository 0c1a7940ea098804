"""One bad file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Bad:
    """name: what it is called in the golden table. wrong: in words. answers: what a person said."""

    name: str
    wrong: str
    make: Callable[[], bytes]
    answers: dict[str, str] = field(default_factory=dict)
