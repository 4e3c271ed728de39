"""Files through apps: sent, waited for, described, carried by a status, and fetched without a token."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.conftest import person
from tests.mastodon_api.caller import STRANGER, Answer, app_of
from tests.mastodon_api.entities import MediaAttachment, Status, StatusEdit, assert_is
from tests.media.conftest import work
from tests.media.made import photograph
from tests.media.test_serving import asked
from toctoc.media.models import File

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from toctoc.people.models import Actor

HERE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path, media_url="", clamav_url="")


def sent(actor: Actor, version: int = 2, content: bytes | None = None, **fields: Any) -> Answer:
    picture = SimpleUploadedFile("image.png", photograph() if content is None else content, content_type="image/png")
    return app_of(actor).multipart("POST", f"v{version}/media", {"file": picture, **fields})


def ready(actor: Actor, **fields: Any) -> str:
    file_id: str = sent(actor, **fields).body["id"]
    work()
    return file_id


def carrying(actor: Actor, *file_ids: str, **status: Any) -> dict[str, Any]:
    answer = app_of(actor).post("v1/statuses", {"media_ids": list(file_ids), "visibility": "public", **status})
    assert answer.status == 200, answer.body
    assert_is(Status, answer.body)
    told: dict[str, Any] = answer.body
    return told


def fetched(address: str) -> int:
    """Return the status of a plain request, as an app's loader of pictures makes it."""
    response = asked(None, address.removeprefix(HERE))
    assert response.getvalue()
    return response.status_code


def test_a_file_waits_until_it_is_safe(avril: Actor) -> None:
    answer = sent(avril, description="Un dessin.", focus="-0.5,0.25")
    told = assert_is(MediaAttachment, answer.body)
    assert (answer.status, told.type, told.url, told.description) == (202, "image", None, "Un dessin.")
    path = f"v1/media/{told.id}"
    assert app_of(avril).get(path).status == 206
    work()
    answer = app_of(avril).get(path)
    told = assert_is(MediaAttachment, answer.body)
    assert answer.status == 200
    assert told.meta is not None
    assert told.meta["original"]["size"] == "300x200"
    assert told.meta["focus"] == {"x": -0.5, "y": 0.25}
    assert fetched(told.url or "") == fetched(told.preview_url or "") == 200
    assert fetched((told.url or "").partition("?")[0]) == 404


def test_the_old_address_answers_at_once(avril: Actor) -> None:
    assert sent(avril, version=1).status == 200


@pytest.mark.parametrize("content", [b"", b"du texte", b"<svg></svg>"])
def test_what_is_no_picture_is_refused_in_words(avril: Actor, content: bytes) -> None:
    assert sent(avril, content=content).status == 422
    assert app_of(avril).multipart("POST", "v2/media", {"description": "rien"}).status == 422
    assert not File.objects.exists()


@pytest.mark.parametrize("focus", ["2,0", "a,b", "nan,0", "1"])
def test_a_point_outside_is_refused(avril: Actor, focus: str) -> None:
    assert sent(avril, focus=focus).status == 422


def test_a_description_passes_the_guard(avril: Actor) -> None:
    answer = sent(avril, description="Mme Durand à sa fenêtre")
    assert (answer.status, answer.body["findings"][0]["words"]) == (422, "Durand")
    file_id = ready(avril)
    assert app_of(avril).put(f"v1/media/{file_id}", {"description": "Mme Durand"}).status == 422
    assert app_of(avril).put(f"v1/media/{file_id}", {"description": "Une fenêtre"}).body["description"] == "Une fenêtre"


def test_a_file_is_its_owners(avril: Actor, dehors: Actor) -> None:
    path, app = f"v1/media/{ready(avril)}", app_of(dehors)
    for answer in (app.get(path), app.put(path, {"description": "À moi"}), app.delete(path)):
        assert (answer.status, answer.body) == (404, {"error": "Record not found"})
    assert app.post("v1/statuses", {"status": "Volé", "media_ids": [path.rpartition("/")[2]]}).status == 404
    assert STRANGER.get(path).status == 401


