"""The prepared HTML and JSON of a post and of an author: pure functions from facts to text.

A card is stitched from pieces (see :mod:`toctoc.community.rules.stitch`)::

    post.opening  author  when  post.body  annex (a room above: topics, state)  foot

``post.opening`` and ``post.body`` are one column, separated by :data:`SLOT`.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import msgspec

from toctoc.community.rules.labels import LABELS
from toctoc.community.rules.voices import VOICES
from toctoc.people.rules.audience import audience_kind, professions_of
from toctoc.people.rules.months import month_words
from toctoc.people.rules.paths import seal_words
from toctoc.people.rules.pictures import COLOURS, colour_of, letter_of
from toctoc.people.rules.professions import profession_words, standing_words

if TYPE_CHECKING:
    from datetime import date, datetime

SLOT = "\x1f"
LANGUAGES = ("fr", "en")
# The part that no warning hides: whom to turn to.
OUTSIDE = "orientation"


def icon(name: str) -> str:
    """Return an outline icon of the page's sprite, hidden from screen readers (a word always stands beside it)."""
    return f'<svg class="icon" aria-hidden="true"><use href="#i-{name}"/></svg>'


@dataclass(frozen=True, slots=True)
class AuthorFacts:
    """What of an actor is shown with its posts.

    ``proved`` is the profession and ``institution`` the kind of organisation that a proof in force establishes, each
    empty without one; ``proved_specialty``, ``proved_path`` and ``proved_since`` say the rest of the seal.
    """

    actor_id: int
    handle: str
    display_name: str
    kind: str
    profession: str
    specialty: str
    proved: str
    proved_specialty: str = ""
    institution: str = ""
    proved_path: str = ""
    proved_since: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What a post carries besides its text, as shown: safe HTML in both languages, JSON under ``name``."""

    name: str
    html_fr: str
    html_en: str
    json: object

    def html(self, language: str) -> str:
        """Return the HTML in ``language``."""
        return self.html_en if language == "en" else self.html_fr


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What of a post does not depend on who looks; ``body`` is safe HTML, ``address`` its page's path."""

    post_id: int
    thread_id: int
    reply_to_id: int | None
    kind: str
    voice: str
    audience: str
    language: str
    text: str
    body: str
    address: str
    created_at: datetime
    edited_at: datetime | None
    warning: str = ""
    label: str = ""
    parts: tuple[Part, ...] = ()


def author_html(author: AuthorFacts, language: str) -> str:
    """Return the picture, name and seal of an author, in ``language``."""
    words = escape(profession_words(author.profession, author.specialty, language))
    if seal := escape(seal_of(author, language)):
        line = f'<a class="seal" href="/@{author.handle}/preuve">{icon("seal")}{seal}</a>'
    elif words:
        declared = "declared" if language == "en" else "profession déclarée"
        line = f"<span>{words}, {declared}</span>"
    else:
        line = f"<span>@{author.handle}</span>"
    name = escape(author.display_name)
    # The page's policy forbids inline styles: the stylesheet has one class per colour.
    face = COLOURS.index(colour_of(author.handle))
    letter = escape(letter_of(author.display_name))
    return (
        f'<span class="face face-{face}" aria-hidden="true">{letter}</span>'
        f'<div><a class="name" href="/@{author.handle}">{name}</a><span class="small soft">{line}'
    )


def seal_of(author: AuthorFacts, language: str) -> str:
    """Return "Médecin, dermatologie · vérifié par Pro Santé Connect, mars 2026"; empty without a proof."""
    if not (author.proved or author.institution):
        return ""
    proved = standing_words(author.proved or author.institution, author.proved_specialty, language)
    seal = f"{proved} · {seal_words(author.proved_path, language)}"
    return f"{seal}, {month_words(author.proved_since, language)}" if author.proved_since else seal


def author_json(author: AuthorFacts) -> str:
    """Return the JSON object of an author."""
    return _json(
        {
            "id": str(author.actor_id),
            "handle": author.handle,
            "name": author.display_name,
            "kind": author.kind,
            "url": f"/@{author.handle}",
            "profession": author.profession or None,
            "specialty": author.specialty or None,
            "proved": bool(author.proved),
            "proof": _proof_json(author),
        }
    )


def _proof_json(author: AuthorFacts) -> dict[str, str | None] | None:
    """Return how and in which month the profession or the institution was proved; nobody learns the day."""
    if not (author.proved or author.institution):
        return None
    since = author.proved_since.strftime("%Y-%m") if author.proved_since else None
    return {
        "path": author.proved_path,
        "since": since,
        "specialty": author.proved_specialty or None,
        "institution": author.institution or None,
    }


def post_html(post: PostFacts, language: str) -> str:
    """Return the two parts of a post around its author, in ``language``."""
    tag = VOICES[post.voice][language == "en"]
    lang = "" if post.language == language else f' lang="{post.language}"'
    edited = ""
    if post.edited_at is not None:
        word = "edited" if language == "en" else "modifié"
        edited = f' · <a href="/messages/{post.post_id}/versions">{word}</a>'
    return (
        f'<article class="card {post.kind}" id="p{post.post_id}"><div class="voice {post.voice}">'
        f'<span class="tag">{icon(post.voice)}{tag}</span><div class="who">'
        f"{SLOT}{edited}</span></div></div>"
        f"{_folded(post, language, lang)}</div>"
    )


def _folded(post: PostFacts, language: str, lang: str) -> str:
    """Return the text and what it carries, behind its warning when it has one."""
    parts = "".join(part.html(language) for part in post.parts if part.name != OUTSIDE)
    open_ = "".join(part.html(language) for part in post.parts if part.name == OUTSIDE)
    said = f'{_label(post.label, language)}<div class="text"{lang}>{post.body}</div>{parts}'
    if not post.warning:
        return said + open_
    return f'<details class="warned"><summary{lang}>{escape(post.warning)}</summary>{said}</details>{open_}'


def _label(label: str, language: str) -> str:
    if not label:
        return ""
    words = LABELS[label][language == "en"]
    return f'<p class="label">{icon("alert")}{escape(words)}</p>'


def post_json(post: PostFacts) -> str:
    """Return the JSON of a post, open at its end: the author, the annex and the counters follow."""
    return _json(
        {
            "id": str(post.post_id),
            "url": post.address,
            "thread": str(post.thread_id),
            "reply_to": str(post.reply_to_id) if post.reply_to_id else None,
            "text": post.text,
            "html": post.body,
            "language": post.language,
            "voice": post.voice,
            "audience": audience_object(post.audience),
            "warning": post.warning or None,
            "label": post.label or None,
            "parts": {part.name: part.json for part in post.parts},
            "created_at": post.created_at.isoformat(timespec="milliseconds"),
            "edited_at": post.edited_at.isoformat(timespec="milliseconds") if post.edited_at else None,
        }
    )[:-1]


def audience_object(word: str) -> dict[str, object]:
    """Return the JSON object of an audience."""
    kind, told = audience_kind(word)
    if professions := professions_of(word):
        return {"kind": kind, "professions": list(professions)}
    return {"kind": kind, kind: told} if told else {"kind": kind}


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
