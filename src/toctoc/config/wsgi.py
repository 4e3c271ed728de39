"""The site, for a WSGI server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from toctoc.config.logs import RequestLines

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.config.settings")

application = RequestLines(get_wsgi_application())
