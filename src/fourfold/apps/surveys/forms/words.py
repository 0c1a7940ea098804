"""What the pages of a survey say around its own questions, in each language that they have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fourfold.reference.forms import Language, Why


@dataclass(frozen=True, slots=True)
class SurveyWords:
    """The words in one language; those with {} take what they name."""

    code: str
    skip: str
    demo: str
    help: str
    help_link: str
    pair_label: str
    begin: str
    promise: tuple[str, ...]
    on_paper: tuple[str, ...]
    pair_title: str
    pair_help: str
    pair_hint: str
    pair_after: str
    again_title: str
    again_help: str
    again_label: str
    again_button: str
    page_of: str
    page_alone: str
    back: str
    next: str
    send: str
    go_or_send: str
    later: str
    later_title: str
    later_help: str
    later_on: str
    thanks_title: str
    thanks: str
    unpaired: str
    next_person: str
    closed_title: str
    closed: str
    lost: str
    busy_title: str
    busy: str
    busy_room: str
    busy_again: str
    by_invitation_title: str
    by_invitation: str
    spent_title: str
    spent: str
    promise_invited: str
    promise_carries: str
    look_again: str
    empty: str
    too_much: str
    opened: str
    needed_mark: str
    why: Mapping[Why, str]
    day_hint: str
    refused_range: str


ENGLISH = SurveyWords(
    code="en",
    skip="Skip to the survey",
    demo="Demonstration. Nothing that is answered here goes to any office.",
    help="Do you, or does somebody you know, need help?",
    help_link="Whom to call or text",
    pair_label="Your code",
    begin="Begin",
    promise=(
        "You answer without a name and without an account.",
        "We keep no address of your phone or computer, and not at what time you answered.",
        "You can leave out any question, and stop at any time.",
    ),
    on_paper=(
        "Please write no name on the sheets.",
        "You can leave out any question, and stop at any time.",
    ),
    pair_title="Make a code of your own, if you like",
    pair_help=(
        "There is a survey before the training and one after it. With the same code on both we can "
        "compare them and still do not know who you are. The code is kept only in a form that "
        "nobody can read back."
    ),
    pair_hint=(
        "The first two letters of the street where you grew up, the day of the month on which you "
        "were born, and the last two letters of your first school. For example: ma07er"
    ),
    pair_after="No code, or forgotten? Leave it empty. Your answers count just the same.",
    again_title="Go on with answers you began",
    again_help="If you stopped earlier and wrote down the key, type it here.",
    again_label="Key",
    again_button="Go on",
    page_of="Page {page} of {pages}",
    page_alone="Page {page}",
    back="Back",
    next="Next",
    send="Send my answers",
    go_or_send="Go on or send",
    later="Stop and go on later",
    later_title="Go on later",
    later_help=(
        "Your answers so far are kept for 14 days. Write down this key: it opens them at the "
        "address of this survey, on any phone or computer."
    ),
    later_on="Go on now",
    thanks_title="Thank you",
    thanks="Your answers are in. You can close this page.",
    unpaired="You gave no code, so your answers before and after are counted, but not compared.",
    next_person="Next person",
    closed_title="This survey is closed",
    closed="It takes no answers now. Thank you for coming by.",
    lost=(
        "This key opens nothing. It may be mistyped, older than 14 days, or its answers were sent. "
        "You can begin anew."
    ),
    busy_title="Many people began here just now",
    busy=(
        "Please wait about {minutes} minutes and try again. Whoever has begun can go on; nothing "
        "is lost."
    ),
    busy_room="In a room, ask whoever runs it for the survey on paper: it counts just the same.",
    busy_again="Try again",
    by_invitation_title="This survey is by invitation",
    by_invitation=(
        "Organizations answer it by the link in their mail. If yours is here by its link, the link "
        "may be cut off or over: open it again from the mail, or ask whoever invited you."
    ),
    spent_title="Your organization has answered",
    spent="Its link works once, and it was used. Thank you.",
    promise_invited="We see that your organization answered, and not what it answered.",
    promise_carries=(
        "Beside the answer stand your organization's sector and region. Where fewer than five "
        "organizations share them, they are left out."
    ),
    look_again="Please look at what is marked.",
    empty="Nothing is answered yet. Answer at least one question, or close this page.",
    opened="Your answer opened one more question on this page.",
    too_much="This is more than a survey can keep. Please shorten the longest answers.",
    needed_mark="(needed)",
    why={
        Why.NEEDED: "Please answer this.",
        Why.NOT_WHOLE: "Please write a whole number, in digits.",
        Why.NOT_A_NUMBER: "Please write a number, such as 2.5.",
        Why.NOT_A_DAY: "Please write the day as year, month, day: 2030-01-31.",
        Why.NOT_A_CHOICE: "Please choose one of the answers that are here.",
        Why.TOO_LONG: "This is too long. Please keep to 5,000 letters.",
        Why.OUTSIDE: "This is outside the scale.",
        Why.RULE: "This answer does not fit.",
    },
    day_hint="Year, month, day: 2030-01-31",
    refused_range="Please stay between {least} and {most}.",
)

SPANISH = SurveyWords(
    code="es",
    skip="Ir a la encuesta",
    demo="Demostración. Nada de lo que se responde aquí llega a ninguna oficina.",
    help="¿Usted, o alguien que conoce, necesita ayuda?",
    help_link="A quién llamar o escribir",
    pair_label="Su código",
    begin="Comenzar",
    promise=(
        "Usted responde sin nombre y sin cuenta.",
        "No guardamos la dirección de su teléfono o computadora, ni a qué hora respondió.",
        "Puede dejar cualquier pregunta sin responder y parar cuando quiera.",
    ),
    on_paper=(
        "Por favor, no escriba ningún nombre en las hojas.",
        "Puede dejar cualquier pregunta sin responder y parar cuando quiera.",
    ),
    pair_title="Haga su propio código, si quiere",
    pair_help=(
        "Hay una encuesta antes de la capacitación y otra después. Con el mismo código en las dos "
        "podemos compararlas sin saber quién es usted. El código se guarda solo de una forma que "
        "nadie puede leer."
    ),
    pair_hint=(
        "Las dos primeras letras de la calle donde creció, el día del mes en que nació y las dos "
        "últimas letras de su primera escuela. Por ejemplo: ma07er"
    ),
    pair_after="¿Sin código, o no lo recuerda? Déjelo vacío. Sus respuestas cuentan igual.",
    again_title="Seguir con respuestas que ya comenzó",
    again_help="Si paró antes y anotó la clave, escríbala aquí.",
    again_label="Clave",
    again_button="Seguir",
    page_of="Página {page} de {pages}",
    page_alone="Página {page}",
    back="Atrás",
    next="Siguiente",
    send="Enviar mis respuestas",
    go_or_send="Seguir o enviar",
    later="Parar y seguir después",
    later_title="Seguir después",
    later_help=(
        "Sus respuestas se guardan 14 días. Anote esta clave: las abre en la dirección de esta "
        "encuesta, en cualquier teléfono o computadora."
    ),
    later_on="Seguir ahora",
    thanks_title="Gracias",
    thanks="Recibimos sus respuestas. Puede cerrar esta página.",
    unpaired="No dio un código: sus respuestas de antes y después cuentan, pero no se comparan.",
    next_person="Siguiente persona",
    closed_title="Esta encuesta está cerrada",
    closed="Ahora no recibe respuestas. Gracias por venir.",
    lost=(
        "Esta clave no abre nada. Puede estar mal escrita, tener más de 14 días, o sus respuestas "
        "ya se enviaron. Puede comenzar de nuevo."
    ),
    busy_title="Muchas personas comenzaron aquí hace poco",
    busy=(
        "Por favor, espere unos {minutes} minutos e intente otra vez. Quien ya comenzó puede "
        "seguir; nada se pierde."
    ),
    busy_room="En una sala, pida la encuesta en papel a quien la dirige: cuenta igual.",
    busy_again="Intentar otra vez",
    by_invitation_title="Esta encuesta es por invitación",
    by_invitation=(
        "Las organizaciones la responden con el enlace de su correo. Si usted llegó con su enlace, "
        "puede estar cortado o vencido: ábralo de nuevo desde el correo, o pregunte a quien le "
        "invitó."
    ),
    spent_title="Su organización ya respondió",
    spent="Su enlace funciona una vez, y ya se usó. Gracias.",
    promise_invited="Vemos que su organización respondió, pero no qué respondió.",
    promise_carries=(
        "Junto a la respuesta están el sector y la región de su organización. Donde menos de cinco "
        "organizaciones los comparten, no se ponen."
    ),
    look_again="Por favor, mire lo que está marcado.",
    opened="Su respuesta abrió otra pregunta en esta página.",
    too_much="Es más de lo que cabe en una encuesta. Por favor, acorte las respuestas más largas.",
    empty="Todavía no hay respuestas. Responda al menos una pregunta, o cierre esta página.",
    needed_mark="(necesaria)",
    why={
        Why.NEEDED: "Por favor, responda esto.",
        Why.NOT_WHOLE: "Por favor, escriba un número entero, en cifras.",
        Why.NOT_A_NUMBER: "Por favor, escriba un número, como 2.5.",
        Why.NOT_A_DAY: "Por favor, escriba el día como año, mes, día: 2030-01-31.",
        Why.NOT_A_CHOICE: "Por favor, elija una de las respuestas que están aquí.",
        Why.TOO_LONG: "Es demasiado largo. Por favor, no pase de 5,000 letras.",
        Why.OUTSIDE: "Está fuera de la escala.",
        Why.RULE: "Esta respuesta no es posible.",
    },
    day_hint="Año, mes, día: 2030-01-31",
    refused_range="Por favor, entre {least} y {most}.",
)
OWN_NAMES = {"en": "English", "es": "Español"}
WORDS = {"en": ENGLISH, "es": SPANISH}


def words_in(language: str) -> SurveyWords:
    """Return the words in a language; in English where the pages do not have it."""
    return WORDS.get(language, ENGLISH)


def own_name(language: Language) -> str:
    """Return a language's name as its readers write it, or as the form does, without its code."""
    return OWN_NAMES.get(language.code) or language.name.partition("(")[0].strip()
