"""Made-up surveys, ready to be answered."""

from __future__ import annotations

from datetime import datetime

from fourfold.apps.surveys.actions.answering import Asks, Turn, turn
from fourfold.apps.surveys.actions.devices import admit
from fourfold.apps.surveys.actions.fidelity import follow_model
from fourfold.apps.surveys.actions.studies import keep_form, move_wave, start
from fourfold.apps.surveys.models import Invited, Wave, invitation_key
from fourfold.apps.surveys.rules.fidelity import models
from fourfold.apps.surveys.states import Step, WavePart, WaveState, Way
from fourfold.reference import active_pack
from fourfold.reference.forms import form_of, read_workbook
from fourfold.security.access.viewer import nobody
from tests.make.people import NOW
from tests.reference.forms.making import CHOICES, SETTINGS, SURVEY, Rows, book

STAFF = "staff"


def form(survey: Rows = SURVEY, choices: Rows = CHOICES, settings: Rows = SETTINGS) -> str:
    """Keep a made-up form; returns its id."""
    sheets, _problems = read_workbook(book(survey, choices, settings))
    found, problems = form_of(sheets)
    assert found is not None, problems
    return keep_form(found, sheets=sheets, xform="<h:html/>", by=STAFF, at=NOW)


def study(
    *parts: WavePart, of: str = "", pairs: bool = False, once: str = "one", asked: int | None = None
) -> str:
    """Make a study of a made-up form; returns its id."""
    return start(
        "A made-up survey",
        form=of or form(),
        parts=tuple((each, each.value.title()) for each in parts or (WavePart.ONCE,)),
        words="A made-up office asks.\n\nIt counts the answers.",
        words_es="Una oficina inventada pregunta.",
        pairs=pairs,
        asked=asked,
        once=once,
        by=STAFF,
        at=NOW,
    )


def opened(study: str) -> list[Wave]:
    """Open every wave of a study; returns them, before first."""
    for each in Wave.objects.filter(study=study):
        move_wave(each.id, to=WaveState.OPEN, by=STAFF, at=NOW)
    order = list(WavePart)
    found = Wave.objects.filter(study=study)
    return sorted(found, key=lambda each: order.index(WavePart(each.part)))


def begin(wave: Wave, *, pair: str = "", at: datetime = NOW) -> Turn:
    """Begin a draft."""
    return turn("", wave=wave.code, asks=Asks({}, pair=pair), by=nobody(at))


def page(key: str, wave: Wave, place: int, *, at: datetime = NOW, **told: str) -> Turn:
    """Send one page of a draft."""
    asks = Asks(told, page=place, step=Step.NEXT, language="en", way=Way.WEB)
    return turn(key, wave=wave.code, asks=asks, by=nobody(at))


def answered(wave: Wave, *, pair: str = "", **told: str) -> str:
    """Answer the made-up form of two pages; returns the key."""
    key = begin(wave, pair=pair).key
    page(key, wave, 0, **({"works": "no"} | told))
    assert page(key, wave, 1, more="A made-up word.").is_sent
    return key


def gaps() -> dict[str, str]:
    """Keep an open survey with an answer; returns the gaps of addresses."""
    made = study(once="visits")
    wave = opened(made)[0]
    answered(wave)
    model = models(active_pack())[0]
    follow_model(made, model=model.code, by=STAFF, at=NOW)
    device = admit(wave.id, name="a made-up tablet", by=STAFF, at=NOW)
    organization = Invited.objects.create(
        wave=wave,
        name="A made-up shelter",
        folded="a made up shelter",
        sector="survivor services",
        listed_at=NOW,
        listed_by=STAFF,
    )
    return {
        "device": device.id,
        "study": made,
        "wave": wave.id,
        "survey": wave.code,
        "survey_form": form(),
        "survey_file": "codes",
        "evaluation_file": "scores.csv",
        "fidelity_file": "checklist.csv",
        "fidelity_step": model.steps[0].code,
        "language": "es",
        "invited": organization.id,
        "invitation": invitation_key(organization.id),
    }
