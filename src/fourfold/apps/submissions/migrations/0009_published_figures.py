"""The calls of the first run are named after the contract that their files are checked against."""

from django.db import migrations


def name_the_contract(apps, schema_editor):
    calls = apps.get_model("submissions", "DataCall").objects.filter(dataset="FIGURES")
    for call in calls:
        call.dataset = "published_figures"
        call.title = call.title or f"Figures of the {call.year} annual report"
        call.save(update_fields=["dataset", "title"])


class Migration(migrations.Migration):
    dependencies = [("submissions", "0008_grounds")]

    operations = [migrations.RunPython(name_the_contract, migrations.RunPython.noop)]
