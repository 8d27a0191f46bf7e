"""Entry point of WSGI servers."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gevinst.settings.production")
application = get_wsgi_application()
# Django loads the pages with the first question: whoever asked it waited seconds.
import_module(settings.ROOT_URLCONF)
# The code stays: going through it to find what may go took a fifth of each answer.
gc.collect()
gc.freeze()
