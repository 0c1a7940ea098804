"""Print what of a state's pack nobody has compared with the law or its publisher, for counsel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from fourfold.reference import Pack, load_pack

STATE = "ct"
Row = Mapping[str, str]
FLAGS = {"UNCONFIRMED", "EXAMPLE", "OUR_CHOICE"}


@dataclass(frozen=True)
class Kind:
    """
    A file with facts that wait. used: where the product uses them. fact: a row in a few words.

    check: what to look up, besides what a row's note says. in_one: said once for all rows, where a
    line for each would hide the others.
    """

    file: str
    used: str
    fact: Callable[[Row], str]
    check: str
    in_one: str = ""


KINDS = (
    Kind(
        "definition_texts",
        "the law board of a case, *Where laws differ*, `fourfold law`; an answer that rests on it "
        "says so",
        lambda row: f"{row['act']}, text from {row['from']}: {row['words']}",
        "Read the act; correct the words.",
    ),
    Kind(
        "definition_elements",
        "the same; the table a lawyer signs",
        lambda row: f"{row['text']}, way {row['way']}, {row['element']}: {row['words']}",
        "Read the act; correct the words and the facts that meet them.",
    ),
    Kind(
        "budget_rules",
        "the Council's budget",
        lambda row: f"{row['code']}: {row['value']}",
        "Set it as the state's law or the Council's own rules say.",
    ),
    Kind(
        "mandate_clocks",
        "the Council's *Mandates*; a duty without a confirmed day is never overdue",
        lambda row: f"{row['duty']} ({row['recurs'].lower()}): {row['due'] or 'no day'}",
        "Find the day in the law, or say that it names none.",
    ),
    Kind(
        "vote_rules",
        "votes on recommendations: what is approved",
        lambda row: f"{row['code']}: {row['of']}",
        "Set it as the statute or the Council's own rules say.",
    ),
    Kind(
        "quorum_rules",
        "the Council's meetings: whether enough seats are present",
        lambda row: f"{row['code']}: {row['of']}",
        "Set it as the statute or the Council's own rules say.",
    ),
    Kind(
        "meeting_clocks",
        "meetings: by when papers are filed",
        lambda row: f"{row['code']}: {row['amount']} {row['unit']} {row['direction']}",
        "Counsel reads the law on public meetings; correct the time and how it is counted.",
    ),
    Kind(
        "meeting_schedules",
        "meetings: by when the schedule of a year is filed",
        lambda row: f"{row['code']}: by {row['due']}",
        "Counsel reads the law on public meetings; correct the day, and say with whom it is filed.",
    ),
    Kind(
        "deciding_bodies",
        "the law board: whose decisions may be kept",
        lambda row: f"{row['organization']} ({row['scope']}): {row['may_decide']}",
        "Find the law that gives the power.",
    ),
    Kind(
        "disclosure_exceptions",
        "telling without consent; a ground that is not confirmed cannot be used",
        lambda row: f"{row['label']} ({row['citation']}): {row['text']}",
        "Read the section and its conditions.",
    ),
    Kind(
        "disclosure_notices",
        "printed on every packet with substance use records",
        lambda row: f"{row['code']}: the notice of {row['citation']}",
        "Compare it word by word with the regulation.",
    ),
    Kind(
        "minor_consent",
        "asking a youth's consent; a law that is not confirmed cannot be used",
        lambda row: f"{row['label']} ({row['citation']}): {row['text']}",
        "Read the section: age, what it covers, who is told.",
    ),
    Kind(
        "consent_terms",
        "asking for consent: ages and days",
        lambda row: f"{row['code']}: {row['value']} {row['unit']}. {row['meaning']}",
        "Set the number.",
    ),
    Kind(
        "team_disciplines",
        "the seats of a team: which discipline is lacking",
        lambda row: f"{row['name']}: needed on each team: {row['needed'].lower()}",
        "Read C.G.S. 17a-106a (c).",
    ),
    Kind(
        "clocks",
        "duties with a deadline, *My day*",
        lambda row: f"{row['name']}: {row['amount']} {row['unit'].replace('_', ' ').lower()}",
        "Set the time.",
    ),
    Kind(
        "holidays",
        "deadlines in business days",
        lambda row: f"{row['day']}, {row['name']}",
        "Look at the calendar of the Department of Administrative Services.",
    ),
    Kind(
        "instruments",
        "screenings",
        lambda row: row["name"],
        "Compare with the owner's own text.",
    ),
    Kind(
        "instrument_items",
        "screenings: the questions read aloud",
        lambda row: f"{row['code']}: {row['text']}",
        "Compare with the owner's own text.",
    ),
    Kind(
        "concern_actions",
        "the next steps offered when a consult is answered, shown as an example",
        lambda row: row["code"],
        "",
        "Fourfold's example. The state puts its own table in its place (`ILL16`).",
    ),
    Kind(
        "retention",
        "how long each kind of record is kept",
        lambda row: row["code"],
        "",
        "Our defaults. Go through them with the records officer: [how](../runbooks/retention.md).",
    ),
)

NCATRAK = "https://ncatrak.freshdesk.com/support/solutions/articles/"
DICTIONARY = NCATRAK + "64000301826-nca-report-dictionary-and-terminology-resource"
RULES = "https://support.omstinc.com/portal/en/kb/articles/nca-reportin"
COUNTS = f"""
The form itself is behind a login. Its public [dictionary]({DICTIONARY}) names the parts:
demographics, offenders, maltreatments, child protection, prosecution, other services. [A vendor's
copy of its rules]({RULES}) counts children of 18 or younger by the day their case came in, once for
each case. Ours counts children whose case a team reviewed, each once. Compare before a number is
sent.
"""
FORM = """
What the edition of 2002 asks (`dcf_136_2002`, whole) has its place on ours; of 2015
(`dcf_136_2015`) the first half could be read, and it also asks for race, an empty line on ours. Ask
DCF which edition is in use, and whether ours may be sent instead.
"""
ELSEWHERE = (
    ("Counts of a half-year for the National Children's Alliance", "*Teams* › *Counts*", COUNTS),
    ("Layout of DCF-136", "the written report of a mandated reporter, as PDF", FORM),
)
"""What stands in pages, not in a file of the pack: the fact, where it is used, what to check."""


def sections() -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Return each file with facts that wait: its name, its use, and fact, check and sources."""
    pack = load_pack(STATE)
    leads = {row["code"]: row["location"] for row in pack.rows("sources")}
    found = [("pack.yaml", "deadlines in business days", _of_settings(pack))]
    for kind in KINDS:
        waiting = [row for row in pack.rows(kind.file) if waits(row)]
        if kind.in_one and waiting:
            of = len(pack.rows(kind.file))
            rows = [(f"{len(waiting)} of {of} rows", kind.in_one, "")]
        else:
            rows = [(kind.fact(row), _check(row, kind), _read(row, leads)) for row in waiting]
        found.append((f"{kind.file}.csv", kind.used, rows))
    return [section for section in found if section[2]]


