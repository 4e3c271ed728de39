"""Prepared forms say what the plain rows say, to whom the plain predicate lets read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from tests.conftest import eyes_of, person, post_by, question_by
from toctoc.community.models import Bookmark, Boost, Favourite, Post
from toctoc.community.policies import visible_to
from toctoc.community.queries import prepared
from toctoc.community.queries.standing import viewer_of_actor
from toctoc.community.rules.markdown import rendered
from toctoc.community.services import gestures, posts
from toctoc.people.policies import proved_profession, viewer_for
from toctoc.people.queries import current_proof
from toctoc.people.rules.audience import STRANGER, Viewer, audience_kind
from toctoc.people.services.actors import Portrait, change_portrait, reinstate, suspend
from toctoc.privacy.services import clear
from toctoc.proofs.queries import lasts
from toctoc.questions.services.questions import answer, move

if TYPE_CHECKING:
    from toctoc.people.models import Actor


def plainly(post: Post, viewer: Viewer) -> dict[str, Any]:
    """Serialize a post from its rows, as one would without prepared forms."""
    kind, profession = audience_kind(post.audience)
    author, question = post.author, getattr(post, "question", None)
    return {
        "id": str(post.pk),
        "url": post.get_absolute_url(),
        "thread": str(post.thread_id),
        "reply_to": str(post.reply_to_id) if post.reply_to_id else None,
        "text": post.text,
        "html": rendered(post.text, {"ruisseau", "carrelet"}).html,
        "language": post.language,
        "voice": post.voice,
        "audience": {"kind": kind, "professions": [profession]} if profession else {"kind": kind},
        "warning": post.warning or None,
        "label": post.label or None,
        "parts": {},
        "created_at": post.created_at.isoformat(timespec="milliseconds"),
        "edited_at": post.edited_at.isoformat(timespec="milliseconds") if post.edited_at else None,
        "author": {
            "id": str(author.pk),
            "handle": author.handle,
            "name": author.display_name,
            "kind": author.kind,
            "url": f"/@{author.handle}",
            "profession": author.profession or None,
            "specialty": author.specialty or None,
            "proved": bool(proved_profession(author)),
            "proof": plain_seal(author),
        },
        "question": question
        and {
            "state": question.state,
            "urgency": question.urgency,
            "topics": [topic.topic for topic in question.topics.order_by("id")],
            "answers": question.answers_count,
            "first_answer_at": question.first_answer_at.isoformat() if question.first_answer_at else None,
            "outcome": question.outcome or None,
            "what_happened": question.what_happened or None,
            "answerers": question.answerers,
            "sealed": question.seal == "sealed",
        },
        "replies": post.replies_count,
        "boosts": post.boosts_count,
        "boosted": Boost.objects.filter(post=post, actor=viewer.actor_id).exists(),
        "favourites": post.favourites_count,
        "favourited": Favourite.objects.filter(post=post, actor=viewer.actor_id).exists(),
        "bookmarked": Bookmark.objects.filter(post=post, actor=viewer.actor_id).exists(),
    }


def plain_seal(author: Actor) -> dict[str, object] | None:
    proof = current_proof(author)
    if proof is None or not lasts(proof):
        return None
    month = f"{timezone.localdate(proof.decided_at):%Y-%m}"
    return {"path": proof.path, "since": month, "specialty": proof.specialty or None, "institution": None}


@pytest.fixture
def said(ruisseau: Actor, carrelet: Actor, plumier: Actor, avril: Actor) -> list[int]:
    """Posts and questions of every audience, answered, edited, deleted, kept."""
    for audience in ("public", "unlisted", "members"):
        post_by(
            avril,
            f"Pour *{audience}* : @ruisseau, #journal & <script>alert(1)</script> https://exemple.test/a.",
            audience,
        )
    for audience in ("public", "members", "professionals", "profession:doctor"):
        question = question_by(ruisseau, f"Question « {audience} » ?", audience)
        reply = answer(answerer=carrelet, question=question, to=question.post, text=clear("1. Attendre\n2. Revoir"))
        gestures.favour(actor=plumier, post=reply)
        gestures.keep(actor=carrelet, post=question.post)
    question.refresh_from_db()
    move(mover=ruisseau, viewer=eyes_of(ruisseau), question=question, to="closed", outcome=clear("**Vu** avec @avril"))
    edited = post_by(plumier, "Avant.", "profession:pharmacist")
    posts.edit(editor=plumier, post=edited, text=clear("Après."), revision=1)
    posts.delete(deleter=avril, post=post_by(avril, "Parti."))
    return list(Post.objects.order_by("id").values_list("id", flat=True))


def everybody(*actors: Actor) -> list[Viewer]:
    return [STRANGER, *(eyes_of(actor) for actor in actors)]


def test_whoever_looks_sees_what_the_plain_predicate_allows_and_the_same_words(
    said: list[int], ruisseau: Actor, carrelet: Actor, plumier: Actor, avril: Actor, dehors: Actor
) -> None:
    seen: set[int] = set()
    for viewer in everybody(ruisseau, carrelet, plumier, avril, dehors):
        allowed = Post.objects.filter(visible_to(viewer)).select_related("author", "question").order_by("id")
        assert json.loads(prepared.objects(said, viewer)) == [plainly(post, viewer) for post in allowed]
        for language in ("fr", "en"):
            cards = prepared.cards(said, viewer, language)
            assert cards.count("<article") == len(allowed)
            assert "<script" not in cards
        seen.add(len(allowed))
    assert len(seen) > 3


def test_a_suspended_author_is_shown_to_nobody_and_comes_back(said: list[int], ruisseau: Actor, avril: Actor) -> None:
    before = prepared.objects(said, eyes_of(ruisseau))
    suspend(actor=avril)
    during = json.loads(prepared.objects(said, eyes_of(ruisseau)))
    assert during
    assert all(item["author"]["handle"] != "avril" for item in during)
    reinstate(actor=avril)
    assert prepared.objects(said, eyes_of(ruisseau)) == before


def test_a_new_name_shows_on_every_post_at_once(said: list[int], ruisseau: Actor, carrelet: Actor) -> None:
    portrait = Portrait(clear("Torrent <b>"), clear(""), "doctor", "general_practice")
    change_portrait(actor=ruisseau, portrait=portrait)
    items = json.loads(prepared.objects(said, eyes_of(carrelet)))
    assert {item["author"]["name"] for item in items if item["author"]["handle"] == "ruisseau"} == {"Torrent <b>"}
    cards = prepared.cards(said, eyes_of(carrelet), "fr")
    assert "Torrent &lt;b&gt;" in cards
    assert "Torrent <b>" not in cards


def test_rows_come_in_the_order_asked(said: list[int], ruisseau: Actor) -> None:
    found = [row[0] for row in prepared.rows_of(said[::-1], eyes_of(ruisseau), "fr")]
    assert found == sorted(found, reverse=True)
    assert found


def test_the_standing_asked_in_one_statement_is_that_of_the_policy(
    ruisseau: Actor, avril: Actor, dehors: Actor
) -> None:
    lost = person("perdu", "nurse", proved=True)
    suspend(actor=lost)
    for actor in (ruisseau, avril, dehors, lost):
        actor.refresh_from_db()
        assert viewer_of_actor(actor.pk) == viewer_for(actor)
    assert viewer_of_actor(12) == STRANGER
