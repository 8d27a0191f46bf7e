from django.urls import path

app_name = "values"
urlpatterns: list = []
