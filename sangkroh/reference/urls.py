from django.urls import path

from . import views
from .fields import PlaceField, ReportedField, TaxonField

app_name = "reference"
_NAME = "reference/species/<uuid:taxon>/names/<uuid:name>"
_STATUS = "reference/species/<uuid:taxon>/statuses/<uuid:status>"
_ARTICLE = "reference/law/<uuid:law>/articles/<uuid:article>"
_CODE = "reference/codes/<slug:list>/<uuid:code>"
urlpatterns = [
    path("reference/", views.start, name="start"),
    path("reference/places/find/", views.find, {"field": PlaceField}, name="find-places"),
    path("reference/species/find/", views.find, {"field": TaxonField}, name="find-taxa"),
    path("reference/reported/find/", views.find, {"field": ReportedField}, name="find-reported"),
    path("reference/places/", views.places, name="places"),
    path("reference/places/new/", views.add_place, name="add-place"),
    path("reference/places/<uuid:place>/", views.place, name="place"),
    path("reference/places/<uuid:place>/correct/", views.correct_place, name="correct-place"),
    path("reference/places/<uuid:place>/end/", views.end_place, name="end-place"),
    path("reference/places/<uuid:place>/name/", views.name_place, name="name-place"),
    path("reference/places/<uuid:place>/verify/", views.verify_place, name="verify-place"),
    path("reference/species/", views.taxa, name="taxa"),
    path("reference/species/new/", views.add_taxon, name="add-taxon"),
    path("reference/species/new-reported/", views.add_reported, name="add-reported"),
    path("reference/species/<uuid:taxon>/", views.taxon, name="taxon"),
    path("reference/species/<uuid:taxon>/name/", views.name_taxon, name="name-taxon"),
    path("reference/species/<uuid:taxon>/status/", views.set_status, name="set-status"),
    path(f"{_NAME}/end/", views.end_name, name="end-name"),
    path(f"{_NAME}/verify/", views.verify_name, name="verify-name"),
    path(f"{_STATUS}/verify/", views.verify_status, name="verify-status"),
    path("reference/law/new/", views.add_law, name="add-law"),
    path("reference/law/<uuid:law>/", views.law, name="law"),
    path("reference/law/<uuid:law>/article/", views.set_article, name="add-article"),
    path(f"{_ARTICLE}/", views.set_article, name="set-article"),
    path(f"{_ARTICLE}/verify/", views.verify_article, name="verify-article"),
    path("reference/jurisdiction/", views.rules, name="rules"),
    path("reference/jurisdiction/new/", views.set_rule, name="set-rule"),
    path("reference/jurisdiction/<uuid:rule>/verify/", views.verify_rule, name="verify-rule"),
    path("reference/codes/<slug:list>/", views.codes, name="codes"),
    path("reference/codes/<slug:list>/new/", views.add_code, name="add-code"),
    path(f"{_CODE}/correct/", views.correct_code, name="correct-code"),
    path(f"{_CODE}/verify/", views.verify_code, name="verify-code"),
]
