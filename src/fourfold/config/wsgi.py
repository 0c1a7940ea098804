"""The door for web servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourfold.config.settings")
application = get_wsgi_application()

from fourfold.security.custody.start import check_keys  # noqa: E402 - after Django's start

check_keys()  # whatever server starts it: without the right keys nothing is answered
