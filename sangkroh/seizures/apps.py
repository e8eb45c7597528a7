from django.apps import AppConfig


class SeizuresConfig(AppConfig):
    name = "sangkroh.seizures"
