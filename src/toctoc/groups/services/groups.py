"""Make a group, change what it says of itself, archive it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.groups.events import GroupChanged
from toctoc.groups.models import Group
from toctoc.groups.models.group import LONGEST_DESCRIPTION, LONGEST_RULES, LONGEST_WELCOME
from toctoc.groups.models.membership import Role
from toctoc.groups.policies import may_moderate, speaks_for_institution
from toctoc.groups.rules import kinds
from toctoc.groups.rules.limits import A_DAY, MOST_MADE
from toctoc.groups.services.membership import enter, exit_of, hold
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused, Stale, TooMany
from toctoc.kernel.events import publish
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import may_speak
from toctoc.people.services.actors import Portrait, change_portrait, make_actor

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A group as its founder means it: cleared texts, and slugs of ``groups.rules.kinds``."""

    display_name: Cleared
    description: Cleared
    house_rules: Cleared
    welcome: Cleared
    subject: Cleared
    empty: Cleared
    kind: str
    about: str = kinds.OTHER
    joining: str = kinds.OPEN
    reach: str = kinds.MEMBERS
    professions: tuple[str, ...] = ()
    is_employer_blind: bool = False


@transaction.atomic
def make_group(*, founder: Actor, handle: str, draft: GroupDraft) -> Group:
    """Make a group, which its founder moderates.

    An empty ``handle`` is made from the name. Raises :class:`Invalid` beside the field that is wrong,
    :class:`Refused` for an institution that would make an employer-blind group, or a founder without the proof that
    the group asks for, :class:`TooMany` for many in a day.
    """
    may_speak(founder)
    _check_lengths(draft)
    lately = Group.objects.filter(made_by=founder, made_at__gt=clock.now() - A_DAY).count()
    if lately >= MOST_MADE:
        sentence = "Vous avez créé plusieurs groupes aujourd’hui. Recommencez demain."
        raise TooMany(sentence, retry_after=int(A_DAY.total_seconds()))
    if draft.is_employer_blind and speaks_for_institution(founder.pk):
        raise Refused("Une institution ne peut pas tenir un groupe fermé aux institutions.")
    wanted = kinds.check_handle(handle or kinds.handle_for(draft.display_name.text))
    portrait = Portrait(draft.display_name, draft.empty)
    try:
        actor = make_actor(account=None, handle=wanted, portrait=portrait, kind=ActorKind.GROUP)
    except Invalid as error:
        error.field = "name" if error.field == "display_name" else error.field
        raise
    group = Group(actor=actor, language=draft.description.language, made_by=founder)
    _draw(group, draft)
    group.joining, group.professions = _joining(draft)
    group.save(force_insert=True)
    enter(actor=founder, group=group, role=Role.MODERATOR)
    publish(GroupChanged(group_id=group.pk))
    return group


@transaction.atomic
def change_group(*, moderator: Actor, group: Group, draft: GroupDraft, revision: int) -> Group:
    """Change what a group says of itself; ``revision`` is the one the moderator saw.

    Raises :class:`Stale` when it changed since, :class:`Refused` for what members were promised: a group that asks
    for a proof goes on asking, one closed to institutions stays closed.
    """
    held = hold(group)
    may_moderate(moderator, held)
    if held.revision != revision:
        raise Stale("Ces réglages ont changé entre-temps. Relisez-les avant d’enregistrer.")
    _keep_promises(held, moderator, draft)
    was_open = not held.is_employer_blind
    if held.joining != kinds.BY_PROOF:
        held.joining = kinds.checked(draft.joining, kinds.JOININGS, "joining")
    _draw(held, draft)
    held.revision = revision + 1
    held.save()
    change_portrait(actor=held.actor, portrait=Portrait(draft.display_name, draft.empty))
    if was_open and held.is_employer_blind:
        _show_out_institutions(held)
    publish(GroupChanged(group_id=held.pk))
    return held


@transaction.atomic
def archive(*, moderator: Actor, group: Group, is_over: bool) -> Group:
    """End a group, which its members still read, or take it up again; twice changes nothing."""
    may_moderate(moderator, hold(group))
    return end_or_take_up(group=group, is_over=is_over)


@transaction.atomic
def end_or_take_up(*, group: Group, is_over: bool) -> Group:
    """Do the same for who decides on the whole place, above the group's own moderators."""
    held = hold(group)
    if held.is_archived != is_over:
        held.archived_at = clock.now() if is_over else None
        held.save(update_fields=["archived_at"])
        publish(GroupChanged(group_id=held.pk))
    return held


def _draw(group: Group, draft: GroupDraft) -> None:
    _check_lengths(draft)
    group.kind = kinds.checked(draft.kind, kinds.KINDS, "kind")
    group.about = kinds.checked(draft.about, kinds.SUBJECTS, "about")
    group.subject = kinds.checked_subject(group.about, draft.subject.text)
    group.subject_key = kinds.folded(kinds.subject_words(group.about, group.subject, "fr"))[: kinds.LONGEST_SUBJECT]
    group.reach = kinds.checked(draft.reach, kinds.REACHES, "reach")
    group.is_employer_blind = draft.is_employer_blind
    if group.is_employer_blind and group.reach == kinds.EVERYBODY:
        raise Invalid("Un groupe fermé aux institutions ne se montre pas à tout le monde.", field="reach")
    group.description, group.rules, group.welcome = draft.description.text, draft.house_rules.text, draft.welcome.text


def _check_lengths(draft: GroupDraft) -> None:
    if not any(character.isalnum() for character in draft.display_name.text):
        raise Invalid("Donnez un nom au groupe.", field="name")
    limits = (
        ("text", draft.description, LONGEST_DESCRIPTION),
        ("rules", draft.house_rules, LONGEST_RULES),
        ("welcome", draft.welcome, LONGEST_WELCOME),
    )
    for field, words, longest in limits:
        if len(words.text) > longest:
            raise Invalid("Ce texte a au plus %(longest)s caractères.", field=field, longest=longest)


def _joining(draft: GroupDraft) -> tuple[str, str]:
    joining = kinds.checked(draft.joining, kinds.JOININGS, "joining")
    return joining, kinds.checked_professions(list(draft.professions)) if joining == kinds.BY_PROOF else ""


def _keep_promises(group: Group, moderator: Actor, draft: GroupDraft) -> None:
    if (group.joining == kinds.BY_PROOF) != (draft.joining == kinds.BY_PROOF):
        raise Refused("L’entrée sur preuve se choisit à la création du groupe, et ne change plus.")
    if group.is_employer_blind and not draft.is_employer_blind:
        raise Refused("Un groupe fermé aux institutions le reste : ses membres comptent là-dessus.")
    if draft.is_employer_blind and speaks_for_institution(moderator.pk):
        raise Refused("Une institution ne peut pas tenir un groupe fermé aux institutions.")


def _show_out_institutions(group: Group) -> None:
    """Let out every institution, and who speaks for one, of a group that closes to them."""
    for member in group.memberships.select_related("actor", "group__actor").order_by("id").iterator():
        if speaks_for_institution(member.actor_id):
            exit_of(member)
    group.invitations.all().delete()
    group.requests.all().delete()
