"""The rule that a table of counts holds nothing that leads to a person."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.given import Asked, Given, PerRow
from fourfold.analysis.check.files.rules.table import quoted
from fourfold.reference.contracts import About, FieldType, Severity

CODE = "NAMES_IN_COUNTS"
MAIL = r"[^\s@]+@[^\s@]+\.[A-Za-z]{2,}"
TELEPHONE = r"(^|[^0-9])(\(?[0-9]{3}\)?[ .-]?)?[0-9]{3}[ .-][0-9]{4}([^0-9]|$)"
BIRTH = (
    r"(?i)\b(dob|d\.o\.b\.|born|birth|nacid[oa])\b.{0,20}[0-9]"
    r"|(^|[^0-9/.-])[0-9]{1,2}[/.-][0-9]{1,2}[/.-](19|20)[0-9]{2}([^0-9]|$)"
)


def names_in_counts(given: Given) -> list[Asked]:
    """Ask, as a warning, for free text in counts with a telephone, an e-mail or a birth date."""
    if given.contract.about is not About.COUNTS:
        return []
    asked: list[Asked] = []
    for field in given.of_type(FieldType.STRING):
        text = given.text(field.name)
        number = f"{TELEPHONE}|{BIRTH}"
        broken = (
            f"contains({text}, '@') AND regexp_matches({text}, {quoted(MAIL)}) "
            f"OR regexp_matches({text}, {quoted(number)})"
        )
        why = f"\u201c{given.heading(field.name)}\u201d may hold what leads to a person."
        fix = "Take out telephone numbers, e-mail addresses and birth dates: counts need none."
        asked.append(PerRow(CODE, Severity.WARNING, field.name, broken, why, fix))
    return asked
