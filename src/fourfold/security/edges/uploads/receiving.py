"""Receiving files with a form: in memory only, and never more than the site can take."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from fourfold.security.edges.uploads.accepting import MOST_BYTES


class InMemory(FileUploadHandler):
    """
    Django's upload handler here: its own would put files of over 2.5 MB on disk, in plain text.

    All files of one request together may have 25 MB; then the request is answered with 413.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._taken = 0
        self._content = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self._content = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece."""
        self._taken += len(raw_data)
        if self._taken > MOST_BYTES:
            raise RequestDataTooBig("The files of this request have more than 25 MB together.")
        self._content.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Hand over a file."""
        self._content.seek(0)
        return InMemoryUploadedFile(
            self._content,
            self.field_name,
            self.file_name or "",
            self.content_type or "",
            file_size,
            self.charset,
            self.content_type_extra,
        )
