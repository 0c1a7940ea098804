"""The settings of the test suite: the site's own, and a desk with made-up records."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("FOURFOLD_MODE", "test")

from fourfold.config.settings import *  # noqa: F403 - all of them
from fourfold.config.settings import DATABASES
from fourfold.config.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "tests.desk"]
if DATABASES["default"]["ENGINE"] == "fourfold.config.sqlite":
    # pytest-django keeps a database in memory for each process only of Django's own SQLite. Ours
    # differs for files alone; processes that tests start have it.
    DATABASES["default"]["ENGINE"] = "django.db.backends.sqlite3"
if "FOURFOLD_VAR" not in os.environ:  # a test must leave no keys in the checkout
    _HOME = tempfile.TemporaryDirectory(prefix="fourfold-test-")
    KEY_STORE = str(Path(_HOME.name) / "person-keys.sqlite3")
    SPOOL = Path(_HOME.name) / "waiting"
    UPLOADS = Path(_HOME.name) / "uploads"
    STORE = str(Path(_HOME.name) / "store")
os.environ["DJANGO_SETTINGS_MODULE"] = "fourfold.config.settings"  # for the processes tests start
