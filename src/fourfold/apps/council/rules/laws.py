"""Laws as the pack has them: versions over time, texts side by side, counts year by year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from fourfold.analysis.law import DiffPiece, Vocabulary, diff_words
from fourfold.reference import Definition, DefinitionText, Pack, Row
from fourfold.reference.records import Recommendation, Statute

FEDERAL = "FEDERAL"
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class LawVersion:
    """
    A law from one act on. act, what_changed, offense_class: blank where no source says.

    effective: the day as the source words it. is_of_act: that day is the act's, not sourced for
    this section. from_: the day itself, None where not sourced. texts: its words, if they are here.
    """

    code: str
    act: str
    act_code: str
    effective: str
    is_of_act: bool
    from_: date | None
    offense_class: str
    texts: tuple[DefinitionText, ...]
    what_changed: str
    note: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawIndicator:
    """An indicator that counts under a law. measure: ARRESTS, CHARGES, CONVICTIONS, or both."""

    indicator: str
    measure: str


@dataclass(frozen=True, slots=True)
class Law:
    """
    A section or an act with all that the pack says of it.

    changed: for an act, the laws it changed, each with its version. definitions: whose texts it
    holds. words: (title, words, sources) by language.
    """

    statute: Statute
    versions: tuple[LawVersion, ...]
    changed: tuple[tuple[Statute, LawVersion], ...]
    indicators: tuple[LawIndicator, ...]
    recommendations: tuple[Recommendation, ...]
    definitions: tuple[Definition, ...]
    words: dict[str, tuple[str, str, tuple[str, ...]]]

    @property
    def code(self) -> str:
        """The law's code."""
        return self.statute.code

    @property
    def name(self) -> str:
        """What people call it: its title, else its plain title, else its citation."""
        plain = self.words.get(ENGLISH, ("", "", ()))[0]
        return self.statute.title or plain or self.statute.citation or self.code

    @property
    def offense_class(self) -> str:
        """Its class today: of the newest version that says one, else as the list of laws has it."""
        said = [each.offense_class for each in self.versions if each.offense_class]
        return said[-1] if said else self.statute.offense_class

    def plain(self, language: str) -> tuple[str, str, str]:
        """
        Return its plain title, its plain words, and their language.

        Where a language has none, the English ones, then what the list of laws says it does.
        """
        for each in (language, ENGLISH):
            if each in self.words:
                title, words, _source = self.words[each]
                return title or self.name, words, each
        return self.name, self.statute.what_it_does, ENGLISH


