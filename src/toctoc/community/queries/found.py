"""What somebody finds. The index answers within the audience; rows are asked again before anything is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Q

from toctoc.community.models import Post
from toctoc.community.policies import visible_to
from toctoc.community.queries.searchable import ACTORS, POSTS
from toctoc.kernel import clock
from toctoc.people.models import Actor, Block
from toctoc.people.rules.audience import UNLISTED
from toctoc.search.queries import hidden_among
from toctoc.search.rules.entries import MOST_FOUND, Asked, Eyes
from toctoc.search.rules.highlights import passage
from toctoc.search.rules.words import terms_of, words_of
from toctoc.search.services import ask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.people.rules.audience import Viewer

# Authors a question leaves out by itself; beyond that many blocks, only the rows are asked.
MOST_BLOCKS = 1_000
MOST_ACTORS = 20
MOST_TAGS = 8
# Posts looked at before a tag is shown.
PER_TAG = 5
MOST_SIMILAR = 20
# Words of a text by which others like it are looked for, the longest first: they say most.
SIMILAR_WORDS = 10


@dataclass(frozen=True, slots=True)
class Sieve:
    """What one asks besides words; what is empty does not restrict.

    ``profession`` is one its author has proved; ``since`` and ``until`` are ids, ``until`` left out.
    """

    kind: str = ""
    voice: str = ""
    profession: str = ""
    state: str = ""
    language: str = ""
    author_id: int = 0
    since: int = 0
    until: int = 0
    newest_first: bool = False

    @property
    def marks(self) -> tuple[str, ...]:
        """The exact marks that an entry must have."""
        named = ("kind", "voice", "profession", "state", "language")
        return tuple(f"{name}:{getattr(self, name)}" for name in named if getattr(self, name))

    @property
    def is_empty(self) -> bool:
        """Whether it lets everything through."""
        return not (self.marks or self.author_id or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Result:
    """One post that was found; ``passage`` is HTML, the words found within ``<mark>``."""

    post: Post
    passage: str


@dataclass(frozen=True, slots=True)
class FoundPosts:
    """Ids of posts the viewer may read, the best first; ``only_some_words`` when none has all the words."""

    ids: list[int]
    is_cut: bool = False
    only_some_words: bool = False


def eyes_of(viewer: Viewer) -> Eyes:
    """Return for whom the index is asked: what is unlisted is found by its author alone."""
    words = dict.fromkeys(word for word in viewer.audiences if word != UNLISTED)
    if viewer.actor_id is None:
        return Eyes(tuple(words))
    words |= dict.fromkeys(viewer.reader_words)
    return Eyes(tuple(words), viewer.actor_id, _not_met_by(viewer))


def _not_met_by(viewer: Viewer) -> tuple[int, ...]:
    if not viewer.has_blocks:
        return ()
    rows = Block.objects.filter(Q(blocker=viewer.actor_id) | Q(blocked=viewer.actor_id))
    pairs = rows.values_list("blocker_id", "blocked_id")[:MOST_BLOCKS]
    return tuple({actor for pair in pairs for actor in pair} - {viewer.actor_id or 0})


def find_posts(viewer: Viewer, text: str, sieve: Sieve) -> FoundPosts:
    """Return posts with all the words, or with some when none has all; raises :class:`NotBuilt`.

    At most :data:`MOST_FOUND`; nothing is told of how many others there are.
    """
    asked = Asked(
        source=POSTS,
        eyes=eyes_of(viewer),
        text=text,
        marks=sieve.marks,
        author_id=sieve.author_id,
        since=sieve.since,
        until=sieve.until,
        newest_first=sieve.newest_first,
    )
    found = ask.find(asked)
    ids = readable_among(found, viewer, sieve.profession)
    if ids or len(terms_of(text)) < 2:  # noqa: PLR2004 one word has no part
        return FoundPosts(ids, is_cut=len(found) == MOST_FOUND)
    return FoundPosts(
        readable_among(ask.find(replace(asked, any_word=True)), viewer, sieve.profession), only_some_words=True
    )


def readable_among(ids: Sequence[int], viewer: Viewer, profession: str = "") -> list[int]:
    """Return those of ``ids`` that the viewer may read and find at this moment, in their order."""
    rows = Post.objects.filter(visible_to(viewer), pk__in=ids)
    rows = rows.exclude(~Q(author=viewer.actor_id or 0), audience=UNLISTED)
    if profession:
        rows = rows.filter(author__proved_profession=profession, author__proved_until__gt=clock.now())
    authors = dict(rows.values_list("pk", "author_id"))
    hidden = hidden_among(authors.values())
    return [post_id for post_id in ids if post_id in authors and authors[post_id] not in hidden]


def results_of(ids: Sequence[int], viewer: Viewer, text: str) -> list[Result]:
    """Return posts as a page shows them, of those ``ids`` the viewer may read."""
    terms = terms_of(text)
    rows = Post.objects.filter(visible_to(viewer), pk__in=ids).select_related("author")
    posts = {post.pk: post for post in rows}
    return [
        Result(posts[post_id], passage(posts[post_id].text, posts[post_id].language, terms))
        for post_id in ids
        if post_id in posts
    ]


def find_actors(viewer: Viewer, text: str, sieve: Sieve, most: int = MOST_ACTORS) -> list[Actor]:
    """Return people and organisations by name, typing errors forgiven, or by what they say of themselves."""
    marks = (f"profession:{sieve.profession}",) if sieve.profession else ()
    asked = Asked(source=ACTORS, eyes=eyes_of(viewer), text=text, marks=marks, by_name=True, most=most)
    ids = ask.find(asked)
    actors = {actor.pk: actor for actor in Actor.objects.speaking().filter(pk__in=ids)}
    kept_away = {*_not_met_by(viewer), *hidden_among(ids)}
    return [actors[actor_id] for actor_id in ids if actor_id in actors and actor_id not in kept_away]


def find_tags(viewer: Viewer, text: str, most: int = MOST_TAGS) -> list[str]:
    """Return the hashtags that begin so and stand on a post the viewer may read."""
    beginning = text.strip().removeprefix("#")
    if not beginning or " " in beginning:
        return []
    eyes = eyes_of(viewer)
    tags = ask.tags(beginning, eyes, most)
    on = {tag: ask.find(Asked(POSTS, eyes, tag=tag, newest_first=True, most=PER_TAG)) for tag in tags}
    readable = set(readable_among([post_id for ids in on.values() for post_id in ids], viewer))
    return [tag for tag in tags if not readable.isdisjoint(on[tag])]


def similar_to(text: str, viewer: Viewer, most: int = 5, kind: str = "") -> list[int]:
    """Return posts that the viewer may read and that share the telling words of ``text``, the likest first.

    For "has this been answered?" before one asks; nothing when the index is not there.
    """
    telling = sorted(set(words_of(text, "fr")), key=lambda word: (-len(word), word))[:SIMILAR_WORDS]
    marks = (f"kind:{kind}",) if kind else ()
    asked = Asked(POSTS, eyes_of(viewer), " ".join(telling), marks, any_word=True, most=min(most * 2, MOST_SIMILAR))
    try:
        return readable_among(ask.find(asked), viewer)[:most] if telling else []
    except ask.NotBuilt:
        return []
