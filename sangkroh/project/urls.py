"""The addresses: each room brings its own urls.py; what a room lacks it does not have."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from . import views

urlpatterns = [
    path("health/", views.health, name="health"),
    path("health/details/", views.health_details, name="health-details"),
    *(
        path("", include(f"sangkroh.{room}.urls"))
        for room in settings.ROOMS
        if find_spec(f"sangkroh.{room}.urls")
    ),
]
handler400 = "sangkroh.core.views.bad_request"
