from django.urls import path

from gevinst.definitions.views import question

app_name = "definitions"
urlpatterns = [path("gevinst/<int:pk>/", question.question_page, name="question")]
