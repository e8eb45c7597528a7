from django.urls import path

from . import views

app_name = "seizures"
urlpatterns = [
    path("seizures/of/<uuid:case>/record/", views.record, name="record"),
    path("seizures/<uuid:scene>/", views.scene, name="scene"),
    path("seizures/<uuid:scene>/event/", views.event, name="event"),
    path("seizures/<uuid:scene>/lines/", views.lines, name="lines"),
    path("seizures/<uuid:scene>/place/", views.place, name="place"),
    path("seizures/<uuid:scene>/circumstances/", views.circumstances, name="circumstances"),
    path("seizures/<uuid:scene>/consignment/", views.consignment, name="consignment"),
    path("seizures/<uuid:scene>/ground/", views.ground, name="ground"),
    path("seizures/<uuid:scene>/officer/", views.officer, name="officer"),
    path("seizures/<uuid:scene>/witness/", views.witness, name="witness"),
    path("seizures/<uuid:scene>/conveyance/", views.conveyance, name="conveyance"),
    path("seizures/<uuid:scene>/photos/", views.photos, name="photos"),
    path("seizures/<uuid:scene>/state/", views.state, name="state"),
    path("seizures/<uuid:scene>/reconcile/", views.reconcile, name="reconcile"),
    path("seizures/<uuid:scene>/regime/", views.regime, name="regime"),
    path("seizures/line/<uuid:line>/book/", views.book, name="book"),
    path("seizures/line/<uuid:line>/correct/", views.correct, name="correct"),
    path("seizures/line/<uuid:line>/handling/", views.handling, name="handling"),
]
