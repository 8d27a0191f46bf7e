from django.urls import path

from gevinst.reminders.views import reminders, settings, unsubscribe

app_name = "reminders"
urlpatterns = [
    path("", reminders.reminder_list, name="list"),
    path("antall/", reminders.bell, name="bell"),
    path("e-post/", settings.settings_page, name="settings"),
    path("avmeld/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
]
