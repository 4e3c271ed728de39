"""Two kinds of information in the small demonstration: a lived experience, and a note from each side."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.community.models.note import NoteSide
from toctoc.community.rules.drafts import Extras
from toctoc.community.rules.voices import LIVED
from toctoc.community.services import posts
from toctoc.community.services.likeness import reveal
from toctoc.community.services.notes import add_note, rate
from toctoc.kernel import clock
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.rules.audience import PUBLIC
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from toctoc.community.models import Note, Post
    from toctoc.config.world.steps import Steps

# The identifier that Crossref gives in its own examples: a work by a professor who does not exist.
EXAMPLE_DOI = "10.5555/12345678"
_TOLD = {
    "happened": "Des mois de fatigue que je cachais. Le nom est venu tard, et avec lui un vrai soulagement.",
    "helped": "Un carnet, une ligne par jour. Dire non le mardi pour tenir le mercredi.",
    "did_not": "Les conseils de tout le monde, et les nuits à chercher seule.",
    "to_doctor": "Écrivez-moi les trois mots que je dois retenir. Je n’entends pas le reste.",
    "to_newcomer": "Vous n’exagérez pas. Gardez une chose qui vous plaît, même petite.",
}
_CITED = (
    "Exemple de note : un professionnel dirait ici ce que montre l’étude citée, et ses limites. "
    "La référence est fictive."
)
_LIVED = "Au quotidien, le plus dur n’est pas d’y penser : c’est de le faire un soir de fatigue. Un pilulier m’a aidée."
_FACETS = (("condition", "douleur"), ("age", "30-39"), ("situation", "patient"))
_RATERS = 4


def open_bridges(end: datetime, steps: Steps) -> None:
    """Tell, note, rate and reveal in the last day before ``end``."""
    patient = Actor.objects.get(account__email="patient@exemple.test")
    doctor = Actor.objects.get(account__email="medecin@exemple.test")
    with steps("Bridges", 3) as done:
        with clock.at(end - timedelta(hours=9)):
            said = _tell(patient)
            advice = posts.write(
                author=doctor,
                draft=posts.Draft(
                    clear("Prendre son traitement à heure fixe, c’est déjà la moitié du chemin."), PUBLIC
                ),
            )
        done(1)
        with clock.at(end - timedelta(hours=8)):
            cited = add_note(
                author=doctor, aim=said, side=NoteSide.REFERENCE, text=clear(_CITED), references=(EXAMPLE_DOI,)
            )
            lived = add_note(author=patient, aim=advice, side=NoteSide.DAILY, text=clear(_LIVED))
        with clock.at(end - timedelta(hours=6)):
            _rate(cited, but={patient.pk, doctor.pk})
            _rate(lived, but={patient.pk, doctor.pk})
        done(1)
        with clock.at(end - timedelta(hours=5)):
            _reveal([patient, *_others({patient.pk, doctor.pk})])
        done(1)


def _tell(patient: Actor) -> Post:
    pieces = {name: clear(text) for name, text in _TOLD.items()}
    text = clear("Vivre avec une douleur qui dure, ce que j’aurais aimé lire. #douleur")
    return posts.write(author=patient, draft=posts.Draft(text, PUBLIC, LIVED, extras=Extras(experience=pieces)))


def _rate(added: Note, *, but: set[int]) -> None:
    """Let people of both kinds find a note useful."""
    for rater in (*_professionals(but), *_others(but)):
        rate(rater=rater, post=added.post, is_useful=True)


def _professionals(but: set[int]) -> list[Actor]:
    proved = _people(but).exclude(proved_profession="").filter(proved_until__gt=clock.now())
    return list(proved[:_RATERS])


def _others(but: set[int]) -> list[Actor]:
    return list(_people(but).filter(profession="")[:_RATERS])


def _people(but: set[int]) -> QuerySet[Actor]:
    return Actor.objects.speaking().filter(kind=ActorKind.PERSON).exclude(pk__in=but).order_by("pk")


def _reveal(people: list[Actor]) -> None:
    for actor in people:
        for kind, word in _FACETS:
            reveal(actor=actor, kind=kind, chosen=word, own_words=clear_line(""))
