"""What is typed on the pages of posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from toctoc.community.policies import audiences_for, may_write_now, voices_for
from toctoc.community.services.posts import Answer, Draft, delete, edit, reply, write
from toctoc.people.rules.audience import parsed_audience
from toctoc.privacy.forms import CONFLICT, GuardedForm

if TYPE_CHECKING:
    from django.http import QueryDict

    from toctoc.community.models import Post
    from toctoc.people.models import Actor


class PostForm(GuardedForm):
    """The first post of a thread. What may be chosen is checked by the service, so that each door says the same."""

    audience = forms.CharField(required=False)
    voice = forms.CharField(required=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor) -> None:
        super().__init__(typed, writer=writer)
        self.audiences, self.voices = audiences_for(writer), voices_for(writer)
        self.initial.update({"audience": self.audiences[0], "voice": self.voices[0]})

    def send(self) -> str:
        """Publish, and return the address of the post."""
        return self.sent(self._publish)

    def _publish(self) -> str:
        may_write_now(self.writer)
        audience = parsed_audience(self.cleaned_data["audience"])
        draft = Draft(self.cleared(), audience, self.cleaned_data["voice"])
        return write(author=self.writer, draft=draft).get_absolute_url()


class ReplyForm(GuardedForm):
    """A reply to a post, for the audience of its thread."""

    voice = forms.CharField(required=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, to: Post) -> None:
        super().__init__(typed, writer=writer)
        self.to, self.voices = to, voices_for(writer)
        self.initial["voice"] = self.voices[0]

    def send(self) -> str:
        """Reply, and return the address of the reply."""
        return self.sent(self._reply)

    def _reply(self) -> str:
        may_write_now(self.writer)
        said = reply(author=self.writer, to=self.to, answer=Answer(self.cleared(), self.cleaned_data["voice"]))
        return said.get_absolute_url()


class EditForm(GuardedForm):
    """A new text for a post; ``revision`` is the one its author saw."""

    revision = forms.IntegerField(required=False, min_value=1)

    def __init__(self, typed: QueryDict | None, *, writer: Actor, post: Post) -> None:
        super().__init__(typed, writer=writer)
        self.post = post
        self.initial.update({"text": post.text, "revision": post.revision})

    @property
    def is_stale(self) -> bool:
        """Tell whether another tab saved meanwhile: the page then shows both texts."""
        return self.status == CONFLICT

    def send(self) -> str:
        """Save, and return the address of the post."""
        return self.sent(self._save)

    def _save(self) -> str:
        revision = self.cleaned_data["revision"] or 0
        return edit(editor=self.writer, post=self.post, text=self.cleared(), revision=revision).get_absolute_url()


class DeleteForm(GuardedForm):
    """The confirmation before a post is taken back."""

    def __init__(self, typed: QueryDict | None, *, writer: Actor, post: Post) -> None:
        super().__init__(typed, writer=writer)
        self.post = post

    def send(self) -> str:
        """Take the post back, and return the address of what is left."""
        return self.sent(self._take_back)

    def _take_back(self) -> str:
        delete(deleter=self.writer, post=self.post)
        return "/" if self.post.is_first else f"/messages/{self.post.thread_id}"
