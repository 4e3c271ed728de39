"""Pictures of a profile: who sees them, what is made where there is none, and how one is sent and checked."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from PIL import Image

from tests.conftest import person, signed_in
from tests.media import made
from tests.media.conftest import received, upload, work
from tests.media.test_journey import bytes_of
from tests.media.test_serving import asked
from toctoc.community.models import PicturePlace, ProfilePicture
from toctoc.community.queries.portraits import portraits_among, portraits_of
from toctoc.community.services.leaving import erase_who_left
from toctoc.community.services.portraits import (
    describe_picture,
    send_picture,
    show_picture,
    take_picture_away,
    take_pictures_away,
)
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.kernel.progress import Progress
from toctoc.media.models import File
from toctoc.people.rules.drawing import header_address, picture_address
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block
from toctoc.people.services.leaving import begin_erasing
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db

AVATAR, HEADER = PicturePlace.AVATAR, PicturePlace.HEADER


def shown_by(actor: Actor, place: PicturePlace = AVATAR) -> File:
    file = received(actor, made.photograph(), "Un phare.")
    show_picture(actor=actor, place=place, file=file)
    return file


def test_a_picture_is_for_everybody_but_for_blocks(ruisseau: Actor, avril: Actor, carrelet: Actor) -> None:
    shown_by(ruisseau)
    address = portraits_of(ruisseau).avatar.address
    assert [asked(actor, address).status_code for actor in (None, avril, ruisseau)] == [200, 200, 200]
    block(blocker=ruisseau, blocked=avril)
    avril.refresh_from_db()
    assert asked(avril, address).status_code == 404
    assert asked(carrelet, address).status_code == 200
    suspend(actor=ruisseau)
    assert asked(carrelet, address).status_code == 404


def test_bytes_are_made_anew_without_what_the_camera_wrote(ruisseau: Actor) -> None:
    shown_by(ruisseau)
    answer = asked(None, portraits_of(ruisseau).avatar.address)
    assert answer["Content-Type"] == "image/webp"
    assert not Image.open(io.BytesIO(bytes_of(answer))).getexif()


def test_another_picture_has_another_address_and_the_one_before_is_erased(ruisseau: Actor) -> None:
    first = shown_by(ruisseau)
    before = portraits_of(ruisseau).avatar.address
    second = shown_by(ruisseau)
    show_picture(actor=ruisseau, place=AVATAR, file=second)
    assert portraits_of(ruisseau).avatar.address != before
    assert not File.objects.filter(pk=first.pk).exists()
    assert asked(ruisseau, before).status_code == 404
    for _ in range(2):
        take_picture_away(actor=ruisseau, place=AVATAR)
    assert portraits_of(ruisseau).avatar.address == picture_address("ruisseau", "Ruisseau")
    assert not File.objects.exists()


def test_it_is_told_in_words_too(ruisseau: Actor) -> None:
    shown_by(ruisseau, HEADER)
    assert portraits_of(ruisseau).header.description == "Un phare."
    describe_picture(actor=ruisseau, place=HEADER, description=clear("Un phare la nuit."))
    assert portraits_of(ruisseau).header.description == "Un phare la nuit."
    with pytest.raises(Missing):
        describe_picture(actor=ruisseau, place=AVATAR, description=clear("Rien."))


def test_one_statement_tells_the_pictures_of_many(
    ruisseau: Actor, avril: Actor, carrelet: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    shown_by(ruisseau)
    shown_by(carrelet, HEADER)
    with django_assert_num_queries(1):
        told = portraits_among([ruisseau, avril, carrelet])
    assert [told[actor.pk].avatar.is_own for actor in (ruisseau, avril, carrelet)] == [True, False, False]
    assert told[carrelet.pk].header.is_own
    assert told[avril.pk].header.address == header_address("avril")


def test_an_app_sends_and_shows_in_one_go_and_what_is_no_picture_stays_out(ruisseau: Actor) -> None:
    send_picture(actor=ruisseau, place=AVATAR, upload=upload(made.photograph()), description=clear(""))
    # Not before it is safe.
    assert not portraits_of(ruisseau).avatar.is_own
    work()
    assert portraits_of(ruisseau).avatar.is_own
    with pytest.raises(Invalid):
        send_picture(actor=ruisseau, place=AVATAR, upload=upload(b"%PDF-1.7\n"), description=clear(""))
    assert portraits_of(ruisseau).avatar.is_own
    assert File.objects.count() == 1
    suspend(actor=ruisseau)
    with pytest.raises(Refused):
        send_picture(actor=ruisseau, place=AVATAR, upload=upload(made.photograph()), description=clear(""))


def test_a_picture_that_cannot_be_read_leaves_the_made_one(ruisseau: Actor) -> None:
    broken = made.photograph()[:200]
    send_picture(actor=ruisseau, place=AVATAR, upload=upload(broken), description=clear(""))
    work()
    assert not portraits_of(ruisseau).avatar.is_own
    assert not ProfilePicture.objects.exists()


def test_nobody_shows_the_picture_of_somebody_else(ruisseau: Actor, avril: Actor) -> None:
    file = received(ruisseau, made.photograph())
    with pytest.raises(Missing):
        show_picture(actor=avril, place=AVATAR, file=file)
    hers = signed_in(avril).client
    assert hers.get(f"/reglages/images/avatar/{file.pk}").status_code == 404
    assert hers.post(f"/reglages/images/avatar/{file.pk}", {"description": ""}).status_code == 404
    assert not ProfilePicture.objects.exists()


def test_a_page_sends_a_picture_which_is_checked_before_anybody_sees_it(ruisseau: Actor) -> None:
    mine = signed_in(ruisseau).client
    sent = mine.post("/reglages/images", {"place": "avatar", "fichier": upload(made.photograph(), "photo.jpg")})
    assert sent.status_code == 302
    assert "En préparation" in mine.get(sent["Location"]).content.decode()
    work()
    page = mine.get(sent["Location"]).content.decode()
    assert "votre visage suffit à vous faire reconnaître" in page
    assert not ProfilePicture.objects.exists()
    for _ in range(2):
        assert mine.post(sent["Location"], {"description": "Un phare."}).status_code == 302
    picture = ProfilePicture.objects.get()
    assert (picture.place, picture.file.description) == ("avatar", "Un phare.")
    profile = Client().get("/@ruisseau").content.decode()
    assert f'<img class="face large" src="/media/{picture.file_id}/small" alt="Un phare."' in profile
    for _ in range(2):
        assert mine.post("/reglages/images", {"place": "avatar", "geste": "retirer"}).status_code == 302
    assert not File.objects.exists()


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"place": "avatar"}, 422),
        ({"place": "dos"}, 404),
        ({}, 404),
        ({"place": "avatar", "fichier": "pas un fichier"}, 422),
    ],
)
def test_a_form_that_brings_no_picture_is_answered_in_words(ruisseau: Actor, form: dict[str, str], status: int) -> None:
    assert signed_in(ruisseau).client.post("/reglages/images", form).status_code == status


def test_a_document_is_no_picture_of_anybody(ruisseau: Actor) -> None:
    mine = signed_in(ruisseau).client
    sent = mine.post("/reglages/images", {"place": "header", "fichier": upload(b"%PDF-1.7\n%%EOF\n", "a.pdf")})
    assert sent.status_code == 422
    assert "pas un son ni un document" in sent.content.decode()
    assert not File.objects.exists()


def test_strangers_are_sent_to_sign_in() -> None:
    for address in ("/reglages/images", "/reglages/images/avatar/1"):
        assert Client().get(address).status_code == 302


def test_who_is_not_warned_is_no_professional(avril: Actor) -> None:
    assert "votre visage suffit" not in signed_in(avril).client.get("/reglages/images").content.decode()


def test_whoever_leaves_takes_its_pictures_along(ruisseau: Actor) -> None:
    file = shown_by(ruisseau)
    begin_erasing(actor_id=ruisseau.pk)
    assert asked(None, f"/media/{file.pk}/small").status_code == 404
    erase_who_left(actor_id=ruisseau.pk, progress=Progress(lambda _done, _total: True))
    work()
    assert not ProfilePicture.objects.exists()
    assert not File.objects.exists()


@pytest.mark.parametrize("name", ["Ruisseau", "éclat", "Ωmega", "李", "…", "7 mai"])
def test_everybody_has_a_made_picture_that_apps_can_show(name: str) -> None:
    address = picture_address("ruisseau", name)
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert "immutable" in answer["Cache-Control"]
    drawn = Image.open(io.BytesIO(answer.content))
    assert drawn.size == (240, 240)
    assert len(answer.content) < 4_000
    assert answer.content == Client().get(address).content


def test_made_pictures_are_twelve_colours_and_the_letters_of_handles() -> None:
    assert Client().get(header_address("ruisseau")).status_code == 200
    for address in ("/portraits/12-A.png", "/portraits/0-é.png", "/portraits/0-AB.png", "/portraits/12.png",
                    "/portraits/0-a.png", "/portraits/0-%00.png", "/portraits/-1-A.png"):  # fmt: skip
        assert Client().get(address).status_code == 404


def test_two_people_of_one_account_share_nothing(ruisseau: Actor) -> None:
    other = person("autre")
    shown_by(ruisseau)
    assert not portraits_of(other).avatar.is_own


def test_moderation_takes_both_pictures_away(ruisseau: Actor) -> None:
    for place in PicturePlace:
        shown_by(ruisseau, place)
    for _ in range(2):
        take_pictures_away(actor=ruisseau)
    assert not portraits_of(ruisseau).avatar.is_own
    assert not File.objects.exists()
