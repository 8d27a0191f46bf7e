from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "gevinst.jobs"

    def ready(self) -> None:
        from gevinst import checks  # noqa: F401 - importing registers them