def with_a_reserve() -> Iterator[tuple[str, str]]:
    """Yield what is confirmed by less than the law's own words: the fact, and what was read."""
    pack = load_pack(STATE)
    for row in pack.rows("definition_texts"):
        if not waits(row) and row["note"]:
            since = row["from"] or "a day not known"
            yield f"{row['act']}: {row['definition']} from {since}", row["note"]
    for row in pack.rows("team_disciplines"):
        if not waits(row) and row["needed"] == "YES":
            yield f"{row['name']} on each team", row["note"]


def waits(row: Row) -> bool:
    """Tell whether a row says that nobody confirmed it."""
    marks = {row.get("status"), row.get("standing")}
    return bool(marks & FLAGS) or row.get("confirmed") == "no"


def _of_settings(pack: Pack) -> list[tuple[str, str, str]]:
    hours = pack.settings["office_hours"]
    if hours["confirmed"]:
        return []
    note = hours["note"].removeprefix("UNCONFIRMED. ")
    return [(f"Offices are open from {hours['from']} until {hours['until']}", note, "")]


def _check(row: Row, kind: Kind) -> str:
    said = row["note"].removeprefix("UNCONFIRMED. ").rstrip(".")
    return f"{said}. {kind.check}" if said else kind.check


def _read(row: Row, leads: Mapping[str, str]) -> str:
    """Say what was read so far, and lead to it where it has an address."""
    codes = row["source"].split(";")
    return ", ".join(
        f"[{code}]({leads[code]})"
        if leads[code].startswith("http") and " " not in leads[code]
        else code
        for code in codes
    )
