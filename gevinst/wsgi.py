"""Entry point of WSGI servers."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gevinst.settings.production")
application = get_wsgi_application()
# The code stays: going through it to find what may go took a fifth of each answer.
gc.collect()
gc.freeze()
