"""Drafts are sealed: the column in clear gets another name, is sealed, and goes with 0014."""

from django.db import migrations, models

import fourfold.security.keys.fields
from fourfold.security.ids import LENGTH
from fourfold.security.keys import new_person


def seal(apps, schema_editor):
    """Seal what stands in clear."""
    for draft in apps.get_model("submissions", "AnswerDraft").objects.select_related("respondent"):
        draft.seal = new_person(agency=draft.respondent.agency or "COUNCIL")
        draft.told = draft.in_clear
        draft.save()


class Migration(migrations.Migration):

    dependencies = [("submissions", "0012_outbox"), ("security", "0007_outbox")]

    operations = [
        migrations.RenameField("answerdraft", "told", "in_clear"),
        migrations.AddField(
            "answerdraft", "seal", models.CharField(max_length=LENGTH, default=""), preserve_default=False
        ),
        migrations.AddField(
            "answerdraft",
            "told",
            fourfold.security.keys.fields.SealedJSON(holder="", null=True, person="seal"),
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
