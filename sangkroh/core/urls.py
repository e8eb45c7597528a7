from django.urls import path

from . import views

app_name = "core"
urlpatterns = [
    path("log-in/", views.LogIn.as_view(), name="login"),
    path("log-out/", views.LogOut.as_view(), name="logout"),
    path("language/", views.language, name="language"),
]
