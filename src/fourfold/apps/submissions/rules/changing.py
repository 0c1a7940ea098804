"""Two people who change the same thing: the second is told what the first did."""

from __future__ import annotations

from datetime import datetime

from fourfold.apps.submissions.rules.figures import SubmissionError


class ChangedSince(SubmissionError):
    """Somebody changed it since the page was opened. by: who, an account or a plain name; at."""

    def __init__(self, by: str, at: datetime | None) -> None:
        super().__init__(
            "Somebody changed this while your page was open. Nothing of yours is kept yet: look at "
            "what stands now, then keep yours or leave theirs."
        )
        self.by, self.at = by, at
