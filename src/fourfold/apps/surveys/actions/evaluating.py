"""Working out a study before and after, and keeping what it came to."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from tempfile import gettempdir

from django.db import transaction

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import Evaluated
from fourfold.apps.surveys.queries.evaluation import (
    EVENT,
    PAIR,
    WAVE,
    Evaluable,
    Events,
    evaluable,
    kept,
    report,
)
from fourfold.apps.surveys.rules import NotEvaluable as NotEvaluable
from fourfold.documents import html
from fourfold.documents.evaluation import FOLDED
from fourfold.security import audit
from fourfold.security.events import Event
from fourfold.security.scratch import Scratch


def work_out(study: str, *, by: access.Who, at: datetime, events: Events | None = None) -> None:
    """
    Evaluate a study's answers as they are now and keep what they came to, in place of the last.

    events: only those given there; where a few came since the last time, nothing is done.

    The same answers come to the same. Takes seconds for thousands of answers, so no transaction is
    open while it does.
    :raises NoSuchStudy: unless somebody may read its answers. :raises NotEvaluable: also where a
    wave has too few answers to be shown.
    """
    of = evaluable(study, viewer=by, events=events)
    if events and kept(of, viewer=by):
        return
    found = _found(of)
    page = html.body(report(of, found=found, viewer=by, at=at), folded=FOLDED)
    _keep(of, found, page, by=by, at=at)


def _found(of: Evaluable) -> dict[str, object]:
    from fourfold.analysis.check.files.source import source_of_bytes  # noqa: PLC0415 - DuckDB
    from fourfold.analysis.evaluate.engine import (  # noqa: PLC0415 - as above
        Asked,
        CannotEvaluate,
        evaluate,
        said,
    )

    with ExitStack() as stack:

        def scratch() -> Scratch:
            made = Scratch(Path(gettempdir()))
            stack.callback(made.close)
            return made

        asked = Asked(WAVE, PAIR if of.is_paired else "", EVENT if of.has_events else "", by=of.by)
        source = source_of_bytes("answers.csv", of.table)
        try:
            return said(evaluate(source, of.codebook, asked, scratch=scratch))
        except CannotEvaluate as problem:
            raise NotEvaluable(str(problem)) from None


@transaction.atomic
def _keep(
    of: Evaluable, found: dict[str, object], page: str, *, by: access.Who, at: datetime
) -> None:
    values: dict[str, object] = {"digest": of.digest, "found": found, "page": page}
    values |= {"made_at": at, "made_by": access.name_of(by)}
    Evaluated.objects.update_or_create(study_id=of.study, scope=of.scope, defaults=values)
    audit.record(
        Event.SURVEY_EVALUATED,
        by=access.name_of(by),
        subject=f"study:{of.study}",
        at=at,
        facts={"digest": of.digest[:16]} | ({"scope": of.scope} if of.events else {}),
    )


@transaction.atomic
def note_taken(of: Evaluable, *, what: str, by: access.Who, at: datetime) -> None:
    """Note that somebody takes an evaluation of events along, before it leaves."""
    audit.record(
        Event.SURVEY_TAKEN,
        by=access.name_of(by),
        subject=f"study:{of.study}",
        at=at,
        facts={"what": what, "answers": sum(of.counts), "scope": of.scope},
    )
