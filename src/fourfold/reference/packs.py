"""Load a jurisdiction pack: everything that differs from state to state, as one value."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from fourfold.reference import definitions, records
from fourfold.reference.contents import Contents, packs_root, read_contents
from fourfold.reference.contracts import Contract, contract_of
from fourfold.reference.errors import BrokenPack, UnknownName
from fourfold.reference.htcds_contract import HTCDS_CASES, htcds_cases
from fourfold.reference.instruments import instruments_of
from fourfold.reference.retention import Schedule, retention_rule
from fourfold.reference.rows import Row

DEFAULT_CODE = "ct"
PACK_CODE = re.compile(r"[a-z][a-z0-9_]{1,19}")


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


class _Named(_Coded, Protocol):
    @property
    def name(self) -> str: ...


C = TypeVar("C", bound=_Coded)
N = TypeVar("N", bound=_Named)


class Pack:
    """
    A jurisdiction: its settings, its files row by row, and the same rows as values.

    code: "ct". name: "Connecticut". folder: where it was read from.
    settings: pack.yaml, read only at its top level. All else is read only too; a pack is shared.
    Lists keep the order of their files. What is unknown is blank or None, never guessed.
    """

    def __init__(self, contents: Contents) -> None:
        """
        Turn a folder's contents into a pack.

        :raises KeyError, TypeError, ValueError: where a field is missing or of the wrong type;
        load_pack makes one BrokenPack of them.
        """
        settings = contents.settings or {}
        self.code: str = settings["code"]
        self.name: str = settings["name"]
        self.folder = contents.folder
        self.settings: Mapping[str, Any] = MappingProxyType(settings)
        self._tables = contents.tables
        self._known_tables = frozenset(contents.shapes.tables)
        self._reports = {
            int(document["year"]): MappingProxyType(document)
            for document in contents.reports.values()
        }
        self.towns = tuple(map(records.town, self.rows("towns")))
        self.regions = tuple(map(records.region, self.rows("regions")))
        self.district_names = tuple(map(records.district_name, self.rows("districts")))
        self.town_districts = tuple(map(records.town_district, self.rows("town_districts")))
        self.organizations = tuple(map(records.organization, self.rows("organizations")))
        self.council_seats = tuple(map(records.council_seat, self.rows("council_seats")))
        self.statutes = tuple(map(records.statute, self.rows("statutes")))
        self.recommendations = tuple(map(records.recommendation, self.rows("recommendations")))
        self.law_facts = tuple(map(definitions.fact, self.rows("law_facts")))
        self.definitions = definitions.definitions(
            self.rows("definitions"),
            self.rows("definition_texts"),
            self.rows("definition_elements"),
        )
        self.retention = Schedule(map(retention_rule, self.rows("retention")))
        self.instruments = instruments_of(self)
        self.contracts = tuple(
            contract_of(each, contents.tables) for each in contents.contracts.values()
        )
        if HTCDS_CASES not in {each.name for each in self.contracts}:
            self.contracts += (htcds_cases(),)
        self._codebooks = {
            document["name"]: MappingProxyType(document) for document in contents.codebooks.values()
        }
        self.sources = tuple(map(records.source, self.rows("sources")))
        self.help_lines = tuple(map(records.help_line, settings["help"]))
        self.exit_url: str = settings["exit_url"]

    def __repr__(self) -> str:
        return f"Pack({self.code!r})"

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Names of the geography codes that figures use: the state's own code and US."""
        return MappingProxyType({"US": "United States", self.code.upper(): self.name})

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages the pack speaks, the one its files are written in first."""
        return tuple(self.settings.get("languages", ("en",)))

    def words_in(self, language: str) -> Mapping[str, str]:
        """Return each public text that has words in a language; none in the pack's own."""
        return {
            row["text"]: row["words"]
            for row in self.rows("translations")
            if row["language"] == language
        }

    def rows(self, name: str) -> tuple[Row, ...]:
        """
        Return the rows of a file; name: without its ending, "service_types".

        A file the pack lacks has no rows.
        :raises UnknownName: when no pack has such a file.
        """
        if name not in self._known_tables:
            raise UnknownName("file", name, self._known_tables, where="a pack")
        return self._tables.get(name, ())

    def report(self, year: int) -> Mapping[str, Any]:
        """Return reports/YEAR.yaml. :raises UnknownName: when the pack has none of that year."""
        if year not in self._reports:
            years = ", ".join(map(str, self.report_years())) or "none"
            raise UnknownName(
                "report of", str(year), (), where=f"pack {self.code} (it has {years})"
            )
        return self._reports[year]

    def codebook(self, name: str) -> Mapping[str, Any]:
        """
        Return codebooks/NAME.yaml, for analysis.evaluate.codebook to read.

        :raises UnknownName: when the pack has none of that name.
        """
        if name not in self._codebooks:
            raise UnknownName("codebook", name, self._codebooks, where=f"pack {self.code}")
        return self._codebooks[name]

    def report_years(self) -> tuple[int, ...]:
        """Return the years that have a report, oldest first."""
        return tuple(sorted(self._reports))

    def town(self, name: str) -> records.Town:
        """Return a town by code or name, in any case. :raises UnknownName:."""
        return _find("town", name, self._towns_by_name, self.name)

    def region(self, name: str) -> records.Region:
        """Return a region by code or name. :raises UnknownName:."""
        return _find("region", name, self._regions_by_name, self.name)

    def organization(self, name: str) -> records.Organization:
        """Return an organization by code or full name. :raises UnknownName:."""
        return _find("organization", name, self._organizations_by_name, self.name)

    def statute(self, code: str) -> records.Statute:
        """Return a law by code. :raises UnknownName:."""
        return _find("law", code, self._statutes_by_code, self.name)

    def definition(self, code: str) -> definitions.Definition:
        """Return a definition of trafficking by code. :raises UnknownName:."""
        known = {each.code.casefold(): each for each in self.definitions}
        return _find("definition", code, known, self.name)

    def contract(self, name: str) -> Contract:
        """Return the contract of a dataset by its name. :raises UnknownName:."""
        for each in self.contracts:
            if each.name == name.strip().casefold():
                return each
        raise UnknownName("contract", name, [each.name for each in self.contracts], where=self.name)

    def source(self, code: str) -> records.Source:
        """Return a source by its key. :raises UnknownName:."""
        return _find("source", code, self._sources_by_code, self.name)

    def recommendations_of(self, year: int) -> tuple[records.Recommendation, ...]:
        """Return the recommendations of a year, in the order of the file; none is an answer."""
        return tuple(each for each in self.recommendations if each.year == year)

    @cached_property
    def _towns_by_name(self) -> dict[str, records.Town]:
        return _by_name(self.towns)

    @cached_property
    def _regions_by_name(self) -> dict[str, records.Region]:
        return _by_name(self.regions)

    @cached_property
    def _organizations_by_name(self) -> dict[str, records.Organization]:
        return _by_name(self.organizations)

    @cached_property
    def _statutes_by_code(self) -> dict[str, records.Statute]:
        return _by_code(self.statutes)

    @cached_property
    def _sources_by_code(self) -> dict[str, records.Source]:
        return _by_code(self.sources)


