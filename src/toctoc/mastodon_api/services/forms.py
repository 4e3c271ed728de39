"""Write the prepared forms of statuses and accounts, in the transaction of what changed them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from toctoc.community.models import Mention, Post
from toctoc.community.models.post import PostKind, page_address
from toctoc.community.queries.at_hand import posts_at_hand
from toctoc.community.queries.portraits import portraits_among
from toctoc.community.rules.markdown import NAMING, named_in, rendered
from toctoc.groups.models import Group
from toctoc.groups.rules.kinds import OPEN
from toctoc.mastodon_api.models import AccountForm, PostedWith, StatusForm
from toctoc.mastodon_api.queries.applications import applications_of
from toctoc.mastodon_api.queries.media import attachments_by_post
from toctoc.mastodon_api.rules.accounts import AccountFacts, account_json
from toctoc.mastodon_api.rules.questions import AskedFacts, asked_of, card_of, prefix_of
from toctoc.mastodon_api.rules.statuses import StatusFacts, status_json
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import hides_ties, is_discoverable, is_indexable, proved_institution, proved_profession
from toctoc.people.queries.choices import choices_among
from toctoc.people.rules.audience import STRANGERS
from toctoc.questions.queries.at_hand import questions_at_hand, topics_at_hand

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toctoc.community.queries.portraits import Portraits
    from toctoc.people.models import ActorChoices
    from toctoc.questions.models import Question

BASE_URL = settings.ENVIRONMENT.base_url


def prepare_statuses(*, post_ids: Sequence[int]) -> None:
    """Write the forms of some posts again; those that were taken back lose theirs."""
    posts = posts_at_hand(post_ids)
    asked = questions_at_hand([post.pk for post in posts if post.kind == PostKind.QUESTION])
    gone = [post.pk for post in posts if post.deleted_at is not None]
    if gone:
        StatusForm.objects.filter(post__in=gone).delete()
        PostedWith.objects.filter(post__in=gone).delete()
    StatusForm.objects.bulk_create(
        status_forms([post for post in posts if post.deleted_at is None and not _is_to_come(post, asked)], asked),
        update_conflicts=True,
        unique_fields=["post"],
        update_fields=["json"],
    )


def _is_to_come(post: Post, asked: Mapping[int, Question]) -> bool:
    """Tell whether a post waits for its question, which is written after it and prepares the form of both."""
    return post.kind == PostKind.QUESTION and post.pk not in asked


def status_forms(posts: Sequence[Post], questions: Mapping[int, Question]) -> list[StatusForm]:
    """Return the forms of posts without storing them; ``questions`` are those that some of them ask, by their ids."""
    ids = [post.pk for post in posts]
    beside = Beside(_named_in(posts), questions, _files_of(posts), applications_of(ids), _answered_by(posts))
    return [StatusForm(post=post, json=status_json(status_facts(post, beside))) for post in posts]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside some posts, by their ids."""

    named: Mapping[int, list[Actor]]
    questions: Mapping[int, Question]
    files: Mapping[int, list[dict[str, Any]]]
    applications: Mapping[int, dict[str, Any]]
    # Authors of what is answered, by the id of what they wrote.
    answered: Mapping[int, int]


def _files_of(posts: Sequence[Post]) -> dict[int, list[dict[str, Any]]]:
    """Return the files of those posts that everybody may read: their addresses are the same for all."""
    carrying = [post.pk for post in posts if "media" in post.parts.split() and post.audience in STRANGERS]
    return attachments_by_post(carrying) if carrying else {}


def _named_in(posts: Sequence[Post]) -> dict[int, list[Actor]]:
    named: dict[int, list[Actor]] = {}
    naming = [post.pk for post in posts if NAMING in post.text]
    mentions = Mention.objects.filter(post__in=naming).select_related("actor").order_by("id") if naming else []
    for mention in mentions:
        named.setdefault(mention.post_id, []).append(mention.actor)
    return named


def _answered_by(posts: Sequence[Post]) -> dict[int, int]:
    answered = {post.reply_to_id for post in posts if post.reply_to_id is not None}
    return dict(Post.objects.filter(pk__in=answered).values_list("pk", "author_id")) if answered else {}


