from django.apps import AppConfig


class ProsecutionConfig(AppConfig):
    name = "sangkroh.prosecution"
