"""Write the prepared forms of posts and authors, in the transaction of what changed them."""

from __future__ import annotations

from django.db import transaction

from toctoc.community.events import AuthorPrepared, PostsPrepared
from toctoc.community.models import AuthorFragment, Mention, Post, PostFragment
from toctoc.community.models.post import page_address
from toctoc.community.queries.at_hand import at_hand
from toctoc.community.rules.cards import (
    AuthorFacts,
    PostFacts,
    author_html,
    author_json,
    post_html,
    post_json,
)
from toctoc.community.rules.markdown import named_in, rendered
from toctoc.community.services.parts import parts_of
from toctoc.kernel.events import publish
from toctoc.people.models import Actor
from toctoc.people.policies import proved_institution, proved_profession
from toctoc.people.queries import actors_by_handles


def prepare_post(post: Post) -> None:
    """Write a post's fragment, or erase it when the post is deleted."""
    if post.deleted_at is not None:
        PostFragment.objects.filter(post=post).delete()
    elif post.revision == 1:
        _fragment_now(post).save(force_insert=True)
    else:
        _fragment_now(post).save(force_update=True)
    with at_hand(post):
        publish(PostsPrepared((post.pk,)))


def prepare_again(post: Post) -> None:
    """Write the fragment of a post whose text may be the same and what surrounds it not: a label, a part, a return."""
    if post.deleted_at is None:
        _write([post])


@transaction.atomic
def refresh_posts(*, after: int, most: int) -> list[int]:
    """Write the fragments of the next ``most`` posts again; return the ids of the posts, in their order.

    For a release whose cards have other markup: nothing of the posts themselves changes.
    """
    rows = Post.objects.filter(pk__gt=after, deleted_at=None).order_by("pk")
    posts = list(rows.select_for_update(no_key=True)[:most])
    _write(posts)
    return [post.pk for post in posts]


@transaction.atomic
def forget_name(*, actor_id: int, most: int) -> int:
    """Write the posts of others that name an actor who left again, without a link to it; return how many."""
    mentions = list(Mention.objects.filter(actor=actor_id).order_by("post")[:most])
    Mention.objects.filter(pk__in=[mention.pk for mention in mentions]).delete()
    naming = Post.objects.filter(pk__in=[mention.post_id for mention in mentions], deleted_at=None).order_by("pk")
    _write(list(naming.select_for_update(no_key=True)))
    return len(mentions)


def _write(posts: list[Post]) -> None:
    PostFragment.objects.bulk_create(
        [_fragment_now(post) for post in posts],
        update_conflicts=True,
        unique_fields=["post"],
        update_fields=["html_fr", "html_en", "json"],
    )
    with at_hand(*posts):
        publish(PostsPrepared(tuple(post.pk for post in posts)))


@transaction.atomic
def refresh_authors(*, after: int, most: int) -> list[int]:
    """Write the fragments of the next ``most`` actors again; return the ids of the actors, in their order."""
    actors = list(Actor.objects.filter(pk__gt=after).order_by("pk").select_for_update(no_key=True)[:most])
    for actor in actors:
        prepare_author(actor)
    return [actor.pk for actor in actors]


def _fragment_now(post: Post) -> PostFragment:
    handles, _ = named_in(post.text)
    return fragment_of(post, set(actors_by_handles(set(handles))) if handles else set())


def fragment_of(post: Post, known_handles: set[str]) -> PostFragment:
    """Return the fragment of a post without storing it; ``known_handles`` are those that exist."""
    facts = post_facts(post, known_handles)
    return PostFragment(
        post=post, html_fr=post_html(facts, "fr"), html_en=post_html(facts, "en"), json=post_json(facts)
    )


def post_facts(post: Post, known_handles: set[str]) -> PostFacts:
    """Return what a fragment is made from."""
    return PostFacts(
        post_id=post.pk,
        thread_id=post.thread_id,
        reply_to_id=post.reply_to_id,
        kind=post.kind,
        voice=post.voice,
        audience=post.audience,
        language=post.language,
        text=post.text,
        body=rendered(post.text, known_handles).html,
        address=page_address(post.kind, post.pk, post.thread_id),
        created_at=post.created_at,
        edited_at=post.edited_at,
        warning=post.warning,
        label=post.label,
        parts=parts_of(post),
    )


def prepare_author(actor: Actor) -> None:
    """Write an actor's fragment; one that was suspended or left loses it, and its posts are shown nowhere."""
    if actor.suspended_at is not None or actor.left_at is not None:
        AuthorFragment.objects.filter(actor=actor).delete()
    else:
        fragment = author_fragment_of(actor)
        AuthorFragment.objects.update_or_create(
            actor=actor,
            defaults={"html_fr": fragment.html_fr, "html_en": fragment.html_en, "json": fragment.json},
        )
    publish(AuthorPrepared(actor.pk))


def author_fragment_of(actor: Actor) -> AuthorFragment:
    """Return the fragment of an actor without storing it."""
    facts = author_facts(actor)
    return AuthorFragment(
        actor=actor,
        html_fr=author_html(facts, "fr"),
        html_en=author_html(facts, "en"),
        json=author_json(facts),
    )


def author_facts(actor: Actor) -> AuthorFacts:
    """Return what of an actor is shown with its posts, and at the head of its pages, at this moment."""
    return AuthorFacts(
        actor_id=actor.pk,
        handle=actor.handle,
        display_name=actor.display_name,
        kind=actor.kind,
        profession=actor.profession,
        specialty=actor.specialty,
        proved=proved_profession(actor),
        proved_specialty=actor.proved_specialty,
        institution=proved_institution(actor),
        proved_path=actor.proved_path,
        proved_since=actor.proved_since,
    )
