from django.urls import path

from .views import counting, facts, groups, handover, holds, moving, requests

app_name = "custody"
urlpatterns = [
    path("custody/groups/<uuid:lot>/", groups.lot, name="lot"),
    path("custody/groups/<uuid:lot>/count/<uuid:account>/", counting.count, name="count"),
    path("custody/groups/<uuid:lot>/correct/", counting.correct, name="correct"),
    path("custody/groups/<uuid:lot>/move/", moving.move, name="move"),
    path("custody/groups/<uuid:lot>/split/", moving.split, name="split"),
    path("custody/groups/<uuid:lot>/marks/", moving.marks, name="marks"),
    path("custody/groups/<uuid:lot>/dispatch/", handover.dispatch_group, name="dispatch-group"),
    path("custody/groups/<uuid:lot>/hold/", holds.hold, name="hold"),
    path("custody/holds/<uuid:hold>/lift/", holds.lift, name="lift"),
    path("custody/places/", groups.places, name="places"),
    path("custody/places/<uuid:account>/", groups.place, name="account"),
    path("custody/places/<uuid:account>/count/", counting.head_count, name="head-count"),
    path("custody/places/<uuid:account>/move/", moving.move_place, name="move-place"),
    path("custody/places/<uuid:account>/dispatch/", handover.dispatch_place, name="dispatch-place"),
    path("custody/cases/<uuid:case>/dispatch/", handover.dispatch, name="dispatch"),
    path("custody/hand-overs/<uuid:handover>/receive/", handover.receive, name="receive"),
    path("custody/requests/<uuid:request_id>/", requests.request_page, name="request"),
    path("custody/requests/<uuid:request_id>/decline/", requests.decline, name="decline"),
    path("custody/alarms/<uuid:alarm>/explain/", counting.explain, name="explain"),
    path("custody/facts/<uuid:fact>/review/", facts.review, name="review"),
]
