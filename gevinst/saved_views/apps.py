from django.apps import AppConfig


class SavedViewsConfig(AppConfig):
    name = "gevinst.saved_views"
