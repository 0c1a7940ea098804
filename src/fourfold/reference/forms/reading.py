"""Sheets to a form, with everything that is wrong with it, by sheet and row, at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from fourfold.reference.errors import did_you_mean, shorten
from fourfold.reference.forms.checking import check_expressions
from fourfold.reference.forms.form import (
    SILENT,
    Choice,
    Form,
    FormProblem,
    Kind,
    Language,
    Page,
    Question,
)
from fourfold.reference.forms.heads import (
    ASKS,
    KINDS,
    QUIET,
    REFUSED,
    Heads,
    heads_of,
    plain_type,
)
from fourfold.reference.forms.loops import loop_problems
from fourfold.reference.forms.others import with_other
from fourfold.reference.forms.repeats import TIME, written_out
from fourfold.reference.forms.sheets import Sheet, Sheets

MOST_QUESTIONS = 2_000
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
FORM_ID = re.compile(r"[A-Za-z0-9_.:\-]{1,80}")
_ASKS = re.compile(rf"({'|'.join(ASKS)})\s+(\S+)(\s+or[ _]other)?", re.IGNORECASE)
_NONE = Sheet((), ())


@dataclass
class _Reading:
    """What was read so far. groups: the open ones, outermost first."""

    problems: list[FormProblem] = field(default_factory=list)
    choices: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    loose: list[Question] = field(default_factory=list)
    groups: list[tuple[int, str, tuple[str, ...]]] = field(default_factory=list)
    page: tuple[str, Mapping[str, str]] = ("", {})
    names: dict[str, int] = field(default_factory=dict)

    def say(
        self,
        sheet: str,
        row: int | None,
        column: str,
        why: str,
        fix: str = "",
        *,
        is_warning: bool = False,
    ) -> None:
        """Keep a problem; what is wrong in a part that repeats is said once."""
        found = FormProblem(sheet, row, column, why, fix, is_warning=is_warning)
        if found not in self.problems:
            self.problems.append(found)

    def warn(self, sheet: str, row: int | None, column: str, why: str, fix: str = "") -> None:
        self.say(sheet, row, column, why, fix, is_warning=True)

    def turn_page(self) -> None:
        if self.loose:
            name, labels = self.page
            self.pages.append(Page(name or self.loose[0].name, labels, tuple(self.loose)))
        self.loose, self.page = [], ("", {})


def form_of(sheets: Sheets, *, name: str = "") -> tuple[Form | None, list[FormProblem]]:
    """
    Read a form.

    name: its id, where the sheet settings gives none. Returns the form, or None where an error
    keeps it from being used, and every problem in the order of the sheets.
    """
    reading = _Reading()
    survey = sheets.get("survey", _NONE)
    if not survey.rows:
        why = "There is no sheet survey with questions in it."
        reading.say("survey", None, "", why, "A form has the sheets survey, choices, settings.")
        return None, reading.problems
    survey, choices, repeats = written_out(survey, sheets.get("choices", _NONE), reading.say)
    languages = _languages(survey, choices)
    _read_choices(choices, languages, reading)
    _read_survey(survey, languages, reading)
    form = replace(
        _settled(sheets.get("settings", _NONE), name, languages, reading), repeats=repeats
    )
    check_expressions(form, reading.say)
    reading.problems.extend(loop_problems(form))
    bad = any(not each.is_warning for each in reading.problems)
    return (None if bad else form), reading.problems


def _languages(*sheets: Sheet) -> tuple[Language, ...]:
    found: dict[str, Language] = {}
    for sheet in sheets:
        for each in heads_of(sheet.heads).languages:
            found.setdefault(each.name, each)
    return tuple(found.values()) or (Language("default", ""),)


# ------------------------------------------------------------------ choices
def _read_choices(sheet: Sheet, languages: tuple[Language, ...], reading: _Reading) -> None:
    heads = heads_of(sheet.heads)
    lists: dict[str, dict[str, Choice]] = {}
    for row, cells in sheet.rows:
        of_list, name = heads.cell(cells, "list_name"), heads.cell(cells, "name")
        if not of_list or not name:
            column = "name" if of_list else "list_name"
            reading.say("choices", row, column, "The cell is empty.", "Fill it or delete the row.")
            continue
        if any(sign.isspace() for sign in name):
            why = f"The name {shorten(name)!r} has a blank in it."
            reading.say("choices", row, "name", why, "Use a short code; put words in the label.")
            continue
        own = lists.setdefault(of_list, {})
        if name in own:
            why = f"The list {shorten(of_list)!r} has {shorten(name)!r} twice."
            reading.say("choices", row, "name", why, "Give each choice a name of its own.")
            continue
        labels = _words("choices", row, heads, cells, "label", languages, reading, needed=name)
        columns = {head: cells.get(head, "") for head in heads.others}
        own[name] = Choice(name, labels, columns)
    reading.choices = {name: tuple(own.values()) for name, own in lists.items()}


def _words(
    sheet: str,
    row: int,
    heads: Heads,
    cells: Mapping[str, str],
    column: str,
    languages: tuple[Language, ...],
    reading: _Reading,
    *,
    needed: str = "",
) -> dict[str, str]:
    """Return words by language; warn where some language has them and another has not."""
    found = heads.words(cells, column, languages)
    missing = [each.name for each in languages if each.name not in found]
    if missing and (found or needed):
        what = f"{column} of {shorten(needed)!r}" if needed else column
        why = f"The {what} is missing in {', '.join(missing)}."
        if not found:
            why = f"It has no {column}; people see its name."
        reading.warn(sheet, row, column, why, "Add the words.")
    return found


# ------------------------------------------------------------------ survey
def _read_survey(sheet: Sheet, languages: tuple[Language, ...], reading: _Reading) -> None:
    heads = heads_of(sheet.heads)
    for column in ("type", "name"):
        if column not in heads.plain:
            why = f"The column {column} is missing."
            fix = did_you_mean(column, sheet.heads).strip() or "Add it."
            reading.say("survey", 1, column, why, fix)
    for head in heads.others:
        near = did_you_mean(head, ("label", "hint", "relevant", "constraint", "required", "name"))
        near = near.strip() or "Correct the heading, or delete the column."
        reading.warn("survey", 1, head, f"The column {shorten(head)!r} is not used.", near)
    for row, cells in sheet.rows:
        _read_row(row, cells, heads, languages, reading)
    reading.turn_page()
    for opened, what, _relevant in reading.groups:
        why = f"The {what} that begins here has no end."
        reading.say("survey", opened, "type", why, f"Add a row end {what}.")
    if sum(each.kind not in SILENT for page in reading.pages for each in page.questions) == 0:
        reading.say("survey", None, "", "It asks nothing.", "Add a question.")


def _read_row(
    row: int,
    cells: Mapping[str, str],
    heads: Heads,
    languages: tuple[Language, ...],
    reading: _Reading,
) -> None:
    printed = heads.cell(cells, "type")
    if not printed:
        if heads.cell(cells, "name"):
            reading.say("survey", row, "type", "The cell is empty.", "Say what kind it is.")
        return
    if heads.cell(cells, "disabled").casefold() in ("yes", "true"):
        return
    kind_words = plain_type(printed)
    if kind_words in ("begin group", "begin repeat", "end group", "end repeat"):
        _read_group(row, kind_words, cells, heads, languages, reading)
        return
    if kind_words in QUIET:
        if QUIET[kind_words]:
            reading.warn("survey", row, "type", QUIET[kind_words])
        return
    question = _question(row, printed, cells, heads, languages, reading)
    if question is None:
        return
    if question.name in reading.names:
        why = f"The name {shorten(question.name)!r} stands in row {reading.names[question.name]}."
        reading.say("survey", row, "name", why, "Give each question a name of its own.")
        return
    reading.names[question.name] = row
    if len(reading.names) > MOST_QUESTIONS:
        if len(reading.names) == MOST_QUESTIONS + 1:
            why = f"A form has at most {MOST_QUESTIONS:,} questions."
            reading.say("survey", row, "", why, "Make two forms of it.")
        return
    reading.loose.append(question)
    asks = _ASKS.fullmatch(printed)
    if asks is not None and asks[3]:
        _read_other(question, languages, reading)


def _read_other(question: Question, languages: tuple[Language, ...], reading: _Reading) -> None:
    changed, which = with_other(question, languages)
    if question.choice_filter:
        why = "or_other does not go together with a choice_filter."
        fix = "Add a choice other, and a text question relevant if it is selected."
        reading.say("survey", question.row, "type", why, fix)
    elif which.name in reading.names:
        why = f"or_other asks {shorten(which.name)!r}, which stands in row"
        why = f"{why} {reading.names[which.name]}."
        reading.say("survey", question.row, "name", why, "Rename one of them.")
    else:
        reading.names[which.name] = question.row
        reading.loose[-1:] = [changed, which]


def _read_group(
    row: int,
    what: str,
    cells: Mapping[str, str],
    heads: Heads,
    languages: tuple[Language, ...],
    reading: _Reading,
) -> None:
    verb, noun = what.split()
    if verb == "end":
        if not reading.groups or reading.groups[-1][1] != noun:
            why = f"This {noun} ends and did not begin."
            reading.say("survey", row, "type", why, f"Add a row begin {noun}, or delete this.")
            return
        reading.groups.pop()
        if not reading.groups:
            reading.turn_page()
        return
    labels = heads.words(cells, "label", languages)
    relevant = heads.cell(cells, "relevant")
    outer = reading.groups[-1][2] if reading.groups else ()
    name = heads.cell(cells, "name")
    if not reading.groups:
        reading.turn_page()
        reading.page = (name, labels)
    elif labels:
        own = (*outer, relevant) if relevant else outer
        heading = Question(
            f"{name}:heading", Kind.HEADING, row, labels, relevant=own, time=_time(cells)
        )
        reading.loose.append(heading)
    reading.groups.append((row, noun, (*outer, relevant) if relevant else outer))


def _question(
    row: int,
    printed: str,
    cells: Mapping[str, str],
    heads: Heads,
    languages: tuple[Language, ...],
    reading: _Reading,
) -> Question | None:
    name = heads.cell(cells, "name")
    kind, list_name = _kind(row, printed, reading)
    if kind is None:
        return None
    if not NAME.fullmatch(name):
        why = f"{shorten(name)!r} is no name." if name else "The name is missing."
        reading.say("survey", row, "name", why, "A letter first, then letters, digits and _.")
        return None
    needed = "" if kind is Kind.CALCULATE else name
    calculation = heads.cell(cells, "calculation")
    if kind is Kind.CALCULATE and not calculation:
        reading.say("survey", row, "calculation", "There is nothing to work out.", "Fill it.")
    if kind is not Kind.CALCULATE and calculation:
        why = "Only a row of type calculate is worked out; this stays a question."
        reading.warn("survey", row, "calculation", why)
        calculation = ""
    default = heads.cell(cells, "default")
    if "${" in default or "(" in default:
        reading.warn("survey", row, "default", "A default that is worked out is not used.")
        default = ""
    relevant = heads.cell(cells, "relevant")
    outer = reading.groups[-1][2] if reading.groups else ()
    required = heads.cell(cells, "required")
    ranged = dict(re.findall(r"(start|end|step)\s*=\s*(-?[\d.]+)", heads.cell(cells, "parameters")))
    made = Question(
        name=name,
        kind=kind,
        row=row,
        labels=_words("survey", row, heads, cells, "label", languages, reading, needed=needed),
        hints=_words("survey", row, heads, cells, "hint", languages, reading),
        choices=reading.choices.get(list_name, ()),
        list_name=list_name,
        required={"yes": "true()", "true": "true()", "no": "", "false": "", "false()": ""}.get(
            required.casefold(), required
        ),
        required_words=heads.words(cells, "required_message", languages),
        relevant=(*outer, relevant) if relevant else outer,
        constraint=heads.cell(cells, "constraint"),
        constraint_words=heads.words(cells, "constraint_message", languages),
        calculation=calculation,
        choice_filter=heads.cell(cells, "choice_filter"),
        appearance=frozenset(heads.cell(cells, "appearance").split()),
        default=default,
        time=_time(cells),
    )
    if plain_type(printed) == "range":
        least, most = ranged.get("start", "0"), ranged.get("end", "10")
        made = replace(made, least=least, most=most, step=ranged.get("step", "1"))
        if any("." in each for each in (least, most, made.step)):
            made = replace(made, kind=Kind.DECIMAL)
    return made


def _time(cells: Mapping[str, str]) -> int:
    return int(cells.get(TIME, "0"))


def _kind(row: int, printed: str, reading: _Reading) -> tuple[Kind | None, str]:
    """Return what a type asks, and the list it chooses from; None if it is not known."""
    asks = _ASKS.fullmatch(printed)
    if asks is not None:
        kind = Kind.ONE if "one" in asks[1].casefold() or "1" in asks[1] else Kind.MANY
        if asks[2] not in reading.choices:
            why = f"There is no list {shorten(asks[2])!r} on the sheet choices."
            near = did_you_mean(asks[2], reading.choices).strip()
            reading.say("survey", row, "type", why, near or "Add its choices there.")
        return kind, asks[2]
    words = plain_type(printed)
    if words in KINDS:
        return KINDS[words], ""
    if words.startswith("select") and ("file" in words or "external" in words):
        why = "Choices that lie in a file beside the form are not read here."
        reading.say("survey", row, "type", why, "Put them on the sheet choices.")
        return None, ""
    if words in REFUSED:
        reading.say("survey", row, "type", REFUSED[words], "Remove the question, or ask in words.")
        return None, ""
    why = f"The type {shorten(printed)!r} is not known."
    known = [*KINDS, "select_one", "select_multiple", "begin_group", "end_group"]
    fix = did_you_mean(printed.split()[0], known).strip() or "Look for a spelling mistake."
    reading.say("survey", row, "type", why, fix)
    return None, ""


# ------------------------------------------------------------------ the whole
def _settled(sheet: Sheet, name: str, languages: tuple[Language, ...], reading: _Reading) -> Form:
    heads = heads_of(sheet.heads)
    row, cells = sheet.rows[0] if sheet.rows else (2, {})
    form_id = heads.cell(cells, "form_id") or name
    if not FORM_ID.fullmatch(form_id):
        why = f"{shorten(form_id)!r} is no form_id." if form_id else "The form_id is missing."
        reading.say("settings", row, "form_id", why, "Use letters, digits and _, at most 80.")
    version = heads.cell(cells, "version")
    if not version:
        why = "The form has no version; a change to it could not be told from this one."
        reading.warn("settings", row, "version", why, "Write one, such as 1.")
    titles = heads.words(cells, "form_title", languages)
    if not titles:
        reading.warn("settings", row, "form_title", "The form has no title.", "Write one.")
        titles = {languages[0].name: form_id}
    default = heads.cell(cells, "default_language")
    first = [each for each in languages if each.name == default]
    ordered = (*first, *(each for each in languages if each not in first))
    return Form(form_id, version or "1", titles, ordered, tuple(reading.pages))
