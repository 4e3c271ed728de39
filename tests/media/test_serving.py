"""Who reads the bytes of a file, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import person, signed_in
from tests.media import made
from tests.media.conftest import received, work
from tests.media.test_journey import bytes_of, posted
from toctoc.community.services import posts
from toctoc.media import policies
from toctoc.media.models import File
from toctoc.people.models import Actor
from toctoc.people.services.blocks import block
from toctoc.people.services.tokens import issue_token

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(ruisseau: Actor) -> File:
    return received(ruisseau, made.photograph())


def asked(actor: Actor | None, address: str, **headers: str) -> HttpResponse:
    client = signed_in(actor).client if actor is not None else Client()
    return read(client.get(address, headers=headers))


def read(answer: Any) -> HttpResponse:
    """Read an answer to its end, as a browser does."""
    if answer.streaming:
        answer.streaming_content = [b"".join(answer.streaming_content)]
    told: HttpResponse = answer
    return told


def test_a_file_without_a_post_is_its_owners_alone(file: File, ruisseau: Actor, carrelet: Actor) -> None:
    assert asked(ruisseau, f"/media/{file.pk}/small").status_code == 200
    assert asked(carrelet, f"/media/{file.pk}/small").status_code == 404
    assert asked(None, f"/media/{file.pk}/small").status_code == 404


@pytest.mark.parametrize("variant", ["image", "small"])
@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("public", {"carrelet", "plumier", "avril", ""}),
        ("unlisted", {"carrelet", "plumier", "avril", ""}),
        ("members", {"carrelet", "plumier", "avril"}),
        ("professionals", {"carrelet", "plumier"}),
        ("profession:doctor", {"carrelet"}),
    ],
)
def test_a_file_is_for_those_who_may_read_its_post(
    file: File, ruisseau: Actor, carrelet: Actor, plumier: Actor, avril: Actor, audience: str, readers: set[str],
    variant: str,
) -> None:  # fmt: skip
    posted(ruisseau, file, audience=audience)
    cast = {"carrelet": carrelet, "plumier": plumier, "avril": avril, "": None}
    seen = {name for name, actor in cast.items() if asked(actor, f"/media/{file.pk}/{variant}").status_code == 200}
    assert seen == readers
    assert _by_api(cast, f"/api/toctoc/v1/media/{file.pk}/{variant}") == readers


def _by_api(cast: dict[str, Actor | None], address: str) -> set[str]:
    seen = set()
    for name, actor in cast.items():
        headers = {}
        if actor is not None:
            account = actor.account
            assert account is not None
            headers["Authorization"] = f"Bearer {issue_token(account=account)}"
        if read(Client().get(address, headers=headers)).status_code == 200:
            seen.add(name)
    return seen


def test_named_people_and_blocks_hold_for_files(file: File, ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    from toctoc.community.rules.drafts import Extras
    from toctoc.privacy.services import clear

    draft = posts.Draft(clear("Pour vous."), "named", named=(carrelet,), extras=Extras(media=(file.pk,)))
    posts.write(author=ruisseau, draft=draft)
    address = f"/media/{file.pk}/image"
    assert asked(carrelet, address).status_code == 200
    assert asked(plumier, address).status_code == 404
    block(blocker=ruisseau, blocked=carrelet)
    carrelet.refresh_from_db()
    assert asked(carrelet, address).status_code == 404


def test_forbidden_and_missing_are_the_same_answer_for_the_same_work(file: File, ruisseau: Actor, avril: Actor) -> None:
    posted(ruisseau, file)
    client = signed_in(avril).client
    client.get("/gardes")
    answers = []
    for address in (f"/media/{file.pk}/image", f"/media/{file.pk + 1}/image", f"/media/{file.pk}/nothing"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(address)
        answers.append((answer.status_code, len(queries), len(answer.content)))
    assert len(set(answers)) == 1
    assert answers[0][0] == 404


def test_private_bytes_stay_in_no_cache_and_public_ones_not_for_long(ruisseau: Actor, carrelet: Actor) -> None:
    private, public = received(ruisseau, made.photograph()), received(ruisseau, made.photograph())
    posted(ruisseau, private)
    posted(ruisseau, public, audience="public")
    assert asked(carrelet, f"/media/{private.pk}/image")["Cache-Control"] == "private, no-store"
    assert asked(None, f"/media/{public.pk}/image")["Cache-Control"] == "public, max-age=300"


def test_bytes_run_nothing(file: File, ruisseau: Actor) -> None:
    answer = asked(ruisseau, f"/media/{file.pk}/image")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script" not in answer["Content-Security-Policy"]


def test_a_document_is_kept_not_shown(ruisseau: Actor) -> None:
    file = received(ruisseau, made.saved(made.paper()))
    answer = asked(ruisseau, f"/media/{file.pk}/document")
    assert answer["Content-Disposition"] == f'attachment; filename="document-{file.pk}.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("header", "status", "first", "last"),
    [
        ("bytes=0-9", 206, 0, 9),
        ("bytes=5-", 206, 5, -1),
        ("bytes=-7", 206, -7, -1),
        ("bytes=0-999999999", 206, 0, -1),
        ("bytes=-999999999", 206, 0, -1),
        ("bytes=0-1,4-5", 200, 0, -1),
        ("bytes=9-2", 200, 0, -1),
        ("lines=0-9", 200, 0, -1),
        ("bytes=-", 200, 0, -1),
    ],
)
def test_ranges(file: File, ruisseau: Actor, header: str, status: int, first: int, last: int) -> None:
    whole = bytes_of(asked(ruisseau, f"/media/{file.pk}/image"))
    first, last = first % len(whole), last % len(whole)
    answer = asked(ruisseau, f"/media/{file.pk}/image", range=header)
    assert answer.status_code == status
    assert bytes_of(answer) == whole[first : last + 1]
    assert answer["Content-Length"] == str(last + 1 - first)
    if status == 206:
        assert answer["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"


@pytest.mark.parametrize("header", ["bytes=100000-", "bytes=100000-100001", "bytes=-0"])
def test_ranges_out_of_bounds(file: File, ruisseau: Actor, header: str) -> None:
    size = file.variants["image"]["size"]
    answer = asked(ruisseau, f"/media/{file.pk}/image", range=header)
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{size}")
    assert not answer.content


def test_conditions(file: File, ruisseau: Actor, avril: Actor) -> None:
    address = f"/media/{file.pk}/image"
    etag = asked(ruisseau, address)["ETag"]
    assert asked(ruisseau, address, if_none_match=etag).status_code == 304
    assert asked(ruisseau, address, if_none_match='"other"').status_code == 200
    assert asked(avril, address, if_none_match=etag).status_code == 404
    assert asked(ruisseau, address, range="bytes=0-1", if_range=etag).status_code == 206
    assert asked(ruisseau, address, range="bytes=0-1", if_range='"other"').status_code == 200


def test_head_says_as_much_without_the_bytes(file: File, ruisseau: Actor) -> None:
    client = signed_in(ruisseau).client
    answer = client.head(f"/media/{file.pk}/image")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["Content-Length"] == str(file.variants["image"]["size"])
    assert client.post(f"/media/{file.pk}/image").status_code == 405


def test_a_room_that_forgets_to_ask_lets_nobody_see(
    file: File, carrelet: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policies, "_USES", {})
    assert asked(carrelet, f"/media/{file.pk}/image").status_code == 404


def test_what_a_suspended_author_joined_is_hidden(file: File, ruisseau: Actor, carrelet: Actor) -> None:
    from toctoc.kernel import clock

    posted(ruisseau, file)
    Actor.objects.filter(pk=ruisseau.pk).update(suspended_at=clock.now())
    assert asked(carrelet, f"/media/{file.pk}/image").status_code == 404


def test_own_pages_are_for_the_owner(file: File, ruisseau: Actor, avril: Actor) -> None:
    for address in (f"/fichiers/{file.pk}", f"/fichiers/{file.pk}/etat"):
        assert asked(ruisseau, address).status_code == 200
        assert asked(avril, address).status_code == 404
    outsider = signed_in(avril).client
    assert outsider.post(f"/fichiers/{file.pk}", {"description": "Autre"}).status_code == 404
    assert outsider.post(f"/fichiers/{file.pk}/effacer").status_code == 404
    assert File.objects.filter(pk=file.pk, description="Un dessin.").exists()


def test_a_file_of_somebody_else_is_joined_to_nothing(file: File, avril: Actor) -> None:
    from toctoc.kernel.errors import Missing

    with pytest.raises(Missing):
        posted(avril, file, audience="public")


def test_the_owner_who_left_leaves_no_bytes(ruisseau: Actor, folder: object) -> None:
    from toctoc.people.services.leaving import leave

    used, unused = received(ruisseau, made.photograph()), received(ruisseau, made.photograph())
    posted(ruisseau, used)
    account = ruisseau.account
    assert account is not None
    leave(account=account, speaking=ruisseau)
    work()
    assert not File.objects.exists()
    assert not list(folder.glob("media/??/*"))  # type: ignore[attr-defined]
    assert unused.key != used.key
    assert person("suivant").pk
