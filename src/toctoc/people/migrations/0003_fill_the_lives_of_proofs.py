"""Give the proofs of earlier releases their end and state, and their actors the words of the seal."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate


def fill(apps, _editor):
    Actor, Proof = apps.get_model("people", "Actor"), apps.get_model("people", "Proof")
    Proof.objects.update(ends_at=F("expires_at"), planned_end=F("expires_at"))
    Proof.objects.exclude(revoked_at=None).update(state="revoked")
    newest = Proof.objects.filter(actor=OuterRef("pk"), revoked_at=None).order_by("-expires_at", "-id")
    Actor.objects.exclude(proved_profession="").update(
        proved_path=Coalesce(Subquery(newest.values("path")[:1]), Value("")),
        proved_since=Subquery(newest.annotate(day=TruncDate("decided_at")).values("day")[:1]),
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0002_proofs_have_lives")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
