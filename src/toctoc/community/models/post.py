"""Post: anything said in a thread."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.community.rules.voices import VOICES
from toctoc.kernel import clock, ids
from toctoc.people.models import Actor
from toctoc.people.rules.audience import LONGEST as LONGEST_AUDIENCE
from toctoc.people.rules.languages import LONGEST_CODE

LONGEST_TEXT = 5_000
LONGEST_WARNING = 200
LONGEST_READER = 50


class PostKind(models.TextChoices):
    """What a post opens; rooms above give a kind its meaning and its page."""

    POST = "post", _("message")
    QUESTION = "question", _("question")
    NOTE = "note", _("note")


class Post(models.Model):
    """One thing said, in one voice, to one audience; a reply has the audience of its thread.

    A deleted post keeps its row, without text, so that the thread around it still reads.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new_id, editable=False)
    # An author who leaves becomes nameless and stays: with the row, what others answered would go.
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="posts", db_index=False)
    # The first post of the thread; a first post names itself.
    thread = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", db_index=False)
    # Empty for the first post of a thread.
    reply_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=12, choices=PostKind, default=PostKind.POST)
    voice = models.CharField(max_length=10, choices=[(slug, _(words[0])) for slug, words in VOICES.items()])
    # A word of people.rules.audience.
    audience = models.CharField(max_length=LONGEST_AUDIENCE)
    language = models.CharField(max_length=LONGEST_CODE, default="fr")
    # What stands before a text that one may not want to read at once; empty for most.
    warning = models.CharField(max_length=LONGEST_WARNING, blank=True, default="", db_default="")
    # Apps keep its pictures behind a veil, without a warning in words.
    is_sensitive = models.BooleanField(default=False, db_default=False)
    # What the post speaks about; shown by its own card, which each reader's own audience fetches.
    quoted = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # Names of the parts it carries (services.parts), separated by spaces: what is not named is never looked for.
    parts = models.CharField(max_length=100, blank=True, default="", db_default="")
    # What moderation says of it (a slug of rules.labels), shown to everybody; empty for most.
    label = models.CharField(max_length=20, blank=True, default="", db_default="")
    # What the author typed, cleared by the guard; empty once deleted.
    text = models.TextField(blank=True)
    # Grows with each edit; an edit names the one it saw, so that two tabs do not overwrite each other.
    revision = models.PositiveIntegerField(default=1)
    replies_count = models.PositiveIntegerField(default=0)
    favourites_count = models.PositiveIntegerField(default=0)
    boosts_count = models.PositiveIntegerField(default=0, db_default=0)
    created_at = models.DateTimeField(default=clock.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = (
            models.Index(fields=["thread", "id"], name="community_post_thread"),
            # Without first posts: an index that is nearly all NULL tempts SQLite to walk through all of it.
            models.Index(fields=["reply_to"], name="community_post_reply_to", condition=~models.Q(reply_to=None)),
            # First posts only: profiles, and the bounded merge behind a home page.
            models.Index(fields=["author", "id"], name="community_post_author", condition=models.Q(reply_to=None)),
            models.Index(fields=["audience", "id"], name="community_post_audience", condition=models.Q(reply_to=None)),
            # The same of one voice, for whoever reads one kind of information.
            models.Index(
                fields=["voice", "audience", "id"], name="community_post_voice", condition=models.Q(reply_to=None)
            ),
            # Replies by their author, for the pace of writing and for whoever takes everything along.
            models.Index(
                fields=["author", "id"], name="community_reply_author", condition=models.Q(reply_to__isnull=False)
            ),
            # New first posts since a process last looked, with who wrote them, from the index alone.
            models.Index(fields=["id", "author"], name="community_post_newest", condition=models.Q(reply_to=None)),
            models.Index(fields=["quoted"], name="community_post_quoted", condition=models.Q(quoted__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the address of the page that shows this post."""
        return page_address(self.kind, self.pk, self.thread_id)

    @property
    def is_first(self) -> bool:
        """Tell whether the post begins its thread."""
        return self.reply_to_id is None


def page_address(kind: str, post_id: int, thread_id: int) -> str:
    """Return the path of a post's page: its own for a first post, its place in the thread for a reply."""
    if post_id != thread_id:
        return f"/messages/{post_id}"
    return f"/questions/{post_id}" if kind == PostKind.QUESTION else f"/messages/{post_id}"


class Reader(models.Model):
    """One of those for whom a post of several professions, or for named people, is written out.

    ``word`` is ``profession:doctor`` or ``actor:12`` (``people.rules.audience.readers_of``).
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="readers", db_index=False)
    word = models.CharField(max_length=LONGEST_READER)
    # First posts stand in lists.
    begins = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("lecteur")
        verbose_name_plural = _("lecteurs")
        constraints = (models.UniqueConstraint(fields=["post", "word"], name="community_reader_once"),)
        indexes = (models.Index(fields=["word", "post"], name="community_reader_of", condition=models.Q(begins=True)),)

    def __str__(self) -> str:
        return f"{self.word} → {self.post_id}"


class Revision(models.Model):
    """What a post said before an edit."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions", db_index=False)
    number = models.PositiveIntegerField()
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = (models.UniqueConstraint(fields=["post", "number"], name="community_revision_once"),)

    def __str__(self) -> str:
        return f"{self.post_id} v{self.number}"


class Mention(models.Model):
    """An actor named in a post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = (models.UniqueConstraint(fields=["post", "actor"], name="community_mention_once"),)

    def __str__(self) -> str:
        return f"{self.post_id} → {self.actor_id}"


class Hashtag(models.Model):
    """A hashtag of a first post or a reply, in lower case."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="hashtags")
    word = models.CharField(max_length=50)

    class Meta:
        verbose_name = _("mot-dièse")
        verbose_name_plural = _("mots-dièse")
        constraints = (models.UniqueConstraint(fields=["word", "post"], name="community_hashtag_once"),)

    def __str__(self) -> str:
        return f"#{self.word}"
