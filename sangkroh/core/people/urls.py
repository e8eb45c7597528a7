from django.urls import path

from . import views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/invite/", views.invite, name="invite"),
    path("people/<uuid:user>/", views.person, name="person"),
    path("people/<uuid:user>/link/", views.link, name="link"),
    path("people/<uuid:user>/role/", views.grant, name="grant"),
    path("people/<uuid:user>/role/<uuid:grant>/end/", views.end_role, name="end-role"),
    path("people/<uuid:user>/shut/", views.deactivate, name="deactivate"),
    path("people/<uuid:user>/second-factor/", views.drop_second_factor, name="drop-second-factor"),
    path("come-in/", views.come_in, name="come-in"),
    path("come-in/<str:token>/", views.open_link, name="open-link"),
    path("me/", views.me, name="me"),
    path("me/password/", views.password, name="password"),
    path("me/second-factor/", views.enrol, name="enrol"),
    path("me/second-factor/show/", views.verify, name="verify"),
    path("me/keys/new/", views.new_key, name="new-key"),
    path("me/keys/<uuid:key>/end/", views.revoke_key, name="revoke-key"),
    path("journal/", views.journal, name="journal"),
    path("journal/check/", views.check, name="check"),
    path("forgetting/", views.forgetting, name="forgetting"),
    path("forgetting/<uuid:forgetting>/yes/", views.approve_forgetting, name="approve-forgetting"),
    path("machine/", views.aside, name="aside"),
    path("machine/<uuid:it>/again/", views.again, name="again"),
]
