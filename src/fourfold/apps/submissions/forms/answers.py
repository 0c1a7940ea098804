"""A contract as a page of fields. What is wrong is said by the file's own check, not here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourfold.apps.submissions.rules.answering import (
    MOST_ROWS,
    OUT,
    SPARE_ROWS,
    Layout,
    Outcome,
    key_of,
    rules_beside,
)
from fourfold.reference import Contract, ContractField, ContractRule, FieldType, RuleKind

LONG = 200
"""Letters from which words get a box of several lines."""
MOST_CELL = 10_000
REQUIRED = "REQUIRED"
"""The code of the check's rule for a field that is left empty."""
NOTHING = ("", gettext_lazy("Choose"))
YES_OR_NO = [("", gettext_lazy("Choose")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


@dataclass(frozen=True, slots=True)
class Beside:
    """
    What a page shows around one field.

    optional: may be left out, and nobody asks why. last: what stood there a year before, or "".
    """

    bound: BoundField
    asked: ContractField
    optional: bool
    rules: tuple[str, ...]
    last: str

    @property
    def is_number(self) -> bool:
        """Return whether the field holds a number, which is set narrower."""
        return self.asked.type in (FieldType.INTEGER, FieldType.NUMBER, FieldType.YEAR)

    @property
    def shows_example(self) -> bool:
        """Return whether an example helps: where words are typed."""
        return self.asked.type is FieldType.STRING and not self.asked.choices

    @property
    def is_long(self) -> bool:
        """Return whether the field takes several lines."""
        return isinstance(self.bound.field.widget, forms.Textarea)


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of the form. number: from 1. out: the box that leaves it out, if there is one."""

    number: int
    fields: tuple[Beside, ...]
    out: BoundField | None


class AnswerForm(forms.Form):
    """
    The form of a layout.

    rows: how many rows it shows. before: an earlier answer's rows as fields, for what stood there
    last time.
    """

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        layout: Layout,
        rows: int = 1,
        before: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.layout, self.before = layout, before or {}
        self.count = 1 if layout.one_row else max(1, min(rows, MOST_ROWS))
        for each in layout.shared:
            self.fields[key_of(None, each.name)] = _field(each)
        for place in range(self.count):
            for each in layout.asked:
                self.fields[key_of(place, each.name)] = _field(each)
            if not layout.one_row:
                self.fields[key_of(place, OUT)] = forms.BooleanField(
                    required=False, label=_("Leave this row out")
                )

    def typed(self) -> dict[str, str]:
        """Return what was typed, by field, as it came but for blanks around it."""
        found: dict[str, str] = {}
        for key, field in self.fields.items():
            value = field.widget.value_from_datadict(self.data, {}, key)
            found[key] = ("1" if value else "") if key.endswith(f"-{OUT}") else _plain(value)
        return found

    def tell(self, outcome: Outcome) -> None:
        """Put what a check found beside the fields."""
        self.full_clean()
        for said in outcome.errors:
            words = self._empty(said.key) if said.code == REQUIRED else ""
            self.add_error(said.key if said.key in self.fields else None, words or said.words)
        if outcome.hidden:
            more = _("And {many} more places.").format(many=outcome.hidden)
            self.add_error(None, more)

    def _empty(self, key: str) -> str:
        """Say of one field that it is empty; a file's check would speak of rows and columns."""
        if key not in self.fields:
            return ""
        asked = self.layout.contract.field(self.layout.parts_of(key)[1])
        if asked.type is FieldType.INTEGER:
            return _("This is empty. Type a number; 0 is an answer too.")
        return _("This is empty. Fill it in.")

    @cached_property
    def shared(self) -> tuple[Beside, ...]:
        """The fields that are asked once for all rows."""
        return tuple(self._beside(None, each) for each in self.layout.shared)

    def form_rows(self) -> Iterator[FormRow]:
        """Yield the rows with their fields."""
        for place in range(self.count):
            yield FormRow(
                number=place + 1,
                fields=tuple(self._beside(place, each) for each in self.layout.asked),
                out=None if self.layout.one_row else self[key_of(place, OUT)],
            )

    def _beside(self, place: int | None, asked: ContractField) -> Beside:
        key = key_of(place, asked.name)
        rules = rules_beside(self.layout, asked.name)
        return Beside(
            bound=self[key],
            asked=asked,
            optional=not self.layout.wanted(asked.name),
            rules=tuple(said for each in rules if (said := in_words(each, self.layout.contract))),
            last=self.before.get(key, ""),
        )


def rows_for(typed: Mapping[str, str], *, more: bool = False) -> int:
    """Return how many rows a form of these fields has, with a few to spare."""
    used = [int(key.partition("-")[0]) for key, value in typed.items() if _is_of_row(key, value)]
    filled = max(used, default=-1) + 1
    return min(max(filled + (SPARE_ROWS if more or not filled else 1), SPARE_ROWS), MOST_ROWS)


def _is_of_row(key: str, value: str) -> bool:
    return bool(value) and key.partition("-")[0].isdecimal()


def _plain(value: Any) -> str:
    return str(value or "").replace("\x00", "").replace("\r\n", "\n").strip()[: MOST_CELL + 1]


def _field(asked: ContractField) -> forms.Field:
    """Return a field that takes whatever is typed; the check of files says what is wrong."""
    return forms.CharField(
        required=False, label=asked.title, help_text=asked.description, widget=_widget(asked)
    )


def _widget(asked: ContractField) -> forms.Widget:
    plain = {"autocomplete": "off"}
    if asked.type is FieldType.BOOLEAN:
        return forms.Select(choices=YES_OR_NO)
    if asked.choices and asked.type is not FieldType.LIST:
        return forms.Select(choices=[NOTHING, *asked.choices.items()])
    if asked.type in (FieldType.INTEGER, FieldType.YEAR):
        return forms.TextInput(attrs=plain | {"inputmode": "numeric"})
    if asked.type is FieldType.NUMBER:
        return forms.TextInput(attrs=plain | {"inputmode": "decimal"})
    if asked.type is FieldType.DATE:
        return forms.DateInput(attrs=plain | {"type": "date"})
    if (asked.max_length or MOST_CELL) >= LONG:
        return forms.Textarea(attrs=plain | {"rows": 3})
    return forms.TextInput(attrs=plain)


def in_words(rule: ContractRule, contract: Contract) -> str:
    """Return a rule as one short sentence that helps before anything is typed; "" for none."""
    titles = [contract.field(name).title for name in rule.fields]
    if rule.kind is RuleKind.AT_MOST:
        return _("Not more than “{other}”.").format(other=contract.field(rule.against).title)
    if rule.kind is RuleKind.ADDS_UP:
        return _("{parts} add up to this.").format(parts=_listed(titles))
    if rule.kind is RuleKind.NOT_AFTER:
        return _("Not before “{first}”.").format(first=titles[0])
    if rule.kind is RuleKind.ONE_OF:
        return _("Fill in at least one of: {parts}.").format(parts=_listed(titles))
    if rule.kind in (RuleKind.NEEDED_IF, RuleKind.BLANK_IF):
        where = contract.field(rule.where)
        values = _listed([where.choices.get(each, each) for each in rule.values])
        if rule.kind is RuleKind.NEEDED_IF:
            said = _("Needed if “{field}” is {values}.")
        else:
            said = _("Leave it empty if “{field}” is {values}.")
        return said.format(field=where.title, values=values)
    return ""


def _listed(words: Sequence[str]) -> str:
    return get_text_list([f"“{each}”" for each in words], _("and"))
