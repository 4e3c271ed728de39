"""How a file is shown with a post: pure functions from facts to safe HTML."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from toctoc.community.rules.cards import icon


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What of a file is shown; ``width`` and ``height`` are those of what the card shows, ``size`` is in bytes."""

    file_id: int
    kind: str
    state: str
    description: str
    language: str
    width: int = 0
    height: int = 0
    size: int = 0
    seconds: int = 0
    pages: int = 0
    tone: int = 0


_WORDS = {
    "fr": {
        "waiting": "Fichier joint en préparation. Il apparaîtra ici.",
        "refused": "Un fichier joint n’a pas pu être lu.",
        "bare_picture": "Image sans description",
        "bare_sound": "Message vocal sans transcription",
        "bare_film": "Film sans description",
        "told_sound": "Lire ce qui est dit",
        "told_film": "Lire la description du film",
        "sound": "Message vocal",
        "film": "Film",
        "document": "Document PDF",
        "open": "Ouvrir l’image",
    },
    "en": {
        "waiting": "The attached file is being prepared. It will appear here.",
        "refused": "An attached file could not be read.",
        "bare_picture": "Picture without a description",
        "bare_sound": "Voice note without a transcript",
        "bare_film": "Film without a description",
        "told_sound": "Read what is said",
        "told_film": "Read the description of the film",
        "sound": "Voice note",
        "film": "Film",
        "document": "PDF document",
        "open": "Open the picture",
    },
}
_MEGABYTE, _KILOBYTE = 1_000_000, 1_000


def figures(files: list[FileFacts], language: str) -> str:
    """Return the files of a post in ``language``; nothing when there are none."""
    if not files:
        return ""
    shown = "".join(_figure(file, language) for file in files)
    return f'<div class="joined joined-{len(files)}">{shown}</div>'


def _figure(file: FileFacts, language: str) -> str:
    words = _WORDS[language]
    if file.state != "ready":
        return f'<p class="joined-note small soft">{icon("clock")}{words[file.state]}</p>'
    shape = {"picture": _picture, "sound": _sound, "film": _film, "document": _document}[file.kind]
    return shape(file, words, language)


def _lang(file: FileFacts, language: str) -> str:
    return "" if file.language == language or not file.description else f' lang="{file.language}"'


def _picture(file: FileFacts, words: dict[str, str], language: str) -> str:
    alt = escape(file.description or words["bare_picture"])
    bare = "" if file.description else f'<figcaption class="small soft">{words["bare_picture"]}</figcaption>'
    return (
        f'<figure class="picture"><a href="/media/{file.file_id}/image"><img class="tone-{file.tone}" '
        f'src="/media/{file.file_id}/small" width="{file.width}" height="{file.height}" loading="lazy" '
        f'decoding="async" alt="{alt}"{_lang(file, language)}></a>{bare}</figure>'
    )


def _sound(file: FileFacts, words: dict[str, str], language: str) -> str:
    name = f"{words['sound']}, {lasting(file.seconds)}"
    return (
        f'<figure class="sound"><figcaption class="small">{icon("sound")}{name}</figcaption>'
        f'<audio controls preload="none" src="/media/{file.file_id}/sound" aria-label="{name}"></audio>'
        f"{_told(file, words, language)}</figure>"
    )


def _film(file: FileFacts, words: dict[str, str], language: str) -> str:
    name = f"{words['film']}, {lasting(file.seconds)}"
    return (
        f'<figure class="film"><video class="tone-{file.tone}" controls playsinline preload="none" '
        f'poster="/media/{file.file_id}/poster" width="{file.width}" height="{file.height}" aria-label="{name}" '
        f'src="/media/{file.file_id}/film"></video>{_told(file, words, language)}</figure>'
    )


def _told(file: FileFacts, words: dict[str, str], language: str) -> str:
    if not file.description:
        return f'<p class="small soft">{words[f"bare_{file.kind}"]}</p>'
    told = escape(file.description).replace("\n", "<br>")
    return (
        f'<details class="small"><summary>{words[f"told_{file.kind}"]}</summary>'
        f"<p{_lang(file, language)}>{told}</p></details>"
    )


def _document(file: FileFacts, words: dict[str, str], language: str) -> str:
    pages = f"{file.pages} page{'s' if file.pages > 1 else ''}"
    name = escape(file.description) or words["document"]
    lang = _lang(file, language)
    return (
        f'<p class="document">{icon("document")}<a href="/media/{file.file_id}/document" download{lang}>'
        f'{name}</a> <span class="small soft">PDF, {pages}, {weight(file.size, language)}</span></p>'
    )


def lasting(seconds: int) -> str:
    """Return a duration as players write it: 1:05."""
    return f"{seconds // 60}:{seconds % 60:02}"


def weight(size: int, language: str) -> str:
    """Return a size in bytes as people read it."""
    unit = "B" if language == "en" else "o"
    if size < _MEGABYTE:
        return f"{max(1, round(size / _KILOBYTE))} k{unit}"
    told = f"{size / _MEGABYTE:.1f}"
    return f"{told if language == 'en' else told.replace('.', ',')} M{unit}"
