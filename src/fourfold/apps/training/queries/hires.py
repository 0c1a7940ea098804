"""Who attested that its employees were trained when hired, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fourfold.apps.training import access
from fourfold.apps.training.models import HireAttestation
from fourfold.apps.training.rules.courses import town_names
from fourfold.documents.blocks import (
    Callout,
    Column,
    Document,
    Heading,
    Number,
    Paragraph,
    Row,
    Table,
    line,
)
from fourfold.documents.words import day
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer

DUTY = "PA_16_71_LODGING_TRAINING"


@dataclass(frozen=True, slots=True)
class Duty:
    """What the law asks, as the pack has it. law: its number. source: where it stands."""

    law: str
    who: str
    what: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place as it attested last. is_late: its last attestation is over a year old."""

    id: str
    place: str
    town: str
    attested_on: date
    hired: int
    trained: int
    is_late: bool

    @property
    def missing(self) -> int:
        """How many were hired and not trained."""
        return self.hired - self.trained


def duty(*, viewer: Viewer) -> Duty | None:
    """Return the duty as the pack has it; None: the state has none, or not for this viewer."""
    pack = active_pack()
    row = next((each for each in pack.rows("mandate") if each["code"] == DUTY), None)
    if row is None or not access.leads(viewer):
        return None
    names = {each["code"]: each["title"] for each in pack.rows("sources")}
    found = (names.get(each, each) for each in row.parts("source"))
    return Duty(row["duty"].partition(":")[0], row["duty_holder"], row["text"], tuple(found))


def places(*, viewer: Viewer, on: date) -> list[PlaceLine]:
    """Return each place as it attested last: with somebody missing first, then the oldest."""
    if not access.leads(viewer):
        return []
    towns = town_names()
    last: dict[tuple[str, str], HireAttestation] = {}
    for each in HireAttestation.objects.order_by("attested_on", "noted_at", "id"):
        last[each.key, each.town] = each
    found = [
        PlaceLine(
            each.id,
            each.place,
            towns.get(each.town, each.town),
            each.attested_on,
            each.hired,
            each.trained,
            (on - each.attested_on).days > 365,
        )
        for each in last.values()
    ]
    return sorted(found, key=lambda each: (not each.missing, each.attested_on, each.place))


def register(*, viewer: Viewer, on: date) -> Document | None:
    """Return the register to be printed; None: the viewer is not of the training office."""
    if not access.leads(viewer):
        return None
    found, law = places(viewer=viewer, on=on), duty(viewer=viewer)
    hired, trained = (sum(getattr(each, name) for each in found) for name in ("hired", "trained"))
    said = Paragraph(line("No place attested yet."), "lead")
    if found:
        said = Paragraph(
            line(
                Number(f"{trained:,}", "all-places", strong=True),
                f" of {hired:,} employees were trained when hired, as {len(found):,} places "
                "attest. An attestation is what a place says of itself; nobody has looked.",
            ),
            "lead",
        )
    columns = (
        *(Column("Place", share=2.4), Column("Town", share=1.4), Column("Attested on", share=1.6)),
        *(Column(each, number=True) for each in ("Hired", "Trained", "Missing")),
    )
    total = ("All places", "", "", f"{hired:,}", f"{trained:,}", f"{hired - trained:,}")
    rows = (
        *(Row(tuple(map(line, _cells(each)))) for each in found),
        Row(tuple(map(line, total)), id="all-places", strong=True),
    )
    blocks = (
        Heading("Trained when hired", 1, "hired"),
        *((Callout("note", f"{law.who}: {law.law}", line(law.what + ".")),) if law else ()),
        said,
        *((Table("t-places", "As each place attested last", columns, rows),) if found else ()),
    )
    return Document(
        title="Employees trained when hired",
        subtitle="Register of attestations",
        author=str(active_pack().settings["council"]["name"]),
        language="en",
        issued_on=on,
        blocks=blocks,
        summary=f"For the training office. As of {day(on)}.",
        running_title="Employees trained when hired",
    )


def _cells(each: PlaceLine) -> tuple[str, ...]:
    when = day(each.attested_on) + (" (over a year ago)" if each.is_late else "")
    return (
        each.place,
        each.town,
        when,
        *(f"{n:,}" for n in (each.hired, each.trained, each.missing)),
    )