def _by_code(values: Iterable[C]) -> dict[str, C]:
    return {each.code.casefold(): each for each in values}


def _by_name(values: Iterable[N]) -> dict[str, N]:
    # A code wins over another's name: codes are unique, names need not be.
    kept = tuple(values)
    return {each.name.casefold(): each for each in kept} | _by_code(kept)


def _find(kind: str, name: str, known: Mapping[str, C], where: str) -> C:
    found = known.get(name.strip().casefold())
    if found is None:
        names = [getattr(each, "name", each.code) for each in known.values()]
        raise UnknownName(
            kind, name, [*names, *(each.code for each in known.values())], where=where
        )
    return found


def load_pack(code: str, *, root: Path | None = None) -> Pack:
    """
    Load a pack. It is read once and kept; the next call is free.

    code: the name of its folder, "ct". root: the folder of packs; by default the one that
    FOURFOLD_JURISDICTIONS names, else our own.
    :raises UnknownName: when there is no such pack.
    :raises BrokenPack: when it cannot be used; check_pack says everything that is wrong.
    """
    return _load(code, packs_root(root).resolve())


@lru_cache(maxsize=16)
def _load(code: str, root: Path) -> Pack:
    if not PACK_CODE.fullmatch(code) or not (root / code).is_dir():
        raise UnknownName("pack", code, list_packs(root=root), where=str(root))
    contents = read_contents(root / code)
    if contents.problems:
        first, others = contents.problems[0], len(contents.problems) - 1
        more = f" There {'is' if others == 1 else 'are'} {others} more." if others else ""
        raise BrokenPack(f"Pack {code!r} is broken. {first}{more} {_advice(code)}")
    try:
        return Pack(contents)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise BrokenPack(
            f"Pack {code!r} is broken: a field is missing or of the wrong type ({problem}). "
            f"{_advice(code)}"
        ) from problem


def _advice(code: str) -> str:
    return f"Run: fourfold pack check {code}"


def list_packs(*, root: Path | None = None) -> tuple[str, ...]:
    """Return the codes of all packs, in alphabetical order. No folder of packs: none."""
    folder = packs_root(root)
    if not folder.is_dir():
        return ()
    return tuple(sorted(path.parent.name for path in folder.glob("*/pack.yaml")))


def active_code() -> str:
    """Return the code of the jurisdiction this installation serves: FOURFOLD_JURISDICTION or ct."""
    return os.environ.get("FOURFOLD_JURISDICTION") or DEFAULT_CODE


def active_pack() -> Pack:
    """Load the pack this installation serves. Errors as in load_pack."""
    return load_pack(active_code())
