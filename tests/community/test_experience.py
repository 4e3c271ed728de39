"""Lived experience: a template whose every part is optional, told in one's own voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.conftest import signed_in
from toctoc.community.models import Experience, Post
from toctoc.community.rules.drafts import Extras
from toctoc.community.services import posts, tombstones
from toctoc.kernel.errors import Invalid
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from tests.pages import Response
    from toctoc.people.models import Actor

SENTENCE = "Trois ans avant un nom sur mes douleurs."


def told(actor: Actor, **changes: str) -> Response:
    """Send the form of lived experience."""
    typed = {"text": SENTENCE, "helped": "La chaleur, et *marcher*.", "audience": "public", "cle": "k", **changes}
    return signed_in(actor).client.post("/vecu/nouveau", typed)


def written(actor: Actor, voice: str = "", **pieces: str) -> Post:
    extras = Extras(experience={name: clear(text) for name, text in pieces.items()})
    return posts.write(author=actor, draft=posts.Draft(clear(SENTENCE), "public", voice, extras=extras))


def test_an_experience_is_told_under_its_headings(avril: Actor) -> None:
    assert told(avril, to_doctor="Dites que vous ne savez pas.", tags="endometriose, #douleur").status_code == 302
    post = Post.objects.get()
    assert (post.voice, post.parts, post.text) == ("lived", "experience", f"{SENTENCE}\n\n#endometriose #douleur")
    page = Client().get(f"/messages/{post.pk}").content.decode()
    assert "<dt>Ce qui m’a aidé</dt><dd><p>La chaleur, et <em>marcher</em>.</p>" in page
    assert "<dt>Ce qui s’est passé</dt>" not in page
    assert str(post.pk) in Client().get("/mots/endometriose").content.decode()
    parts = Client().get(f"/api/toctoc/v1/posts/{post.pk}").json()["parts"]
    assert parts["experience"] == {"helped": "La chaleur, et *marcher*.", "to_doctor": "Dites que vous ne savez pas."}


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"helped": ""}, "happened", "au moins une des cinq parties"),
        ({"helped": " … "}, "happened", "au moins une des cinq parties"),
        ({"text": ""}, "text", "Écrivez quelques mots"),
        ({"helped": "x" * 2_001}, "helped", "au plus 2000 caractères"),
        ({"helped": "x" * 30_000}, "helped", "Raccourcissez-le"),
        ({"did_not": "Appelez le 06 12 34 56 78."}, "did_not", "faire reconnaître quelqu’un"),
        ({"tags": "un deux trois quatre cinq six"}, "tags", "au plus 5 mots"),
        ({"tags": "mal-de-dos"}, "tags", "sans signe"),
        ({"audience": "professionals"}, "audience", "Faites vérifier votre profession"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_kept(
    avril: Actor, changes: dict[str, str], field: str, sentence: str
) -> None:
    response = told(avril, **changes)
    page = response.content.decode()
    assert response.status_code in {403, 422}
    assert sentence in page
    assert field in {"audience", "text"} or 'aria-invalid="true"' in page
    if "helped" not in changes:
        assert "La chaleur, et *marcher*." in page
    assert not Post.objects.exists()
    assert not Experience.objects.exists()


def test_an_experience_is_ones_own(avril: Actor, ruisseau: Actor) -> None:
    with pytest.raises(Invalid, match="Choisissez cette voix"):
        written(ruisseau, helped="La chaleur.")
    assert written(ruisseau, "lived", helped="La chaleur.").voice == "lived"
    with pytest.raises(Invalid, match="n’existe pas"):
        written(avril, mars="La chaleur.")


def test_an_experience_has_the_audience_of_its_post(avril: Actor) -> None:
    told(avril, audience="members")
    post = Post.objects.get()
    for address in (f"/messages/{post.pk}", f"/messages/{post.pk}/carte", f"/api/toctoc/v1/posts/{post.pk}"):
        response = Client().get(address)
        assert response.status_code == 404
        assert "La chaleur" not in response.content.decode()


def test_an_experience_goes_with_its_post_and_comes_back_when_moderation_gives_it_back(avril: Actor) -> None:
    post = written(avril, helped="La chaleur.")
    removed = tombstones.remove(post=post)
    assert Client().get(f"/messages/{post.pk}/carte").status_code == 404
    tombstones.restore(post=post, removed=removed)
    assert "La chaleur." in Client().get(f"/messages/{post.pk}/carte").content.decode()
    posts.delete(deleter=avril, post=post)
    assert not Experience.objects.exists()


def test_the_form_is_for_whoever_is_signed_in_and_lives_something(avril: Actor) -> None:
    assert Client().get("/vecu/nouveau").status_code == 302
    page = signed_in(avril).client.get("/vecu/nouveau?audience=public").content.decode()
    assert page.count("<textarea") == 6
    assert 'value="public" checked' in page
    avril.kind = "organisation"
    avril.save()
    assert "Une organisation n’a pas de vécu" in signed_in(avril).client.get("/vecu/nouveau").content.decode()
