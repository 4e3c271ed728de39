"""Files in streams: told as the endpoint tells them to the same reader, and fetched as apps fetch them."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.mastodon_api.caller import app_of
from tests.mastodon_api.listening import BASE_URL, Listening
from tests.media import made
from tests.media.conftest import folder, received
from tests.media.test_serving import asked
from toctoc.community.rules.drafts import Extras
from toctoc.community.services import posts
from toctoc.community.services.gestures import favour
from toctoc.community.services.posts import Draft
from toctoc.media.rules.signing import HOUR
from toctoc.media.services.files import set_focus
from toctoc.people.services.follows import follow
from toctoc.people.services.proofs import revoke_proof
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.community.models import Post
    from toctoc.people.models import Account, Actor

pytestmark = pytest.mark.django_db
__all__ = ["folder"]


MADE: dict[str, Callable[[], bytes]] = {
    "image": made.photograph,
    "audio": partial(made.tone, 1.2),
    "video": partial(made.film, 1.4),
}


def carrying(author: Actor, audience: str, kind: str = "image") -> Post:
    """Say something with a picture, a sound or a film."""
    file = received(author, MADE[kind]())
    set_focus(owner=author, file=file, focus=(-0.5, 0.25))
    extras = Extras(media=(file.pk,))
    return posts.write(author=author, draft=Draft(clear("Voir et entendre."), audience, extras=extras))


def told_by_endpoint(reader: Actor, post: Post) -> Any:
    return app_of(reader).get(f"v1/statuses/{post.pk}").body


def fetched(address: str) -> int:
    """Return the status of a plain request, as an app's loader of pictures makes it: no cookie, no token."""
    response = asked(None, address.removeprefix(BASE_URL))
    assert response.getvalue()
    return response.status_code


@pytest.mark.parametrize("kind", list(MADE))
@pytest.mark.parametrize("audience", ["public", "professionals"])
def test_files_are_streamed_as_the_endpoint_tells_them(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, audience: str, kind: str
) -> None:
    for reader in (carrelet, plumier):
        follow(follower=reader, followee=ruisseau)
    listening = Listening()
    phones = {reader: listening.phone(reader, "user") for reader in (carrelet, plumier, ruisseau)}
    post = carrying(ruisseau, audience, kind)
    listening.catch_up()
    addresses = set()
    for reader, phone in phones.items():
        (told,) = phone.heard()
        assert told == told_by_endpoint(reader, post)
        (file,) = told["media_attachments"]
        assert file["type"] == kind
        assert fetched(file["url"]) == 200
        assert file["preview_url"] is None or fetched(file["preview_url"]) == 200
        addresses.add(file["url"])
    # What all may read has one address for all, what is narrower one for each.
    assert len(addresses) == (1 if audience == "public" else 3)
    assert kind == "audio" or file["meta"]["focus"] == {"x": -0.5, "y": 0.25}
    assert kind == "image" or file["meta"]["duration"] % 1


def test_a_streamed_address_ends_with_its_time_and_with_the_proof(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, vigie: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    listening = Listening()
    phones = {reader: listening.phone(reader, "public") for reader in (carrelet, plumier)}
    carrying(ruisseau, "professionals")
    listening.catch_up()
    addresses = {reader: phone.heard()[0]["media_attachments"][0]["url"] for reader, phone in phones.items()}
    for address in addresses.values():
        assert fetched(address) == 200
        assert fetched(address.partition("?")[0]) == 404
    revoke_proof(proof=carrelet.proofs.get(), decided_by=vigie)
    assert (fetched(addresses[carrelet]), fetched(addresses[plumier])) == (404, 200)
    later = time.time() + 25 * HOUR
    monkeypatch.setattr(time, "time", lambda: later)
    assert fetched(addresses[plumier]) == 404


def test_what_is_quoted_and_noticed_has_its_files_too(ruisseau: Actor, carrelet: Actor) -> None:
    follow(follower=carrelet, followee=ruisseau)
    first = carrying(carrelet, "professionals")
    favour(actor=carrelet, post=first)
    listening = Listening()
    phone = listening.phone(carrelet, "user")
    draft = Draft(clear("Je redis."), "professionals", extras=Extras(quoted=first.pk))
    quoting = posts.write(author=ruisseau, draft=draft)
    listening.catch_up()
    (told,) = phone.heard()
    assert told == told_by_endpoint(carrelet, quoting)
    quoted = told["quote"]["quoted_status"]
    assert quoted["favourited"] is True
    assert [fetched(file["url"]) for file in quoted["media_attachments"]] == [200]
    (notice,) = phone.heard("notification")
    assert notice == app_of(carrelet).get("v1/notifications").body[0]
    assert notice["status"]["quote"]["quoted_status"]["media_attachments"] == quoted["media_attachments"]
