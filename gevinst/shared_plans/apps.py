from django.apps import AppConfig


class SharedPlansConfig(AppConfig):
    name = "gevinst.shared_plans"
