"""Two made-up focus groups: one coded by two people who differed, one held and not typed yet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.apps.surveys.actions import focus as groups
from fourfold.apps.surveys.actions import focus_codes as codes
from fourfold.apps.surveys.actions import focus_quotes as quotes
from fourfold.apps.surveys.actions import focus_texts as texts
from fourfold.apps.surveys.actions.studies import start
from fourfold.apps.surveys.queries.focus_texts import transcript
from fourfold.apps.surveys.rules.focus import GUIDE
from fourfold.apps.surveys.rules.focus_codes import Code
from fourfold.apps.surveys.rules.focus_texts import read_text
from fourfold.apps.surveys.states import ConsentRead, WavePart
from fourfold.config.demo.fidelity import fill_fidelity
from fourfold.reference import Pack
from fourfold.reference.forms import pack_forms
from fourfold.security.access.viewer import Viewer

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

LEAD, FIRST, SECOND = "lena", "ines", "sam"
DAY = timedelta(days=1)
TITLE = "Made-up needs assessment"
WORDS = "The made-up Council asks what works and what is missing. Please write no names."
SCRIPT = (
    "Thank you for coming. We ask about services, not about you. You may leave at any time. Please "
    "use no names. Do you agree that we write down what is said, never who said it?"
)
BOOK = (
    Code(
        "housing",
        "Safe housing",
        "A bed, a shelter or a home where somebody is safe.",
        "protection",
        when="Any place to stay, for one night or for good.",
        when_not="Money for rent alone: see money.",
        example="There was no bed that night.",
    ),
    Code("waiting", "Waiting", "Help that comes late, or lists.", "protection", parent="housing"),
    Code("training", "Training", "Learning to see it and to answer well.", "prevention"),
    Code("schools", "Schools", "What teachers and counselors see or could do.", "prevention"),
    Code("trust", "Trust in police", "Why people speak with police, or do not.", "prosecution"),
    Code("together", "Working together", "Who calls whom, and whether it works.", "partnership"),
)
TALK: tuple[tuple[str, str, str], ...] = (
    ("Facilitator: What works well today?", "", ""),
    ("P1: Once the team meets, things move. Everybody knows whom to call.", "together", "together"),
    ("P2: Yes. Before that I called five offices and told the story five times.", "together", ""),
    ("P3: The counselors in our schools have started to ask.", "schools", "schools"),
    ("Facilitator: What is missing?", "", ""),
    ("P1: A bed tonight. Not a list of numbers to call tomorrow.", "housing waiting", "housing"),
    ("P4: We hold people in an office until the morning because nothing is open.", "housing",
     "housing"),
    ("P2: Three weeks for a first talk with somebody. By then they are gone.", "waiting",
     "waiting"),
    ("P5: A young person told me: if I talk to police, he will know by evening.", "trust",
     "trust"),
    ("P3: One officer came back a second time without the uniform. That helped.", "trust",
     "trust"),
    ("Facilitator: What should be done first?", "", ""),
    ("P4: Teach the night staff. They see it and have no words for it.", "training", "training"),
    ("P1: Teach it in schools too, before it happens.", "training schools", "schools"),
    ("P5: One number that answers at night, and a bed behind it.", "housing", "housing together"),
    ("P2: Pay for the ride. Nobody gets anywhere here without a car.", "", ""),
)  # fmt: skip
KINDS = {
    ("FIELD", "PROVIDERS"): 5,
    ("FIELD", "SCHOOLS"): 2,
    ("AGE", "FROM_25"): 5,
    ("AGE", "FROM_40"): 2,
}


def fill_focus(staff: Staff, pack: Pack) -> None:
    """Make a needs assessment with two focus groups, where the pack has their guide."""
    if GUIDE not in {each.name for each in pack_forms(pack)}:
        return
    lead, first, second = (staff.viewer(key, before=20 * DAY) for key in (LEAD, FIRST, SECOND))
    study = start(
        TITLE,
        form=f"pack:{GUIDE}",
        parts=((WavePart.ONCE, "The survey"),),
        words=WORDS,
        once="demo:focus",
        by=lead,
        at=lead.at,
    )
    for nth, code in enumerate(BOOK):
        codes.keep_code(study, code=code, based_on=nth, by=lead, at=lead.at)
    town = pack.towns[0].code if pack.towns else ""
    done = _plan(study, "Made-up shelter and school staff", town, lead, first, second)
    _hold(done, lead, people=7, kinds=KINDS)
    ids = _transcribe(done, lead)
    _code(done, ids, first, place=1)
    _code(done, ids, second, place=2)
    _settle(done, ids, first)
    _quote(done, ids, lead, first)
    other = _plan(study, "Made-up night staff, online", "", lead, first, second)
    _hold(other, lead, people=4, kinds={("FIELD", "PROVIDERS"): 4})
    fill_fidelity(study, pack, writer=lead, reader=first)


def _plan(study: str, name: str, town: str, lead: Viewer, first: Viewer, second: Viewer) -> str:
    how = groups.Plan(
        name=name,
        held_on=timezone.localdate(lead.at - DAY),
        town=town,
        language="en",
        script=SCRIPT,
        facilitator=lead.account,
        notes=second.account,
        coders=(first.account, second.account),
    )
    once = f"demo:{name}"[:40]
    return groups.plan(study, how=how, once=once, agency=lead.agency, by=lead, at=lead.at)


def _hold(group: str, lead: Viewer, *, people: int, kinds: dict[tuple[str, str], int]) -> None:
    consent = ConsentRead.BOTH
    groups.hold(group, people=people, kinds=kinds, consent=consent, by=lead, at=lead.at)


def _transcribe(group: str, lead: Viewer) -> list[str]:
    said = read_text("\n\n".join(each[0] for each in TALK))
    texts.keep_transcript(group, said=said, based_on=0, by=lead, at=lead.at)
    texts.finish_transcript(group, version=1, by=lead, at=lead.at)
    words = "Nights come up in every turn. Ask about them in the next group."
    texts.keep_memo(group, text=words, once="demo:memo", by=lead, at=lead.at)
    return transcript(group, viewer=lead).ids


def _code(group: str, ids: list[str], coder: Viewer, *, place: int) -> None:
    for turn, said in zip(ids, TALK, strict=True):
        given = said[place].split()
        codes.code_turns(group, turns=[turn], codes=given, known=ids, by=coder, at=coder.at)
    codes.finish_coding(group, known=ids, by=coder, at=coder.at)


def _settle(group: str, ids: list[str], coder: Viewer) -> None:
    """Settle all differences but the last."""
    apart = [
        (turn, each)
        for turn, each in zip(ids, TALK, strict=True)
        if set(each[1].split()) != set(each[2].split())
    ]
    for turn, each in apart[:-1]:
        given = each[1].split()
        why = "We read the turn again together: the wider reading holds."
        codes.settle(group, turn=turn, codes=given, why=why, known=ids, by=coder, at=coder.at)


def _quote(group: str, ids: list[str], lead: Viewer, second: Viewer) -> None:
    """Clear one quote, refuse one, and leave one waiting."""
    chosen = (
        (5, "A bed tonight. Not a list of numbers to call tomorrow.", 0),
        (9, "One officer came back a second time […]. That helped.", 4),
        (11, "Teach the night staff. They see it and have no words for it.", 2),
    )
    made = []
    for place, words, code in chosen:
        said = TALK[place][0].partition(": ")[2]
        made.append(
            quotes.propose_quote(
                group,
                turn=ids[place],
                said=said,
                words=words,
                code=BOOK[code],
                once=f"demo:quote{place}",
                by=lead,
                at=lead.at,
            )
        )
    quotes.clear_quote(made[0], checked=True, by=second, at=second.at)
    why = "Only one officer here goes without a uniform."
    quotes.refuse_quote(made[1], why=why, by=second, at=second.at)
