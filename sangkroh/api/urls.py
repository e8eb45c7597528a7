from django.urls import path

from . import views

app_name = "api"
urlpatterns = [
    path("api/v1/", views.front, name="front"),
    path("api/v1/openapi.json", views.describe, name="openapi"),
    path("api/v1/do/<str:name>", views.do, name="do"),
    path("api/v1/<path:name>/<uuid:pk>", views.one, name="one"),
    path("api/v1/<path:name>", views.many, name="many"),
]
