"""People who already revealed a facet, named a device or asked for letters had agreed to it: write it down."""

from django.db import migrations
from django.db.migrations.state import StateApps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone


def write_down(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    consent = apps.get_model("privacy", "Consent")
    agreed = {
        "likeness": apps.get_model("community", "Facet").objects.all(),
        "push": apps.get_model("community", "PushSubscription").objects.all(),
        "digest": apps.get_model("community", "Digest").objects.exclude(frequency="never"),
    }
    now = timezone.now()
    for purpose, rows in agreed.items():
        for actor_id in rows.values_list("actor", flat=True).distinct().order_by("actor").iterator(chunk_size=500):
            consent.objects.create(actor_id=actor_id, purpose=purpose, version=1, given_at=now)


class Migration(migrations.Migration):

    dependencies = [
        ("community", "0012_closing_questions_are_asked"),
        ("privacy", "0002_consents_and_sweeps"),
    ]

    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
