"""How many answers of definitions a second, on one core: 100,000 patterns of facts x 6 texts.

Patterns are made up: each fact is yes, no or unknown, most often unknown, as on a case's board.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from datetime import date

from fourfold import reference
from fourfold.analysis import law
from ratio import verdict

LEAST_A_SECOND = 50_000
PATTERNS = 100_000
NOW, THEN = date(2022, 1, 1), date(2016, 1, 1)
ASKED = [
    ("FED_SEX", NOW),
    ("FED_LABOR", NOW),
    ("CGS_53A_192A", THEN),
    ("CGS_53A_192A", NOW),
    ("CT_DMST", NOW),
    ("CGS_53A_83B", NOW),
]


def patterns(vocabulary: law.Vocabulary, wanted: int) -> list[law.Facts]:
    """Make patterns that do not contradict themselves."""
    made: list[law.Facts] = []
    draw = random.Random(20)  # noqa: S311 - no secret is made of it
    while len(made) < wanted:
        answers = draw.choices(["yes", "no", "unknown"], weights=(2, 3, 5), k=len(vocabulary.order))
        try:
            made.append(vocabulary.facts(dict(zip(vocabulary.order, answers, strict=True))))
        except law.FactsDisagree:
            continue
    return made


def main() -> None:
    pack = reference.load_pack("ct")
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else PATTERNS
    asked = [(pack.definition(code), day) for code, day in ASKED]
    known = patterns(law.Vocabulary(pack.law_facts), wanted)
    said: Counter[str] = Counter()

    start = time.process_time()
    for facts in known:
        for definition, day in asked:
            said[law.determine(definition, facts, on=day).verdict] += 1
    seconds = time.process_time() - start
    rate = said.total() / seconds
    print(f"  {said.total():,} answers in {seconds:.1f} s: {rate:,.0f} a second")
    print(f"  {', '.join(f'{count:,} {each}' for each, count in sorted(said.items()))}")

    some = known[: max(1, wanted // 20)]
    start = time.process_time()
    for facts in some:
        for definition, day in asked:
            _ = law.determine(definition, facts, on=day).deciders
    rest = len(some) * len(asked) / (time.process_time() - start)
    print(f"  with every smallest set that would decide, for information: {rest:,.0f} a second")
    # Time of the process, since the clock would measure what else the machine does.
    verdict(f"{LEAST_A_SECOND:,} answers a second / ours", LEAST_A_SECOND / rate, 1)


if __name__ == "__main__":
    main()
