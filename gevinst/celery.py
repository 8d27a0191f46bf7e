"""The Celery application. Jobs live in the database; Celery only wakes workers (gevinst/jobs)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gevinst.settings.production")

app = Celery("gevinst")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["gevinst.jobs"])
