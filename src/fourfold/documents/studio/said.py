"""The studio's own words around a report, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """Words a reader meets that no editor typed."""

    draft: str
    draft_words: str
    missing: str
    missing_words: str
    everyone: str
    appendix: str
    appendix_words: str
    row: str
    indicator: str
    group: str
    period: str
    value: str
    nothing: str
    number: str
    recommendation: str
    since: str
    recommendations: str
    laws: str
    act: str
    act_title: str
    does: str
    in_force: str
    plan: str
    p: str
    done: str
    overdue: str


ENGLISH = Said(
    draft="Draft",
    draft_words="This is a draft. It is not approved, and its figures can change.",
    missing="Missing in Spanish",
    missing_words="This part has no Spanish text yet. The English text follows.",
    everyone="Everyone",
    appendix="Data appendix",
    appendix_words="One row for each figure in this report",
    row="Row",
    indicator="Indicator",
    group="Group",
    period="Period",
    value="Value",
    nothing="Nothing is on record for this part.",
    number="No.",
    recommendation="Recommendation",
    since="Since then",
    recommendations="Recommendations of the Council",
    laws="Acts about human trafficking, and what they do",
    act="Act",
    act_title="Title",
    does="What it does",
    in_force="In force from",
    plan="The action plan by the four Ps",
    p="P",
    done="Done",
    overdue="Overdue",
)
SPANISH = Said(
    draft="Borrador",
    draft_words="Esto es un borrador. No está aprobado y sus cifras pueden cambiar.",
    missing="Falta en español",
    missing_words="Esta parte todavía no tiene texto en español. Sigue el texto en inglés.",
    everyone="Todas las personas",
    appendix="Apéndice de datos",
    appendix_words="Una fila por cada cifra de este informe",
    row="Fila",
    indicator="Indicador",
    group="Grupo",
    period="Período",
    value="Valor",
    nothing="No consta nada para esta parte.",
    number="N.º",
    recommendation="Recomendación",
    since="Desde entonces",
    recommendations="Recomendaciones del Consejo",
    laws="Leyes sobre la trata de personas y lo que hacen",
    act="Ley",
    act_title="Título",
    does="Lo que hace",
    in_force="En vigor desde",
    plan="El plan de acción según las cuatro P",
    p="P",
    done="Hecho",
    overdue="Atrasado",
)


def said_in(language: str) -> Said:
    """Return the words for "en" or "es"."""
    return SPANISH if language == "es" else ENGLISH
