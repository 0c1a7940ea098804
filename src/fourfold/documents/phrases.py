"""The few words that the writers add themselves, in each language a document can have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Phrases:
    """What a writer prints around a document's own words."""

    figure: str
    table: str
    contents: str
    same_figures: str
    how_to_read: str
    source: str
    hidden: str
    page: str
    of: str
    caution: str
    ticked: str
    empty: str
    months: tuple[str, ...]
    day: str
    """How a date is put together from {day}, {month} and {year}."""
    locale: str
    """Language and country as Word writes them, for spelling checks."""

    def on(self, day: date) -> str:
        """Write a date as people say it: "November 22, 2026"."""
        return self.day.format(day=day.day, month=self.months[day.month - 1], year=day.year)


ENGLISH = Phrases(
    figure="Figure",
    table="Table",
    contents="Contents",
    same_figures="The same figures as a table",
    how_to_read="How to read it:",
    source="Source:",
    hidden="hidden",
    page="Page",
    of="of",
    caution="Caution:",
    ticked="Checked box",
    empty="Empty box",
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    day="{month} {day}, {year}",
    locale="en-US",
)

SPANISH = Phrases(
    figure="Gráfica",
    table="Tabla",
    contents="Contenido",
    same_figures="Los mismos datos en una tabla",
    how_to_read="Cómo leerla:",
    source="Fuente:",
    hidden="oculto",
    page="Página",
    of="de",
    caution="Atención:",
    ticked="Casilla marcada",
    empty="Casilla vacía",
    months=(
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
    day="{day} de {month} de {year}",
    locale="es-US",
)


def phrases(language: str) -> Phrases:
    """Return the phrases for a language tag such as "en", "es" or "es-US"; English if unknown."""
    return SPANISH if language.lower().split("-")[0] == "es" else ENGLISH
