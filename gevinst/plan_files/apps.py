from django.apps import AppConfig


class PlanFilesConfig(AppConfig):
    name = "gevinst.plan_files"
