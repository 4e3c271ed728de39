"""Reveal a facet to people like oneself, and withdraw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models import Facet, Revealing
from toctoc.community.policies import may_find_alike
from toctoc.community.rules.likeness import MOST_FACETS, MOST_OF, MOST_REVEALED, WHILE, told
from toctoc.community.services.purposes import LIKENESS
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, TooMany
from toctoc.privacy.services import consents

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor


@transaction.atomic
def reveal(*, actor: Actor, kind: str, chosen: str, own_words: Cleared) -> None:
    """Reveal a facet, chosen from the list or in one's own words; revealing it twice changes nothing.

    Raises :class:`Refused` for who is no person, :class:`Invalid` for what is no facet or one too many, and
    :class:`TooMany` for who tries one after the other.
    """
    may_find_alike(actor)
    facet = told(kind, chosen, own_words.text)
    consents.hold(actor)
    # Whoever holds this row is alone to change what the actor reveals.
    Revealing.objects.get_or_create(actor=actor)
    pace = Revealing.objects.select_for_update(no_key=True).get(actor=actor)
    mine = list(Facet.objects.filter(actor=actor).values_list("kind", "word"))
    if facet.key in mine:
        return
    if len(mine) >= MOST_FACETS or sum(1 for known, _ in mine if known == kind) >= MOST_OF[kind]:
        raise Invalid("Retirez d’abord une autre facette : moins on en dit, moins on vous reconnaît.", field=kind)
    _count(pace)
    consents.give(actor=actor, purpose=LIKENESS.slug)
    Facet.objects.create(actor=actor, kind=facet.kind, word=facet.word, shown=facet.shown)


def _count(pace: Revealing) -> None:
    now = clock.now()
    if now - pace.since >= WHILE:
        pace.since, pace.count = now, 0
    if pace.count >= MOST_REVEALED:
        until = pace.since + WHILE - now
        raise TooMany(
            "Vous changez souvent de facettes. Attendez quelques jours.", retry_after=int(until.total_seconds()) + 1
        )
    pace.count += 1
    pace.save()


@transaction.atomic
def withdraw(*, actor: Actor, kind: str, word: str) -> None:
    """Withdraw a facet: nobody is told of it any more, from now on."""
    consents.hold(actor)
    Facet.objects.filter(actor=actor, kind=kind, word=word).delete()
    if not Facet.objects.filter(actor=actor).exists():
        consents.withdraw(actor=actor, purpose=LIKENESS.slug)


@transaction.atomic
def withdraw_all(*, actor_id: int) -> None:
    """Withdraw everything an actor revealed."""
    Facet.objects.filter(actor=actor_id).delete()
    Revealing.objects.filter(actor=actor_id).delete()
