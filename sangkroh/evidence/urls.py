from django.urls import path

from . import views

app_name = "evidence"
urlpatterns = [
    path("evidence/of/<uuid:case>/add/", views.add, name="add"),
    path("evidence/<uuid:file>/", views.file, name="file"),
    path("evidence/<uuid:file>/small/", views.small, name="small"),
    path("evidence/<uuid:file>/original/", views.original, name="original"),
    path("evidence/<uuid:file>/check/", views.check, name="check"),
    path("evidence/awaited/<uuid:pending>/bring/", views.bring, name="bring"),
    path("evidence/awaited/<uuid:pending>/give-up/", views.give_up, name="give-up"),
]
