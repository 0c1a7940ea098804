"""Put what a service can be chosen by into its words; the engine's index follows by itself."""

from django.db import migrations

from fourfold.catalog.indexing import codes_of


def begin(apps, editor):
    """Write the codes of what is cleared already."""
    words = apps.get_model("catalog", "ListingWords")
    for row in words.objects.select_related("listing").order_by("pk").iterator(500):
        row.codes = codes_of(row.listing.content)
        row.save(update_fields=["codes"])


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0003_search_by_words'),
    ]

    operations = [
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
