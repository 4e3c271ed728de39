"""What this place says of itself to apps: its limits, its rules, its versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toctoc import __version__
from toctoc.community.rules.polls import LONGEST, LONGEST_OPTION, MOST_OPTIONS, SHORTEST
from toctoc.community.rules.rosters import MOST_PINS
from toctoc.media.rules.limits import (
    LARGEST,
    LONGEST_DESCRIPTION,
    MOST_FRAME_PIXELS,
    MOST_PICTURES,
    MOST_PIXELS,
)
from toctoc.people.rules.fields import LONGEST_FIELD, MOST_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

# Apps read the number of a release of Mastodon, to tell what they may ask; the rest is in parentheses, as in browsers.
VERSION = f"4.5.0 (compatible; Toctoc {__version__})"
# https://docs.joinmastodon.org/entities/Instance/#api-versions: 2 grouped notifications, 6 terms by date, 7 quotes.
# The next ones bring collections, which this place does not have.
API_VERSION = 7
LONGEST_NAME, LONGEST_NOTE, MOST_FEATURED_TAGS = 60, 500, 10
# What apps count for a link, whatever its length; here each character counts, which a refusal then says.
RESERVED_PER_LINK = 23
# Whatever the film: more frames a second are dropped, not refused.
FRAME_RATE = 120
LANGUAGES = ("fr", "en")
PICTURES = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/heic", "image/heif", "image/avif")
FILMS = ("video/mp4", "video/quicktime", "video/webm")
SOUNDS = (
    "audio/mpeg",
    "audio/mp3",
    "audio/ogg",
    "audio/vorbis",
    "audio/wav",
    "audio/x-wav",
    "audio/wave",
    "audio/aac",
    "audio/m4a",
    "audio/x-m4a",
    "audio/mp4",
    "audio/webm",
)
# Figures below this many people are told as none: nobody is singled out.
CROWD = 10


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """A rule of the page ``/regles``; ``ground`` is what moderation decides on, ``hint`` the sentences below it."""

    id: str
    ground: str
    heading: str
    hint: tuple[str, ...]


# The sentences are those of the page, hence translated with it.
RULES = (
    PlaceRule(
        "1",
        "recognisable",
        "Personne ne doit être reconnu",
        (
            "N’écrivez rien qui désigne un patient, un proche ou un confrère.",
            "Un gardien relit chaque texte et signale ce qui identifie.",
            "Il ne voit pas tout : relisez-vous aussi.",
        ),
    ),
    PlaceRule(
        "2",
        "place",
        "Parler de sa place",
        (
            "Dites d’où vous parlez : vécu, pratique, source ou officiel.",
            "Ne vous présentez pas sous une profession que vous n’avez pas.",
        ),
    ),
    PlaceRule("3", "useful", "Être utile", ("Répondez à la question posée, citez vos sources, dites vos doutes.",)),
    PlaceRule(
        "4",
        "rating",
        "Ne pas noter les soignants",
        (
            "Ni avis, ni étoiles, ni classement de praticiens.",
            "Le code de déontologie l’interdit (article R.4127-19-1).",
        ),
    ),
    PlaceRule("5", "respect", "Le désaccord est bienvenu, le mépris ne l’est pas.", ()),
)
GROUND_OF_RULE = {rule.id: rule.ground for rule in RULES}


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What differs from one place to another, and from one day to the next; figures are rounded."""

    base_url: str
    stream_url: str
    domain: str
    title: str
    description: str
    contact: str
    push_key: str
    is_open: bool
    asks_approval: bool
    closed_message: str
    longest_text: int
    people: int = 0
    active: int = 0
    threads: int = 0


def rules_json(say: Callable[[str, str], str], language: str) -> list[dict[str, Any]]:
    """Return Rule entities (https://docs.joinmastodon.org/entities/Rule/); ``say`` translates into a language."""
    return [
        {
            "id": rule.id,
            **_rule_in(rule, say, language),
            "translations": {each: _rule_in(rule, say, each) for each in LANGUAGES},
        }
        for rule in RULES
    ]


def _rule_in(rule: PlaceRule, say: Callable[[str, str], str], language: str) -> dict[str, str]:
    hint = " ".join(say(sentence, language) for sentence in rule.hint)
    return {"text": say(rule.heading, language), "hint": hint}


