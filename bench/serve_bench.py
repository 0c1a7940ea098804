"""A kept figures page from the site's own server with two workers, in requests a second."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from ratio import verdict

PAGE = "/figures/DCF_REFERRALS_BY_AGE/"
ROOT = Path(__file__).resolve().parents[1]
WANTED = 1_000
"""Requests a second on two cores."""
CORES = 2
EACH, CALLERS, WARM = 2_000, 2, 100
TICK = os.sysconf("SC_CLK_TCK")


def ask(port: int, times: int) -> int:
    """Ask for the page over one line that is kept open; returns how many answers were right."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    right = 0
    for _ in range(times):
        line.request("GET", PAGE)
        answer = line.getresponse()
        right += answer.status == 200 and len(answer.read()) > 10_000
    line.close()
    return right


def worked(group: int) -> float:
    """Return the seconds of work of all processes of a group so far."""
    spent = 0
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = each.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(parts[2]) == group:
            spent += int(parts[11]) + int(parts[12])
    return spent / TICK


def main() -> None:
    print(os.environ.get("DATABASE_URL", "sqlite").partition(":")[0], end=": ")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "FOURFOLD_VAR": home, "FOURFOLD_MODE": "test"}
        environment |= {"PYTHONPATH": str(ROOT / "src")}
        environment.setdefault("FOURFOLD_ASSETS", str(ROOT / "var" / "assets"))
        command = [str(Path(sys.executable).with_name("fourfold"))]
        subprocess.run([*command, "db", "prepare"], env=environment, check=True, stdout=2)
        serve = [*command, "serve", "--port", str(port), "--workers", str(CORES), "--no-worker"]
        with subprocess.Popen(serve, env=environment, start_new_session=True, stdout=2) as site:
            try:
                for _ in range(100):
                    try:
                        [ask(port, WARM) for _ in range(3 * CORES)]
                        break
                    except OSError:
                        time.sleep(0.2)
                before, start = worked(site.pid), time.perf_counter()
                with ProcessPoolExecutor(CALLERS) as callers:
                    right = sum(callers.map(ask, [port] * CALLERS, [EACH] * CALLERS))
                wall, work = time.perf_counter() - start, worked(site.pid) - before
            finally:
                os.killpg(site.pid, 15)
    asked = EACH * CALLERS
    if right != asked:
        sys.exit(f"{asked - right} of {asked} answers were wrong")
    print(
        f"{asked / wall:.0f} requests a second, with the callers on the same {os.cpu_count()} cores"
    )
    each = 1000 * work / asked
    print(f"{each:.2f} ms of the server's work each: {CORES * 1000 / each:.0f} a second")
    verdict("1,000 a second / the server's own on two cores", WANTED * work / (CORES * asked), 1)


if __name__ == "__main__":
    main()
