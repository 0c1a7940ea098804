from django.db import migrations, models

import fourfold.security.keys.fields


class Migration(migrations.Migration):

    dependencies = [("surveys", "0005_sealed_answers")]

    operations = [
        migrations.RemoveField("surveydraft", "in_clear"),
        migrations.RemoveField("response", "in_clear"),
        migrations.AlterField("surveydraft", "told", fourfold.security.keys.fields.SealedJSON(holder="", person="seal")),
        migrations.AlterField("response", "answers", fourfold.security.keys.fields.SealedJSON(holder="", person="seal")),
        migrations.AddConstraint(
            "wave",
            models.CheckConstraint(condition=models.Q(("state", "READY"), models.Q(("seal", ""), _negated=True), _connector="OR"), name="wave_can_seal"),
        ),
    ]
