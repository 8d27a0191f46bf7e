"""What a worker of the tests runs on: short patience with who stands still, and what it must do without."""

import copy
import os

from gevinst.settings.test import *  # noqa: F403
from gevinst.settings.test import DATABASES

if "options" in DATABASES["default"].get("OPTIONS", {}):
    DATABASES = copy.deepcopy(DATABASES)
    DATABASES["default"]["OPTIONS"]["options"] += " -c idle_in_transaction_session_timeout=6s"
if os.environ.get("GEVINST_TEST_WITHOUT"):
    CELERY_IMPORTS = ["tests.services.weakened"]
