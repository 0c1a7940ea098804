"""
What every test shares: the test mode, no network beyond this machine, and a real Chromium.
"""

from __future__ import annotations

import os

os.environ.setdefault("FOURFOLD_MODE", "test")
# Playwright's calls run inside an event loop; the tests' own database calls are plain ones.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Tests of several processes are given a width; the command line would keep it for good.
os.environ.pop("COLUMNS", None)

import shutil
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from hypothesis import settings as generated
from whitenoise.middleware import WhiteNoiseMiddleware

LONG = os.environ.get("FOURFOLD_LONG") == "1"
"""True under `make test-long`: many more generated cases."""

# The same cases on every ordinary run, so that a red run is red for everybody; new ones when long.
generated.register_profile("short", deadline=None, max_examples=60, derandomize=True)
generated.register_profile("long", deadline=None, max_examples=3_000, print_blob=True)
generated.load_profile("long" if LONG else "short")

LAUNCH = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
HERE = {"127.0.0.1", "::1", "localhost"}


def pytest_configure() -> None:
    # pytest-django reads the settings before any conftest; without the Makefile's variable they
    # would be those of the demonstration.
    settings.MODE, settings.DEMO = os.environ["FOURFOLD_MODE"], False
    settings.ANCHORS = None  # tests that want anchors name a file of their own
    from tests.make.emptying import allow_emptying  # Django has to be ready

    allow_emptying()


class NetworkRefused(RuntimeError):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse connections to anything but this machine, in the whole test process."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    yield
    patch.undo()


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and address[0] not in HERE:
            raise NetworkRefused(f"A test tried to reach {address[0]}. Tests stay on this machine.")
        return connect(self, address)

    return guarded


@pytest.fixture(autouse=True, scope="session")
def _static_files_once() -> Iterator[None]:
    """Look up the static files for the first test client only: each of them starts the site."""
    look, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def once(site: WhiteNoiseMiddleware) -> None:
        if not found:
            look(site)
            found.update(site.files)
        site.files.update(found)

    patch = pytest.MonkeyPatch()
    patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", once)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """Start each test without pages kept from another."""
    cache.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the Chromium of this machine; without one, skip, but never in CI."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        message = "No Chromium on this machine. On Debian: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(f"{message} (CI may not skip the browser tests)")
        pytest.skip(message)
    return {**browser_type_launch_args, "executable_path": found, "args": list(LAUNCH)}
