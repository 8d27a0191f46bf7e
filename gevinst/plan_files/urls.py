from django.urls import path

from gevinst.plan_files.views import feeds, files, returned

RETURNED = "<int:pk>/fil/inn/<int:returned>/"

app_name = "plan_files"
urlpatterns = [
    path("<int:pk>/fil/", files.files_page, name="files"),
    path("<int:pk>/fil/inn/", returned.new, name="new"),
    path(RETURNED, returned.returned_page, name="returned"),
    path(f"{RETURNED}lagre/", returned.save, name="save"),
    path(f"{RETURNED}forkast/", returned.drop, name="drop"),
    path("<int:pk>/fil/laget/<int:made>/", files.made_page, name="made"),
    path("<int:pk>/fil/laget/<int:made>/hent/", files.fetch, name="fetch"),
    path("<int:pk>/fil/<str:form>/lag/", files.order, name="order"),
    path("<int:pk>/fil/<str:form>/", files.download, name="download"),
    path("kalender/", feeds.feed_page, name="feed_page"),
    path("kalender/ny/", feeds.open_feed, name="open_feed"),
    path("kalender/stopp/", feeds.close_feed, name="close_feed"),
    path("kalender/<str:secret>.ics", feeds.feed, name="feed"),
]
