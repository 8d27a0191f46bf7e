from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "gevinst.jobs"
