"""Posts and actors as the index takes them. Rooms above add what they know of a post, or sources of their own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.community.models import Experience, Hashtag, Post, Reader
from toctoc.community.models.post import PostKind
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import proved_profession
from toctoc.people.rules.audience import NAMED, PUBLIC, readers_of
from toctoc.people.rules.professions import standing_words
from toctoc.search.queries import hidden_among
from toctoc.search.rules.entries import Entry
from toctoc.search.services.sources import register

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

POSTS, ACTORS = "post", "actor"
# What the index is told of an author that nobody should find.
SILENT = "-"


@dataclass(frozen=True, slots=True)
class More:
    """What a room above, or a part, adds to a post's entry: words to find it by, and exact marks to filter by."""

    text: str = ""
    marks: tuple[str, ...] = ()


def experiences(post_ids: Sequence[int]) -> dict[int, More]:
    """Return what was lived, of the posts that tell it in parts."""
    rows = Experience.objects.filter(post__in=post_ids)
    told = rows.values_list("pk", "happened", "helped", "did_not", "to_doctor", "to_newcomer")
    return {post_id: More("\n".join(parts)) for post_id, *parts in told}


# Each takes ids of posts and says what it adds to some of them; the room calls ``refresh`` when that changes.
annexes: list[Callable[[Sequence[int]], Mapping[int, More]]] = [experiences]


def standing_of(actor: Actor) -> str:
    """Return what all entries of an author depend on: whether it speaks, and the profession it proved."""
    return SILENT if actor.suspended_at or actor.left_at else proved_profession(actor)


def marks_of_author(author: Actor) -> tuple[str, ...]:
    """Return the marks by which one finds what a proved profession said."""
    proved = proved_profession(author)
    return (f"profession:{proved}",) if proved else ()


class PostSource:
    """Every post that its author did not take back."""

    def count(self) -> int:
        """Return how many there are, for a progress bar."""
        return Post.objects.count()

    def ids_after(self, after: int, most: int) -> list[int]:
        """Return the next ids."""
        rows = Post.objects.filter(pk__gt=after, deleted_at=None).order_by("pk")
        return list(rows.values_list("pk", flat=True)[:most])

    def ids_by(self, author_id: int, after: int, most: int) -> list[int]:
        """Return the next ids by an author: first posts and replies each have an index of their own."""
        rows = Post.objects.filter(author=author_id, pk__gt=after).order_by("pk").values_list("pk", flat=True)
        both = [*rows.filter(reply_to=None)[:most], *rows.filter(reply_to__isnull=False)[:most]]
        return sorted(both)[:most]

    def entries(self, ids: Sequence[int]) -> list[Entry]:
        """Return the entries of the posts that can be found."""
        rows = Post.objects.filter(pk__in=ids, deleted_at=None, author__suspended_at=None, author__left_at=None)
        # A note is read with the post it is about, once people of both kinds found it useful.
        posts = list(rows.exclude(kind=PostKind.NOTE).select_related("author"))
        hidden = hidden_among(post.author_id for post in posts)
        posts = [post for post in posts if post.author_id not in hidden]
        found = [post.pk for post in posts]
        readers = _by_post(Reader.objects.filter(post__in=found).values_list("post_id", "word"))
        tags = _by_post(Hashtag.objects.filter(post__in=found).values_list("post_id", "word"))
        more: defaultdict[int, list[More]] = defaultdict(list)
        for annex in annexes:
            for post_id, added in annex(found).items():
                more[post_id].append(added)
        return [_entry(post, readers[post.pk], tags[post.pk], more[post.pk]) for post in posts]


def _by_post(pairs: Iterable[tuple[int, str]]) -> defaultdict[int, list[str]]:
    words: defaultdict[int, list[str]] = defaultdict(list)
    for post_id, word in pairs:
        words[post_id].append(word)
    return words


def _entry(post: Post, readers: list[str], tags: list[str], more: list[More]) -> Entry:
    is_written_out = post.audience == NAMED or bool(readers_of(post.audience))
    return Entry(
        source=POSTS,
        id=post.pk,
        author_id=post.author_id,
        audiences=tuple(readers) if is_written_out else (post.audience,),
        text="\n".join([post.warning, post.text, *(added.text for added in more)]),
        language=post.language,
        marks=(
            f"voice:{post.voice}",
            f"language:{post.language}",
            f"kind:{post.kind}",
            *marks_of_author(post.author),
            *(mark for added in more for mark in added.marks),
        ),
        tags=tuple(tags),
    )


class ActorSource:
    """Everybody with a page of their own; groups tell of themselves."""

    def count(self) -> int:
        """Return how many there are."""
        return Actor.objects.count()

    def ids_after(self, after: int, most: int) -> list[int]:
        """Return the next ids."""
        rows = Actor.objects.speaking().filter(pk__gt=after).order_by("pk")
        return list(rows.values_list("pk", flat=True)[:most])

    def ids_by(self, author_id: int, after: int, most: int) -> list[int]:
        """Return the actor itself."""
        return [author_id][:most] if author_id > after else []

    def entries(self, ids: Sequence[int]) -> list[Entry]:
        """Return the entries of the actors that can be found."""
        rows = Actor.objects.speaking().filter(pk__in=ids).exclude(kind=ActorKind.GROUP)
        actors = list(rows)
        hidden = hidden_among(actor.pk for actor in actors)
        return [_actor_entry(actor) for actor in actors if actor.pk not in hidden]


def _actor_entry(actor: Actor) -> Entry:
    slug = actor.profession or actor.proved_institution
    standing = [standing_words(slug, actor.specialty, language) for language in ("fr", "en")]
    return Entry(
        source=ACTORS,
        id=actor.pk,
        author_id=actor.pk,
        audiences=(PUBLIC,),
        text="\n".join([*standing, actor.note]),
        names=f"{actor.display_name} {actor.handle}",
        marks=(f"kind:{actor.kind}", *marks_of_author(actor)),
    )


register(POSTS, PostSource())
register(ACTORS, ActorSource())
