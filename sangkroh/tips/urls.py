from django.urls import path

from . import views

app_name = "tips"
urlpatterns = [
    path("tips/", views.tips, name="tips"),
    path("tips/new/", views.new, name="new"),
    path("tips/sheet/", views.sheet, name="sheet"),
    path("tips/log/", views.log_call, name="log"),
    path("tips/scale/", views.scale, name="scale"),
    path("tips/<uuid:tip>/", views.tip, name="tip"),
    *(
        path(f"tips/<uuid:tip>/{what}/", views.act, {"what": what}, name=what)
        for what in views.DOINGS
    ),
]
