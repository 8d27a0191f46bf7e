from collections.abc import Iterator

from django.urls import URLPattern, path

from gevinst.onboarding.forms import FORMS
from gevinst.onboarding.tasks import TASKS, task_for
from gevinst.onboarding.views import programme, tasks

AT = "<str:kind>/<str:code>/"


def _tasks() -> Iterator[URLPattern]:
    for code in TASKS:
        view = tasks.answered if code in FORMS else tasks.shown
        yield path(f"{AT}{task_for(code).slug}/", view, {"task": code}, name=code)


app_name = "onboarding"
urlpatterns = [
    path("", programme.start, name="start"),
    path(AT, programme.programme, name="programme"),
    *_tasks(),
]
