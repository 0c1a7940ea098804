from django.db import migrations


class Migration(migrations.Migration):
    """
    Has the accounts' table made before the tables of allauth that point to it.

    allauth asks only for this app's first migration, and the accounts came with its second.
    """

    dependencies = [("security", "0002_floor")]
    run_before = [
        ("account", "0001_initial"),
        ("mfa", "0001_initial"),
        ("socialaccount", "0001_initial"),
    ]
    operations: list = []