def status_facts(post: Post, beside: Beside) -> StatusFacts:
    """Return what a post's form is made from."""
    named, question = beside.named.get(post.pk, []), beside.questions.get(post.pk)
    is_carrying = "media" in post.parts.split()
    body = rendered(post.text, {actor.handle for actor in named}).html
    asked = _asked(question) if question is not None else None
    address = page_address(post.kind, post.pk, post.thread_id)
    return StatusFacts(
        post_id=post.pk,
        thread_id=post.thread_id,
        reply_to_id=post.reply_to_id,
        reply_to_author_id=beside.answered.get(post.reply_to_id) if post.reply_to_id is not None else None,
        author_id=post.author_id,
        kind=post.kind,
        voice=post.voice,
        audience=post.audience,
        language=post.language,
        body=prefix_of(asked, post.language) + body if asked else body,
        warning=post.warning,
        address=address,
        base_url=BASE_URL,
        created_at=post.created_at,
        edited_at=post.edited_at,
        label=post.label,
        is_sensitive=post.is_sensitive,
        media=None if is_carrying and post.audience not in STRANGERS else tuple(beside.files.get(post.pk, ())),
        application=beside.applications.get(post.pk),
        mentions=tuple(mention_of(actor) for actor in named),
        tags=named_in(post.text)[1],
        card=card_of(asked, post.language, BASE_URL + address) if asked else None,
        more={"question": asked_of(asked)} if asked else {},
    )


def mention_of(actor: Actor) -> dict[str, str]:
    """Return a Status::Mention (https://docs.joinmastodon.org/entities/Status/#Mention)."""
    acct = f"{actor.handle}@{actor.domain}" if actor.domain else actor.handle
    return {"id": str(actor.pk), "username": actor.handle, "url": f"{BASE_URL}/@{acct}", "acct": acct}


def _asked(question: Question) -> AskedFacts:
    topics = topics_at_hand(question)
    return AskedFacts(
        state=question.state,
        urgency=question.urgency,
        topics=topics,
        answers=question.answers_count,
        outcome=question.outcome,
    )


def prepare_account(*, actor_id: int) -> None:
    """Write the form of an actor again; one that was suspended or left loses it and is shown nowhere."""
    actor = Actor.objects.get(pk=actor_id)
    if actor.suspended_at is not None or actor.left_at is not None:
        AccountForm.objects.filter(actor=actor).delete()
        return
    (form,) = account_forms([actor])
    AccountForm.objects.update_or_create(actor=actor, defaults={"json": form.json})


def account_forms(actors: Sequence[Actor]) -> list[AccountForm]:
    """Return the forms of actors without storing them: three statements at most, whatever their number."""
    choices, portraits = choices_among(list(actors)), portraits_among(actors)
    ids = [actor.pk for actor in actors if actor.kind == ActorKind.GROUP]
    groups = Group.objects.in_bulk(ids) if ids else {}
    return [
        AccountForm(
            actor=actor,
            json=account_json(account_facts(actor, choices[actor.pk], portraits[actor.pk], groups.get(actor.pk))),
        )
        for actor in actors
    ]


def account_facts(actor: Actor, choices: ActorChoices, portraits: Portraits, group: Group | None) -> AccountFacts:
    """Return what of an actor its account shows at this moment."""
    note = group.description if group is not None else actor.note
    return AccountFacts(
        actor_id=actor.pk,
        handle=actor.handle,
        domain=actor.domain,
        display_name=actor.display_name,
        kind=actor.kind,
        note_html=rendered(note, set()).html if note else "",
        base_url=BASE_URL,
        profession=actor.profession,
        specialty=actor.specialty,
        proved=proved_profession(actor),
        proved_specialty=actor.proved_specialty,
        institution=proved_institution(actor),
        proved_since=actor.proved_since,
        created_at=actor.created_at,
        is_limited=actor.limited_at is not None,
        avatar=portraits.avatar.address,
        avatar_words=portraits.avatar.description,
        header=portraits.header.address,
        header_words=portraits.header.description,
        fields=tuple((line["name"], _inline(line["value"])) for line in choices.fields),
        is_locked=group.joining != OPEN if group is not None else actor.approves_followers,
        is_bot=actor.is_automated or actor.kind in {ActorKind.BOT, ActorKind.OBJECT},
        is_discoverable=is_discoverable(actor, choices),
        is_indexable=is_indexable(actor, choices),
        hides_ties=hides_ties(actor, choices),
    )


def _inline(words: str) -> str:
    """Return the HTML of one line: links and words, without a paragraph around them."""
    return rendered(words, set()).html.strip().removeprefix("<p>").removesuffix("</p>")
