from django.urls import path

from . import views

app_name = "prosecution"
urlpatterns = [
    path("cases/<uuid:case>/people/new/", views.involve, name="involve"),
    path("people-involved/<uuid:person>/", views.person, name="person"),
    path("people-involved/<uuid:person>/picture/", views.portrait, name="portrait"),
    path("people-involved/steps/<uuid:step>/paper/", views.papers_of, name="paper"),
    path("cases/<uuid:case>/hearings/new/", views.hearing, name="hearing"),
    path("cases/<uuid:case>/hearings/<uuid:hearing>/", views.result, name="result"),
    path("cases/<uuid:case>/orders/new/", views.order, name="order"),
    path("cases/<uuid:case>/prosecutors-file/", views.file_for_prosecutor, name="file"),
    path("law/clocks/", views.clocks, name="clocks"),
    path("law/clocks/<slug:name>/", views.clock, name="clock"),
]
