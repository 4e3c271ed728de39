"""Who sees what of an actor: answered by the queries that pages use, as somebody of each kind would run them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from toctoc.community.models import Post
from toctoc.community.policies import visible_to
from toctoc.community.queries.posts import threads_by
from toctoc.kernel.errors import Missing
from toctoc.people.policies import proved_profession
from toctoc.people.rules.audience import STRANGER, Viewer

if TYPE_CHECKING:
    from toctoc.kernel.pagination import Cut, Page
    from toctoc.people.models import Actor

# Counted no further: nobody reads a larger figure as anything but "many".
MOST_COUNTED = 1_000
# No actor has this id, so nothing is its own, and nobody blocked or named it.
SOMEBODY = -1


@dataclass(frozen=True, slots=True)
class Eyes:
    """One kind of reader; ``words`` and ``note`` are French translation keys."""

    slug: str
    words: str
    note: str
    viewer: Viewer


@dataclass(frozen=True, slots=True)
class Sight:
    """What one kind of reader sees: how many threads and replies, at most :data:`MOST_COUNTED` of each."""

    eyes: Eyes
    threads: int
    replies: int


def kinds_of_eyes(actor: Actor) -> tuple[Eyes, ...]:
    """Return the kinds of readers, from the furthest to the closest to this actor."""
    profession = proved_profession(actor)
    other = "nurse" if profession == "doctor" else "doctor"
    peers = (
        Eyes(
            "confrere",
            _("Une personne de votre profession, vérifiée"),
            _("Elle lit aussi ce que vous écrivez à votre profession."),
            Viewer(actor_id=SOMEBODY, profession=profession),
        ),
    )
    return (
        Eyes(
            "inconnu",
            _("Un inconnu, sans compte"),
            _("Il voit votre profil et ce qui est public. Un moteur de recherche aussi."),
            STRANGER,
        ),
        Eyes(
            "serveur",
            _("Un autre serveur"),
            _("Il reçoit ce qui est public, et garde ce qu’il a reçu. Rien d’autre ne part d’ici."),
            STRANGER,
        ),
        Eyes(
            "employeur",
            _("Un employeur, un établissement"),
            _("Il lit comme une personne inscrite. Il n’entre dans aucun groupe fermé aux employeurs."),
            Viewer(actor_id=SOMEBODY),
        ),
        Eyes(
            "patient",
            _("Une personne inscrite, patient ou proche"),
            _("Elle lit aussi ce que vous réservez aux personnes inscrites."),
            Viewer(actor_id=SOMEBODY),
        ),
        Eyes(
            "soignant",
            _("Un professionnel vérifié d’une autre profession"),
            _("Il lit aussi ce que vous écrivez aux professionnels."),
            Viewer(actor_id=SOMEBODY, profession=other),
        ),
        *(peers if profession else ()),
    )


def sights_of(actor: Actor) -> list[Sight]:
    """Return what each kind of reader sees of an actor: two bounded counts for each."""
    return [Sight(eyes, *_counts(actor, eyes.viewer)) for eyes in kinds_of_eyes(actor)]


def seen_by(actor: Actor, slug: str, asked: Cut) -> tuple[Eyes, Page[int]]:
    """Return the threads of an actor as one kind of reader finds them; raise :class:`Missing` for another word."""
    eyes = next((eyes for eyes in kinds_of_eyes(actor) if eyes.slug == slug), None)
    if eyes is None:
        raise Missing
    return eyes, threads_by(actor, eyes.viewer, asked)


def _counts(actor: Actor, viewer: Viewer) -> tuple[int, int]:
    mine = Post.objects.filter(visible_to(viewer), author=actor)
    halves = (Q(reply_to=None), Q(reply_to__isnull=False))
    threads, replies = (mine.filter(half).values("pk")[:MOST_COUNTED].count() for half in halves)
    return threads, replies
