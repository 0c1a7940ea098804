"""A report as an edition to print: live while it is a draft, frozen from its approval on."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from fourfold.apps.council import access
from fourfold.apps.council.models import StudioPicture, StudioReport
from fourfold.apps.council.queries.studio import studio_page
from fourfold.apps.council.queries.studio_registers import register_rows, waits_in_pack
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.rules.studio import bound_table
from fourfold.documents.blocks import Document
from fourfold.documents.studio import Edition, Kind, Part, compose
from fourfold.documents.studio.parts import REGISTERS, Drawn
from fourfold.reference import active_pack

Frozen = dict[str, Any]


def edition(report: str, *, language: str, viewer: access.Who) -> Edition:
    """Return a report in a language, "en" or "es". :raises NoSuchPaper:."""
    held = access.studio(viewer).filter(id=report).first()
    if held is None or language not in ("en", "es"):
        raise NoSuchPaper("There is no such report.")
    told = held.frozen if held.frozen is not None else as_told(report, viewer=viewer)
    return read(told, language=language, viewer=viewer, is_draft=held.frozen is None)


def document(report: str, *, language: str, viewer: access.Who) -> Document:
    """Return a report in a language as a document. :raises NoSuchPaper:."""
    return compose(edition(report, language=language, viewer=viewer))


def as_told(report: str, *, viewer: access.Who) -> Frozen:
    """Return all that a report is printed from, as JSON can keep it."""
    held = access.studio(viewer).filter(id=report).get()
    council = active_pack().settings["council"]
    parts, used = [], set()
    for each in held.blocks.filter(removed_at=None).order_by("place", "id"):
        kind = Kind(each.kind)
        rows: tuple[tuple[str, ...], ...] = ()
        if kind in REGISTERS:
            rows = register_rows(kind, report=report, ref=each.ref, viewer=viewer)
        part = Part(
            *(each.id, kind, each.level, each.four_p, each.english, each.spanish),
            *(each.ref, each.alt, tuple(each.codes), rows),
        )
        parts.append(asdict(part))
        used |= set(each.codes)
    figures = [each for each in held.figures.order_by("order", "code") if each.code in used]
    places = active_pack().places
    return {
        "year": held.year,
        "title": held.title,
        "title_es": held.title_es,
        "subtitle": held.subtitle,
        "author": council["name"],
        "short": council["short_name"],
        "addressed_to": f"The {council['reports_to']}" if council.get("reports_to") else "",
        "issued_on": held.issued_on.isoformat(),
        "parts": parts,
        "figures": [
            {
                "code": each.code,
                "shown": each.shown,
                "row": each.row,
                "indicator": each.indicator,
                "order": each.order,
                "table_version": each.table_version,
                "digest": each.digest,
                "note": each.note,
            }
            for each in figures
        ],
        "places": {
            place: places[place]
            for place in sorted({each.row["geography"] for each in figures})
            if place in places
        },
        "pictures": dict(StudioPicture.objects.filter(report=held).values_list("id", "digest")),
    }


def read(told: Frozen, *, language: str, viewer: access.Who, is_draft: bool) -> Edition:
    """Read what a report is printed from."""
    parts = tuple(
        Part(
            **{
                **each,
                "kind": Kind(each["kind"]),
                "codes": tuple(each["codes"]),
                "rows": tuple(tuple(row) for row in each["rows"]),
            }
        )
        for each in told["parts"]
    )
    wanted = {each.ref for each in parts if each.kind is Kind.PICTURE}
    drawn = {
        each.id: Drawn(each.kind, bytes(each.content), each.width, each.height)
        for each in StudioPicture.objects.filter(id__in=wanted)
        if access.reads(viewer)
    }
    title = told["title_es"] if language == "es" and told["title_es"] else told["title"]
    return Edition(
        year=told["year"],
        title=title,
        subtitle=told["subtitle"] if language == "en" else "",
        author=told["author"],
        addressed_to=told["addressed_to"],
        running_title=f"{told['short']}: {title}"[:90],
        issued_on=date.fromisoformat(told["issued_on"]),
        language=language,
        parts=parts,
        figures=bound_table(
            (each["row"], each["indicator"], each["order"]) for each in told["figures"]
        ),
        is_draft=is_draft,
        notes={each["code"]: each["note"] for each in told["figures"] if each["note"]},
        places=told["places"],
        pictures=drawn,
    )


def problems(report: str, *, viewer: access.Who) -> list[str]:
    """Return what stands in the way of approval, in words. :raises NoSuchPaper:."""
    page = studio_page(report, viewer=viewer)
    told = []
    if not page.blocks:
        told.append("The report has no blocks yet.")
    if page.stale:
        codes = ", ".join(each.code for each in page.stale)
        told.append(f"Figures changed or were withdrawn since they were bound: {codes}.")
    known = {each.code for each in page.figures}
    unknown = sorted({code for each in page.blocks for code in each.codes} - known)
    if unknown:
        told.append(f"These codes name no published figure: {', '.join(unknown)}.")
    if conflicts := sum(bool(each.rivals) for each in page.blocks):
        told.append(f"Two texts wait to be chosen from in {conflicts} block(s).")
    if comments := sum(each.open_comments for each in page.blocks):
        told.append(f"{comments} comment(s) are not resolved.")
    for each in page.blocks:
        year = int(each.ref) if each.ref.isdecimal() else page.report.year
        if each.kind is Kind.RECOMMENDATIONS and (left := waits_in_pack(year, viewer=viewer)):
            told.append(
                f"{left} printed recommendation(s) of {year} are not in the register yet. Take "
                "them over on the page of recommendations."
            )
    if any(each.kind is Kind.PICTURE and not each.ref for each in page.blocks):
        told.append("A picture's block has no picture.")
    return told


def missing_spanish(report: str, *, viewer: access.Who) -> list[str]:
    """Return the ids of blocks without Spanish, and "title" if the title has none."""
    found = edition(report, language="es", viewer=viewer)
    held = access.studio(viewer).filter(id=report).first()
    missing = [each.id for each in found.parts if each.is_missing_spanish]
    return missing if held is not None and held.title_es else ["title", *missing]


def before(report: str, *, viewer: access.Who) -> StudioReport | None:
    """Return the newest report of an earlier year, to begin from or to compare with."""
    held = access.studio(viewer).filter(id=report).first()
    if held is None:
        return None
    return access.studio(viewer).filter(year__lt=held.year).order_by("-year", "-made_at").first()
