"""Feeds: what is public to everybody, and news of a group without its words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from tests.conftest import post_by, signed_in
from toctoc.community.models import FeedKey, Post
from toctoc.community.services import posts
from toctoc.community.services.feeds import open_feed, secret_of
from toctoc.kernel.errors import Missing
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.rules.audience import group_audience
from toctoc.people.services.actors import limit, suspend
from toctoc.people.services.memberships import let_out, take_in
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(address: str, client: Client | None = None) -> Iterator[ET.Element]:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content.decode()).iter(f"{ATOM}entry")  # noqa: S314 a feed of our own


def said(address: str, client: Client | None = None) -> list[str]:
    return [entry.findtext(f"{ATOM}title") or "" for entry in entries(address, client)]


@pytest.fixture
def group(avril: Actor) -> Actor:
    made = Actor.objects.create(kind=ActorKind.GROUP, handle="tournesol", display_name="Tournesol")
    take_in(actor=avril, word=group_audience(made.pk))
    avril.refresh_from_db()
    return made


def test_only_what_is_public_is_told_even_to_who_may_read_more(ruisseau: Actor, carrelet: Actor) -> None:
    for audience in ("public", "unlisted", "members", "professionals", "profession:doctor"):
        post_by(ruisseau, f"Pour {audience} #mieux", audience)
    gone = post_by(ruisseau, "Parti #mieux")
    posts.delete(deleter=ruisseau, post=gone)
    for client in (Client(), signed_in(carrelet).client):
        assert said("/@ruisseau/flux.atom", client) == ["Pour public #mieux"]
        assert said("/mots/mieux/flux.atom", client) == ["Pour public #mieux"]


def test_an_entry_is_escaped_dated_and_in_its_language(avril: Actor) -> None:
    post = post_by(avril, "**Gras** & <script>alert(1)</script> #mieux")
    (entry,) = entries("/@avril/flux.atom")
    assert entry.findtext(f"{ATOM}title") == "Gras & <script>alert(1)</script> #mieux"
    content = entry.findtext(f"{ATOM}content") or ""
    assert "<strong>Gras</strong>" in content
    assert "<script" not in content
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert (entry.findtext(f"{ATOM}id") or "").endswith(f"/messages/{post.pk}")
    posts.edit(editor=avril, post=post, text=clear("Corrigé."), revision=1)
    (again,) = entries("/@avril/flux.atom")
    assert again.findtext(f"{ATOM}id") == entry.findtext(f"{ATOM}id")
    assert (again.findtext(f"{ATOM}updated") or "") > (entry.findtext(f"{ATOM}updated") or "")


def test_a_warning_stands_for_its_text(avril: Actor) -> None:
    post = post_by(avril, "Le détail.")
    Post.objects.filter(pk=post.pk).update(warning="Parle d’une chute")
    body = Client().get("/@avril/flux.atom").content.decode()
    assert "Parle d’une chute" in body
    assert "Le détail" not in body


def test_what_did_not_change_is_not_sent_again(avril: Actor) -> None:
    post = post_by(avril)
    first = Client().get("/@avril/flux.atom")
    assert first["Cache-Control"] == "public, max-age=300"
    assert Client().get("/@avril/flux.atom", headers={"If-None-Match": first["ETag"]}).status_code == 304
    posts.delete(deleter=avril, post=post)
    assert Client().get("/@avril/flux.atom", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_suspended_author_has_no_feed_and_stands_in_none(avril: Actor) -> None:
    post_by(avril, "Bonjour #mieux")
    suspend(actor=avril)
    assert Client().get("/@avril/flux.atom").status_code == 404
    assert said("/mots/mieux/flux.atom") == []


def test_pages_say_where_their_feed_is(avril: Actor) -> None:
    post_by(avril, "Bonjour #mieux")
    assert 'href="/@avril/flux.atom"' in Client().get("/@avril").content.decode()
    assert 'href="/mots/mieux/flux.atom"' in Client().get("/mots/mieux").content.decode()


def grouped(author: Actor, group: Actor, text: str) -> Post:
    post = post_by(author, text, "members")
    Post.objects.filter(pk=post.pk).update(audience=group_audience(group.pk))
    return post


def test_a_group_is_told_of_without_its_words_and_until_one_leaves(avril: Actor, group: Actor) -> None:
    grouped(avril, group, "Entre nous.")
    address = f"/abonnements/{secret_of(open_feed(actor=avril, group=group))}.atom"
    answer = Client().get(address)
    assert "Entre nous" not in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-cache"
    assert said(address) == ["Message de Avril"]
    let_out(actor=avril, word=group_audience(group.pk))
    assert said(address) == []


def test_an_address_is_opened_and_closed_by_its_owner_alone(avril: Actor, dehors: Actor, group: Actor) -> None:
    mine, other = signed_in(avril).client, signed_in(dehors).client
    assert other.post("/reglages/avis/flux", {"groupe": group.pk, "geste": "ouvrir"}).status_code == 404
    with pytest.raises(Missing):
        open_feed(actor=dehors, group=group)
    for _ in range(2):
        assert mine.post("/reglages/avis/flux", {"groupe": group.pk, "geste": "ouvrir"}).status_code == 302
    key = FeedKey.objects.get()
    address = f"/abonnements/{secret_of(key)}.atom"
    assert address in mine.get("/reglages/avis").content.decode()
    other.post("/reglages/avis/flux", {"adresse": key.pk, "geste": "fermer"})
    assert Client().get(address).status_code == 200
    mine.post("/reglages/avis/flux", {"adresse": key.pk, "geste": "fermer"})
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("secret", ["1", "1.forge", "x.y", "9" * 30 + ".a"])
def test_a_forged_address_leads_nowhere(secret: str, db: None) -> None:
    assert Client().get(f"/abonnements/{secret}.atom").status_code == 404


def test_whom_moderation_limits_is_in_no_feed_of_a_hashtag(ruisseau: Actor, avril: Actor) -> None:
    for author in (ruisseau, avril):
        post_by(author, f"Une idée de @{author.handle} #fatigue")
    limit(actor=avril)
    assert said("/mots/fatigue/flux.atom") == ["Une idée de @ruisseau #fatigue"]
    assert said("/@avril/flux.atom") == ["Une idée de @avril #fatigue"]
