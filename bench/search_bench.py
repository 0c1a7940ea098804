"""Searching 100,000 listings by words, against the bare full-text search of the same engine."""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

HOME = tempfile.TemporaryDirectory()
os.environ["FOURFOLD_MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["FOURFOLD_VAR"] = HOME.name
sys.path.insert(0, str(Path(__file__).parents[1]))

import django  # noqa: E402 - settings are read when Django starts

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from fourfold.catalog import fulltext, indexing, search  # noqa: E402
from fourfold.catalog.choices import Only  # noqa: E402
from fourfold.catalog.models import ListingTerm, PublishedListing  # noqa: E402
from fourfold.catalog.words import asked_words, groups, term  # noqa: E402
from fourfold.reference import active_pack  # noqa: E402
from ratio import verdict  # noqa: E402

BOUND = 3.0
LISTINGS = int(os.environ.get("LISTINGS", 0)) or 100_000
ROUNDS, SHOWN = 7, search.MOST + 1
AT, TODAY = datetime(2030, 1, 7, 9, tzinfo=UTC), date(2030, 1, 7)
PLAIN = {
    "sqlite": "SELECT rowid FROM catalog_listing_fts WHERE catalog_listing_fts MATCH %s "
    "ORDER BY rank LIMIT %s",
    "postgresql": "SELECT listing_id FROM catalog_listingwords, CAST(%s AS tsquery) asked "
    "WHERE fts @@ asked ORDER BY ts_rank('{0, 0.1, 0.5, 1}', fts, asked) DESC LIMIT %s",
}
"""The peer: the engine finds and ranks, and gives ids. No words, day, slips, reasons."""
ANY = Only()
CHOSEN = (
    Only(language="spa"),
    Only(age=16),
    Only(now=datetime(2030, 1, 7, 9, 30, tzinfo=UTC)),
    Only(language="spa", age=16, now=datetime(2030, 1, 5, 22, tzinfo=UTC)),
)
"""What is chosen beside the words: each is terms of the one question."""
LANGUAGES = (("eng", "English"), ("spa", "Spanish"), ("por", "Portuguese"), ("pol", "Polish"))
HOURS = (("MO,TU,WE,TH,FR", "08:30", "17:00"), ("MO,WE,SA", "10:00", "19:00"))
ALWAYS = ("MO,TU,WE,TH,FR,SA,SU", "00:00", "00:00")


def vocabulary(size: int) -> list[str]:
    """Return made-up words, the first the most common."""
    chance = random.Random(7)  # noqa: S311 - made-up words, the same in every run
    parts = [f"{a}{b}" for a in "bcdfghjklmnprstvwz" for b in "aeiou"]
    return ["".join(chance.choices(parts, k=chance.choice((2, 3, 4)))) for _ in range(size)]


def service(nth: int, words: list[str], kinds: list[tuple[str, str]]) -> dict[str, object]:
    """Return a made-up cleared service; common words are common."""
    chance = random.Random(nth)  # noqa: S311

    def some(count: int) -> str:
        return " ".join(words[int(len(words) * chance.random() ** 3)] for _ in range(count))

    pack, open_at = active_pack(), ALWAYS if nth % 5 == 0 else HOURS[nth % len(HOURS)]
    areas = [pack.name] if nth % 4 == 0 else [chance.choice(pack.towns).name]
    owner = f"{some(2)} {chance.choice(('house', 'center', 'harbor'))}"
    return {
        "id": str(UUID(int=nth)),
        "name": some(3),
        "description": some(25),
        "organization": {"id": str(UUID(int=nth)), "name": owner},
        "attributes": [
            {"value": code, "label": label}
            for code, label in chance.sample(kinds, chance.choice((1, 2)))
        ],
        "languages": [
            {"code": code, "name": name} for code, name in LANGUAGES[: 1 + nth % len(LANGUAGES)]
        ],
        "service_areas": [{"name": each} for each in areas],
        "schedules": [dict(zip(("byday", "opens_at", "closes_at"), open_at, strict=True))],
        "minimum_age": chance.choice((0, 12, 18)),
        "maximum_age": chance.choice((21, 64, 120)),
    }


def fill(words: list[str]) -> None:
    """Write the listings in bulk, indexed as every other."""
    kinds = [(row["code"], row["name"]) for row in active_pack().rows("service_types")]
    for first in range(0, LISTINGS, 5_000):
        with transaction.atomic():
            made = PublishedListing.objects.bulk_create(
                PublishedListing(
                    kind="service",
                    code=str(UUID(int=nth)),
                    service=str(UUID(int=nth)),
                    organization=str(UUID(int=nth)),
                    content=service(nth, words, kinds),
                    shown_until=date(2031, 1, 1),
                    modified_at=AT,
                )
                for nth in range(first, min(first + 5_000, LISTINGS))
            )
            indexing.keep(made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def slip(word: str) -> str:
    """Return a word with two letters swapped in its middle."""
    at = len(word) // 2
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


Asked = tuple[str, Only, tuple[str, ...]]
"""Words, choices, and areas."""


def questions(words: list[str]) -> dict[str, list[Asked]]:
    """Return what is asked, by sort."""
    rare = [words[nth] for nth in range(len(words) // 3, len(words), len(words) // 40)]
    common = words[:400:20]
    lexicon = ["shelter", "bed", "lawyer", "food", "job", "doctor", "interpreter", "therapy"]
    spanish = ["albergue", "abogado", "lugar para dormir", "comida", "trabajo", "terapia"]
    pairs = [f"{one} {other}" for one, other in zip(common, words[5:400:20], strict=True)]
    pack = active_pack()
    here = (pack.towns[0].name, pack.name)
    typed = {
        "one rare word": rare,
        "one common word": common,
        "two words": pairs,
        "words of the pack": lexicon + spanish,
        "with a slip": [slip(each) for each in rare if len(each) > 5],
    }
    asked = {sort: [(each, ANY, ()) for each in some] for sort, some in typed.items()}
    words_chosen = [*common[:8], *pairs[:8], *lexicon]
    asked["words and choices"] = [
        (each, CHOSEN[nth % len(CHOSEN)], here if nth % 2 else ())
        for nth, each in enumerate(words_chosen)
    ]
    return asked


def asked(each: Asked) -> str:
    """
    Return the same question in the engine's words, slips made good beforehand.

    Where no listing has all words, ours asks a second time for some of them; the peer asks that
    second question only.
    """
    typed, only, areas = each
    known = search.lexicon_of(active_pack())
    found = ours(each)
    good = dict(found.meant)
    own = [(term(good.get(each, each)), each) for each in asked_words(typed)]
    means = [each.means for each in groups(own, lexicon=known)]
    if found.is_loose:
        means = [frozenset().union(*means)]
    return fulltext.asked_of(connection.vendor, [*means, *search.chosen(areas, only)])


def ours(each: Asked) -> search.Answer:
    """Ask the search as the page does."""
    typed, only, areas = each
    return search.search(typed, pack=active_pack(), today=TODAY, only=only, areas=areas)


def plain(question: str) -> list[int]:
    """Ask the peer."""
    with connection.cursor() as cursor:
        cursor.execute(PLAIN[connection.vendor], [question, SHOWN])
        return [row[0] for row in cursor.fetchall()]


def p95(times: list[float]) -> float:
    """Return the time that 95 of 100 do not pass."""
    return sorted(times)[int(0.95 * (len(times) - 1))]


def main() -> None:
    call_command("migrate", verbosity=0, run_syncdb=True)
    words = vocabulary(20_000)
    began = time.perf_counter()
    fill(words)
    print(
        f"{connection.vendor}: {LISTINGS} listings, {ListingTerm.objects.count()} terms: "
        f"{time.perf_counter() - began:.0f} s"
    )
    all_own: list[float] = []
    all_bare: list[float] = []
    for sort, some in questions(words).items():
        told = [(each, asked(each)) for each in some]
        own: list[float] = []
        bare: list[float] = []
        hits = loose = 0
        for nth in range(ROUNDS):
            for each, question in told:
                start = time.perf_counter()
                found = ours(each)
                middle = time.perf_counter()
                ids = plain(question)
                end = time.perf_counter()
                assert bool(found.hits) == bool(ids), each
                if nth:  # the first round warms both
                    own.append(middle - start)
                    bare.append(end - middle)
                    hits += len(found.hits)
                    loose += found.is_loose
        print(
            f"  {sort}: ours {1000 * p95(own):.2f} ms, bare {1000 * p95(bare):.2f} ms (p95), "
            f"{hits / max(1, len(own)):.0f} hits, {loose} of {len(own)} with some of the words"
        )
        all_own += own
        all_bare += bare
    print(f"  all: ours {1000 * p95(all_own):.2f} ms, bare {1000 * p95(all_bare):.2f} ms (p95)")
    verdict(
        "search by words / the engine's bare full-text search, p95",
        p95(all_own) / p95(all_bare),
        BOUND,
    )


if __name__ == "__main__":
    main()
