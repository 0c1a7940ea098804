"""
G6 for reports: the site and the job are killed again and again; what was acknowledged is there.

A report counts as acknowledged once its number was on the page, or once it was sealed on the disk.
"""

from __future__ import annotations

import json
import random
import threading
import time

import pytest

from tests.conftest import LONG
from tests.make.databases import new_database
from tests.make.served import NotAnswered, Site, address_of, served

pytestmark = pytest.mark.slow
KILLS = 60 if LONG else 2
WRITERS = 3
ASIDE = 40
LONGEST = 1.2
"""Seconds that a server may serve before it is killed."""
LOOKS = ("-m", "tests.apps.cases.told")


class Tellers:
    """People who send the page until it is answered, however often the site goes away."""

    def __init__(self, site: Site) -> None:
        self.site, self.receipts = site, dict[str, str]()
        self.unanswered: list[str] = []
        self.stop, self.again = threading.Event(), 0
        self.trouble: list[str] = []

    def work(self, who: int) -> None:
        """Send one report after the other until stopped."""
        nth = 0
        while not self.stop.is_set():
            nth += 1
            self.send(f"page-{who}-{nth}", who * 10_000 + nth)

    def send(self, key: str, nth: int) -> None:
        """Send a page, and press the button again whenever no answer came."""
        while True:
            try:
                self.receipts[key] = self.site.tell(key, key, address=address_of(nth))
            except NotAnswered:
                self.again += 1
                time.sleep(0.05)
            except AssertionError as problem:
                self.trouble.append(f"{key}: {problem}")
                return
            else:
                return


def test_what_was_acknowledged_is_there_once_however_often_all_is_killed(tmp_path):
    seed = time.time_ns()
    chance = random.Random(seed)  # noqa: S311 - no secret; the seed is told where it fails
    note = tmp_path / "keys.json"
    note.write_text(json.dumps([f"aside-{nth}" for nth in range(ASIDE)]))
    with new_database(tmp_path) as database, served(database) as site:
        aside = database.run(*LOOKS, "lay_aside", str(note))
        assert aside.returncode == 0, aside.stderr
        tellers = Tellers(site)
        threads = [threading.Thread(target=tellers.work, args=(who,)) for who in range(WRITERS)]
        for each in threads:
            each.start()
        for _ in range(KILLS):
            job = database.start(*LOOKS, "take_in", "")
            site.start()
            time.sleep(chance.uniform(0, LONGEST))
            site.kill()
            job.kill()
            job.communicate()
        tellers.stop.set()
        site.start()
        for each in threads:
            each.join()
        receipts = tellers.receipts | json.loads(aside.stdout)
        note.write_text(json.dumps(receipts))
        looked = database.run(*LOOKS, "look", str(note))
        assert looked.returncode == 0, looked.stderr
        found = json.loads(looked.stdout)

        assert tellers.trouble == [], seed
        assert len(tellers.receipts) > KILLS, "the site took nearly nothing"
        assert found == {
            "lost": [],
            "unreadable": 0,
            "doubled": 0,
            "waiting": 0,
            "log holds": True,
            **dict.fromkeys(("reports", "receipts", "lines", "queued", "audited"), len(receipts)),
        }, (seed, tellers.again)
        if not database.url:
            assert database.ask("PRAGMA integrity_check") == [("ok",)]
            assert database.ask("PRAGMA foreign_key_check") == []
