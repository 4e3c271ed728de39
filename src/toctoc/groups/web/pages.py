"""What the pages of groups show, gathered for their templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from toctoc.community.queries import prepared
from toctoc.community.queries.language import page_language
from toctoc.community.rules.markdown import rendered
from toctoc.community.rules.voices import VOICES
from toctoc.groups.models.membership import Role
from toctoc.groups.policies import is_member, opens
from toctoc.groups.queries.groups import Wanted, groups_of, groups_to_discover
from toctoc.groups.queries.meetings import coming_events
from toctoc.groups.queries.members import has_asked, is_invited, membership_of
from toctoc.groups.queries.threads import pinned_in, threads_in
from toctoc.groups.queries.welcomes import delay_in, waiting_in
from toctoc.groups.rules import kinds
from toctoc.groups.rules.calendar import ZONES
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid
from toctoc.kernel.pagination import cut
from toctoc.people.policies import reader_of, viewer_of
from toctoc.people.rules.departments import DEPARTMENTS
from toctoc.people.rules.pictures import COLOURS, colour_of, letter_of
from toctoc.people.rules.professions import PROFESSIONS, SPECIALTIES

if TYPE_CHECKING:
    from django.http import HttpRequest

    from toctoc.groups.models import Group, Membership
    from toctoc.groups.web.forms import EventForm, GroupForm
    from toctoc.people.models import Actor

# For how long a group's page says its welcome to a new member.
WELCOMED_FOR = timedelta(days=7)
COMING = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Face:
    """What a group says of itself, in the reader's language."""

    group: Group
    name: str
    letter: str
    colour: int
    kind: str
    subject: str
    joining: str
    reach: str
    professions: list[str]
    members: int
    is_mine: bool


def face_of(group: Group, *, is_mine: bool) -> Face:
    """Return what a group says of itself."""
    language, english = page_language(), page_language() == "en"
    asked = [PROFESSIONS[slug] for slug in group.professions.split() if slug in PROFESSIONS]
    return Face(
        group=group,
        name=group.actor.display_name,
        letter=letter_of(group.actor.display_name),
        colour=COLOURS.index(colour_of(group.actor.handle)),
        kind=kinds.KINDS[group.kind][english],
        subject=kinds.subject_words(group.about, group.subject, language),
        joining=kinds.JOININGS[group.joining][english],
        reach=kinds.REACHES[group.reach][english],
        professions=[known.english if english else known.french for known in asked],
        members=group.actor.followers_count,
        is_mine=is_mine,
    )


def list_page(request: HttpRequest) -> dict[str, object]:
    """Return the reader's groups, then those to discover as the filters ask."""
    viewer, kind = viewer_of(request), request.GET.get("genre", "")
    if kind and kind not in kinds.KINDS:
        raise Invalid("Ce filtre n’existe pas. Revenez à tous les groupes.")
    wanted = Wanted(kind, request.GET.get("sujet", "")[: kinds.LONGEST_SUBJECT])
    page = groups_to_discover(viewer, wanted, cut(request.GET.get("avant")))
    is_first = "avant" not in request.GET
    return {
        "mine": [face_of(group, is_mine=True) for group in groups_of(viewer)] if is_first else [],
        "others": [face_of(group, is_mine=False) for group in page.items],
        "next_before": page.next_before,
        "kinds": choices(kinds.KINDS, kind),
        "kind": kind,
        "subject": wanted.subject,
    }


def group_page(request: HttpRequest, group: Group) -> dict[str, object]:
    """Return a group as the reader may see it: all of it for a member, its face for others."""
    viewer, reader = viewer_of(request), reader_of(request)
    facts = head_of(request, group)
    membership = facts["membership"]
    if not is_member(viewer, group) or membership is None:
        return {**facts, **_door(group, reader)}
    voice = request.GET.get("voix", "")
    if voice and voice not in VOICES:
        raise Invalid("Cette voix n’existe pas. Revenez à toutes les voix.")
    page = threads_in(group, cut(request.GET.get("avant")), voice)
    language, is_first = page_language(), "avant" not in request.GET
    pinned = pinned_in(group) if is_first and not voice else []
    return {
        **facts,
        "cards": SafeString(prepared.cards(page.items, viewer, language)),
        "pinned": SafeString(prepared.cards(pinned, viewer, language)),
        "pinned_ids": pinned,
        "is_empty": not page.items,
        "next_before": page.next_before,
        "voice": voice,
        "voices": [Choice(slug, words[language == "en"], slug == voice) for slug, words in VOICES.items()],
        "events": coming_events(group, COMING),
        "is_new": facts["is_new"],
    }


def head_of(request: HttpRequest, group: Group) -> dict[str, object]:
    """Return what stands at the head of every page of a group, and what the reader is there."""
    membership = membership_of(reader_of(request), group)
    is_moderator = membership is not None and membership.role == Role.MODERATOR
    return {
        "group": group,
        "face": face_of(group, is_mine=membership is not None),
        "membership": membership,
        "is_moderator": is_moderator,
        "is_welcomer": membership is not None and membership.role == Role.WELCOMER,
        "is_new": membership is not None and _is_new(membership),
        "welcome_figures": _figures(group) if is_moderator else None,
    }


def _is_new(membership: Membership) -> bool:
    return membership.role != Role.MODERATOR and clock.now() - membership.joined_at < WELCOMED_FOR


def _figures(group: Group) -> dict[str, object]:
    delay = delay_in(group)
    hours, minutes = divmod(round(delay.total_seconds() / 60), 60) if delay is not None else (0, 0)
    return {"has_delay": delay is not None, "hours": hours, "minutes": minutes, "waiting": waiting_in(group)}


def _door(group: Group, reader: Actor | None) -> dict[str, object]:
    return {
        "is_invited": reader is not None and is_invited(reader, group),
        "has_asked": reader is not None and has_asked(reader, group),
        "has_proof": reader is not None and opens(group, reader),
    }


def written(text: str) -> SafeString:
    """Return a text in the markdown of posts as safe HTML; it names nobody."""
    return SafeString(rendered(text, set()).html)


def settings_page(form: GroupForm) -> dict[str, object]:
    """Return the choices of the form that makes or changes a group."""
    english = page_language() == "en"
    professions = {slug: (one.french, one.english) for slug, one in PROFESSIONS.items()}
    asked = set(form["professions"].value() or [])
    return {
        "form": form,
        "group": form.group,
        "kinds": choices(kinds.KINDS, form["kind"].value()),
        "abouts": choices(kinds.SUBJECTS, form["about"].value()),
        "joinings": choices(kinds.JOININGS, form["joining"].value()),
        "reaches": choices(kinds.REACHES, form["reach"].value()),
        "professions": choices(professions, form["profession"].value()),
        "specialties": choices(SPECIALTIES, form["specialty"].value()),
        "territories": [Choice(c, f"{c} {n}", c == form["territory"].value()) for c, n in DEPARTMENTS.items()],
        "proofs": [Choice(slug, words[english], slug in asked) for slug, words in professions.items()],
    }


def event_page(form: EventForm) -> dict[str, object]:
    """Return the choices of the form that announces an event."""
    zone = form["zone"].value()
    zones = dict.fromkeys((*ZONES, zone)) if zone else dict.fromkeys(ZONES)
    return {"form": form, "group": form.group, "event": form.event, "zones": [Choice(z, z, z == zone) for z in zones]}


def choices(known: dict[str, tuple[str, str]], chosen: object) -> list[Choice]:
    """Return what may be chosen among words in two languages."""
    english = page_language() == "en"
    return [Choice(slug, words[english], slug == chosen) for slug, words in known.items()]
