"""Materials of a meeting as somebody may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fourfold.apps.council import access
from fourfold.apps.council.models import Material, MaterialFile
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.states.materials import MaterialState
from fourfold.security.edges.uploads import Kind


@dataclass(frozen=True, slots=True)
class FileLine:
    """A version of a material. size: in bytes."""

    nth: int
    kind: Kind
    size: int
    at: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A material. topic: the agenda's, "" for the whole meeting. files: newest first."""

    id: str
    meeting: str
    item: str
    topic: str
    title: str
    brought_by: str
    is_open: bool
    state: MaterialState
    why: str
    version: int
    files: tuple[FileLine, ...]

    @property
    def file(self) -> FileLine:
        """Return the version that holds."""
        return self.files[0]


@dataclass(frozen=True, slots=True)
class Given:
    """A file to give out."""

    id: str
    kind: Kind
    content: bytes


def materials(meeting: str, *, viewer: access.Who) -> tuple[MaterialLine, ...]:
    """Return a meeting's materials that somebody may see, in the order they came."""
    rows = access.materials(viewer).filter(meeting=meeting).select_related("item")
    return tuple(_line(each, viewer) for each in rows.order_by("made_at", "id"))


def material(material: str, *, viewer: access.Who) -> MaterialLine:
    """Return one. :raises NoSuchPaper:."""
    found = access.materials(viewer).filter(id=material).select_related("item").first()
    if found is None:
        raise NoSuchPaper("There is no such material.")
    return _line(found, viewer)


def given(material: str, *, meeting: str, nth: int | None, viewer: access.Who) -> Given:
    """
    Return a file's bytes; nth: a version, None for the one that holds.

    Only the Council reads earlier versions; only staff open what was withdrawn.
    :raises NoSuchPaper:
    """
    rows = MaterialFile.objects.filter(material__in=access.materials(viewer), material=material)
    rows = rows.filter(material__meeting=meeting)
    if not access.works(viewer):
        rows = rows.filter(material__state=MaterialState.SHOWN.value)
    last = rows.order_by("-nth").first()
    if last is not None and nth is not None and nth != last.nth:
        last = rows.filter(nth=nth).first() if access.reads(viewer) else None
    if last is None:
        raise NoSuchPaper("There is no such file.")
    return Given(last.material_id, Kind[last.kind], bytes(last.content))


def _line(row: Material, viewer: access.Who) -> MaterialLine:
    rows = row.files.defer("content").order_by("-nth")
    files = tuple(FileLine(e.nth, Kind[e.kind], e.size, e.at, e.digest) for e in rows)
    return MaterialLine(
        row.id,
        row.meeting_id,
        row.item_id or "",
        row.item.title if row.item else "",
        row.title,
        row.brought_by,
        row.is_open,
        MaterialState(row.state),
        row.why,
        row.version,
        files if access.reads(viewer) else files[:1],
    )
