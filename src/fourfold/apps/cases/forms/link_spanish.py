"""The page of a one-time link in Spanish. It wants a native reader, as the public's pages do."""

from __future__ import annotations

from fourfold.apps.cases.forms.link_words import LinkWords
from fourfold.apps.cases.states.services import HowDone, WhyDeclined, WhyWaitlisted
from fourfold.apps.cases.states.services import ReferralState as S

SPANISH = LinkWords(
    enter="Escriba su código",
    code="Código",
    code_help="Ocho cifras. La persona que le envió el enlace se las dice por teléfono.",
    code_needed="Escriba las ocho cifras.",
    open="Abrir",
    once="Se abre una sola vez. Tenga diez minutos y responda en la página que aparece.",
    asks="{} pregunta si ustedes pueden ayudar.",
    told="Lo que la persona permite que ustedes sepan",
    none_told=(
        "No se comunica ningún dato. Una persona les llamará sobre este tipo de ayuda; ella decide "
        "qué contarles."
    ),
    use=(
        "Úselo solo para dar esta ayuda y no lo comparta con nadie. Queda registrado que usted lo "
        "vio."
    ),
    as_written="Los datos están como se escribieron, a menudo en inglés.",
    sud="Tratamiento por drogas o alcohol",
    sud_notice="Este es el aviso que exige la ley federal, con las palabras de la ley, en inglés:",
    answer="Su respuesta",
    then="¿Pueden ayudar?",
    then_needed="Elija una respuesta.",
    answers={
        S.ACCEPTED: "Sí, recibimos a la persona",
        S.WAITLISTED: "La ponemos en nuestra lista de espera",
        S.DECLINED: "No podemos recibirla",
        S.DONE: "Nuestro servicio terminó",
    },
    reason="¿Por qué?",
    reason_help="No hace falta si reciben a la persona.",
    no_reason="Sin motivo",
    reasons={
        S.WAITLISTED: {
            WhyWaitlisted.FULL: "Ahora no hay lugar",
            WhyWaitlisted.STAFF: "Ahora nadie de nuestro personal está libre",
            WhyWaitlisted.PAPERS: "Primero necesitamos documentos",
            WhyWaitlisted.OTHER: "Otra cosa",
        },
        S.DECLINED: {
            WhyDeclined.FULL: "No tenemos lugar",
            WhyDeclined.OTHER_AGE: "Atendemos a otra edad",
            WhyDeclined.OTHER_PLACE: "Atendemos otro lugar",
            WhyDeclined.NO_SHARED_LANGUAGE: "No hablamos su idioma",
            WhyDeclined.NOT_OUR_SERVICE: "No ofrecemos esto",
            WhyDeclined.NOT_REACHED: "No pudimos comunicarnos con la persona sin peligro",
            WhyDeclined.PERSON_CHOSE_NOT_TO: "La persona decidió que no",
            WhyDeclined.OTHER: "Otra cosa",
        },
        S.DONE: {
            HowDone.COMPLETED: "Hicimos lo que nos propusimos",
            HowDone.PERSON_CHOSE_TO_STOP: "La persona decidió parar",
            HowDone.LOST_TOUCH: "Perdimos el contacto",
            HowDone.MOVED: "La persona se mudó",
            HowDone.WENT_ELSEWHERE: "Otro servicio continuó",
            HowDone.OTHER: "Otra cosa",
        },
    },
    other_reason="Este motivo es de otra respuesta. Elija de nuevo.",
    choose_reason="Elija por qué, para que se pueda planear el siguiente paso.",
    begins="Primer día del servicio",
    begins_help="Solo si ya empezó. Por ejemplo: 4 28 2026 (mes, día, año)",
    boxes=("Mes", "Día", "Año"),
    no_day="Este día no existe en el calendario. Escriba mes, día y un año de cuatro cifras.",
    words="Algo más",
    words_help="Puede dejarlo en blanco. Lo lee quien lleva el caso. Se guarda sellado.",
    send="Enviar su respuesta",
    time="Se puede responder en esta página durante 30 minutos.",
    thanks="Gracias",
    thanks_text=(
        "Quien lleva el caso tiene su respuesta. Puede cerrar esta página; el enlace ya no abre "
        "nada."
    ),
    over="Esta página ya terminó",
    over_text=(
        "Ya se respondió, se retiró o estuvo abierta demasiado tiempo. Llame a la persona que le "
        "envió el enlace; puede enviarle otro."
    ),
    recorded="Para servicios que recibieron un enlace. Lo que se abre aquí queda registrado.",
    facts={
        "person.given_name": "Nombre",
        "person.family_name": "Apellidos",
        "person.other_names": "Otros nombres",
        "person.born_on": "Fecha de nacimiento",
        "person.gender": "Género",
        "person.race": "Raza y origen étnico",
        "person.languages": "Idiomas",
        "person.phone": "Teléfono",
        "person.safe_contact": "Formas seguras de comunicarse",
        "person.guardian": "Madre, padre o tutor",
        "person.street": "Calle",
        "person.town": "Ciudad o pueblo",
        "person.school": "Escuela",
        "case.wishes": "Lo que la persona quiere",
        "referral.message": "Lo que el servicio debe saber",
        "referral.health_note": "Salud",
        "referral.sud_note": "Tratamiento por drogas o alcohol",
    },
    refused={
        "LinkUseless": (
            "Este enlace no abre nada, o ya se usó. Pida uno nuevo a la persona que se lo envió."
        ),
        "WrongCode": (
            "Este no es el código. Revíselo, o llame a la persona que le envió el enlace."
        ),
        "SayWhat": "Escriba cuál es la otra cosa.",
        "NotADay": "El primer día no puede ser futuro ni anterior al enlace. Escríbalo de nuevo.",
        "TooLate": ("El tiempo para responder terminó. Llame a la persona que le envió el enlace."),
        "MoveNotAllowed": (
            "Esta respuesta ya no es posible. Llame a la persona que le envió el enlace."
        ),
    },
)
