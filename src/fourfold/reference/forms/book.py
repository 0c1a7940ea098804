"""A form's questions as a table: our code book, and the data dictionary that REDCap imports."""

from __future__ import annotations

from collections.abc import Iterator

from fourfold.reference.forms.form import SILENT, Form, Kind, Language, Question

_REDCAP = {
    Kind.TEXT: "text",
    Kind.INTEGER: "text",
    Kind.DECIMAL: "text",
    Kind.DATE: "text",
    Kind.ONE: "radio",
    Kind.MANY: "checkbox",
    Kind.ACKNOWLEDGE: "radio",
    Kind.NOTE: "descriptive",
    Kind.HEADING: "descriptive",
    Kind.CALCULATE: "text",
}
_CHECKED = {Kind.INTEGER: "integer", Kind.DECIMAL: "number", Kind.DATE: "date_ymd"}
REDCAP_HEADS = (
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
)
"""The 18 columns of REDCap's data dictionary, in its order."""


def code_book(form: Form, language: Language) -> Iterator[tuple[str, ...]]:
    """Yield the head and one row a choice, or a question without any: name, words, code, label."""
    yield ("question", "page", "kind", "words", "code", "label", "asked if")
    for page in form.pages:
        for each in page.questions:
            if each.kind in SILENT:
                continue
            head = (each.name, page.name, each.kind.value, form.say(each.labels, language))
            asked_if = " and ".join(f"({text})" for text in each.relevant)
            for choice in each.choices:
                yield (*head, choice.name, form.say(choice.labels, language), asked_if)
            if not each.choices:
                yield (*head, "", "", asked_if)


def redcap_dictionary(form: Form, language: Language) -> Iterator[tuple[str, ...]]:
    """
    Yield the data dictionary: the head and one row a question.

    REDCap writes conditions in a language of its own, so ours stand under Field Annotation.
    """
    yield REDCAP_HEADS
    for page in form.pages:
        section = form.say(page.labels, language)
        for each in page.questions:
            if each.kind is not Kind.HEADING:
                yield _redcap_row(form, each, language, section)
                section = ""


def _redcap_row(form: Form, each: Question, language: Language, section: str) -> tuple[str, ...]:
    said = {one.name: form.say(one.labels, language) or one.name for one in each.choices}
    choices = " | ".join(f"{code}, {words.replace('|', '/')}" for code, words in said.items())
    if each.kind is Kind.ACKNOWLEDGE:
        choices = "OK, OK"
    notes = " and ".join(each.relevant)
    return (
        each.name.lower().replace(".", "_").replace("-", "_"),
        form.id.lower().replace("-", "_"),
        section,
        _REDCAP[each.kind],
        form.say(each.labels, language) or each.name,
        choices,
        form.say(each.hints, language),
        _CHECKED.get(each.kind, ""),
        each.least,
        each.most,
        "",
        "",
        "y" if each.required == "true()" else "",
        "",
        "",
        "",
        "",
        f"asked if: {notes}" if notes else "",
    )
