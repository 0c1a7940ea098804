"""How long from one moment to another, reckoned by the database itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models

A_MOMENT = timedelta(milliseconds=100) / timedelta(days=1)
"""A tenth of a second in days: SQLite reckons in floats."""


class DaysBetween(models.Func):
    """Days from one moment to a later one, reckoned by the database with its own functions."""

    output_field = models.FloatField()
    arity = 2

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(julianday(%(second)s) - julianday(%(first)s))"
        return self._written(compiler, template)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(EXTRACT(EPOCH FROM (%(second)s - %(first)s)) / 86400.0)"
        return self._written(compiler, template)

    def _written(self, compiler: Any, template: str) -> Any:
        first, second = (compiler.compile(each) for each in self.get_source_expressions())
        words = template % {"first": first[0], "second": second[0]}
        return words, [*second[1], *first[1]]
