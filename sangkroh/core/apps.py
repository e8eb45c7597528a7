from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "sangkroh.core"

    def ready(self) -> None:
        from .people import shows  # noqa: F401
