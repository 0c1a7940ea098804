"""A page with forty sealed values of one record, against the same page with forty plain columns."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

HOME = tempfile.TemporaryDirectory()
os.environ["FOURFOLD_MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["FOURFOLD_VAR"] = HOME.name
sys.path.insert(0, str(Path(__file__).parents[1]))

import django  # noqa: E402 - settings are read when Django starts

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import models  # noqa: E402
from django.template import engines  # noqa: E402
from tests.desk import make  # noqa: E402
from tests.desk.models import Folder  # noqa: E402

from fourfold.security import keys, redact  # noqa: E402
from ratio import by_turns, verdict  # noqa: E402

BOUND = 2.0
PAGES, ROUNDS = 20, 15
HOLDER = "HOLDER0000000000"


class PlainFolder(models.Model):
    """The same columns, not sealed."""

    id = models.CharField(primary_key=True, max_length=16)
    person = models.CharField(max_length=16)
    holder = models.CharField(max_length=16)
    for name in make.SEALED:
        vars()[name] = models.TextField()

    class Meta:
        app_label = "desk"

    def __str__(self) -> str:
        return f"plain folder {self.id}"


LIST = "".join(
    f"<div><dt>{name}</dt><dd>{{{{ folder.{name} }}}}</dd></div>\n" for name in make.SEALED
)
BARE = engines["django"].from_string(f"<dl>{LIST}</dl>")
PAGE = engines["django"].from_string(
    f"{{% extends 'base.html' %}}{{% block main %}}<dl>{LIST}</dl>{{% endblock %}}"
)


def page(model: type[models.Model], folder: str, template: Any = PAGE) -> str:
    """Answer as a request does: keys are fetched anew and forgotten at the end."""
    with keys.opened(holder=HOLDER):
        shown: str = template.render({"folder": model._default_manager.get(pk=folder)})
    redact.forget()
    return shown


def main() -> None:
    call_command("migrate", verbosity=0, run_syncdb=True)
    sealed = make.folder()
    PlainFolder.objects.create(
        id=sealed.id,
        person=sealed.person,
        holder=HOLDER,
        **{name: str(value) for name, value in make.values().items()},
    )
    canaries = [
        str(value)
        for name, value in make.values().items()
        if name not in ("born_on", "other_names")
    ]
    for model in (Folder, PlainFolder):
        assert all(each in page(model, sealed.id) for each in canaries), model

    ratio = by_turns(
        lambda: [page(Folder, sealed.id) for _ in range(PAGES)],
        lambda: [page(PlainFolder, sealed.id) for _ in range(PAGES)],
        rounds=ROUNDS,
    )
    print("the forty values alone, without the site's frame around them:")
    bare = by_turns(
        lambda: [page(Folder, sealed.id, BARE) for _ in range(PAGES)],
        lambda: [page(PlainFolder, sealed.id, BARE) for _ in range(PAGES)],
        rounds=ROUNDS,
    )
    print(f"  ratio {bare:.2f}, for information")
    verdict("page of 40 sealed values / page of 40 plain ones", ratio, BOUND)


if __name__ == "__main__":
    main()
