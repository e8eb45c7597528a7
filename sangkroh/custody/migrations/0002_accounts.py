"""The accounts of which the house has one each: origins, conversions, alarms, final outcomes."""

import uuid

from django.db import migrations

HOUSE = uuid.UUID("6f0c9a52-3f0e-5d6b-9d57-5d8a0c1f4a11")
ACCOUNTS = [
    # state, below 0, final, English, Khmer
    ("origin_seizure", True, False, "Seized", "រឹបអូស"),
    ("origin_handed_over", True, False, "Handed over voluntarily", "ប្រគល់ដោយស្ម័គ្រចិត្ត"),
    ("origin_found", True, False, "Found", "រកឃើញ"),
    ("origin_birth", True, False, "Born or laid", "កើត ឬពង"),
    ("origin_abroad", True, False, "Received from abroad", "ទទួលពីបរទេស"),
    ("origin_unknown", True, False, "Unknown past", "មិនស្គាល់ប្រភព"),
    ("count_conversion", True, False, "Counted out of containers", "រាប់ចេញពីធុង ឬបាវ"),
    ("hatch_conversion", True, False, "Hatched", "ញាស់"),
    ("identification", True, False, "Identified", "កំណត់ប្រភេទ"),
    ("reidentification", True, False, "Identified anew", "កំណត់ប្រភេទឡើងវិញ"),
    ("count_correction", True, False, "Number corrected", "កែចំនួន"),
    ("missing", False, False, "Missing", "បាត់"),
    ("surplus", True, False, "More than expected", "លើសចំនួន"),
    ("released", False, True, "Released", "លែងវិញ"),
    ("died", False, True, "Died", "ស្លាប់"),
    ("destroyed", False, True, "Destroyed", "បំផ្លាញ"),
    ("escaped", False, True, "Escaped", "រួចខ្លួន"),
    ("transferred", False, True, "Transferred", "ផ្ទេរទៅកន្លែងផ្សេង"),
    ("other_authority", False, True, "Handed to another authority", "ប្រគល់ទៅអាជ្ញាធរផ្សេង"),
    ("returned_by_order", False, True, "Returned by order", "ប្រគល់ត្រឡប់តាមដីកា"),
]


def fill(apps, schema_editor):
    account = apps.get_model("custody", "Account")
    for state, below, final, label, label_km in ACCOUNTS:
        account.objects.create(
            id=uuid.uuid5(HOUSE, state), code=state, state=state, label=label, label_km=label_km,
            may_go_below_0=below, is_final=final,
        )


class Migration(migrations.Migration):
    dependencies = [("custody", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
