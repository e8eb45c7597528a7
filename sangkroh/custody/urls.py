from django.urls import path

from . import views

app_name = "custody"
urlpatterns = [
    path("custody/groups/<uuid:lot>/", views.lot, name="lot"),
    path("custody/groups/<uuid:lot>/count/<uuid:account>/", views.count, name="count"),
    path("custody/groups/<uuid:lot>/hold/", views.hold, name="hold"),
    path("custody/holds/<uuid:hold>/lift/", views.lift, name="lift"),
    path("custody/places/", views.places, name="places"),
    path("custody/places/<uuid:account>/", views.place, name="account"),
    path("custody/places/<uuid:account>/count/", views.head_count, name="head-count"),
    path("custody/cases/<uuid:case>/dispatch/", views.dispatch, name="dispatch"),
    path("custody/hand-overs/<uuid:handover>/receive/", views.receive, name="receive"),
    path("custody/requests/<uuid:request_id>/", views.request_page, name="request"),
    path("custody/requests/<uuid:request_id>/decline/", views.decline, name="decline"),
    path("custody/alarms/<uuid:alarm>/explain/", views.explain, name="explain"),
    path("custody/facts/<uuid:fact>/review/", views.review, name="review"),
]
