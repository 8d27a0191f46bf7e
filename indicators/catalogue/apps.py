from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "indicators.catalogue"
