"""The calls on a record, what each must answer to whom, and one cell of the matrix run for real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import resolve, reverse

from fourfold.security import keys
from fourfold.security.access.viewer import Viewer
from fourfold.security.models import AuditEvent
from fourfold.security.redact import known
from tests.desk.models import Folder
from tests.security.proof import oracle
from tests.security.proof.world import DISCIPLINES, NAMED, World, agency_of

PURPOSE = "TO_KEEP_SAFE"
MASK = "•••• Show"
ASKED = ("state", "given_name", "phone", "street", "health_note", "exploiter_name")
NEVER = ("sud_note", "cji_note", "counselor_note", "family_name_index")
CHANGED = (
    "state",
    "risk_note",
    "street",
    "injuries",
    "sud_program",
    "cji_number",
    "counselor_plan",
)
UNKNOWN = "0" * 16
Line = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Call:
    """One request. of: F, G or unknown; what: the field, where there is one."""

    route: str
    method: str
    address: str
    of: str = ""
    what: str = ""
    data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """The answer that the documents want. fields: whose canaries it holds, no more and no less."""

    status: int
    fields: frozenset[str] = frozenset()
    text: str | None = None
    lines: tuple[Line, ...] = ()
    masked: int = 0

    @property
    def at_the_door(self) -> bool:
        """True if nobody asks which record it is about."""
        refused = any(event == "DOOR_REFUSED" for event, *_ in self.lines)
        return self.status in (302, 405) or refused


@dataclass(slots=True)
class Got:
    """What came, and the lines that the log took."""

    status: int
    text: str
    lines: list[Line] = field(default_factory=list)


def calls(world: World) -> list[Call]:
    """Return every call on records, each method proper to its address."""
    numbers = {"F": world.seen.pk, "G": world.hidden.pk, "unknown": UNKNOWN}
    colleague = world.accounts["CARELINE", "SAME_AGENCY"].id
    emergency = (("reason", "IN_DANGER_NOW"), ("words", "one two three four five"))
    found = [
        Call("folders", "GET", reverse("folders")),
        Call("folders_count", "GET", reverse("folders_count")),
        Call("folders_begin", "POST", reverse("folders_begin"), data=(("given_name", "New"),)),
    ]

    def on(route: str, method: str, of: str, what: str = "", **data: str) -> None:
        address = reverse(route, args=[numbers[of]])
        found.append(Call(route, method, address, of, what, tuple(data.items())))

    for of in ("F", "G"):
        name = (("family_name", f"{of}-canary-family_name."),)
        found.append(Call("folders_look_up", "POST", reverse("folders_look_up"), of, data=name))
        for route in ("folder", "folder_print", "folder_json"):
            on(route, "GET", of)
        on("folder_export", "GET", of, purpose=PURPOSE)
        on("folder_assign", "POST", of, account=colleague)
        on("folder_emergency", "POST", of, **dict(emergency))
    for what in ASKED + NEVER:
        on("folder_show", "POST", "F", what, field=what, purpose=PURPOSE)
    for what in CHANGED:
        on("folder_change", "POST", "F", what, field=what, value="changed")
    for route in ("folder", "folder_print", "folder_json"):
        on(route, "GET", "unknown")
    on("folder_show", "POST", "G", "phone", field="phone", purpose=PURPOSE)
    on("folder_change", "POST", "G", "phone", field="phone", value="changed")
    return found


# ---------------------------------------------------------------- what the documents want
def fields_of(action: str, relation: str, role: str) -> frozenset[str]:
    """Return the columns of F that a role in a relation may read, be shown, write or take out."""
    kind, named = _kind(relation)
    discipline = relation.partition(" ")[2]
    classes = oracle.allowed(action, kind, discipline, role)
    return frozenset(
        name
        for name, each in Folder.FIELD_CLASSES.items()
        if each in classes
        and not name.endswith("_index")
        and (
            named is None
            or each in ("open", "internal")
            or named & {(each, ""), (each, f"folder.{name}")}
        )
    )


def _kind(relation: str) -> tuple[str, set[tuple[str, str]] | None]:
    """Return the relation of the policy and, of a referral, what the consent names."""
    if relation.partition(" ")[2] in DISCIPLINES:
        return "TEAM", None
    named = {"RECIPIENT": set(NAMED), "RECIPIENT_SUD": {("sud", "")}, "RECIPIENT_PRIVILEGED": set()}
    if relation in named:
        return "RECIPIENT", named[relation]
    return {"CONFLICT_LIFTED": "ASSIGNED"}.get(relation, relation), None


def expect(call: Call, role: str, relation: str, state: str, world: World) -> Expected:
    """Return what must come of a call; KeyError if nobody has declared its address."""
    route = oracle.routes()[call.route]
    if call.method not in route.methods:
        return Expected(405)
    if state in ("NOT_SIGNED_IN", "CLOSED"):
        return Expected(302, text="/sign-in/?")
    if state in ("PASSWORD", "ROLE_ENDED") or not route.takes(role):
        return Expected(404, lines=(("DOOR_REFUSED", "DENIED", ""),))
    if route.step_up and state != "STEPPED_UP":
        return Expected(302, text="/sign-in/again/?")
    return WANTED[call.route](call, role, relation, world)


def _known(call: Call, role: str, relation: str) -> bool:
    return call.of == "F" and bool(fields_of("READ", relation, role))


def _opens(call: Call, role: str, relation: str, world: World, then: Expected) -> Expected:
    """Return what opening a record comes to: its own line first, or the line of the refusal."""
    number = {"F": world.seen.pk, "G": world.hidden.pk, "unknown": UNKNOWN}[call.of]
    subject = f"desk.folder:{number}"
    if not _known(call, role, relation):
        return Expected(404, lines=(("RECORD_REFUSED", "DENIED", subject),))
    lines = (("RECORD_READ", "DONE", subject), *((e, o, subject) for e, o, _ in then.lines))
    return Expected(then.status, then.fields, then.text, lines, then.masked)


REFUSED = Expected(404, lines=(("RECORD_REFUSED", "DENIED", ""),))


def _list(call: Call, role: str, relation: str, world: World) -> Expected:
    reads = fields_of("READ", relation, role)
    if not reads:
        return Expected(200, text="<h1>Folders</h1><ul></ul>")
    lines = (("RECORDS_LISTED", "DONE", f"desk.folder:{world.seen.pk}"),)
    return Expected(200, reads & {"given_name"}, world.seen.pk, lines)


def _count(call: Call, role: str, relation: str, world: World) -> Expected:
    return Expected(200, text=str(len(fields_of("READ", relation, role)) and 1))


def _look_up(call: Call, role: str, relation: str, world: World) -> Expected:
    may = fields_of("READ", relation, role) | fields_of("SHOW", relation, role)
    finds = call.of == "F" and "family_name" in may and agency_of(relation) == world.seen.agency
    lines: tuple[Line, ...] = (("RECORDS_LOOKED_UP", "DONE", "desk.folder:look-up"),)
    if finds:
        lines += (("RECORDS_LOOKED_UP", "DONE", f"desk.folder:{world.seen.pk}"),)
    return Expected(200, text=f'["{world.seen.pk}"]' if finds else "[]", lines=lines)


def _page(call: Call, role: str, relation: str, world: World) -> Expected:
    reads, shows = (fields_of(action, relation, role) for action in ("READ", "SHOW"))
    masked = 0 if call.route == "folder_json" else len(shows - reads)
    return _opens(call, role, relation, world, Expected(200, reads, masked=masked))


def _show(call: Call, role: str, relation: str, world: World) -> Expected:
    may = fields_of("READ", relation, role) | fields_of("SHOW", relation, role)
    done = Expected(200, frozenset({call.what}), lines=(("RECORD_SHOWN", "DONE", ""),))
    return _opens(call, role, relation, world, done if call.what in may else REFUSED)


def _change(call: Call, role: str, relation: str, world: World) -> Expected:
    may = call.what in fields_of("WRITE", relation, role)
    done = Expected(200, text="Kept.", lines=(("RECORD_CHANGED", "DONE", ""),))
    return _opens(call, role, relation, world, done if may else REFUSED)


def _export(call: Call, role: str, relation: str, world: World) -> Expected:
    takes = fields_of("EXPORT", relation, role)
    done = Expected(200, takes, lines=(("RECORD_EXPORTED", "DONE", ""),))
    return _opens(call, role, relation, world, done if takes else REFUSED)


def _assign(call: Call, role: str, relation: str, world: World) -> Expected:
    may = bool(fields_of("ASSIGN", relation, role))
    done = Expected(200, text="Assigned.", lines=(("RELATION_GIVEN", "DONE", ""),))
    return _opens(call, role, relation, world, done if may else REFUSED)


def _begin(call: Call, role: str, relation: str, world: World) -> Expected:
    return Expected(200, lines=(("RELATION_GIVEN", "DONE", "new"),))


def _emergency(call: Call, role: str, relation: str, world: World) -> Expected:
    if _known(call, role, relation):
        return Expected(422, text="You can open this record without an emergency.")
    if call.of == "F" and relation in ("CONFLICT", "CONFLICT_ALONE"):
        lines = (("RECORD_REFUSED", "DENIED", "desk.folder:emergency"),)
        return Expected(422, text="There is no record with this number.", lines=lines)
    number = world.seen.pk if call.of == "F" else world.hidden.pk
    lines = (("GLASS_BROKEN", "DONE", f"desk.folder:{number}"),)
    return Expected(200, text="Open for two hours.", lines=lines)


WANTED: dict[str, Callable[[Call, str, str, World], Expected]] = {
    "folders": _list,
    "folders_count": _count,
    "folders_look_up": _look_up,
    "folders_begin": _begin,
    "folder": _page,
    "folder_print": _page,
    "folder_json": _page,
    "folder_show": _show,
    "folder_change": _change,
    "folder_export": _export,
    "folder_assign": _assign,
    "folder_emergency": _emergency,
}


# ---------------------------------------------------------------- one cell
class RolledBack(Exception):
    """Ends a cell: nothing of it stays."""


class Runner:
    """Calls views as the site does, with a viewer already found, and takes back what they wrote."""

    def __init__(self, world: World) -> None:
        self.factory = RequestFactory()
        self.canaries = {
            each: [
                (name, str(value[0] if isinstance(value, list) else value))
                for name in Folder.FIELD_CLASSES
                if name not in ("id", "agency", "holder", "state")
                and not name.endswith("_index")
                and (value := _plain(record, name)) is not None
            ]
            for each, record in (("F", world.seen), ("G", world.hidden))
        }
        self.last = AuditEvent.objects.count()  # lines are numbered without gaps

    def run(self, call: Call, viewer: Viewer) -> Got:
        request = getattr(self.factory, call.method.lower())(call.address, dict(call.data))
        request.viewer = viewer
        view = resolve(call.address)
        known.forget()
        block = transaction.atomic()
        block._from_testcase = True  # a cell stands for a test: a durable block may begin in it
        try:
            with block, keys.opened():
                got = _answer(view.func, request, view.kwargs)
                lines = AuditEvent.objects.filter(id__gt=self.last).order_by("id")
                got.lines = list(lines.values_list("event", "outcome", "subject"))
                raise RolledBack
        except RolledBack:
            return got

    def found(self, of: str, text: str) -> frozenset[str]:
        """Return the columns of a record whose values stand in an answer."""
        return frozenset(name for name, canary in self.canaries[of] if canary in text)


def _plain(record: Folder, name: str) -> Any:
    value = record.__dict__.get(name)
    return getattr(value, "plain", value)


def _answer(view: Any, request: Any, kwargs: dict[str, str]) -> Got:
    try:
        answer: HttpResponse = view(request, **kwargs)
    except Http404 as problem:
        return Got(404, str(problem))
    headers = "".join(f"{name}: {value}\n" for name, value in answer.headers.items())
    return Got(answer.status_code, headers + answer.content.decode())


def wrong(got: Got, wanted: Expected, runner: Runner) -> str:
    """Say how an answer differs from what the documents want, or ""."""
    leaked = runner.found("G", got.text) or runner.found("F", got.text) - wanted.fields
    if leaked:
        return f"LEAK of {sorted(leaked)}"
    if got.status != wanted.status:
        return f"answers {got.status}, not {wanted.status}"
    lacking = wanted.fields - runner.found("F", got.text) - {"id", "agency", "holder", "state"}
    if lacking:
        return f"lacks {sorted(lacking)}"
    if wanted.text is not None and wanted.text not in got.text:
        return f"does not say {wanted.text!r}"
    if got.text.count(MASK) != wanted.masked:
        return f"masks {got.text.count(MASK)} values, not {wanted.masked}"
    return _wrong_lines(got.lines, wanted.lines)


def _wrong_lines(got: list[Line], wanted: tuple[Line, ...]) -> str:
    said = sorted((event, outcome) for event, outcome, _ in got)
    if said != sorted((event, outcome) for event, outcome, _ in wanted):
        return f"AUDIT has {got}, not {wanted}"
    for event, _outcome, subject in wanted:
        if subject.startswith("desk.folder") and not any(
            subject == line[2] and event == line[0] for line in got
        ):
            return f"AUDIT names {got}, not {wanted}"
    return ""


def others(call: Call) -> Iterator[Call]:
    """Yield the call with every method that its address does not take."""
    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        if method != call.method:
            yield Call(call.route, method, call.address, call.of, call.what)
