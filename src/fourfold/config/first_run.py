"""
The river, once, on a pack's published figures.

Every step asks first whether it is done, so a killed run is finished by the next one, and a run
on a finished house changes nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from fourfold.analysis.tables import FIGURE_COLUMNS, BadFigure
from fourfold.apps.council.actions import annual as council
from fourfold.apps.releases import actions as releases
from fourfold.apps.releases import queries as release_queries
from fourfold.apps.releases.states import ReleaseState
from fourfold.apps.studies import actions as studies
from fourfold.apps.submissions import actions as submissions
from fourfold.apps.submissions import queries as submission_queries
from fourfold.apps.submissions.actions import respondents
from fourfold.apps.submissions.queries import calls as call_queries
from fourfold.apps.submissions.states import BatchState, CallStep, RespondentKind
from fourfold.documents.annual import NoFigures, NoReport
from fourfold.documents.annual.prose import UnknownFigure
from fourfold.documents.fonts import FontsMissing
from fourfold.reference import Pack

STEWARD, STAFF, ANALYST = "first-run:steward", "first-run:staff", "first-run:analyst"
PRIVACY, CHAIR = "first-run:privacy", "first-run:chair"
"""Who acts in a first run. Five names, because the house refuses one person in two parts."""

STEPS = frozenset({CallStep.OPENED, CallStep.CLOSED, CallStep.REOPENED})
Say = Callable[[str], None]


class RefusedByAPerson(ValueError):
    """Somebody refused this release; a first run never publishes over a person's no."""


REFUSALS = (
    submissions.SubmissionError,
    studies.NothingAccepted,
    BadFigure,
    releases.ReleaseRefused,
    RefusedByAPerson,
    NoReport,
    NoFigures,
    UnknownFigure,
    FontsMissing,
)
"""Why a run may end early; each says what to do. What was done by then stays done."""


@dataclass
class Done:
    """What a run changed."""

    batches: int = 0
    tables: int = 0
    reports: list[int] = field(default_factory=list)
    closed: int = 0

    @property
    def nothing(self) -> bool:
        """True if everything stood already."""
        return not (self.batches or self.tables or self.reports or self.closed)


def prepare(pack: Pack, *, at: datetime, say: Say) -> Done:
    """Carry a pack's figures from submission to the public pages and its annual reports."""
    done = Done()
    calls: list[str] = []
    for year in pack.report_years():
        call = str(pack.report(year)["call"])
        calls.append(call)
        _collect(call, year, pack, done, at=at, say=say)
        _clear(calls, year, pack, done, at=at, say=say)
        say(f"Annual report {year}: writing it as page, PDF and DOCX")
        if council.publish_annual_report(year, pack=pack, by=CHAIR, at=at):
            done.reports.append(year)
        _close(call, year, done, at=at)
    return done


def _collect(call: str, year: int, pack: Pack, done: Done, *, at: datetime, say: Say) -> None:
    """Submit each organization's figures, send them and accept them."""
    say(f"Data call {call}: receiving and checking figures")
    found = dict(answers(pack, call))
    if call_queries.call_of(call, viewer=STAFF) is None:
        _open(call, year, list(found), pack, at=at)
    for organization, content in found.items():
        try:
            batch = _keep(call, organization, content, pack, at=at)
        except submissions.AlreadyReceived as earlier:
            batch = earlier.batch
        state = submission_queries.state_of(batch, viewer=STAFF)
        if state is BatchState.RECEIVED:
            submissions.send(batch, by=STEWARD, at=at)
            state = BatchState.SENT
        if state is BatchState.SENT:
            submissions.accept(batch, by=STAFF, at=at)
            done.batches += 1


def _keep(call: str, organization: str, content: bytes, pack: Pack, *, at: datetime) -> str:
    """Keep an organization's file; a call that a first run closed is opened for new figures."""
    keep = partial(
        submissions.keep_file,
        call,
        organization=organization,
        file_name=f"figures-{call}-{organization}.csv",
        content=content,
        pack=pack,
        by=STEWARD,
        at=at,
    )
    try:
        return keep()
    except submissions.CallClosed:
        found = call_queries.call_of(call, viewer=STAFF)
        if found is None or found.closed_by != STAFF:
            raise
    submissions.reopen_call(call, why="The pack ships other figures now.", by=STAFF, at=at)
    return keep()


def _close(call: str, year: int, done: Done, *, at: datetime) -> None:
    """Close a call whose figures are published, unless a person opened it again."""
    story = call_queries.story_of(call, viewer=STAFF)
    steps = [each for each in story if each.step in STEPS]
    if steps and steps[0].step is not CallStep.CLOSED and steps[0].by == STAFF:
        submissions.close_call(call, why=f"The annual report {year} is out.", by=STAFF, at=at)
        done.closed += 1


def _open(call: str, year: int, organizations: list[str], pack: Pack, *, at: datetime) -> None:
    """Open a call and ask the organizations, put on the list of offices where they are not."""
    offices = call_queries.offices(viewer=STAFF)
    codes, taken = ({each.code for each in offices}, {each.name.casefold() for each in offices})
    names = {row["code"]: row["name"] for row in pack.rows("organizations")}
    for code in organizations:
        if code not in codes:
            name = names[code] if names[code].casefold() not in taken else f"{names[code]} ({code})"
            office = respondents.Office(name=name, kind=RespondentKind.AGENCY, code=code)
            respondents.add(office, by=STAFF, at=at)
    submissions.open_call(
        call,
        dataset=submissions.PUBLISHED,
        year=int(call),
        title=f"Figures of the {year} annual report",
        respondents=organizations,
        by=STAFF,
        at=at,
    )


def answers(pack: Pack, call: str) -> Iterator[tuple[str, bytes]]:
    """Yield each organization's answer to a call as the CSV file it would send."""
    rows = [row for row in pack.rows("figures") if row["call"] == call]
    for organization in sorted({row["reported_by"] for row in rows}):
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, FIGURE_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(dict(row) for row in rows if row["reported_by"] == organization)
        yield organization, out.getvalue().encode()


def _clear(calls: list[str], year: int, pack: Pack, done: Done, *, at: datetime, say: Say) -> None:
    """Check the accepted figures against each other, have two people agree, publish."""
    say(f"Release {year}: checking, agreeing, publishing tables")
    run = studies.gather(tuple(calls), pack=pack, by=ANALYST, at=at)
    card = release_queries.release_of_run(run, viewer=ANALYST)
    if card is None:
        title = f"Figures of {pack.name} to the data call {calls[-1]}"
        release = releases.propose(run, title=title, pack=pack, by=ANALYST, at=at)
        state, agreed = ReleaseState.PROPOSED, tuple[str, ...]()
    elif card.state is ReleaseState.REFUSED:
        raise RefusedByAPerson(
            f"A person refused the release {card.title!r}, so nothing after it was done. "
            "Settle the reasons and bring corrected figures, or propose it again."
        )
    else:
        release, state, agreed = card.id, card.state, card.agreed_by
    if state is ReleaseState.PROPOSED:
        for person in (PRIVACY, CHAIR):
            if person not in agreed:
                releases.agree(release, by=person, at=at)
        state = ReleaseState.AGREED
    if state is ReleaseState.AGREED:
        done.tables += releases.publish(release, pack=pack, by=ANALYST, at=at)
