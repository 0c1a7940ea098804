"""
The teams there are: the pack's multidisciplinary teams, and the queues of child welfare.

A queue is a team whose seats are all child welfare's: the Careline's, and one for each region.
"""

from __future__ import annotations

from fourfold.reference import Pack, active_pack

CARELINE = "CARELINE"
"""The queue of the Careline: a team whose seats are its screeners'."""


def region_team(region: str) -> str:
    """Return the code of a region's team, which answers its consults."""
    return f"HART_{region}"


def queues(pack: Pack | None = None) -> dict[str, str]:
    """Return the names of the queues, by code."""
    regions = (pack or active_pack()).rows("regions")
    return {CARELINE: "Careline"} | {
        region_team(row["code"]): f"Consults of {row['name']}" for row in regions
    }


def review_teams(pack: Pack | None = None) -> dict[str, str]:
    """Return the names of the multidisciplinary teams, by code."""
    return {row["code"]: row["name"] for row in (pack or active_pack()).rows("teams")}


def keeps_queues(agency: str, pack: Pack | None = None) -> bool:
    """Tell whether an agency is the child welfare agency, whose people answer the queues."""
    return any(
        row["code"] == agency and (row["kind"], row["sector"]) == ("state agency", "child welfare")
        for row in (pack or active_pack()).rows("organizations")
    )
