"""What is asked about attestations; nothing here tells an institution who accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils import timezone

from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.people.queries import actors_of
from toctoc.proofs.paths.employer.models import Acceptance, Batch, Invitation
from toctoc.proofs.paths.employer.policies import is_open
from toctoc.proofs.paths.employer.rules.batches import MOST_A_YEAR, YEAR
from toctoc.proofs.paths.employer.rules.counts import told_count

if TYPE_CHECKING:
    from toctoc.people.models import Account, Actor, Proof


class LinkDead(Missing):
    """The link cannot be used; nobody is told whether it was used, closed, too old or never made."""

    def __init__(self) -> None:
        super().__init__("Ce lien ne peut plus servir. Demandez-en un autre à qui vous l’a donné.")


def batches_of(institution: Actor) -> list[Batch]:
    """Return the batches of an institution, the newest first."""
    opened = Batch.objects.filter(institution=institution).select_related("institution__account")
    return list(opened.prefetch_related("days").order_by("-id"))


def batch_of(institution: Actor, batch_id: int) -> Batch:
    """Return one of the institution's own batches; raise :class:`Missing` for anybody else's."""
    try:
        return Batch.objects.select_related("institution__account").get(pk=batch_id, institution=institution)
    except Batch.DoesNotExist:
        raise Missing from None


def used_as_told(batch: Batch) -> int:
    """Return how many links were used, as the institution may know it (see ``rules.counts``)."""
    today = timezone.localdate(clock.now())
    return told_count(((day.day, day.count) for day in batch.days.all()), today)


def left_this_year(institution: Actor) -> int:
    """Return how many more people an institution may invite; every place of a batch counts, used or not."""
    since = clock.now() - YEAR
    invited = Batch.objects.filter(institution=institution, opened_at__gt=since).aggregate(total=Sum("size"))["total"]
    return max(0, MOST_A_YEAR - (invited or 0))


def open_batch_of(digest: bytes) -> Batch:
    """Return the batch a link belongs to, while it is open; raise :class:`LinkDead`.

    Whether the link was used already is not looked at: whoever reads somebody's mail must not learn it from a page.
    """
    found = Invitation.objects.select_related("batch__institution__account").filter(digest=digest).first()
    if found is None or not is_open(found.batch):
        raise LinkDead
    return found.batch


def accepted_proof(account: Account, batch: Batch) -> Proof | None:
    """Return the proof by which an account has accepted a batch already: for the account's own eyes."""
    accepted = Acceptance.objects.select_related("proof__actor").filter(account=account, batch=batch).first()
    return accepted.proof if accepted else None


def people_of(account: Account) -> list[Actor]:
    """Return the account's own actors that may carry a seal."""
    return [actor for actor in actors_of(account) if actor.kind == "person" and actor.suspended_at is None]


def archive_of(actor: Actor) -> list[dict[str, object]]:
    """Return what an actor attested, and what was attested of it, for its archive.

    Nothing that counts, or names, who accepted; and nothing of who attested beyond what the seal says.
    """
    batches = Batch.objects.filter(institution=actor).order_by("id")
    kept = ("label", "profession", "size", "term", "opened_at", "closed_at", "left_at")
    accepted = Acceptance.objects.filter(proof__actor=actor).select_related("batch", "proof").order_by("proof_id")
    given: list[dict[str, object]] = [{"what": "attestation of others", **row} for row in batches.values(*kept)]
    return given + [
        {
            "what": "attestation accepted",
            "profession": acceptance.proof.profession,
            "accepted_at": acceptance.proof.decided_at,
            "term": acceptance.batch.term,
        }
        for acceptance in accepted
    ]
