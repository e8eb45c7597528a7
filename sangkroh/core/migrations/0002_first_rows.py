"""The end of an empty journal, and the worker, who is the first actor on a new machine."""

from uuid import UUID

from django.db import migrations

WORKER = UUID("00000000-0000-7000-8000-000000000001")


def fill(apps, schema_editor):
    apps.get_model("core", "Head").objects.create(pk=1, seq=0, chain=bytes(32))
    apps.get_model("core", "User").objects.create(
        pk=WORKER, username="worker", name="Worker", name_km="ម៉ាស៊ីន", kind="worker",
        language="en", password="!",
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
