"""A few groups in the small demonstration: one of patients with a newcomer just welcomed, two of professionals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.community.services import posts
from toctoc.config.world.cast import MODERATOR, STARS
from toctoc.groups.services.groups import GroupDraft, make_group
from toctoc.groups.services.meetings import EventDraft, announce_event
from toctoc.groups.services.membership import join
from toctoc.groups.services.order import volunteer
from toctoc.groups.services.pages import edit_page
from toctoc.kernel import clock
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.config.world.steps import Steps
    from toctoc.groups.models import Group

_RULES = "On parle de soi, jamais d’une personne reconnaissable. On ne donne pas d’ordre, on raconte ce qui a aidé."


@dataclass(frozen=True, slots=True)
class _Planned:
    """A group of the demonstration; people by their addresses, the founder first."""

    handle: str
    name: str
    said: str
    subject: str
    kind: str
    about: str
    joining: str
    reach: str
    people: tuple[str, ...]
    professions: tuple[str, ...] = ()
    is_employer_blind: bool = False


_PATIENTS = _Planned(
    "maladie_au_long_cours",
    "La maladie au long cours",
    "Pour celles et ceux qui vivent des années avec une maladie, et pour leurs proches.",
    "Maladie chronique",
    "patients",
    "condition",
    "open",
    "public",
    ("patient@exemple.test", "moderation@exemple.test"),
)
_OTHERS = (
    _Planned(
        "souffler_un_peu",
        "Souffler un peu",
        "Entre professionnels fatigués. Aucun employeur ne voit ce groupe.",
        "Épuisement",
        "professionals",
        "other",
        "proof",
        "members",
        ("infirmiere@exemple.test", "aide@exemple.test", "pharmacie@exemple.test"),
        is_employer_blind=True,
    ),
    _Planned(
        "soins_du_finistere",
        "Soins du Finistère",
        "Trouver un relais, organiser une sortie, passer un message dans le département.",
        "29",
        "professionals",
        "territory",
        "request",
        "members",
        ("medecin@exemple.test",),
    ),
)


def open_groups(end: datetime, steps: Steps) -> None:
    """Make the groups in the last days before ``end``."""
    with steps("Groups", 1 + len(_OTHERS)) as done:
        _welcome_somebody(_made(_PATIENTS, end), end)
        done(1)
        for planned in _OTHERS:
            _made(planned, end)
            done(1)


def _made(planned: _Planned, end: datetime) -> Group:
    founder, *others = (Actor.objects.get(account__email=email) for email in planned.people)
    draft = GroupDraft(
        display_name=clear_line(planned.name),
        description=clear(planned.said),
        house_rules=clear(_RULES),
        welcome=clear("Bienvenue. Prenez votre temps : quelqu’un vous répondra."),
        subject=clear_line(planned.subject),
        empty=clear(""),
        kind=planned.kind,
        about=planned.about,
        joining=planned.joining,
        reach=planned.reach,
        professions=planned.professions,
        is_employer_blind=planned.is_employer_blind,
    )
    with clock.at(end - timedelta(days=6)):
        group = make_group(founder=founder, handle=planned.handle, draft=draft)
        for actor in others:
            join(actor=actor, group=group)
    return group


def _welcome_somebody(group: Group, end: datetime) -> None:
    """Let a newcomer say a first word, and a volunteer answer it within the hour."""
    host = Actor.objects.get(account__email=MODERATOR.email)
    founder = Actor.objects.get(account__email=_PATIENTS.people[0])
    with clock.at(end - timedelta(days=5)):
        volunteer(actor=host, group=group, wants=True)
        text = clear("**Fatigue** : ce qui nous aide, une ligne chacun.\n\n- Une sieste courte, à heure fixe.")
        edit_page(editor=founder, group=group, text=text, revision=0)
        _announce(founder, group, end)
    newcomer = _newcomer()
    with clock.at(end - timedelta(hours=20)):
        join(actor=newcomer, group=group)
    with clock.at(end - timedelta(hours=19, minutes=50)):
        newcomer.refresh_from_db()
        text = clear("Bonjour. Diagnostic en mars, et personne autour de moi ne sait ce que c’est. Par où commencer ?")
        said = posts.write(author=newcomer, draft=posts.Draft(text, group.word))
    with clock.at(end - timedelta(hours=19, minutes=5)):
        host.refresh_from_db()
        text = clear("Bienvenue. Ici, par ce qui pèse le plus cette semaine. Le reste attendra.")
        posts.reply(author=host, to=said, answer=posts.Answer(text))


def _announce(founder: Actor, group: Group, end: datetime) -> None:
    starts = (end + timedelta(days=8)).replace(hour=18, minute=30, tzinfo=None)
    announce_event(
        moderator=founder,
        group=group,
        draft=EventDraft(
            title=clear_line("Café des premiers pas"),
            text=clear("Une heure pour poser les questions qu’on n’ose pas poser."),
            place=clear_line("En visioconférence, le lien sera donné ici"),
            starts=starts,
            ends=starts + timedelta(hours=1),
        ),
    )


def _newcomer() -> Actor:
    """Return a patient whom the demonstration does not introduce otherwise."""
    known = [star.email for star in STARS]
    people = Actor.objects.filter(kind=ActorKind.PERSON, profession="", account__is_moderator=False)
    return people.exclude(account__email__in=known).order_by("pk")[0]
