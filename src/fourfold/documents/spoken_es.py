"""What the code itself says of figures, in Spanish; the key is the phrase as the code has it."""

from __future__ import annotations

SPANISH = {
    # ------------------------------------------------------------ values and periods
    "hidden": "oculto",
    "fewer than {below}": "menos de {below}",
    "listed": "en la lista",
    "at least {text}": "al menos {text}",
    "about {text}": "cerca de {text}",
    "{period}, as printed": "{period}, como está impreso",
    "period not printed": "período no impreso",
    "all time": "todo el tiempo",
    "one year": "un año",
    "from {year}": "desde {year}",
    "up to {year}": "hasta {year}",
    "presented in {year}": "presentado en {year}",
    "{first} to {last}": "{first} a {last}",
    "{month} {year}": "{month} de {year}",
    "{first} to {last} {year}": "{first} a {last} de {year}",
    "{month} {day}, {year}": "{day} de {month} de {year}",
    "All": "Total",
    "before": "antes",
    "after": "después",
    # ------------------------------------------------------------ charts
    "{name}. {places}, {periods}.": "{name}. {places}, {periods}.",
    "Each bar is one group; longer means more.": (
        "Cada barra es un grupo; más larga quiere decir más."
    ),
    "Each line joins the average before the training to the one after it.": (
        "Cada línea une el promedio de antes del curso con el de después."
    ),
    "Each dot is one method's total with those on no list; the line is its 95% interval.": (
        "Cada punto es el total de un método, con quienes no están en ninguna lista; "
        "la línea es su intervalo del 95%."
    ),
    "Each column is one period; a part of a year says so below it.": (
        "Cada columna es un período; si es solo parte de un año, lo dice debajo."
    ),
    # ------------------------------------------------------------ in words
    "{group}: {before} before, {after} after.": "{group}: {before} antes, {after} después.",
    "{first} in {first_period}, and {last} in {last_period}": (
        "{first} ({first_period}) y {last} ({last_period})"
    ),
    ": no change": ": sin cambio",
    ": {change} more": ": {change} más",
    ": {change} fewer": ": {change} menos",
    "These periods are not equally long, so the numbers do not compare as they are.": (
        "Estos períodos no duran lo mismo; así los números no se pueden comparar."
    ),
    "Listed for {period}: {count}.": "En la lista ({period}): {count}.",
    "Ranked first in {period}: {group}.": "En primer lugar ({period}): {group}.",
    "Largest of the numbers shown in {period}: {groups}, {value}.": (
        "El mayor de los números que se muestran ({period}): {groups}, {value}."
    ),
    "Largest in {period}: {groups}, {value}.": "El mayor ({period}): {groups}, {value}.",
    "Smallest: {groups}, {value}.": "El menor: {groups}, {value}.",
    "{names} and {last}": "{names} y {last}",
    "{value} out of {n}": "{value} de {n}",
    "{count} of {all} numbers is hidden because it is small{names}. Hidden is not zero.": (
        "{count} de {all} números está oculto porque es pequeño{names}. Oculto no es cero."
    ),
    "{count} of {all} numbers are hidden because they are small{names}. Hidden is not zero.": (
        "{count} de {all} números están ocultos porque son pequeños{names}. Oculto no es cero."
    ),
    "“At least” means that the true number may be higher.": (
        "“Al menos” quiere decir que el número real puede ser mayor."
    ),
    "“About” means that the source rounded the number.": (
        "“Cerca de” quiere decir que la fuente redondeó el número."
    ),
    "Some numbers were added up by the editors; the source does not print them.": (
        "Los editores sumaron algunos números; la fuente no los imprime."
    ),
}
