"""The small state of zz, and the steps of the river on it. Real parts, small numbers."""

from __future__ import annotations

from datetime import UTC, datetime

from fourfold import reference
from fourfold.apps.releases import actions as releases
from fourfold.apps.studies import actions as studies
from fourfold.apps.submissions import actions as submissions
from fourfold.config.first_run import answers

NOW = datetime(2031, 3, 1, 12, 0, tzinfo=UTC)


def small_state() -> reference.Pack:
    return reference.load_pack("zz")


def open_call(code: str = "2030") -> None:
    submissions.open_call(code, dataset="published_figures", year=int(code), by="staff", at=NOW)


def first_answer(call: str = "2030") -> tuple[str, bytes]:
    return next(answers(small_state(), call))


def receive(content: bytes, *, organization: str, call: str = "2030", name: str = "a.csv") -> str:
    return submissions.keep_file(
        call,
        organization=organization,
        file_name=name,
        content=content,
        pack=small_state(),
        by="steward",
        at=NOW,
    )


def collect(call: str = "2030") -> None:
    """Open a call; receive, send and accept every organization's answer."""
    open_call(call)
    for organization, content in answers(small_state(), call):
        batch = receive(content, organization=organization, call=call)
        submissions.send(batch, by="steward", at=NOW)
        submissions.accept(batch, by="staff", at=NOW)


def run(*calls: str) -> str:
    return studies.gather(calls or ("2030",), pack=small_state(), by="analyst", at=NOW)


def propose(run_id: str) -> str:
    return releases.propose(run_id, title="Figures", pack=small_state(), by="analyst", at=NOW)


def publish(call: str = "2030") -> str:
    """Carry one call to the catalog; returns the release's id."""
    collect(call)
    release = propose(run(call))
    for person in ("privacy", "chair"):
        releases.agree(release, by=person, at=NOW)
    releases.publish(release, pack=small_state(), by="analyst", at=NOW)
    return release
