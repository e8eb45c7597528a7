"""Names are searched by another key: numbers in any writing, Khmer signs that are left out."""

from django.db import migrations

from sangkroh.reference import spelling


def renew(apps, schema_editor):
    place, place_name, taxon_name = (
        apps.get_model("reference", it) for it in ("Place", "PlaceName", "TaxonName")
    )
    changed = []
    for it in place.objects.only("name", "name_km", "key", "key_km").iterator():
        keys = spelling.latin_key(it.name), spelling.khmer_key(it.name_km)
        if keys != (it.key, it.key_km):
            it.key, it.key_km = keys
            changed.append(it)
    place.objects.bulk_update(changed, ["key", "key_km"], batch_size=500)
    for kind, key_of in ((place_name, spelling.place_key), (taxon_name, spelling.name_key)):
        changed = []
        for it in kind.objects.only("text", "key").iterator():
            if key_of(it.text) != it.key:
                it.key = key_of(it.text)
                changed.append(it)
        kind.objects.bulk_update(changed, ["key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("reference", "0001_initial")]
    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]
