"""One's own account: https://docs.joinmastodon.org/methods/accounts/#verify_credentials, profile/ and preferences/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from toctoc.community.models import PicturePlace
from toctoc.community.queries.tags import featured_tags
from toctoc.community.services.portraits import describe_picture, send_picture, take_picture_away
from toctoc.community.web.parts.media import cleared_description
from toctoc.kernel.errors import Invalid
from toctoc.mastodon_api.queries.credentials import Own, credentials, own_of
from toctoc.mastodon_api.queries.tags import featured
from toctoc.mastodon_api.rules.visibility import VISIBILITIES, audience_for
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.replies import Disabled, Reply, said
from toctoc.people.rules.fields import ProfileField
from toctoc.people.services.actors import Portrait, change_portrait
from toctoc.people.services.choices import Chosen, change_choices, set_fields
from toctoc.privacy.services import clear, clear_line
from toctoc.privacy.services.speech import NOTHING_SAID

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call
    from toctoc.people.models import Actor


class SourceIn(msgspec.Struct):
    """How one begins to write."""

    privacy: str | None = None
    sensitive: bool | None = None
    language: str | None = None


class ProfileIn(msgspec.Struct):
    """What changes of a profile; what is not told stays as it is."""

    display_name: str | None = None
    note: str | None = None
    locked: bool | None = None
    bot: bool | None = None
    discoverable: bool | None = None
    indexable: bool | None = None
    hide_collections: bool | None = None
    avatar_description: str | None = None
    header_description: str | None = None
    source: SourceIn | None = None


class LineIn(msgspec.Struct):
    """A line of a profile."""

    name: str = ""
    value: str = ""


class LinesIn(msgspec.Struct):
    """The lines of a profile, in their order."""

    fields_attributes: list[LineIn] = msgspec.field(default_factory=list)


@endpoint("GET", "api/v1/accounts/verify_credentials", scope="profile")
def verify(call: Call) -> Reply:
    """Return the caller's account, with what it typed and chose."""
    return Reply(credentials(_own(call)))


@endpoint(
    "PATCH",
    "api/v1/accounts/update_credentials",
    scope="write:accounts",
    differs="`attribution_domains` and `source[quote_policy]` are left out: nobody is credited, readers may quote.",
)
def update(call: Call) -> Reply:
    """Change what is told; words pass the guard as on the page of the same name, pictures lose what they say."""
    _update(call)
    return Reply(credentials(_own(call)))


@endpoint(
    "PATCH",
    "api/v1/profile",
    scope="write:accounts",
    differs="`attribution_domains` and what tabs a profile shows are left out.",
)
def update_profile(call: Call) -> Reply:
    """Change the same, and return it as a form shows it."""
    _update(call)
    return profile(call)


def _update(call: Call) -> None:
    asked, lines, actor = call.read(ProfileIn), _lines(call), call.actor
    with transaction.atomic():
        _change_portrait(actor, asked)
        _change_choices(actor, asked, _own(call).privacy, is_proved=bool(call.viewer.profession))
        if lines is not None:
            set_fields(actor=actor, fields=lines)
        for place in PicturePlace:
            _change_picture(call, actor, place, getattr(asked, f"{place.value}_description"))


@endpoint("GET", "api/v1/profile", scope="read:accounts")
def profile(call: Call) -> Reply:
    """Return what the caller typed and chose, for a form."""
    own = _own(call)
    shown = msgspec.json.decode(own.account)
    kept = ("id", "display_name", "avatar_description", "header_description", "locked", "bot")
    pictures: dict[str, str | None] = {}
    for place in PicturePlace:
        address = shown[place.value] if "/media/" in shown[place.value] else None
        pictures |= {place.value: address, f"{place.value}_static": address}
    return said(
        {
            **{name: shown[name] for name in kept},
            **pictures,
            "note": own.note,
            "fields": [{**line, "verified_at": None} for line in own.fields],
            "hide_collections": own.hides_collections,
            "discoverable": own.discoverable,
            "indexable": own.indexable,
            "show_media": True,
            "show_media_replies": True,
            "show_featured": True,
            "attribution_domains": [],
            "featured_tags": [featured(tag) for tag in featured_tags(call.actor)],
        }
    )


