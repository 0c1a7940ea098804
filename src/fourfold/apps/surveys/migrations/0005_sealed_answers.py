"""Answers are sealed: the columns in clear get another name, are sealed, and go with the next."""

from django.db import migrations, models

import fourfold.security.keys.fields
from fourfold.security.ids import LENGTH
from fourfold.security.keys import new_person, opened

AT_ONCE = 2_000


def seal(apps, schema_editor):
    """Seal what stands in clear, with one key a wave."""
    for wave in apps.get_model("surveys", "Wave").objects.exclude(state="READY"):
        wave.seal = new_person(agency="COUNCIL")
        wave.save(update_fields=["seal"])
        with opened():
            for draft in wave.drafts.iterator(AT_ONCE):
                draft.seal, draft.told = wave.seal, draft.in_clear
                draft.save(update_fields=["seal", "told"])
            for answer in wave.responses.iterator(AT_ONCE):
                answer.seal, answer.answers = wave.seal, answer.in_clear
                answer.save(update_fields=["seal", "answers"])


class Migration(migrations.Migration):

    dependencies = [("surveys", "0004_evaluated"), ("security", "0007_outbox")]

    operations = [
        migrations.RenameField("surveydraft", "told", "in_clear"),
        migrations.RenameField("response", "answers", "in_clear"),
        migrations.AddField("wave", "seal", models.CharField(max_length=LENGTH, default="")),
        migrations.AddField("surveydraft", "seal", models.CharField(max_length=LENGTH, default=""), preserve_default=False),
        migrations.AddField("response", "seal", models.CharField(max_length=LENGTH, default=""), preserve_default=False),
        migrations.AddField("surveydraft", "told", fourfold.security.keys.fields.SealedJSON(holder="", null=True, person="seal")),
        migrations.AddField("response", "answers", fourfold.security.keys.fields.SealedJSON(holder="", null=True, person="seal")),
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
