"""The made-up people of the demonstration: at least one for each role, in three agencies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fourfold.reference import Pack


class Place(StrEnum):
    """Where somebody works."""

    FAMILIES = "FAMILIES"
    COUNCIL = "COUNCIL"
    SHELTER = "SHELTER"


SHELTER = "SHORE_HOUSE"
"""A made-up provider: no real one gets made-up staff."""


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up person. does: what to try first, for the list at sign-in."""

    key: str
    name: str
    place: Place
    role: str
    does: str

    @property
    def email(self) -> str:
        """The sign-in name; .example belongs to nobody."""
        return f"{self.key}@{self.place.lower()}.example"


P = Place
PEOPLE: tuple[Person, ...] = (
    Person("paul", "Paul Ashby", P.COUNCIL, "PRIVACY", "Review an emergency opening"),
    Person("ada", "Ada Lindqvist", P.FAMILIES, "AGENCY_ADMIN", "Give somebody a role"),
    Person("edwin", "Edwin Pryce", P.FAMILIES, "AGENCY_ADMIN", "Decide on a role Ada proposed"),
    Person("priya", "Priya Nair", P.FAMILIES, "PRIVACY", "See which consents end soon"),
    Person("omar", "Omar Haddad", P.COUNCIL, "OPERATOR", "See that records stay closed"),
    Person("carmen", "Carmen Ortiz", P.FAMILIES, "CARELINE", "Take a report, or one that waits"),
    Person("luis", "Luis Hartwell", P.FAMILIES, "LIAISON", "Answer a consult"),
    Person("nora", "Nora Castell", P.FAMILIES, "LIAISON", "Give a second opinion"),
    Person("dana", "Dana Whitfield", P.FAMILIES, "COORDINATOR", "Prepare a team’s meeting"),
    Person("tomas", "Tomas Keller", P.FAMILIES, "TEAM", "Read an agenda as a detective"),
    Person("maya", "Maya Rosen", P.FAMILIES, "TEAM", "Read what a doctor on a team may read"),
    Person("vera", "Vera Lund", P.FAMILIES, "TEAM", "See what you agreed to do"),
    Person("stella", "Stella Marsh", P.FAMILIES, "STEWARD", "See which data calls wait"),
    Person("rosa", "Rosa Delgado", P.SHELTER, "PROVIDER", "See a provider's desk"),
    Person("hana", "Hana Berg", P.SHELTER, "AGENCY_ADMIN", "Open an account"),
    Person("ines", "Ines Calloway", P.COUNCIL, "ANALYST", "Propose an estimate for release"),
    Person("oskar", "Oskar Hale", P.COUNCIL, "ANALYST", "Sign off a study of the undetected"),
    Person("tara", "Tara Boone", P.COUNCIL, "TRAINER", "Confirm who was at a training"),
    Person("lena", "Lena Fisk", P.COUNCIL, "TRAINING_LEAD", "See which trainers are stuck"),
    Person("sam", "Sam Otero", P.COUNCIL, "STAFF", "Follow a data call"),
    Person("max", "Max Brandt", P.COUNCIL, "MEMBER", "See a desk without records"),
    Person("cora", "Cora Vance", P.COUNCIL, "CURATOR", "Check a listing that is old"),
)
BEN = Person("ben", "Ben Ackerman", P.FAMILIES, "", "")
NINA = Person("nina", "Nina Rowe", P.SHELTER, "", "")
GUS = Person("gus", "Gus Pell", P.FAMILIES, "", "")
WITHOUT_ROLE = (BEN, NINA, GUS)


def codes(pack: Pack) -> dict[Place, str]:
    """Return the agency of each place: the pack's council and child welfare agency, by kind."""
    rows = pack.rows("organizations")
    council = next(row["code"] for row in rows if row["kind"] == "statutory council")
    families = next(
        row["code"]
        for row in rows
        if (row["kind"], row["sector"]) == ("state agency", "child welfare")
    )
    return {Place.COUNCIL: council, Place.FAMILIES: families, Place.SHELTER: SHELTER}
