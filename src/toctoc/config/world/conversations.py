"""Two conversations of the small demonstration: one between two colleagues, and a request that waits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.conversations.services.messages import Opening, begin, mark_read, write
from toctoc.kernel import clock
from toctoc.people.models import Actor
from toctoc.people.policies import viewer_for
from toctoc.people.services.follows import follow
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.config.world.steps import Steps

_ASKED = "Bonjour. Auriez-vous un créneau pour relire ensemble le protocole de cicatrisation ?"
_ANSWERED = "Avec plaisir. Mardi vers treize heures me va, ou jeudi soir."
_AGREED = "Mardi, alors. J’apporte les questions de l’équipe."
_WROTE = "Bonjour. J’ai lu votre message sur les horaires de prise. Puis-je vous poser une question à part ?"


def open_conversations(end: datetime, steps: Steps) -> None:
    """Let a doctor and a dermatologist agree on a meeting, and a patient ask a pharmacist, before ``end``."""
    doctor, dermatologist = _actor("medecin"), _actor("dermatologue")
    with steps("Conversations", 2) as done:
        follow(follower=doctor, followee=dermatologist)
        follow(follower=dermatologist, followee=doctor)
        with clock.at(end - timedelta(hours=7)):
            opening = Opening(clear(_ASKED), clear_line("Relecture du protocole"))
            talk = begin(author=doctor, to=[dermatologist], opening=opening).conversation_id
        with clock.at(end - timedelta(hours=6)):
            said = write(author=dermatologist, conversation_id=talk, text=clear(_ANSWERED))
            viewer = viewer_for(dermatologist)
            mark_read(reader=dermatologist, viewer=viewer, conversation_id=talk, up_to=said.pk)
        with clock.at(end - timedelta(hours=5)):
            write(author=doctor, conversation_id=talk, text=clear(_AGREED))
            mark_read(reader=doctor, viewer=viewer_for(doctor), conversation_id=talk, up_to=said.pk)
        done(1)
        with clock.at(end - timedelta(hours=2)):
            begin(author=_actor("patient"), to=[_actor("pharmacie")], opening=Opening(clear(_WROTE), lasts_days=7))
        done(1)


def _actor(name: str) -> Actor:
    return Actor.objects.get(account__email=f"{name}@exemple.test")
