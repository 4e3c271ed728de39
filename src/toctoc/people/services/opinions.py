"""Note for oneself what one thinks of others, put somebody forward, refuse a server. Twice changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.people.models import ActorNote, DomainBlock, Endorsement
from toctoc.people.models.opinion import LONGEST_ACTOR_NOTE
from toctoc.people.policies import may_speak
from toctoc.people.queries import is_following
from toctoc.people.rules.domains import checked_domain
from toctoc.people.services.follows import hold_both

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor

MOST_ENDORSED = 50
MOST_DOMAINS = 1_000


@transaction.atomic
def note(*, owner: Actor, subject: Actor, text: Cleared) -> None:
    """Keep a few words about somebody, which nobody else reads; empty words take the note back."""
    if len(text.text) > LONGEST_ACTOR_NOTE:
        raise Invalid("Une note personnelle a au plus 2 000 caractères.", field="comment")
    if not text.text.strip():
        ActorNote.objects.filter(owner=owner, subject=subject).delete()
        return
    kept = {"text": text.text, "written_at": clock.now()}
    ActorNote.objects.update_or_create(owner=owner, subject=subject, defaults=kept)


@transaction.atomic
def endorse(*, endorser: Actor, endorsed: Actor) -> None:
    """Put somebody one follows forward on one's profile.

    Raises :class:`Refused` for whom one does not follow, and for one more than a profile has room for.
    """
    may_speak(endorser)
    hold_both(endorser, endorsed)
    if not is_following(endorser.pk, endorsed.pk):
        raise Refused("Suivez d’abord ce compte : on met en avant les comptes que l’on suit.")
    others = Endorsement.objects.filter(endorser=endorser).exclude(endorsed=endorsed)
    if others.count() >= MOST_ENDORSED:
        raise Refused("Vous mettez déjà cinquante comptes en avant. Retirez-en un.")
    Endorsement.objects.get_or_create(endorser=endorser, endorsed=endorsed)


def withdraw_endorsement(*, endorser: Actor, endorsed: Actor) -> None:
    """Put somebody forward no longer."""
    Endorsement.objects.filter(endorser=endorser, endorsed=endorsed).delete()


@transaction.atomic
def block_domain(*, actor: Actor, domain: str) -> str:
    """Refuse to read anybody of a server, and return its name as it is kept; raise :class:`Invalid` for no host."""
    tidy = checked_domain(domain)
    if DomainBlock.objects.filter(actor=actor).exclude(domain=tidy).count() >= MOST_DOMAINS:
        raise Refused("Vous bloquez déjà mille serveurs. Retirez-en un.")
    DomainBlock.objects.get_or_create(actor=actor, domain=tidy)
    return tidy


def unblock_domain(*, actor: Actor, domain: str) -> None:
    """Read the people of a server again."""
    DomainBlock.objects.filter(actor=actor, domain=checked_domain(domain)).delete()
