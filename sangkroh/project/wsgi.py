"""The server's entry: refuses to serve a database whose guards are not those of this release."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkroh.project.settings")
application = get_wsgi_application()
