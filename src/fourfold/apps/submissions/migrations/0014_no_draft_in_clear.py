from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("submissions", "0013_sealed_drafts")]

    operations = [migrations.RemoveField("answerdraft", "in_clear")]