def test_a_picture_goes_without_words(avril: Actor) -> None:
    told = carrying(avril, ready(avril))
    assert (told["content"], told["media_attachments"][0]["description"]) == ("", None)
    address = told["media_attachments"][0]["url"]
    assert "?" not in address
    assert fetched(address) == 200
    assert told["media_attachments"] == STRANGER.get(f"v1/statuses/{told['id']}").body["media_attachments"]


def test_pictures_of_narrower_statuses_are_fetched_by_each_reader(avril: Actor, dehors: Actor) -> None:
    told = carrying(avril, ready(avril), visibility="private")
    seen = app_of(dehors).get(f"v1/statuses/{told['id']}").body
    assert_is(Status, seen)
    address = seen["media_attachments"][0]["url"]
    assert f"a={dehors.pk}&" in address
    assert fetched(address) == 200
    assert fetched(address.partition("?")[0]) == 404
    assert fetched(address.replace(f"a={dehors.pk}", f"a={avril.pk}")) == 404
    direct = carrying(avril, ready(avril), visibility="direct", status="Pour moi")
    assert fetched(direct["media_attachments"][0]["url"]) == 200
    assert app_of(dehors).get(f"v1/statuses/{direct['id']}").status == 404


def test_four_pictures_and_no_more(avril: Actor) -> None:
    ids = [sent(avril, description=f"Image {n}").body["id"] for n in range(5)]
    work()
    assert app_of(avril).post("v1/statuses", {"status": "Trop", "media_ids": ids}).status == 422
    told = carrying(avril, *ids[:4], status="Quatre")
    assert [one["description"] for one in told["media_attachments"]] == [f"Image {n}" for n in range(4)]


def test_a_file_in_use_is_not_erased_and_a_free_one_is(avril: Actor) -> None:
    file_id = ready(avril)
    carrying(avril, file_id)
    assert app_of(avril).delete(f"v1/media/{file_id}").status == 422
    free = ready(avril)
    assert app_of(avril).delete(f"v1/media/{free}").body == {}
    assert app_of(avril).get(f"v1/media/{free}").status == 404


def test_a_deleted_status_leaves_its_files_for_the_next(avril: Actor) -> None:
    app, file_id = app_of(avril), ready(avril)
    first = carrying(avril, file_id, status="Un")
    gone = app.delete(f"v1/statuses/{first['id']}").body
    assert gone["media_attachments"][0]["id"] == file_id
    assert carrying(avril, file_id, status="Deux")["media_attachments"][0]["id"] == file_id
    other = ready(avril)
    last = carrying(avril, other, status="Trois")
    app.send("DELETE", f"v1/statuses/{last['id']}", {"delete_media": "true"})
    assert app.get(f"v1/media/{other}").status == 404


def test_an_edit_changes_the_files_of_a_status(avril: Actor) -> None:
    app, one, two = app_of(avril), ready(avril), ready(avril)
    post = carrying(avril, one, status="Des images")
    changed = app.put(
        f"v1/statuses/{post['id']}",
        {
            "status": "Des images",
            "media_ids": [two, one],
            "media_attributes": [{"id": one, "description": "La première", "focus": "0.5,0.5"}],
        },
    )
    assert [(each["id"], each["description"]) for each in changed.body["media_attachments"]] == [
        (two, None),
        (one, "La première"),
    ]
    left = app.put(f"v1/statuses/{post['id']}", {"status": "Une image", "media_ids": [two]})
    assert [each["id"] for each in left.body["media_attachments"]] == [two]
    assert app.get(f"v1/media/{one}").status == 404
    for version in app.get(f"v1/statuses/{post['id']}/history").body:
        assert_is(StatusEdit, version)
    other = ready(person("autre"))
    assert app.put(f"v1/statuses/{post['id']}", {"status": "Volée", "media_ids": [other]}).status == 404
