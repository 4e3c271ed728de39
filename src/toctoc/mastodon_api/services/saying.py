"""Say what apps send: a status becomes a thread, a reply, an answer or a question, by the services of every door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Replace

from toctoc.community.models import Post
from toctoc.community.policies import may_name, may_write_now
from toctoc.community.queries.posts import visible_post
from toctoc.community.queries.said import names_around
from toctoc.community.rules.drafts import Extras, PollDraft
from toctoc.community.rules.markdown import named_in
from toctoc.community.services import posts
from toctoc.community.services.unsent import schedule
from toctoc.community.web.parts.lines import said_line, said_lines
from toctoc.kernel.errors import Invalid, Missing
from toctoc.mastodon_api.models import PostedWith, StatusForm
from toctoc.mastodon_api.queries.applications import application_called
from toctoc.mastodon_api.rules.saying import PollIn, StatusIn, ToctocIn, number_of
from toctoc.mastodon_api.rules.statuses import application_json
from toctoc.mastodon_api.rules.visibility import audience_for, reply_audience
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import default_audience, proved_profession, viewer_for
from toctoc.people.queries import actors_by_handles
from toctoc.people.queries.choices import choices_of
from toctoc.people.rules.audience import MOST_NAMED, NAMED, is_within, parsed_audience
from toctoc.people.rules.languages import known_language
from toctoc.privacy.services.speech import NOTHING_SAID, clear_speech
from toctoc.questions.models import Question
from toctoc.questions.saying import sheet_of
from toctoc.questions.services import questions

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.community.models import Unsent
    from toctoc.people.models import Actor, ActorChoices

# Beyond any poll; a number of any size comes in.
_LONGEST_SECONDS = 10**9


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody speaks through apps: what was chosen, the language at hand."""

    author: Actor
    choices: ActorChoices
    language: str


def manner_of(author: Actor, language: str | None) -> Manner:
    """Return how ``author`` says something; a language that is none is the one it usually writes in."""
    choices = choices_of(author)
    told = (language, choices.default_language, author.languages[:2])
    known = next((code for tag in told if (code := known_language(tag or ""))), "fr")
    return Manner(author, choices, known)


def meant(*, author: Actor, said: StatusIn, application_id: int | None) -> Callable[[], Post]:
    """Read what an app sent, and return what says it; both raise what writing by any other door raises.

    Texts are looked at before anything is written, so that nobody waits for a database that one writer holds.
    """
    may_write_now(author)
    manner, above = manner_of(author, said.language), number_of(said.in_reply_to_id)
    if above is not None:
        write = _reply(manner, said, visible_post(viewer_for(author, author.account), above))
    elif said.toctoc is not None and said.toctoc.topics:
        write = _question(manner, said, said.toctoc)
    else:
        write = partial(posts.write, author=author, draft=draft_of(manner, said))
    return partial(_written, write, application_id)


@transaction.atomic
def _written(write: Callable[[], Post], application_id: int | None) -> Post:
    post = write()
    if application_id is not None:
        _note(post, application_id)
    return post


def say_later(*, author: Actor, said: StatusIn) -> Unsent:
    """Keep what an app sent until its time; raise :class:`Invalid` for a reply, which waits for nothing."""
    may_write_now(author)
    if number_of(said.in_reply_to_id) is not None:
        raise Invalid("Seul un message qui commence un fil attend son heure.", field="scheduled_at")
    draft = draft_of(manner_of(author, said.language), said)
    return schedule(owner=author, sheet=sheet_of(draft), draft=draft, at=moment_in(said.scheduled_at or ""))


class NoMoment(Invalid):
    """What should be a date is none."""

    def __init__(self) -> None:
        super().__init__("Donnez une date et une heure.", field="scheduled_at")


def moment_in(typed: str) -> datetime:
    """Return the moment that an app says; without a zone it is universal time. Raises :class:`NoMoment`."""
    try:
        moment = datetime.fromisoformat(typed.strip())
    except ValueError as error:
        raise NoMoment from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def draft_of(manner: Manner, said: StatusIn) -> posts.Draft:
    """Return the first post of a thread as it was meant, cleared."""
    audience = _narrowed(_audience_in(manner, said), number_of(said.quoted_status_id))
    named = _called(manner.author, said.text) or (manner.author,) if audience == NAMED else ()
    text = clear_speech(said.text, language=manner.language)
    voice = (said.toctoc.voice if said.toctoc else None) or ""
    return posts.Draft(text, audience, voice, named=named, extras=extras_of(manner, said))


