from django.urls import path

from . import views

app_name = "network"
urlpatterns = [
    path("network/", views.network, name="network"),
    path("network/offices/<uuid:office>/", views.office, name="office"),
    path("network/offices/<uuid:office>/correct/", views.correct_office, name="correct-office"),
    path("network/offices/new/", views.add_office, name="add-office"),
    path("network/agencies/new/", views.add_agency, name="add-agency"),
    path("network/agencies/<uuid:agency>/correct/", views.correct_agency, name="correct-agency"),
    path("network/people/place/", views.place_person, name="place-person"),
    path("network/powers/give/", views.give_power, name="give-power"),
    path("network/powers/<uuid:power>/end/", views.end_power, name="end-power"),
]
