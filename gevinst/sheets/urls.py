from django.urls import path

from gevinst.sheets import views

app_name = "sheets"
urlpatterns = [
    path("", views.catalogue, name="list"),
    path("last-ned/", views.download, name="download"),
    path("<slug:slug>/", views.sheet, name="sheet"),
]
