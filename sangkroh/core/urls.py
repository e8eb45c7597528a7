from django.urls import include, path

from . import views

app_name = "core"
urlpatterns = [
    path("", views.start, name="start"),
    path("log-in/", views.LogIn.as_view(), name="login"),
    path("log-out/", views.LogOut.as_view(), name="logout"),
    path("language/", views.language, name="language"),
    path("reading/", views.reading, name="reading"),
    path("words/", views.wordings, name="wordings"),
    path("words/<slug:key>/", views.wording, name="wording"),
    path("style/", views.style, name="style"),
    path("", include("sangkroh.core.people.urls")),
]
