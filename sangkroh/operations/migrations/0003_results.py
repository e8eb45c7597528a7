"""The code list of results, to begin with; the legal officer changes it as any other list."""

from uuid import UUID

from django.db import migrations

LIST = "operation_result"
RESULTS = (
    ("found-detained", "Found, people detained", "រកឃើញ ឃាត់ខ្លួនមនុស្ស"),
    ("found-fled", "Found, people fled", "រកឃើញ មនុស្សរត់គេច"),
    ("boat-found-crew-fled", "Boat found, crew fled", "រកឃើញទូក អ្នកនៅលើទូករត់គេច"),
    ("seizure-nobody-there", "Seizure, nobody there", "រឹបអូស គ្មានមនុស្សនៅទីនោះ"),
    ("handed-over", "Handed over freely", "ប្រគល់ដោយស្ម័គ្រចិត្ត"),
    ("animal-rescued", "Animal rescued", "សង្គ្រោះសត្វបាន"),
    ("instructed", "People instructed, nothing seized", "ណែនាំអប់រំ គ្មានការរឹបអូស"),
    ("nothing-found", "Nothing found", "រកមិនឃើញអ្វី"),
    ("came-too-late", "Came too late", "ទៅដល់យឺតពេល"),
    ("called-off", "Called off", "លុបចោល"),
    ("not-let-in", "Not let in", "មិនឱ្យចូល"),
)


def fill(apps, schema_editor):
    code = apps.get_model("reference", "Code")
    for order, (name, label, label_km) in enumerate(RESULTS):
        code.objects.create(
            pk=UUID(int=(0x0E4D_0000_0000_7000_8000 << 48) + order), list=LIST, code=name,
            label=label, label_km=label_km, order=order,
            source="of this software: results met in published accounts of operations",
            confidence="stated",
        )


class Migration(migrations.Migration):
    dependencies = [("operations", "0002_initial"), ("reference", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
