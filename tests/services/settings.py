"""What a worker of the tests runs on: short patience with who stands still, and what it must do without."""

import copy
import os

from gevinst.settings import base
from gevinst.settings.test import *  # noqa: F403
from gevinst.settings.test import DATABASES

DATABASES = copy.deepcopy(DATABASES)
_database = DATABASES["default"]
if "options" in _database["OPTIONS"]:
    _database["OPTIONS"]["options"] += " -c idle_in_transaction_session_timeout=6s"
else:
    _database["NAME"] = os.environ["GEVINST_TEST_DB_NAME"]
MEDIA_ROOT = os.environ.get("GEVINST_TEST_MEDIA", MEDIA_ROOT)  # noqa: F405
IMPORT_BLOCK_ROWS = int(os.environ.get("GEVINST_TEST_BLOCK_ROWS", base.IMPORT_BLOCK_ROWS))
if os.environ.get("GEVINST_TEST_PACE") == "production":
    JOB_LEASE_SECONDS = base.JOB_LEASE_SECONDS
    CELERY_BEAT_SCHEDULE = base.CELERY_BEAT_SCHEDULE
if os.environ.get("GEVINST_TEST_WITHOUT"):
    CELERY_IMPORTS = ["tests.services.weakened"]
CELERY_TASK_ACKS_LATE = "early_acks" in os.environ.get("GEVINST_TEST_WITHOUT", "")
