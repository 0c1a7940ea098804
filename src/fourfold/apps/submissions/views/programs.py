"""
What an agency's program sends with its token: no session, no cookie, answers in JSON.

    POST /api/submissions/calls/CALL/            what the call asks, to check before sending
    POST /api/submissions/                       {"call", "file_name", "size", "once"}
    POST /api/submissions/UPLOAD/parts/?start=N  one part of the file, as it is
    POST /api/submissions/UPLOAD/finish/         {"answers", "note"}
    POST /api/submissions/UPLOAD/drop/
    POST /api/submissions/batches/BATCH/send/

A refusal has `refused` (what and what to do) and `code`. What was found in a file has the shape of
`fourfold check --json` (docs/reference/file_checks.md). Bringing a file never sends it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from fourfold.analysis.check.files.problems import Checked
from fourfold.analysis.check.files.said import said as found_said
from fourfold.apps.submissions.actions import batches as batch_actions
from fourfold.apps.submissions.actions import keeping, tokens
from fourfold.apps.submissions.actions import uploads as actions
from fourfold.apps.submissions.actions.batches import SubmissionError
from fourfold.apps.submissions.actions.tokens import Program
from fourfold.apps.submissions.queries import batches, calls, mappings, uploads
from fourfold.apps.submissions.rules.figures import fingerprint
from fourfold.apps.submissions.rules.results import for_the_office
from fourfold.apps.submissions.rules.store import StoreTrouble
from fourfold.apps.submissions.states import MoveNotAllowed, UploadState
from fourfold.reference import active_pack
from fourfold.security.access.viewer import nobody
from fourfold.security.doors import open_to_all
from fourfold.security.edges import limits
from fourfold.security.edges.addresses import address_of
from fourfold.security.edges.errors import RETRY_SECONDS

HOUR = timedelta(hours=1)
CALLS_AN_HOUR = 2_000
"""Of one token: a file of 4 GB in parts of 4 MB, and as many short ones."""
WRONG_AN_HOUR = 30
"""Tokens that open nothing, from one address."""
MOST_JSON = 100_000
BEARER = "Bearer "
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
WHY = "a program comes in with its agency's token"
Answer = Callable[..., JsonResponse]


class NotAsked(SubmissionError):
    """The call does not ask the program's office, or there is none."""


class Unreadable(SubmissionError):
    """What was sent is not what this address takes."""


def for_programs(view: Answer) -> Answer:
    """Let a program in by its token, within its limits; every refusal becomes JSON."""

    @open_to_all(WHY)
    @csrf_exempt  # no cookie is read here, so no other page can use one
    @require_POST
    @wraps(view)
    def guarded(request: HttpRequest, **where: str) -> JsonResponse:
        try:
            return view(request, _program(request), **where)
        except limits.TooMany as stopped:
            answer = _refused(stopped, HTTPStatus.TOO_MANY_REQUESTS)
            answer.headers["Retry-After"] = str(stopped.seconds(timezone.now()))
            return answer
        except tokens.TokenUseless as useless:
            answer = _refused(useless, HTTPStatus.UNAUTHORIZED)
            answer.headers["WWW-Authenticate"] = "Bearer"
            return answer
        except (actions.NoSuchUpload, batch_actions.NoSuchBatch) as unknown:
            return _refused(unknown, HTTPStatus.NOT_FOUND)
        except StoreTrouble as away:
            answer = _refused(away, HTTPStatus.SERVICE_UNAVAILABLE)
            answer.headers["Retry-After"] = str(RETRY_SECONDS)
            return answer
        except (SubmissionError, MoveNotAllowed, actions.PartDiffers) as refused:
            return _refused(refused, HTTPStatus.CONFLICT)

    return guarded


@for_programs
def asked(request: HttpRequest, program: Program, *, call: str) -> JsonResponse:
    """Say what a call asks of the program's office: contract, period, and known headings."""
    viewer = program.viewer
    found = next(
        (
            each.call
            for each in calls.calls_for(viewer=viewer)
            if each.call.code == call and each.line.organization == program.office
        ),
        None,
    )
    if found is None:
        raise NotAsked(f"No call {call} asks this office. Look at the call's code.")
    contract = active_pack().contract(found.dataset)
    headings = mappings.remembered(program.office, dataset=found.dataset, viewer=viewer)
    told: dict[str, Any] = {"call": call, "jurisdiction": active_pack().code}
    told |= {"contract": {"name": contract.name, "version": contract.version}}
    told |= {"from_on": found.from_on, "until_on": found.until_on}
    told |= {"remembered": {each.heading: each.field for each in headings}}
    return JsonResponse(told)


@for_programs
def begin(request: HttpRequest, program: Program) -> JsonResponse:
    """Begin a file, or go on with one: `once` is the same for the same file."""
    said = _json(request)
    size = said.get("size")
    if not isinstance(size, int) or isinstance(size, bool):
        raise Unreadable("size must be the file's size in bytes, as a whole number.")
    upload = actions.begin(
        _text(said, "call"),
        organization=program.office,
        file_name=_text(said, "file_name"),
        size=size,
        once=f"{program.token}:{fingerprint(_text(said, 'once').encode())[:32]}",
        by=program.viewer,
        at=program.viewer.at,
    )
    found = uploads.upload_of(upload, viewer=program.viewer)
    if found is None or found.state not in (UploadState.ARRIVING, UploadState.WHOLE):
        raise actions.UploadEnded("This file came and was kept or let go. Use another `once`.")
    told = {"upload": upload, "arrived": found.arrived, "size": found.size}
    return JsonResponse(told | {"part_at_most": actions.MOST_PART}, status=HTTPStatus.CREATED)


