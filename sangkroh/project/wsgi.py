"""The server's entry: refuses to serve a database whose guards are not those of this release."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkroh.project.settings")
application = get_wsgi_application()

from .readiness import faults  # noqa: E402  (needs Django set up)

if found := faults():
    raise ImproperlyConfigured(" ".join(found))
connections.close_all()
