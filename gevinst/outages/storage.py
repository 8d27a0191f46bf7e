"""Files that are there whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class WholeFiles(FileSystemStorage):
    """What could not be written to its end, as when the disk is full, is removed again at once."""

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        was_there = path.exists()
        try:
            return super()._save(name, content)  # type: ignore[misc, no-any-return]
        except OSError:
            if not was_there:
                with suppress(OSError):
                    path.unlink()
            raise


class WhileReceived(TemporaryFileUploadHandler):
    """Django's, which leaves what the disk had no room for until somebody collects the garbage."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            with suppress(OSError):
                self.upload_interrupted()
            raise
