"""The door for web servers."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourfold.config.settings")
django.setup(set_prefix=False)

from fourfold.security.edges.entrance import Entrance  # noqa: E402 - after Django's start

application = Entrance()

from fourfold.apps.cases.jobs import reports  # noqa: E402 - after Django's start
from fourfold.security.audit.verification import at_start  # noqa: E402 - likewise
from fourfold.security.custody.start import check_keys  # noqa: E402 - likewise

check_keys()  # whatever server starts it: without the right keys nothing is answered
at_start()  # a log that was changed shuts the records, not the site
reports.at_start()  # what waits on the disk comes in; trouble with it stops nothing
