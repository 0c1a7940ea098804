"""The forms in Spanish, by a careful hand; a native reader should go over them before use."""

from __future__ import annotations

from fourfold.security.consent.words import FormWords
from fourfold.security.consent_codes import Kind, Purpose

SPANISH = FormWords(
    language="es-US",
    title={
        Kind.GENERAL: "¿Podemos compartir información sobre usted?",
        Kind.SUD: "¿Podemos compartir su expediente de tratamiento por drogas o alcohol?",
        Kind.PRIVILEGED: "¿Podemos compartir lo que usted le contó a su consejero?",
    },
    lead=(
        "Este formulario permite que una organización le cuente a otra sobre usted, para que "
        "puedan ayudarle juntas. Usted decide. Tómese su tiempo y pregunte lo que quiera."
    ),
    know="Antes de contestar",
    points=(
        ("Puede decir que no.", "O decir que sí a unas cosas y que no a otras."),
        (
            "Su ayuda sigue igual.",
            "Ningún servicio, cama o beneficio depende de este formulario.",
        ),
        (
            "Puede pararlo cuando quiera.",
            "Avísenos de cualquier manera. Paramos en cuanto lo sabemos.",
        ),
        (
            "Se termina solo.",
            "A los {default} días, o el día que usted elija, hasta {days} días.",
        ),
        (
            "Recibe una copia.",
            "Guárdela solo donde sea seguro para usted. Podemos guardarla por usted.",
        ),
        (
            "A veces la ley nos obliga a compartir.",
            "Por ejemplo, si se lastima a un menor o lo ordena un juez. Si se puede, le avisamos.",
        ),
    ),
    about="De quién se trata",
    name="Su nombre",
    born="Fecha de nacimiento",
    record="Número de expediente (personal)",
    parties="Quién puede contar y a quién",
    may_tell="Puede contar",
    may_be_told="Puede recibir la información",
    only_role="Solo esta persona o función (deje en blanco para todos los que le ayudan ahí)",
    what="Qué se puede compartir",
    tick_each="Marque cada cosa que acepta. Lo que no se marca no se comparte.",
    classes={
        "personal": ("Quién es usted", "Su nombre, fecha de nacimiento y cómo comunicarse"),
        "place": ("Dónde está", "Dónde vive, se queda, trabaja o estudia"),
        "health": ("Su salud", "Física y mental, pero no tratamiento por drogas o alcohol"),
        "exploiter": ("Quién le hizo daño", "Sobre quien le lastimó o se aprovechó de usted"),
        "internal": ("Sus servicios", "Qué pidió, qué recibió y cuándo"),
        "sud": (
            "Expediente de tratamiento por uso de drogas o alcohol",
            "Que recibe o recibió tratamiento, por qué, cuándo y dónde",
        ),
        "privileged": (
            "Lo que le contó en confianza a su consejero",
            "Notas que hoy solo puede ver su consejero",
        ),
    },
    facts={
        "person.given_name": "Nombre",
        "person.family_name": "Apellidos",
        "person.other_names": "Otros nombres",
        "person.born_on": "Fecha de nacimiento",
        "person.gender": "Género",
        "person.race": "Raza y origen étnico",
        "person.languages": "Idiomas",
        "person.phone": "Teléfono",
        "person.safe_contact": "Formas seguras de comunicarse con usted",
        "person.guardian": "Madre, padre o tutor",
        "person.street": "Calle",
        "person.town": "Ciudad o pueblo",
        "person.school": "Escuela",
        "case.wishes": "Lo que usted quiere",
        "referral.message": "Lo que el servicio debe saber",
        "referral.health_note": "Una nota sobre su salud",
        "referral.sud_note": "Una nota sobre tratamiento por drogas o alcohol",
    },
    only_these="Solo estos datos (deje en blanco para todo lo marcado)",
    not_here={
        Kind.GENERAL: (
            "El tratamiento por drogas o alcohol, y lo que usted contó en confianza a un "
            "consejero, no son parte de este formulario. Cada uno tiene su propio formulario."
        ),
        Kind.SUD: (
            "Reglas federales (42 CFR Parte 2) protegen este expediente. A quien lo recibe se le "
            "avisa por escrito. La ley puede permitir a algunos que lo compartan con otros."
        ),
        Kind.PRIVILEGED: (
            "Si esto se comparte, un tribunal puede decir que ya no es privado. Puede preguntar "
            "antes a un abogado; le ayudamos a encontrar uno."
        ),
    },
    why="Para qué se puede usar",
    tick_one="Marque una. Para otro uso le preguntamos de nuevo.",
    purposes={
        Purpose.SERVICES: "Para planear y dar servicios",
        Purpose.HOUSING: "Para encontrar un lugar seguro donde vivir",
        Purpose.HEALTH_CARE: "Para dar atención médica",
        Purpose.SCHOOL: "Para ayudar con la escuela",
        Purpose.LEGAL_HELP: "Para conseguir abogado o ayuda legal",
        Purpose.TEAM_REVIEW: "Para planear juntos en una reunión del equipo",
        Purpose.INVESTIGATION: "Para ayudar a la policía o a la fiscalía",
        Purpose.BENEFITS: "Para recibir dinero o beneficios",
    },
    when="Desde cuándo y hasta cuándo",
    starts="Primer día",
    ends="Último día",
    when_help=(
        "Como máximo {days} días después de firmar. Si deja en blanco el último día, se termina a "
        "los {default} días. Si antes cumple 18 años, se termina en su cumpleaños y le "
        "preguntamos solo a usted."
    ),
    answer="Su respuesta",
    yes="Sí, compartan lo marcado arriba.",
    no="No, no compartan nada.",
    no_help="No se comparte nada y su ayuda sigue como antes.",
    your_signature="Su firma",
    today="Fecha",
    under_age=(
        "Si tiene menos de 18 años, también firma su madre, padre o tutor, a menos que una ley le "
        "permita decidir por su cuenta. Nadie puede decir que sí por usted si usted dice que no."
    ),
    guardian_name="Nombre de la madre, padre o tutor",
    guardian_signature="Firma de la madre, padre o tutor",
    accused=(
        "No puede firmar una madre, padre o tutor que le lastimó o se aprovechó de usted, o de "
        "quien se dice que lo hizo."
    ),
    too_young="Si es un menor a quien por su edad no se le puede preguntar, firma solo el tutor.",
    helpers="Si alguien le ayudó con este formulario",
    interpreter="Nombre del intérprete",
    interpreter_language="Idioma",
    witness="Nombre del testigo",
    witness_signature="Firma del testigo",
    staff="Para el personal",
    told="Leí los seis puntos en voz alta. Dije que los servicios siguen igual.",
    copy="Ofrecí una copia y pregunté si es seguro guardarla.",
    alone="La persona joven decide por su cuenta según esta ley",
    staff_name="Nombre del miembro del personal",
    stop_title="Dejen de compartir información sobre mí",
    stop_lead=(
        "Use este formulario para retirar un sí que dio. No es obligatorio usarlo. También puede "
        "avisarnos en persona, por teléfono o de otra manera que sea segura para usted."
    ),
    stop_know="Conviene saber",
    stop_points=(
        ("No tiene que dar razones.", "Nadie puede pedírselas antes de que paremos."),
        ("Paramos en cuanto lo sabemos.", "Lo que ya se contó no se puede deshacer."),
        ("Su ayuda sigue igual.", "Ningún servicio, cama o beneficio depende de esto."),
        ("Puede volver a decir que sí.", "Entonces le preguntamos de nuevo."),
    ),
    stop_what="Qué debe parar",
    stop_all="Dejen de compartir todo lo que acepté.",
    stop_one="Dejen de compartir solo con esta organización:",
    stop_one_whom="Nombre de la organización",
    stop_sign="Firme aquí",
    stop_staff="Para el personal",
    stop_written="Recibido por escrito",
    stop_spoken="La persona me lo dijo; yo llené este formulario",
    stop_at="Fecha y hora en que lo supo",
    stop_given="Número o números de consentimiento",
)
