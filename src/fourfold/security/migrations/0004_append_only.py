"""Seals the lines that are there already, then lets the database itself refuse any change of them."""

from functools import partial

from django.db import migrations, transaction

from fourfold.security.audit import anchors, append_only
from fourfold.security.audit.chain import EMPTY, Head, Line, seal
from fourfold.security.keys import ring

FIELDS = ("at", "by", "event", "subject", "outcome", "agency", "request", "facts")


def seal_old_lines(apps, schema_editor):
    """Number the lines that have no seal yet, in their order and without gaps, and seal them."""
    lines, heads = apps.get_model("security", "AuditEvent"), apps.get_model("security", "AuditHead")
    # What was sealed once is never sealed again: that would hide what was done to it since.
    sealed = lines.objects.exclude(seal="").order_by("-id").values_list("id", "seal").first()
    head = Head(*sealed) if sealed else EMPTY
    for old, *values in list(lines.objects.filter(seal="").order_by("id").values_list("id", *FIELDS)):
        line = Line(head.number + 1, *values)
        head = Head(line.number, seal(line, after=head.seal, key=ring().audit))
        lines.objects.filter(id=old).update(id=head.number, seal=head.seal)
    heads.objects.create(number=head.number, seal=head.seal)
    if head.number:
        transaction.on_commit(partial(anchors.begin, head.number, head.seal))


def forget_head(apps, schema_editor):
    apps.get_model("security", "AuditHead").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('security', '0003_before_allauth'),
    ]

    operations = [
        migrations.RunPython(seal_old_lines, forget_head),
        migrations.RunPython(
            lambda apps, schema_editor: append_only.put_up(schema_editor.connection),
            lambda apps, schema_editor: append_only.take_down(schema_editor.connection),
        ),
    ]
