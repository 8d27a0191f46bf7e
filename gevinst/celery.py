"""The Celery application. Jobs live in the database; Celery only wakes workers (gevinst/jobs)."""

import os

from celery import Celery
from kombu.transport.redis import Channel

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gevinst.settings.production")

app = Celery("gevinst")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["gevinst.jobs"])
# A message in hand is not put back when the connection is lost: with Redis away that would end the worker,
# and a message that is lost is made up for (gevinst.jobs.tasks.wake_waiting_jobs).
Channel.do_restore = False
