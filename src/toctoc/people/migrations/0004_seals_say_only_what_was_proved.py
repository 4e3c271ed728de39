"""Keep the specialty that was proved apart from the one that was only declared, and fill it from the proofs."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce


def fill(apps, _editor):
    Actor, Proof = apps.get_model("people", "Actor"), apps.get_model("people", "Proof")
    in_force = Proof.objects.filter(actor=OuterRef("pk"), state__in=["valid", "grace", "doubted"])
    proved = in_force.order_by("-decided_at", "-id").values("specialty")[:1]
    Actor.objects.exclude(proved_profession="").update(proved_specialty=Coalesce(Subquery(proved), Value("")))


class Migration(migrations.Migration):
    dependencies = [("people", "0003_fill_the_lives_of_proofs")]

    operations = [
        migrations.AddField(
            model_name="actor",
            name="proved_specialty",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=30),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
