from django.urls import path

from gevinst.saved_views.views import saving

app_name = "saved_views"
urlpatterns = [
    path("<slug:board>/lagre/", saving.save, name="save"),
    path("<int:pk>/slett/", saving.delete, name="delete"),
    path("<int:pk>/apne-med/", saving.open_with, name="open_with"),
]
