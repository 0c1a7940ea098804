"""
Forty made-up youths. Nobody is like one of them but by chance.

Their race and ethnicity, ages and where they live keep to the proportions of the child welfare
agency's 212 referrals of 2017 (figures F018 to F039 of the Connecticut pack), each group rounded:
16 Hispanic, 12 White, 6 Black, 4 multi-racial, 1 Asian, 1 not known; 1 up to ten years old, 1 of
11 or 12, 8 of 13 or 14, 16 of 15 or 16, 7 of 17 or 18, 1 over 18, 6 whose age is not known; 27 at
a parent's or guardian's, 5 away, 4 in foster homes, 3 in congregate care, 1 with relatives. How
gender is spread is not printed there: it is made up. So is which of these go together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from fourfold.apps.cases.states.answers import NoValue
from fourfold.apps.cases.states.persons import Gender, Language, Race


@dataclass(frozen=True, slots=True)
class Youth:
    """
    One made-up youth. age: in whole years when the response begins, None if nobody knows it.

    lives: a code of where. nth: the place in the list, from 0.
    """

    nth: int
    given_name: str
    family_name: str
    gender: Gender | None
    race: Race | None
    age: int | None
    lives: str
    languages: tuple[Language, ...] = (Language.ENGLISH,)
    other_names: tuple[str, ...] = ()

    def born_on(self, *, today: date) -> date | None:
        """Return a day of birth that makes them this old today; None if the age is not known."""
        if self.age is None:
            return None
        month, day = 1 + (self.nth * 5) % 12, 1 + (self.nth * 7) % 28
        this_year = (month, day) <= (today.month, today.day)
        return date(today.year - self.age - (not this_year), month, day)

    def facts(self, *, today: date) -> dict[str, Any]:
        """Return what is written down about them, for `actions.facts`."""
        return {
            "given_name": self.given_name,
            "family_name": self.family_name,
            "other_names": list(self.other_names),
            "born_on": self.born_on(today=today) or NoValue.UNKNOWN,
            "gender": self.gender.value if self.gender else NoValue.REFUSED,
            "race": [self.race.value] if self.race else NoValue.UNKNOWN,
            "languages": [each.value for each in self.languages],
        }


_ROWS = """
Ximena Almonte Reyes|F|HISPANIC|15|HOME|ENGLISH SPANISH|Xime
Brielle Tanner|F|WHITE|16|AWAY|ENGLISH|Bri
Deja Whitlock|F|BLACK|14|HOME|ENGLISH|
Yamileth Carrasco|F|HISPANIC|13|HOME|SPANISH|Yami
Jonah Prewitt|M|WHITE|16|FOSTER|ENGLISH|
Marisol Quiñones|F|HISPANIC|17|HOME|ENGLISH SPANISH|
Kiara Olmstead|F|MULTI_RACIAL|15|AWAY|ENGLISH|Kiki
Ana Lucía Betances|F|HISPANIC|16|HOME|ENGLISH SPANISH|Anita
Tessa Hollowell|F|WHITE|15|HOME|ENGLISH|
Amari Gadsden|TF|BLACK|16|CONGREGATE|ENGLISH|Mari
Nayeli Cintrón|F|HISPANIC|14|HOME|ENGLISH SPANISH|
Piper Langstrom|F|WHITE|17|HOME|ENGLISH|
Ismael Feliciano|M|HISPANIC|15|HOME|ENGLISH SPANISH|Isma
Jocelyn Barrientos|F|HISPANIC|15|AWAY|SPANISH|
Shayla Dunmore|F|BLACK|15|HOME|ENGLISH|
Rowan Eastlake|NC|WHITE|16|HOME|ENGLISH|
Dayanara Villafañe|F|HISPANIC|16|HOME|ENGLISH SPANISH|Daya
Harper Szymczak|F|WHITE|14|HOME|ENGLISH POLISH|
Leilani Ashcombe|F|MULTI_RACIAL|13|HOME|ENGLISH|
Zoraida Montalvo|F|HISPANIC|17|HOME|ENGLISH SPANISH|Zory
Caleb Winslade|M|WHITE|15|CONGREGATE|ENGLISH|
Tiana Rockwood|F|BLACK|17|FOSTER|ENGLISH|
Guadalupe Arismendi|F|HISPANIC|13|HOME|SPANISH|Lupita
Mia Tranh|F|ASIAN|16|HOME|ENGLISH VIETNAMESE|
Savannah Crewe|F|WHITE|13|FOSTER|ENGLISH|
Alondra Peguero|F|HISPANIC|16|AWAY|ENGLISH SPANISH|
Destiny Marchbanks|F|BLACK|15|HOME|ENGLISH|Des
Emilio Zambrana|M|HISPANIC|14|HOME|ENGLISH SPANISH|
Kendall Forsythe|F|WHITE|17|HOME|ENGLISH|
Nevaeh Stallworth|F|MULTI_RACIAL|18|HOME|ENGLISH|
Luz Adames|F|HISPANIC|17|HOME|ENGLISH SPANISH|
Avery Penhallow||WHITE||HOME|ENGLISH|
Genesis Madera|F|HISPANIC||HOME|SPANISH|
Maddie Ostrander|F|WHITE||HOME|ENGLISH|
Zion Fairbanks|M|BLACK|11|HOME|ENGLISH|
Camila Santoro|F|MULTI_RACIAL||FOSTER|ENGLISH|
Itzel Robaina|F|HISPANIC||AWAY|SPANISH|
Ellie Vandermeer|F|WHITE|10|RELATIVES|ENGLISH|
Yesenia Tirado|F|HISPANIC|20|HOME|ENGLISH SPANISH|Yesi
Jane Ketteridge|F|||CONGREGATE|ENGLISH|
"""
_GENDERS = {
    "F": Gender.FEMININE,
    "M": Gender.MASCULINE,
    "TF": Gender.TRANSGENDER_FEMININE,
    "NC": Gender.NON_CONFORMING,
}


def _youth(nth: int, row: str) -> Youth:
    name, gender, race, age, lives, languages, other = row.split("|")
    words = name.split()
    given = 2 if words[0] == "Ana" else 1
    return Youth(
        nth=nth,
        given_name=" ".join(words[:given]),
        family_name=" ".join(words[given:]),
        gender=_GENDERS.get(gender),
        race=Race(race) if race else None,
        age=int(age) if age else None,
        lives=lives,
        languages=tuple(Language(each) for each in languages.split()),
        other_names=(other,) if other else (),
    )


YOUTHS: tuple[Youth, ...] = tuple(
    _youth(nth, row) for nth, row in enumerate(_ROWS.strip().splitlines())
)
