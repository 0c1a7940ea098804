"""The public's report pages in Spanish. To be read once more by a native speaker."""

from __future__ import annotations

from fourfold.apps.cases.forms.telling_words import TellingWords

SPANISH = TellingWords(
    code="es",
    other="en",
    other_name="English",
    tab="Contacto",
    skip="Ir al contenido principal",
    title="Cuéntenos qué le preocupa",
    lead=(
        "Sobre un niño, una niña o un joven a quien otras personas pueden estar lastimando, usando "
        "o vendiendo. Puede ser sobre usted. No tiene que estar seguro."
    ),
    danger_title="¿Hay peligro ahora? Llame primero al 911.",
    danger_text="No leemos esta página a cada minuto. Para hablar con alguien ahora, llame.",
    call="Llame al",
    text_line="Envíe un texto al",
    chat="Chat",
    promises_title="Antes de empezar",
    promises=(
        "No tiene que decir quién es.",
        "No guardamos la dirección de su teléfono ni de su computadora.",
        "Recibirá un número. Con él puede volver, agregar algo y leer una respuesta.",
    ),
    narrative="¿Qué está pasando?",
    narrative_help="Con sus palabras y en su idioma. Quién, qué, dónde, cuándo: lo que sepa",
    narrative_needed="Por favor escriba algo aquí, aunque sean pocas palabras.",
    too_long=(
        "Esto es más largo que lo que cabe en un mensaje: {many} letras, y caben {most}. Envíe la "
        "primera parte y después vuelva con su número para agregar el resto."
    ),
    danger="¿Hay alguien en peligro en este momento?",
    more="Agregue más, si lo sabe",
    more_help="Puede dejar en blanco lo que quiera.",
    who="¿De quién se trata?",
    who_help="Un nombre, un apodo, cómo es la persona",
    age="¿Qué edad tiene?",
    now="¿Dónde está ahora?",
    town="¿En qué ciudad o pueblo?",
    town_none="No lo sé",
    when="¿Cuándo pasó?",
    where="¿Dónde pasó?",
    suspect="¿Quién hace esto?",
    suspect_help="Nombres, cómo son, un carro, nombres que usan en internet",
    you="Sobre usted, si quiere",
    you_help="A quienes ayudan al joven no se les dice quién es usted.",
    kind="¿Quién es usted?",
    mandated="¿La ley le obliga a avisar, por su trabajo?",
    mandated_help="Por ejemplo: docente, enfermera, médico, entrenador o consejera",
    name="Su nombre",
    reach="¿Cómo podemos comunicarnos con usted sin peligro?",
    reach_help="Un número o una dirección que nadie más lea, y a qué hora conviene",
    answers={"UNKNOWN": "No lo sé", "YES": "Sí", "NO": "No"},
    kinds={
        "UNKNOWN": "Prefiero no decirlo",
        "THEMSELVES": "Se trata de mí",
        "FRIEND": "Una amiga o un amigo",
        "FAMILY": "Familia",
        "NEIGHBOR": "Una vecina o un vecino",
        "SCHOOL": "Trabajo en una escuela",
        "HEALTH": "Trabajo en el área de la salud",
        "LODGING": "Trabajo en un hotel o una tienda, o manejo",
        "OTHER": "Otra persona",
    },
    send="Enviar",
    look_again="Por favor revise esto. No se ha perdido nada de lo que escribió.",
    kept_title="Lo recibimos. Gracias por contarnos.",
    kept_lead="Una persona de la línea de ayuda (Careline) lo va a leer.",
    receipt="Su número",
    receipt_help=(
        "Anótelo, o imprima esta página, si no es peligroso para usted. Se muestra una sola vez. "
        "Nadie puede buscarlo por usted, y quien lo tenga puede leer nuestra respuesta."
    ),
    receipt_print="Para imprimir, use el menú de su navegador.",
    next_title="Qué pasa ahora",
    next=(
        "Alguien lee lo que usted envió y decide qué se puede hacer.",
        "Es posible que le escriban. Vuelva con su número para leerlo.",
        "Si se vuelve urgente, no espere: llame al 911 o a la línea de ayuda.",
    ),
    next_mandated=(
        "Usted dijo que la ley le obliga a avisar. Por favor llame también a la línea de ayuda y "
        "pregunte qué más necesitan de usted, y para cuándo."
    ),
    again="Contarnos otra cosa",
    back_link="Tengo un número: agregar algo o leer una respuesta",
    back_title="Vuelva con su número",
    back_lead="Agregue algo, o lea lo que le escribimos.",
    back_number="Su número",
    back_number_help="16 cifras. Los espacios no importan",
    back_show="Seguir",
    back_wrong=(
        "No encontramos nada con este número. Revise cada cifra. Si ya no lo tiene, puede enviar "
        "un mensaje nuevo."
    ),
    back_away=(
        "En este momento no podemos mostrar respuestas. De todos modos puede agregar algo: se "
        "guarda y lo leemos."
    ),
    back_waits="Tenemos lo que usted envió. Todavía nadie lo ha leído.",
    back_read="Alguien ya leyó lo que usted envió.",
    back_answers="Lo que le escribimos",
    back_none="Todavía no hay respuesta. Puede volver más tarde.",
    back_add="Agregar algo",
    back_add_help="Lo nuevo, o lo que se le olvidó",
    back_add_send="Enviar esto también",
    back_added="Lo recibimos. Su número sigue siendo el mismo.",
    too_many=(
        "Hubo muchos intentos desde su red. Lo que escribió sigue aquí. Espere {minutes} minutos y "
        "pruebe otra vez. Si no puede esperar, llame."
    ),
    lost_title="No pudimos guardar esto. Por favor llame.",
    lost=(
        "Algo de nuestro lado no funciona. Lo que escribió sigue en esta página y en ningún otro "
        "lugar. Llame al 911 si alguien está en peligro, o a la línea de ayuda, y léales lo que "
        "escribió. También puede tratar de enviarlo otra vez en unos minutos."
    ),
    leave="Salir de esta página",
    leave_how=(
        "Abre otro sitio. También puede oprimir Escape o Mayúsculas tres veces. No borra su "
        "historial."
    ),
    leaving="Saliendo de esta página",
    help_now="Ayuda ahora",
    footer=(
        "Esta página no usa cookies y no guarda direcciones. Su navegador guarda su propio "
        "historial; una ventana privada guarda menos."
    ),
    demo="Demostración. Todo aquí es inventado. Nadie lee lo que envía: llame para pedir ayuda.",
)
