from django.urls import path

from . import views

app_name = "care"
urlpatterns = [
    path("care/", views.centre, name="centre"),
    path("care/enclosures/new/", views.open_enclosure, name="open-enclosure"),
    path("care/enclosures/<uuid:account>/examine/", views.examine_all, name="examine-all"),
    path("care/groups/<uuid:lot>/", views.group, name="group"),
    path("care/groups/<uuid:lot>/examine/", views.assess, name="assess"),
    path("care/groups/<uuid:lot>/treat/", views.treat, name="treat"),
    path("care/groups/<uuid:lot>/see/", views.observe, name="observe"),
    path("care/groups/<uuid:lot>/deaths/", views.death, name="death"),
    path("care/groups/<uuid:lot>/release/", views.plan_release, name="release"),
    path("care/releases/<uuid:plan>/", views.plan, name="plan"),
]