@for_programs
def part(request: HttpRequest, program: Program, *, upload: str) -> JsonResponse:
    """Take one part; the answer says how much is here, which is where the next part begins."""
    start = request.GET.get("start", "")
    if not start.isdecimal() or len(start) > 15:
        raise Unreadable("start must say where the part begins, in bytes: ?start=4194304")
    content = request.read(actions.MOST_PART + 1)
    try:
        arrived = actions.add_part(
            upload, start=int(start), content=content, by=program.viewer, at=program.viewer.at
        )
    except actions.PartMissing as missing:
        arrived = missing.arrived
    return JsonResponse({"upload": upload, "arrived": arrived})


@for_programs
def finish(request: HttpRequest, program: Program, *, upload: str) -> JsonResponse:
    """Check a whole file and keep it as a version, or tell its doubts and problems."""
    viewer, said = program.viewer, _json(request)
    card = uploads.upload_of(upload, viewer=viewer)
    if card is None:
        raise actions.NoSuchUpload("There is no such file on its way.")
    if card.state is UploadState.KEPT:
        return _kept(card.batch, program)
    if card.state is not UploadState.WHOLE:
        raise Unreadable(f"{card.arrived:,} of {card.size:,} bytes are here. Send the rest first.")
    answers = said.get("answers") or {}
    if not isinstance(answers, dict) or not all(map(_is_text, (*answers, *answers.values()))):
        raise Unreadable("answers must be an object: code of a doubt to its answer, as text.")
    if answers:
        actions.answer(upload, answers=answers, by=viewer, at=viewer.at)
    found = uploads.recognition(upload, viewer=viewer)
    if found is None:
        raise actions.NoSuchUpload("There is no such file on its way.")
    contract = active_pack().contract(card.dataset)
    if not found.can_be_read:
        checked = Checked(None, found.problems)
        told = found_said(card.file_name, contract, found, checked)
        return JsonResponse(told, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    outcome = uploads.checked(upload, viewer=viewer)
    if outcome is None:
        raise actions.NoSuchUpload("There is no such file on its way.")
    checked = for_the_office(outcome)
    note = _text(said, "note", needed=False)
    if not checked.can_be_sent or (checked.warnings and not note):
        told = found_said(card.file_name, contract, found, checked)
        return JsonResponse(told, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        batch = keeping.keep(upload, note=note, by=viewer, at=viewer.at)
    except keeping.AlreadyReceived as before:
        return _kept(before.batch, program, again=True)
    return _kept(batch, program)


@for_programs
def drop(request: HttpRequest, program: Program, *, upload: str) -> JsonResponse:
    """Let a file go."""
    actions.drop(upload, by=program.viewer, at=program.viewer.at)
    return JsonResponse({"upload": upload, "state": "DROPPED"})


@for_programs
def send(request: HttpRequest, program: Program, *, batch: str) -> JsonResponse:
    """Send a version that was kept to the Council."""
    batch_actions.send(batch, by=program.viewer, at=program.viewer.at)
    return _kept(batch, program)


# ------------------------------------------------------------------ what they share
def _program(request: HttpRequest) -> Program:
    """Return the program that came. :raises TokenUseless, TooMany:."""
    now = timezone.now()
    said = request.headers.get("Authorization", "")
    wrong = f"program-wrong:{address_of(request)}"
    limits.take(wrong, limit=WRONG_AN_HOUR, per=HOUR, at=now)
    secret = said.removeprefix(BEARER).strip() if said.startswith(BEARER) else ""
    program = tokens.enter(secret, by=nobody(now))
    limits.give_back(wrong)
    limits.take(f"program:{program.token}", limit=CALLS_AN_HOUR, per=HOUR, at=now)
    return program


def _kept(batch: str, program: Program, *, again: bool = False) -> JsonResponse:
    found = batches.batch_of(batch, viewer=program.viewer)
    if found is None:
        raise batch_actions.NoSuchBatch(f"There is no batch {batch}.")
    told = {"batch": batch, "version": found.version, "state": found.state, "again": again}
    return JsonResponse(told | {"rows": found.row_count, "sha256": found.sha256})


def _refused(problem: Exception, status: HTTPStatus) -> JsonResponse:
    told = {"refused": str(problem), "code": type(problem).__name__}
    return JsonResponse(told, status=status)


def _json(request: HttpRequest) -> dict[str, Any]:
    text = request.read(MOST_JSON + 1)
    try:
        found = json.loads(text or b"{}") if len(text) <= MOST_JSON else None
    except (ValueError, RecursionError):  # no JSON, or nested deeper than anybody needs
        found = None
    if not isinstance(found, dict):
        raise Unreadable("Send a JSON object of at most 100,000 bytes.")
    return found


def _text(said: dict[str, Any], name: str, *, needed: bool = True) -> str:
    found = said.get(name, "")
    if not _is_text(found) or (needed and not found) or len(found) > 2_000:
        raise Unreadable(f"{name} must be text of 1 to 2,000 letters.")
    return str(found)


def _is_text(found: object) -> bool:
    """Return whether something is text that a database keeps: no NUL, no half of a letter."""
    return isinstance(found, str) and not _UNKEPT.search(found)
