from django.db import migrations, models
import django.db.models.deletion


def end_the_ended(apps, schema_editor):
    """What was ended before ended when it was changed last."""
    ended = apps.get_model("directory", "Application").objects.filter(
        state__in=("ACCEPTED", "DECLINED", "WITHDRAWN")
    )
    ended.update(ended_at=models.F("changed_at"))


class Migration(migrations.Migration):

    dependencies = [
        ("directory", "0004_applications"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="ended_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="applicationstep",
            name="application",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="directory.application"),
        ),
        migrations.AlterField(
            model_name="vettinganswer",
            name="application",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="looked", to="directory.application"),
        ),
        migrations.RunPython(end_the_ended, migrations.RunPython.noop),
    ]