@endpoint("DELETE", "api/v1/profile/avatar", scope="write:accounts")
def drop_avatar(call: Call) -> Reply:
    """Show the picture made for the handle again."""
    take_picture_away(actor=call.actor, place=PicturePlace.AVATAR)
    return Reply(credentials(_own(call)))


@endpoint("DELETE", "api/v1/profile/header", scope="write:accounts")
def drop_header(call: Call) -> Reply:
    """Show the header made for the handle again."""
    take_picture_away(actor=call.actor, place=PicturePlace.HEADER)
    return Reply(credentials(_own(call)))


@endpoint("GET", "api/v1/preferences", scope="read:accounts")
def preferences(call: Call) -> Reply:
    """Return how the caller begins to write, and reads."""
    own = _own(call)
    return said(
        {
            "posting:default:visibility": own.privacy,
            "posting:default:sensitive": own.is_sensitive,
            "posting:default:language": own.language or None,
            "posting:default:quote_policy": "public",
            "reading:expand:media": "default",
            "reading:expand:spoilers": False,
            "reading:autoplay:gifs": False,
        }
    )


def _own(call: Call) -> Own:
    own = own_of(call.viewer)
    if own is None:
        raise Disabled
    return own


def _change_portrait(actor: Actor, asked: ProfileIn) -> None:
    if asked.display_name is None and asked.note is None:
        return
    language = actor.languages[:2]
    name = actor.display_name if asked.display_name is None else asked.display_name
    note = actor.note if asked.note is None else asked.note
    # Mastodon shows a handle where there is no name.
    portrait = Portrait(
        display_name=clear_line(name if name.strip() else actor.handle, language=language),
        note=clear(note, language=language),
        profession=actor.profession,
        specialty=actor.specialty,
        department=actor.department,
        languages=actor.languages,
    )
    change_portrait(actor=actor, portrait=portrait)


def _change_choices(actor: Actor, asked: ProfileIn, privacy: str, *, is_proved: bool) -> None:
    source = asked.source or SourceIn()
    # Apps send every choice again: what says the same does not widen an audience narrower than its visibility.
    is_new = source.privacy is not None and source.privacy != privacy
    chosen = Chosen(
        approves_followers=asked.locked,
        is_automated=asked.bot,
        discoverable=asked.discoverable,
        indexable=asked.indexable,
        hides_collections=asked.hide_collections,
        default_audience=_audience(source.privacy or "", is_proved=is_proved) if is_new else None,
        default_sensitive=source.sensitive,
        default_language=source.language,
    )
    if chosen != Chosen():
        change_choices(actor=actor, chosen=chosen)


def _audience(visibility: str, *, is_proved: bool) -> str:
    if visibility not in VISIBILITIES:
        raise Invalid("Cette audience n’est pas proposée ici.", field="privacy")
    return audience_for(visibility, "", is_proved=is_proved)


def _lines(call: Call) -> list[ProfileField] | None:
    """Return the lines of a profile, cleared; nothing when none are told. Apps send a list, or number them."""
    told = call.tree.get("fields_attributes")
    if told is None:
        return None
    if isinstance(told, dict):
        call.tree["fields_attributes"] = list(told.values())
    language = call.actor.languages[:2]
    return [
        ProfileField(clear_line(line.name, language=language), clear_line(line.value, language=language, longest=500))
        for line in call.read(LinesIn).fields_attributes
    ]


def _change_picture(call: Call, actor: Actor, place: PicturePlace, words: str | None) -> None:
    sent = call.tree.get(place.value)
    if isinstance(sent, UploadedFile):
        description = cleared_description(words or "", actor, NOTHING_SAID)
        send_picture(actor=actor, place=place, upload=sent, description=description)
    elif words is not None:
        describe_picture(actor=actor, place=place, description=cleared_description(words, actor, NOTHING_SAID))
