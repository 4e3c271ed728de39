"""The archive itself: a ZIP with JSON, an ActivityStreams outbox, the files, and pages to read offline."""

from __future__ import annotations

import json
import zipfile
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, cast

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import translation

from toctoc.community.models import PostFragment
from toctoc.community.rules.markdown import rendered
from toctoc.people.queries import actors_of
from toctoc.rights.queries.keepers import KEEPERS
from toctoc.rights.queries.keepers.files import files_of, ready_files
from toctoc.rights.queries.keepers.keeper import BATCH
from toctoc.rights.queries.keepers.saying import posts_of
from toctoc.rights.rules.activitystreams import CONTEXT, note

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable, Iterator

    from toctoc.community.models import Post
    from toctoc.people.models import Account, Actor

PER_PAGE = 500


def steps_of(account: Account) -> int:
    """Return how many steps making an archive takes: one for each entry, and for each post as it is read."""
    actors = actors_of(account)
    return sum(keeper.count(actor) for actor in actors for keeper in KEEPERS) + sum(
        posts_of(actor).count() + ready_files(actor).count() for actor in actors
    )


def write_archive(account: Account, target: io.RawIOBase, facts: Iterable[bytes] = ()) -> Iterator[None]:
    """Write the archive of an account into ``target``, one step for each ``next``.

    A bounded number of rows is in memory, whatever there is. ``facts`` is the account's own document.
    """
    with (
        zipfile.ZipFile(cast("BinaryIO", target), "w", zipfile.ZIP_DEFLATED) as archive,
        translation.override(account.language),
    ):
        with archive.open("compte.json", "w") as file:
            for piece in facts:
                file.write(piece)
        actors = actors_of(account)
        for actor in actors:
            yield from _kept(archive, actor)
            yield from _outbox(archive, actor)
            yield from _files(archive, actor)
        archive.writestr("index.html", render_to_string("rights/archive/index.html", {"actors": actors}))


def _kept(archive: zipfile.ZipFile, actor: Actor) -> Iterator[None]:
    """Write one JSON file for each noun, an object on each line of an array."""
    for keeper in KEEPERS:
        with archive.open(f"{actor.handle}/{keeper.name}.json", "w", force_zip64=True) as file:
            file.write(b"[")
            for place, entry in enumerate(keeper.entries(actor)):
                file.write(b"%s\n%s" % (b"," if place else b"", _as_json(entry)))
                yield
            file.write(b"\n]\n")


def _outbox(archive: zipfile.ZipFile, actor: Actor) -> Iterator[None]:
    """Write what the actor wrote twice over: as ActivityStreams, and as pages to read."""
    author = f"{settings.ENVIRONMENT.base_url}/@{actor.handle}"
    posts = posts_of(actor)
    head = {
        "@context": CONTEXT,
        "id": f"{author}/outbox",
        "type": "OrderedCollection",
        "attributedTo": author,
        "totalItems": posts.count(),
    }
    parts: list[bytes] = []
    rows = posts.order_by("pk").iterator(chunk_size=BATCH)
    # A ZIP takes one file at a time: pages are written between the pieces of the outbox, which wait compactly.
    page = 0
    while batch := list(islice(rows, PER_PAGE)):
        page += 1
        bodies = _bodies(batch)
        parts += [_as_json(_note(post, bodies[post.pk], author)) for post in batch]
        read = [{"post": post, "html": bodies[post.pk]} for post in batch]
        shown = render_to_string(
            "rights/archive/posts.html",
            {"actor": actor, "posts": read, "page": page, "is_last": len(batch) < PER_PAGE},
        )
        archive.writestr(f"{actor.handle}/messages-{page}.html", shown)
        for _ in batch:
            yield
    with archive.open(f"{actor.handle}/outbox.json", "w", force_zip64=True) as file:
        file.write(_as_json(head)[:-1] + b',"orderedItems":[')
        for place, part in enumerate(parts):
            file.write(b"%s\n%s" % (b"," if place else b"", part))
        file.write(b"\n]}\n")


def _bodies(posts: list[Post]) -> dict[int, str]:
    """Return the HTML of posts, from their prepared JSON when there is one: that is what others read."""
    prepared = PostFragment.objects.filter(post__in=posts).values_list("post_id", "json")
    found = {post_id: str(json.loads(f"{text}}}")["html"]) for post_id, text in prepared}
    return {post.pk: found.get(post.pk) or rendered(post.text, set()).html for post in posts}


def _note(post: Post, html: str, author: str) -> dict[str, object]:
    base = settings.ENVIRONMENT.base_url
    return note(
        address=f"{base}{post.get_absolute_url()}",
        author=author,
        html=html,
        text=post.text,
        language=post.language,
        said_at=post.created_at,
        audience=post.audience,
        reply_to=f"{base}/messages/{post.reply_to_id}" if post.reply_to_id else "",
    )


def _files(archive: zipfile.ZipFile, actor: Actor) -> Iterator[None]:
    for name, pieces in files_of(actor):
        with archive.open(f"{actor.handle}/fichiers/{name}", "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece)
        yield


def _as_json(entry: object) -> bytes:
    return json.dumps(entry, ensure_ascii=False, cls=DjangoJSONEncoder).encode()
