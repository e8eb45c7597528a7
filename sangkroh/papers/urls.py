from django.urls import path

from . import views

app_name = "papers"
urlpatterns = [
    path("cases/<uuid:case>/papers/", views.of_case, name="case"),
    path("cases/<uuid:case>/papers/<slug:form>/<uuid:subject>/", views.preview, name="preview"),
    path("papers/", views.register, name="register"),
    path("papers/forms/", views.all_forms, name="forms"),
    path("papers/forms/<slug:form>/", views.blank, name="blank"),
    path("papers/forms/<slug:form>/approve/", views.approve, name="approve"),
    path("papers/letterheads/<uuid:agency>/", views.letterhead, name="letterhead"),
    path("papers/<uuid:paper>/", views.paper, name="paper"),
    path("papers/<uuid:paper>/print/", views.printed, name="print"),
    path("papers/<uuid:paper>/cancel/", views.cancel, name="cancel"),
]