def instance(facts: PlaceFacts, rules: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the Instance entity (https://docs.joinmastodon.org/entities/Instance/)."""
    base = facts.base_url
    return {
        "domain": facts.domain,
        "title": facts.title,
        "version": VERSION,
        "source_url": f"{base}/a-propos",
        "description": facts.description,
        "usage": {"users": {"active_month": facts.active}},
        "thumbnail": {"url": thumbnail_of(base), "description": facts.title, "blurhash": None, "versions": {}},
        "icon": [
            {"src": icon_of(base), "size": "512x512"},
            {"src": f"{base}/static/website/favicon.svg", "size": "any"},
        ],
        "languages": list(LANGUAGES),
        "configuration": {
            "urls": {
                "streaming": _socket(facts.stream_url),
                "status": None,
                "about": f"{base}/a-propos",
                "privacy_policy": f"{base}/confidentialite",
                "terms_of_service": f"{base}/regles",
            },
            "vapid": {"public_key": facts.push_key},
            **_configuration(facts.longest_text),
            "translation": {"enabled": False},
            "timelines_access": {
                name: {"local": "public", "remote": "public"}
                for name in ("live_feeds", "hashtag_feeds", "trending_link_feeds")
            },
            "limited_federation": False,
        },
        "registrations": {
            "enabled": facts.is_open,
            "approval_required": facts.asks_approval,
            "reason_required": facts.asks_approval,
            "message": None if facts.is_open else facts.closed_message,
            "min_age": None,
            "url": None,
        },
        "api_versions": {"mastodon": API_VERSION},
        "contact": {"email": facts.contact, "account": None},
        "rules": rules,
    }


def instance_v1(facts: PlaceFacts, rules: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the V1::Instance entity (https://docs.joinmastodon.org/entities/V1_Instance/)."""
    return {
        "uri": facts.domain,
        "title": facts.title,
        "short_description": facts.description,
        "description": facts.description,
        "email": facts.contact,
        "version": VERSION,
        "urls": {"streaming_api": _socket(facts.stream_url)},
        "stats": {"user_count": facts.people, "status_count": facts.threads, "domain_count": 0},
        "thumbnail": thumbnail_of(facts.base_url),
        "languages": list(LANGUAGES),
        "registrations": facts.is_open,
        "approval_required": facts.asks_approval,
        "invites_enabled": False,
        "configuration": _configuration(facts.longest_text),
        "contact_account": None,
        "rules": [{"id": rule["id"], "text": rule["text"], "hint": rule["hint"]} for rule in rules],
    }


def thumbnail_of(base_url: str) -> str:
    """Return the address of the picture of the place."""
    return f"{base_url}/static/website/header.png"


def icon_of(base_url: str) -> str:
    """Return the address of the mark of the place, as a square of points."""
    return f"{base_url}/static/website/portrait.png"


def _configuration(longest_text: int) -> dict[str, Any]:
    """Return the limits of what people write, as the services that refuse beyond them know them."""
    return {
        "accounts": {
            "max_display_name_length": LONGEST_NAME,
            "max_note_length": LONGEST_NOTE,
            "max_featured_tags": MOST_FEATURED_TAGS,
            "max_pinned_statuses": MOST_PINS,
            "max_profile_fields": MOST_FIELDS,
            "profile_field_name_limit": LONGEST_FIELD,
            "profile_field_value_limit": LONGEST_FIELD,
        },
        "statuses": {
            "max_characters": longest_text,
            "max_media_attachments": MOST_PICTURES,
            "characters_reserved_per_url": RESERVED_PER_LINK,
        },
        "media_attachments": {
            "supported_mime_types": [*PICTURES, *FILMS, *SOUNDS],
            "description_limit": LONGEST_DESCRIPTION,
            "image_size_limit": LARGEST["picture"],
            "image_matrix_limit": MOST_PIXELS,
            "video_size_limit": LARGEST["film"],
            "video_frame_rate_limit": FRAME_RATE,
            "video_matrix_limit": MOST_FRAME_PIXELS,
        },
        "polls": {
            "max_options": MOST_OPTIONS,
            "max_characters_per_option": LONGEST_OPTION,
            "min_expiration": int(SHORTEST.total_seconds()),
            "max_expiration": int(LONGEST.total_seconds()),
        },
    }


def _socket(stream_url: str) -> str:
    """Return where apps open WebSockets, without the path that they add themselves."""
    return stream_url.replace("http", "ws", 1)


def rounded(count: int) -> int:
    """Return a count of people as it is told: in tens, and none below :data:`CROWD`."""
    return count - count % CROWD
