from django.urls import path

from . import views

app_name = "reporting"
urlpatterns = [
    path("how-many/", views.how_many, name="how-many"),
    path("how-many/<slug:kind>/", views.rows, name="rows"),
    path("how-many/<slug:kind>.csv", views.sheet, name="sheet"),
    path("cases/<uuid:case>/how-many/", views.case, name="case"),
]
