from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class JobsConfig(AppConfig):
    name = "gevinst.jobs"

    def ready(self) -> None:
        from gevinst import checks  # noqa: F401 - importing registers them

        Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir(parents=True, exist_ok=True)
