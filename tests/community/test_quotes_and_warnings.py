"""Speaking about a message, and what stands before a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import post_by, signed_in
from tests.pages import words_of
from toctoc.community.models import Notification, Post
from toctoc.community.rules.drafts import Extras
from toctoc.community.services import posts
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from tests.pages import Response
    from toctoc.people.models import Actor

TEXT = "À lire avant la consultation."


def quote(actor: Actor, quoted: object, **changes: object) -> Response:
    typed = {"text": TEXT, "audience": "members", "cle": "k", "quoted": str(quoted), **changes}
    return signed_in(actor).client.post("/messages/nouveau", typed)


def test_a_message_is_quoted_and_its_author_hears_of_it(avril: Actor, dehors: Actor) -> None:
    said = post_by(avril, "Premier message.", "members")
    client = signed_in(dehors).client
    assert f"/messages/nouveau?cite={said.pk}" in words_of(client.get(f"/messages/{said.pk}"))
    form = words_of(client.get(f"/messages/nouveau?cite={said.pk}"))
    assert "Premier message." in form
    assert quote(dehors, said.pk).status_code == 302
    post = Post.objects.get(text=TEXT)
    assert post.quoted_id == said.pk
    page = words_of(client.get(f"/messages/{post.pk}"))
    assert f'<p class="quoted" data-card="{said.pk}"><a href="/messages/{said.pk}">' in page
    assert Notification.objects.filter(recipient=avril, kind="quote", post=post).count() == 1


def test_a_quote_brings_nobody_further_than_the_quoted(ruisseau: Actor, carrelet: Actor) -> None:
    said = post_by(ruisseau, "Entre professionnels.", "professionals")
    wide = quote(carrelet, said.pk, audience="members")
    assert wide.status_code == 403
    assert TEXT in words_of(wide)
    assert quote(carrelet, said.pk, audience="profession:doctor").status_code == 302


def test_what_is_for_named_people_is_not_quoted(ruisseau: Actor, avril: Actor) -> None:
    said = posts.write(author=ruisseau, draft=posts.Draft(clear("À vous."), "named", named=(avril,)))
    assert quote(avril, said.pk, audience="named", people="ruisseau").status_code == 403


@pytest.mark.parametrize("quoted", ["closed", "999", "x", "9" * 40])
def test_what_one_may_not_read_looks_like_nothing(ruisseau: Actor, dehors: Actor, quoted: str) -> None:
    said = post_by(ruisseau, "Entre professionnels.", "professionals")
    named = str(said.pk) if quoted == "closed" else quoted
    assert "Entre professionnels." not in words_of(signed_in(dehors).client.get(f"/messages/nouveau?cite={named}"))
    response = quote(dehors, named)
    assert response.status_code == 422
    page = words_of(response)
    assert "Le message cité n’est plus là, ou n’est pas pour vous." in page
    assert TEXT in page


def test_the_link_of_a_quote_leads_to_the_tombstone(avril: Actor, dehors: Actor) -> None:
    said = post_by(avril, "Premier message.", "members")
    quote(dehors, said.pk)
    posts.delete(deleter=avril, post=said)
    client = signed_in(dehors).client
    assert client.get(f"/messages/{said.pk}/carte").status_code == 404
    page = client.get(f"/messages/{said.pk}")
    assert page.status_code == 200
    assert "Ce message n’est plus là." in words_of(page)
    posts.delete(deleter=dehors, post=Post.objects.get(text=TEXT))
    assert client.get(f"/messages/{said.pk}").status_code == 404


def test_a_warning_folds_the_text_and_is_changed_with_it(avril: Actor, dehors: Actor) -> None:
    typed = {"text": TEXT, "audience": "members", "cle": "k", "warning": "Deuil & fin de vie"}
    assert signed_in(avril).client.post("/messages/nouveau", typed).status_code == 302
    post = Post.objects.get()
    reader = signed_in(dehors).client
    folded = '<details class="warned"><summary>Deuil & fin de vie</summary>'
    assert folded in words_of(reader.get(f"/messages/{post.pk}"))
    client = signed_in(avril).client
    assert 'value="Deuil & fin de vie"' in words_of(client.get(f"/messages/{post.pk}/modifier"))
    change = {"text": TEXT, "warning": "", "revision": "1", "cle": "e"}
    assert client.post(f"/messages/{post.pk}/modifier", change).status_code == 302
    post.refresh_from_db()
    assert (post.warning, post.revision) == ("", 2)
    assert '<details class="warned">' not in words_of(reader.get(f"/messages/{post.pk}"))


@pytest.mark.parametrize(("warning", "sentence"), [("x" * 300, "Raccourcissez-le"), ("06 12 34 56 78", "reconnaître")])
def test_a_warning_is_guarded_and_bounded(avril: Actor, warning: str, sentence: str) -> None:
    typed = {"text": TEXT, "audience": "members", "cle": "k", "warning": warning}
    response = signed_in(avril).client.post("/messages/nouveau", typed)
    assert response.status_code == 422
    assert sentence in words_of(response)
    assert f'value="{warning}"' in words_of(response)


def test_an_edit_through_a_program_keeps_the_warning(avril: Actor) -> None:
    extras = Extras(warning=clear_line("Deuil"))
    post = posts.write(author=avril, draft=posts.Draft(clear(TEXT), "members", extras=extras))
    posts.edit(editor=avril, post=post, text=clear("Autre texte."), revision=1)
    post.refresh_from_db()
    assert post.warning == "Deuil"


def test_a_warning_goes_with_its_message(avril: Actor) -> None:
    extras = Extras(warning=clear_line("Deuil"))
    post = posts.write(author=avril, draft=posts.Draft(clear(TEXT), "members", extras=extras))
    posts.delete(deleter=avril, post=post)
    post.refresh_from_db()
    assert post.warning == ""
