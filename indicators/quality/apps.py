from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "indicators.quality"
