from django.urls import path

from gevinst.learning.views import lessons, sharing

app_name = "learning"
urlpatterns = [
    path("deling/<int:pk>/", sharing.sharing_page, name="sharing"),
    path("deling/<int:pk>/del/", sharing.share, name="share"),
    path("deling/<int:pk>/trekk/", sharing.withdraw, name="withdraw"),
    path("<slug:slug>/", lessons.lesson_page, name="lesson"),
]