def extras_of(manner: Manner, said: StatusIn) -> Extras:
    """Return what a status brings beside its text, cleared."""
    warning = said.warning
    is_sensitive = manner.choices.default_sensitive if said.sensitive is None else said.sensitive
    return Extras(
        warning=said_line(warning, "spoiler_text", manner.language, NOTHING_SAID) if warning else None,
        quoted=number_of(said.quoted_status_id),
        media=said.files,
        poll=poll_of(said.poll, manner.language) if said.poll and said.poll.options else None,
        is_sensitive=is_sensitive,
    )


def poll_of(asked: PollIn, language: str) -> PollDraft:
    """Return a poll as it was meant, its answers cleared."""
    options = said_lines(asked.options, "poll", language, NOTHING_SAID)
    seconds = max(0, min(asked.expires_in or 0, _LONGEST_SECONDS))
    return PollDraft(
        options,
        timedelta(seconds=seconds),
        is_multiple=bool(asked.multiple),
        hides_totals=bool(asked.hide_totals),
    )


def _audience_in(manner: Manner, said: StatusIn) -> str:
    if said.toctoc is not None and said.toctoc.audience:
        return parsed_audience(said.toctoc.audience)
    usual = default_audience(manner.author, manner.choices)
    return audience_for(said.visibility or "", usual, is_proved=bool(proved_profession(manner.author)))


def _narrowed(audience: str, quoted_id: int | None) -> str:
    """Return an audience that reads what is quoted: that of the quoted post when the one asked for is wider."""
    quoted = Post.objects.filter(pk=quoted_id).values_list("audience", flat=True).first() if quoted_id else None
    is_wider = quoted is not None and audience != NAMED and not is_within(audience, quoted)
    return quoted if is_wider and quoted is not None else audience


def _called(author: Actor, text: str) -> tuple[Actor, ...]:
    """Return those whom a text names and who may be written to; a group is a place, and nobody's reader."""
    handles, _ = named_in(text)
    found = [actor for actor in actors_by_handles(set(handles)).values() if actor.kind != ActorKind.GROUP]
    return tuple(actor for actor in found if _may_be_named(author, actor))[:MOST_NAMED]


def _may_be_named(author: Actor, actor: Actor) -> bool:
    try:
        may_name(author, [actor])
    except Missing:
        return False
    return True


def _reply(manner: Manner, said: StatusIn, to: Post) -> Callable[[], Post]:
    text = clear_speech(said.text, language=manner.language, names=names_around(manner.author, to))
    extras, voice = extras_of(manner, said), (said.toctoc.voice if said.toctoc else None) or ""
    question = Question.objects.filter(pk=to.thread_id).first()
    if question is not None:
        # An answer has its question's readers, whatever an app asks for.
        answer = partial(questions.answer, answerer=manner.author, question=question, to=to)
        return partial(answer, text=text, voice=voice, extras=extras)
    asked = _audience_in(manner, said)
    is_said = said.toctoc is not None and bool(said.toctoc.audience)
    audience = asked if is_said and is_within(asked, to.audience) else reply_audience(asked, to.audience)
    named = _called(manner.author, said.text) or (manner.author,) if audience == NAMED else ()
    reply = posts.Answer(text, voice, audience, named=named, extras=extras)
    return partial(posts.reply, author=manner.author, to=to, answer=reply)


def _question(manner: Manner, said: StatusIn, told: ToctocIn) -> Callable[[], Post]:
    draft = draft_of(manner, said)
    if draft.named:
        raise Invalid("Une question s’adresse à un cercle de pairs, pas à des personnes nommées.", field="audience")
    knock = questions.QuestionDraft(
        draft.text, tuple(told.topics), told.urgency or "today", draft.audience, extras=draft.extras
    )
    return lambda: questions.ask(asker=manner.author, draft=knock).post


def _note(post: Post, application_id: int) -> None:
    """Note the app that a post came by, in its form too, which was written a moment ago."""
    named = application_called(application_id)
    if named is None:
        return
    PostedWith.objects.create(post=post, application_id=application_id)
    said = Replace(F("json"), Value(application_json(None)), Value(application_json(named)))
    StatusForm.objects.filter(post=post.pk).update(json=said)
