from django.apps import AppConfig


class LimitChoicesConfig(AppConfig):
    name = "gevinst.limit_choices"