@dataclass(frozen=True, slots=True)
class TextDiff:
    """Two texts of one definition, by its code."""

    definition: str
    old: DefinitionText
    new: DefinitionText
    pieces: tuple[DiffPiece, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A published count. is_exact: the number itself, neither a bound nor hidden."""

    from_: date | None
    until: date | None
    number: int | None
    shown: str
    period: str
    is_exact: bool


@dataclass(frozen=True, slots=True)
class YearCell:
    """
    What is known of one year. number: None where it is not known. said: of which period the number
    is told; or the periods that touch the year, where its own number is not known.
    """

    year: int
    number: int | None
    shown: str
    said: tuple[str, ...]


@lru_cache(maxsize=4)
def laws_of(pack: Pack) -> dict[str, Law]:
    """Return every law of a pack by its code, in the order of its file."""
    statutes = {each.code: each for each in pack.statutes}
    texts = {text.code: text for each in pack.definitions for text in each.texts}
    versions: dict[str, list[LawVersion]] = {}
    changed: dict[str, list[tuple[Statute, LawVersion]]] = {}
    for row in pack.rows("law_versions"):
        made = _version(row, statutes, texts)
        versions.setdefault(row["statute"], []).append(made)
        if made.act_code:
            changed.setdefault(made.act_code, []).append((statutes[row["statute"]], made))
    indicators: dict[str, list[LawIndicator]] = {}
    for row in pack.rows("law_indicators"):
        found = LawIndicator(row["indicator"], row["measure"])
        indicators.setdefault(row["statute"], []).append(found)
    words: dict[str, dict[str, tuple[str, str, tuple[str, ...]]]] = {}
    for row in pack.rows("law_words"):
        said = (row["title"], row["words"], row.parts("source"))
        words.setdefault(row["statute"], {})[row["language"]] = said
    return {
        code: Law(
            statute,
            tuple(versions.get(code, ())),
            tuple(changed.get(code, ())),
            tuple(indicators.get(code, ())),
            tuple(each for each in pack.recommendations if code in each.statutes),
            tuple(each for each in pack.definitions if each.statute == code),
            words.get(code, {}),
        )
        for code, statute in statutes.items()
    }


@lru_cache(maxsize=4)
def vocabulary_of(pack: Pack) -> Vocabulary:
    """Return the facts that a pack's definitions ask for."""
    return Vocabulary(pack.law_facts)


def state_and_federal(pack: Pack) -> tuple[tuple[Definition, ...], tuple[Definition, ...]]:
    """Return the state's definitions, and the federal ones."""
    federal = tuple(each for each in pack.definitions if each.scope == FEDERAL)
    return tuple(each for each in pack.definitions if each.scope != FEDERAL), federal


def text_diffs(old: LawVersion, new: LawVersion) -> tuple[TextDiff, ...]:
    """
    Return two versions side by side, for each definition whose words both have.

    Words that nobody confirmed are no text to compare: there the source's own words on what
    changed are all there is.
    """
    before = {each.definition: each for each in old.texts if each.is_confirmed}
    found = []
    for each in new.texts:
        if each.is_confirmed and each.definition in before:
            other = before[each.definition]
            found.append(
                TextDiff(each.definition, other, each, diff_words(other.words, each.words))
            )
    return tuple(found)


def neighbors(versions: Iterable[LawVersion]) -> tuple[tuple[LawVersion, LawVersion], ...]:
    """Return each version with the one before it, oldest first."""
    return tuple(pairwise(versions))


def by_year(counts: Iterable[Counted], *, first: int, last: int) -> tuple[YearCell, ...]:
    """
    Return what is known of each year from the first to the last, both included.

    A count of one calendar year is that year's. A count of 0 for a longer time is 0 in each whole
    year inside it, since no count is below 0. Other counts of longer times are never shared out:
    their years stay without a number, and say so. Where two counts of one year disagree, no number
    is given, and both are told.
    """
    told = list(counts)
    return tuple(_year(each, told) for each in range(first, last + 1))


def years_of(counts: Iterable[Counted]) -> tuple[int, int] | None:
    """Return the first and the last year that counts speak of; None when none has days."""
    days = [(each.from_, each.until) for each in counts if each.from_ and each.until]
    if not days:
        return None
    last = (until - timedelta(days=1) for _from, until in days)
    return min(each.year for each, _until in days), max(each.year for each in last)


def _year(year: int, counts: list[Counted]) -> YearCell:
    start, end = date(year, 1, 1), date(year + 1, 1, 1)
    sure: dict[int, Counted] = {}
    touching: list[str] = []
    for each in counts:
        if each.from_ is None or each.until is None or each.until <= start or end <= each.from_:
            continue
        whole = each.from_ <= start and end <= each.until
        own = (each.from_, each.until) == (start, end)
        if each.is_exact and each.number is not None and (own or (whole and each.number == 0)):
            sure.setdefault(each.number, each)
        touching.append(f"{each.period}: {each.shown}")
    if len(sure) == 1:
        ((number, found),) = sure.items()
        return YearCell(year, number, found.shown, (found.period,))
    return YearCell(year, None, "", tuple(dict.fromkeys(touching)))


def _version(
    row: Row, statutes: dict[str, Statute], texts: dict[str, DefinitionText]
) -> LawVersion:
    act = statutes.get(row["act_code"])
    of_act = not row["effective"] and act is not None
    return LawVersion(
        code=row["code"],
        act=row["act"],
        act_code=row["act_code"],
        effective=act.effective if of_act and act else row["effective"],
        is_of_act=of_act,
        from_=date.fromisoformat(row["from"]) if row["from"] else None,
        offense_class=row["offense_class"],
        texts=tuple(texts[each] for each in row.parts("texts")),
        what_changed=row["what_changed"],
        note=row["note"],
        source=row.parts("source"),
    )
