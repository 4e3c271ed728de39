"""Give the proofs of earlier releases their end, state, way and first step, and their actors the words of the seal.

An actor could hold several proofs then; the one that lasted longest counted. A moderator recorded them alone: the way
is called so, because the seal of today's moderation says that two decided. What ran out before is marked so here, and
nobody gets a letter about it.
"""

from django.db import migrations
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Now, TruncDate


def fill(apps, _editor):
    Actor, Proof, Move = (apps.get_model("people", name) for name in ("Actor", "Proof", "ProofMove"))
    Proof.objects.update(ends_at=F("expires_at"), planned_end=F("expires_at"))
    Proof.objects.filter(decided_by=None).update(path="operator")
    Proof.objects.exclude(decided_by=None).update(path="one_moderator")
    Proof.objects.exclude(revoked_at=None).update(state="revoked")
    Proof.objects.filter(revoked_at=None, expires_at__lte=Now()).update(state="ended")
    longer = Q(expires_at__gt=OuterRef("expires_at")) | Q(expires_at=OuterRef("expires_at"), pk__gt=OuterRef("pk"))
    better = Proof.objects.filter(longer, actor=OuterRef("actor"), state="valid").values("pk")
    replaced = list(Proof.objects.filter(Exists(better), state="valid").values_list("pk", flat=True))
    Proof.objects.filter(pk__in=replaced).update(state="replaced")
    first_steps = (
        Move(proof_id=pk, after=state, moved_by_id=by, moved_at=decided_at)
        for pk, state, by, decided_at in Proof.objects.values_list("pk", "state", "decided_by", "decided_at").iterator()
    )
    Move.objects.bulk_create(first_steps, batch_size=500)
    Actor.objects.filter(proved_until__lte=Now()).update(proved_profession="", proved_until=None)
    newest = Proof.objects.filter(actor=OuterRef("pk"), state="valid")
    Actor.objects.exclude(proved_profession="").update(
        proved_path=Coalesce(Subquery(newest.values("path")[:1]), Value("")),
        proved_since=Subquery(newest.annotate(day=TruncDate("decided_at")).values("day")[:1]),
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0002_proofs_have_lives")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
