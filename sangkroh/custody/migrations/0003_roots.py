"""What a lot is a part of, said once for each lot and kept by a trigger from now on."""

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    """From the top down: the parts of what has its root already."""
    lot, root = apps.get_model("custody", "Lot"), apps.get_model("custody", "Root")
    found = {it: it for it in lot.objects.filter(parent_lot=None).values_list("pk", flat=True)}
    left = list(lot.objects.exclude(parent_lot=None).values_list("pk", "parent_lot"))
    while left:
        waiting = [(it, parent) for it, parent in left if parent not in found]
        found |= {it: found[parent] for it, parent in left if parent in found}
        if len(waiting) == len(left):
            raise RuntimeError("lots that are parts of each other")
        left = waiting
    root.objects.bulk_create(
        (root(lot_id=it, root_id=of) for it, of in found.items()), batch_size=5000
    )


class Migration(migrations.Migration):
    dependencies = [("custody", "0002_accounts")]
    operations = [
        migrations.CreateModel(
            name="Root",
            fields=[
                ("lot", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="rooted", serialize=False, to="custody.lot")),
                ("root", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="custody.lot")),
            ],
            options={"db_table": "custody_root"},
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
