"""
What the outbox sends to organizations that applied to be listed.

The first mail holds no word of the form: anybody may give any mailbox there.
"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from fourfold.apps.directory.queries.applications import letter
from fourfold.apps.directory.states import Applied
from fourfold.reference import active_pack
from fourfold.security.models import Outgoing
from fourfold.security.outbox import Kind, Mail

JOB = "directory-applications"
SUBJECTS = {"en": "Your application to be listed", "es": "Su solicitud para aparecer en la lista"}
WORDS: dict[str, dict[Applied, str]] = {
    "en": {
        Applied.RECEIVED: "Somebody gave this mailbox on the form by which organizations ask to be "
        "listed. A curator looks at it and calls or writes to you. Nothing is public before "
        "that.\n\nIf it was not you, you need to do nothing.",
        Applied.ASKED: "We look at your application for:\n{service}\n\nPlease tell us:\n{words}\n\n"
        "Call or write to us in the way you usually do.",
        Applied.ACCEPTED: "Your service is listed now:\n{service}\n\n{find}\n\nTwice a year we ask "
        "you by mail if it is still right. Without an answer it goes from view after a while.",
        Applied.DECLINED: "We cannot list this service now:\n{service}\n\n{words}\n\nYou may apply "
        "again when this has changed.",
    },
    "es": {
        Applied.RECEIVED: "Alguien dio este correo en el formulario con que las organizaciones "
        "piden aparecer en la lista. Una persona encargada lo revisa y le llama o le escribe. "
        "Nada se publica antes.\n\nSi no fue usted, no tiene que hacer nada.",
        Applied.ASKED: "Revisamos su solicitud para:\n{service}\n\nPor favor, díganos:\n{words}\n\n"
        "Llámenos o escríbanos como de costumbre.",
        Applied.ACCEPTED: "Su servicio ya está en la lista:\n{service}\n\n{find}\n\nDos veces al "
        "año le preguntamos por correo si sigue siendo correcto. Sin respuesta, después de un "
        "tiempo deja de verse.",
        Applied.DECLINED: "Ahora no podemos poner este servicio en la lista:\n{service}\n\n{words}"
        "\n\nPuede solicitarlo otra vez cuando esto cambie.",
    },
}


def _answer(row: Outgoing, _at: datetime) -> Mail | None:
    found = letter(row.about, viewer=JOB)
    language = found.language if found and found.language in WORDS else "en"
    if found is None or found.state not in WORDS[language]:
        return None
    page = "public:find_help_es" if language == "es" else "public:find_help"
    said = WORDS[language][found.state].format(
        service=found.service, words=found.words, find=row.site.rstrip("/") + reverse(page)
    )
    council = active_pack().settings["council"]["name"]
    return Mail(to=found.to, subject=SUBJECTS[language], body=f"{said}\n\n{council}\n")


APPLICATION = Kind(_answer)
