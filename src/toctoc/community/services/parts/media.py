"""The files that a post carries: pictures, or one sound, film or document.

A file may still be on its way when the post is written; the post is prepared again once it is ready.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Attachment
from toctoc.community.queries.attachments import files_of
from toctoc.community.queries.said import told_above, told_by, words_of
from toctoc.community.rules.cards import Part
from toctoc.community.rules.figures import FileFacts, figures
from toctoc.community.services.gates import Intent, before_writing
from toctoc.kernel.errors import Invalid
from toctoc.media.rules.kinds import Kind
from toctoc.media.rules.limits import MOST_PICTURES
from toctoc.media.services.files import use
from toctoc.media.services.masking import hold_to_patients
from toctoc.privacy.services.speech import asks_closing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.community.models import Post
    from toctoc.community.rules.drafts import Extras
    from toctoc.media.models import File

NAME = "media"
# What the card shows of each kind, and what its link leads to.
_SHOWN = {Kind.PICTURE: "small", Kind.FILM: "film", Kind.SOUND: "sound", Kind.DOCUMENT: "document"}
_WHOLE = {Kind.PICTURE: "image", Kind.FILM: "film", Kind.SOUND: "sound", Kind.DOCUMENT: "document"}
_PREVIEW = {Kind.PICTURE: "small", Kind.FILM: "poster"}


def is_in(extras: Extras) -> bool:
    """Tell whether a draft brings files."""
    return bool(extras.media)


def attach(post: Post, extras: Extras) -> None:
    """Put the files to their use; raise :class:`Invalid` for too many, and what ``media`` raises."""
    files = use(owner=post.author, file_ids=extras.media)
    check_together(files)
    Attachment.objects.bulk_create(
        Attachment(post=post, file=file, position=position) for position, file in enumerate(files)
    )


@before_writing
def check_patients(intent: Intent) -> None:
    """Let a picture that nobody looked at go with no story of somebody who is cared for; of an edit, as it becomes."""
    if NAME not in intent.post.parts.split():
        return
    if intent.before is not None and asks_closing(intent.author, [intent.before]):
        return
    files = files_of(intent.post)
    # A picture in a thread about somebody is one of them, whatever the words beside it.
    told = [*words_of(intent.post), *told_above(intent.post), *_told_before(intent)]
    if any(file.shows_patient for file in files) or asks_closing(intent.author, told):
        hold_to_patients(files=files)


def _told_before(intent: Intent) -> Iterator[str]:
    return told_by(intent.author, intent.post.thread_id, but=intent.post)


def check_together(files: list[File]) -> None:
    """Raise :class:`Invalid` unless these are a few pictures, or one file of another kind."""
    if len(files) > MOST_PICTURES:
        raise Invalid("Joignez au plus %(most)s images.", field=NAME, most=MOST_PICTURES)
    if len(files) > 1 and any(file.kind != Kind.PICTURE for file in files):
        raise Invalid("Joignez des images, ou un seul son, film ou document.", field=NAME)


def part_of(post: Post) -> Part:
    """Return the files as they are shown, whatever their state."""
    files = files_of(post)
    facts = [facts_of(file) for file in files]
    return Part(NAME, figures(facts, "fr"), figures(facts, "en"), [json_of(file) for file in files])


def facts_of(file: File) -> FileFacts:
    """Return what a card shows of a file."""
    shown = file.variants.get(_SHOWN[Kind(file.kind)], {})
    return FileFacts(
        file_id=file.pk,
        kind=file.kind,
        state=file.state,
        description=file.description,
        language=file.language,
        width=shown.get("width", 0),
        height=shown.get("height", 0),
        size=shown.get("size", 0),
        seconds=file.seconds,
        pages=file.pages,
        tone=file.tone,
    )


def json_of(file: File) -> dict[str, object]:
    """Return a file as our API gives it (``rules.shapes.MediaShape``)."""
    whole, preview = _WHOLE[Kind(file.kind)], _PREVIEW.get(Kind(file.kind))
    told = file.variants.get(whole, {})
    return {
        "id": str(file.pk),
        "kind": file.kind,
        "state": file.state,
        "description": file.description or None,
        "language": file.language,
        "url": file.address(whole) if told else None,
        "preview_url": file.address(preview) if told and preview else None,
        "type": told.get("type"),
        "size": told.get("size"),
        "width": told.get("width") or None,
        "height": told.get("height") or None,
        "seconds": file.seconds or None,
        "pages": file.pages or None,
        "blurhash": file.blurhash or None,
    }
