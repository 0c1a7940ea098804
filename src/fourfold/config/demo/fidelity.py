"""A made-up checklist of how the needs assessment followed its model."""

from __future__ import annotations

from fourfold.apps.surveys.actions.fidelity import Told, answer_step, follow_model, review_step
from fourfold.apps.surveys.queries.fidelity import evidence_of, fidelity_of
from fourfold.apps.surveys.rules.fidelity import Did, Shows, models
from fourfold.reference import Pack
from fourfold.security.access.viewer import Viewer

MINUTES = "Made-up minutes of the working group, page 2"
TOLD = (
    Told(Did.FOLLOWED, place=MINUTES),
    Told(
        Did.ADAPTED,
        deviation="Police sat in from the second meeting on only.",
        reason="The made-up department named its member late.",
        place=MINUTES,
    ),
    Told(Did.NOT_DONE, reason="No made-up college could start within the year."),
    Told(Did.NOT_YET),
)


def fill_fidelity(study: str, pack: Pack, *, writer: Viewer, reader: Viewer) -> None:
    """Answer the first steps of a study's model, and one that its focus groups show."""
    offered = models(pack)
    if not offered:
        return
    model = offered[0]
    follow_model(study, model=model.code, by=writer, at=writer.at)
    wave = fidelity_of(study, viewer=writer).waves[0].wave
    for nth, (step, told) in enumerate(zip(model.steps, TOLD, strict=False)):
        once = f"demo:fidelity:{nth}"
        made = answer_step(
            wave, step=step.code, told=told, was=0, once=once, by=writer, at=writer.at
        )
        if nth < 2:
            review_step(made, agrees=True, remark="", by=reader, at=reader.at)
    shown = [
        key for key, _words in evidence_of(study, viewer=writer) if key.startswith(Shows.FOCUS)
    ]
    heard = next((each for each in model.steps if "focus groups" in each.step), None)
    if shown and heard and heard not in model.steps[: len(TOLD)]:
        told = Told(Did.FOLLOWED, evidence=shown)
        answer_step(
            wave, step=heard.code, told=told, was=0, once="demo:heard", by=writer, at=writer.at
        )
