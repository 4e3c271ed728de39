"""A picture, from the form to the card, to nothing."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.config.api_caller import caller
from tests.conftest import post_by, signed_in
from tests.groups.cast import enter, group_by
from tests.media import made
from tests.media.conftest import received, upload, work
from toctoc.community.models import Attachment, Post
from toctoc.community.rules.drafts import Extras
from toctoc.community.services import posts
from toctoc.groups.models import Membership
from toctoc.groups.services import order
from toctoc.media.models import File
from toctoc.media.services import files
from toctoc.media.services.store import store
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from pathlib import Path

    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db


def posted(author: Actor, *files: File, audience: str = "professionals") -> Post:
    extras = Extras(media=tuple(file.pk for file in files))
    return posts.write(author=author, draft=posts.Draft(clear("Voici le tracé."), audience, extras=extras))


def bytes_of(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_a_picture_goes_from_the_form_to_the_card(ruisseau: Actor, carrelet: Actor, avril: Actor, folder: Path) -> None:
    here = signed_in(ruisseau)
    photo = SimpleUploadedFile("IMG_2031.jpg", made.photograph(), content_type="image/jpeg")
    page = here.client.post("/messages/nouveau", {"text": "Voici le tracé.", "fichiers": photo, "joindre": "oui"})
    assert "En préparation" in page.content.decode()
    assert "Voici le tracé." in page.content.decode()
    assert Post.objects.count() == 0
    file = File.objects.get()
    answer = here.client.post(
        "/messages/nouveau",
        {
            "text": "Voici le tracé.",
            "audience": "professionals",
            "voice": "practice",
            "media": file.pk,
            f"description-{file.pk}": "Un tracé régulier",
        },
    )
    post = Post.objects.get()
    assert answer.status_code == 302
    card = signed_in(carrelet).client.get(f"/messages/{post.pk}/carte").content.decode()
    assert "en préparation" in card
    work()
    assert not list((folder / "quarantine").iterdir())
    card = signed_in(carrelet).client.get(f"/messages/{post.pk}/carte").content.decode()
    assert f'src="/media/{file.pk}/small" width="300" height="200" loading="lazy"' in card
    assert 'alt="Un tracé régulier"' in card
    seen = signed_in(carrelet).client.get(f"/media/{file.pk}/image")
    assert seen["Content-Type"] == "image/webp"
    picture = Image.open(BytesIO(bytes_of(seen)))
    assert picture.size == (300, 200)
    assert signed_in(avril).client.get(f"/media/{file.pk}/image").status_code == 404
    assert Client().get(f"/media/{file.pk}/image").status_code == 404


def test_a_post_that_goes_takes_the_bytes_along(ruisseau: Actor, carrelet: Actor) -> None:
    file = received(ruisseau, made.photograph())
    post = posted(ruisseau, file)
    reader = signed_in(carrelet)
    assert bytes_of(reader.client.get(f"/media/{file.pk}/small"))[:4] == b"RIFF"
    posts.delete(deleter=ruisseau, post=post)
    assert reader.client.get(f"/media/{file.pk}/small").status_code == 404
    work()
    with pytest.raises(FileNotFoundError):
        store().open(file.key, "small")
    assert not File.objects.exists()
    assert not Attachment.objects.exists()


def test_json_says_what_a_post_carries(ruisseau: Actor) -> None:
    from toctoc.community.rules.shapes import MediaShape

    file = received(ruisseau, made.photograph(), "Un tracé")
    post = posted(ruisseau, file, audience="public")
    told = Client().get(f"/api/toctoc/v1/posts/{post.pk}").json()["parts"]["media"]
    shape = MediaShape.model_validate(told[0])
    assert (shape.kind, shape.description, shape.width, shape.url) == (
        "picture",
        "Un tracé",
        300,
        f"/media/{file.pk}/image",
    )
    assert shape.blurhash is not None
    assert len(shape.blurhash) == 28


def test_a_post_without_files_asks_for_none(ruisseau: Actor) -> None:
    assert "media" not in Client().get(f"/api/toctoc/v1/posts/{post_by(ruisseau).pk}").json()["parts"]


def test_who_was_sent_away_describes_nothing_there_any_more(avril: Actor, plumier: Actor) -> None:
    group = group_by(avril)
    enter(plumier)
    file = files.receive(owner=plumier, upload=upload(made.photograph()), description=clear("Un dessin."))
    post = posted(plumier, file, audience=group.word)
    order.remove(moderator=avril, group=group, member=Membership.objects.get(actor=plumier))
    insult = "Vous êtes tous des menteurs."
    browser = signed_in(plumier).client
    assert browser.post(f"/fichiers/{file.pk}", {"description": insult}).status_code == 403
    assert caller(plumier).send("put", f"/media/{file.pk}", {"description": insult}).status == 403
    # Named again by another form.
    forged = {"text": "Bonjour.", "audience": "public", "media": str(file.pk), f"description-{file.pk}": insult}
    browser.post("/messages/nouveau", {**forged, "cle": "k"})
    file.refresh_from_db()
    assert file.description == "Un dessin."
    assert insult not in signed_in(avril).client.get(f"/messages/{post.pk}").content.decode()
