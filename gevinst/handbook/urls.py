from django.urls import path

from gevinst.handbook.views import pages

app_name = "handbook"
urlpatterns = [
    path("", pages.contents, name="contents"),
    path("ordliste/", pages.glossary, name="glossary"),
    path("hele/", pages.whole, name="whole"),
    path("<slug:slug>/", pages.chapter, name="chapter"),
]
