"""What Django looks for in a database's package: its connection."""

from __future__ import annotations

import os
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """
    A connection that is kept from request to request, as long as its file is the same file.

    Whoever restores a backup by moving a file into place would else be answered from the file
    before, and what is saved then would be gone.
    """

    _file: tuple[int, int] | None = None
    """Disk and number of the file that is open; None: no file, as in tests in memory."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the file and remember which it is."""
        opened = super().get_new_connection(conn_params)
        self._file = self._there()
        return opened

    def is_usable(self) -> bool:
        """Tell whether the file that is open still stands at its address; asked once a request."""
        return self._file == self._there() and super().is_usable()

    def _there(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self.settings_dict["NAME"])
        except OSError:
            return None
        return found.st_dev, found.st_ino
