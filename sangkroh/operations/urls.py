from django.urls import path

from . import views

app_name = "operations"
urlpatterns = [
    path("operations/", views.operations, name="operations"),
    path("operations/<uuid:operation>/", views.operation, name="operation"),
    path("cases/<uuid:case>/operations/new/", views.plan, name="plan"),
    *(
        path(f"operations/<uuid:operation>/{what}/", views.act, {"what": what}, name=what)
        for what in views.DOINGS
    ),
    *(
        path(
            f"operations/goers/<uuid:participant>/{what}/", views.participant, {"what": what},
            name=what,
        )
        for what in views.OF_PARTICIPANT
    ),
    path("hand-over/", views.hand_over, name="hand-over"),
    *(
        path(f"hand-over/<uuid:item>/{what}/", views.answer_item, {"what": what}, name=what)
        for what in ("accept", "send-back")
    ),
]  # fmt: skip
