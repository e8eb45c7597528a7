from django.urls import path

from . import views

app_name = "cases"
urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("cases/new/", views.new, name="new"),
    path("cases/<uuid:case>/", views.case, name="case"),
    path("cases/<uuid:case>/place/", views.place, name="place"),
    path("cases/matches/<uuid:match>/", views.match, name="match"),
    *(
        path(f"cases/<uuid:case>/{what}/", views.act, {"what": what}, name=what)
        for what in views.FORMS
    ),
]
