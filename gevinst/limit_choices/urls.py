from django.urls import path

from gevinst.limit_choices.views import choosing

app_name = "limit_choices"
urlpatterns = [
    path("<int:pk>/ta-tilbake/", choosing.take_back, name="take_back"),
    path("<str:kind>/<str:code>/<slug:slug>/", choosing.choices_page, name="choices"),
    path("<str:kind>/<str:code>/<slug:slug>/sprang/", choosing.screen, name="screen"),
]
