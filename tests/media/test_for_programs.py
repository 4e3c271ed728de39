"""Files as programs need them: addresses that end, addresses that are signed, posters, and what must stay in view."""

from __future__ import annotations

import time
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.media import made
from tests.media.conftest import received, upload, work
from tests.media.test_journey import bytes_of, posted
from tests.media.test_serving import asked
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing
from toctoc.media.queries import facts_of, signed_address
from toctoc.media.rules.focus import focus_in
from toctoc.media.rules.signing import HOUR, SIGNED, Signed, holds, sign, until_after
from toctoc.media.services import files, quarantine
from toctoc.people.models import Actor
from toctoc.people.services.blocks import block
from toctoc.people.services.keys import key_for
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from toctoc.media.models import File

pytestmark = pytest.mark.django_db


def drawn(form: str = "PNG", side: int = 50) -> bytes:
    return made.written(made.drawing(side, side), form)


@pytest.fixture
def file(ruisseau: Actor) -> File:
    return received(ruisseau, made.photograph())


def signed_for(signed: Signed) -> str:
    query = f"a={signed.actor_id}&t={signed.until}&s={sign(signed, key_for(SIGNED))}"
    return f"/media/{signed.file_id}/{signed.variant}?{query}"


def test_an_address_may_end_in_the_form_of_its_copy_and_in_no_other(file: File, ruisseau: Actor) -> None:
    posted(ruisseau, file, audience="public")
    assert file.ended_address("small") == f"/media/{file.pk}/small.webp"
    assert asked(None, file.ended_address("small")).status_code == 200
    for ending in (".png", ".webp.webp", ".WEBP", "."):
        assert asked(None, f"{file.address('small')}{ending}").status_code == 404


def test_a_signed_address_opens_what_its_holder_may_read_without_a_session(
    file: File, ruisseau: Actor, carrelet: Actor, avril: Actor
) -> None:
    posted(ruisseau, file)
    answer = asked(None, signed_address(file, "small", carrelet.pk))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert asked(carrelet, file.address("small"))["Cross-Origin-Resource-Policy"] == "same-origin"
    assert asked(None, signed_address(file, "small", avril.pk)).status_code == 404
    # Made for somebody else, it opens nothing to those who may read it by themselves either.
    assert asked(carrelet, signed_address(file, "small", avril.pk)).status_code == 404


def test_a_signed_address_that_was_changed_opens_nothing(
    file: File, ruisseau: Actor, carrelet: Actor, avril: Actor
) -> None:
    other = received(ruisseau, made.photograph())
    posted(ruisseau, file)
    posted(ruisseau, other)
    good = signed_address(file, "small", carrelet.pk)
    until = until_after(time.time())
    for changed in (
        good.replace(str(file.pk), str(other.pk)),
        good.replace("/small", "/image"),
        signed_address(file, "small", avril.pk).replace("a=", f"a={carrelet.pk}&b="),
        good.replace(f"t={until}", f"t={until + HOUR}"),
        good[:-1],
        good[:-1] + "é",
        good.partition("&s=")[0],
        good.replace("a=", "a=9" * 30),
    ):
        assert changed != good
        assert asked(None, changed).status_code == 404
    assert asked(None, good).status_code == 200


def test_a_signed_address_ends_within_a_day(file: File, ruisseau: Actor, carrelet: Actor) -> None:
    posted(ruisseau, file)
    now = int(time.time())
    good = Signed(file.pk, "small", carrelet.pk, until_after(now))
    assert asked(None, signed_for(good)).status_code == 200
    assert asked(None, signed_for(replace(good, until=now - 1))).status_code == 404
    assert asked(None, signed_for(replace(good, until=now + 30 * HOUR))).status_code == 404
    assert 23 * HOUR <= good.until - now <= 24 * HOUR
    assert not holds(good, sign(good, key_for("another purpose")), [key_for(SIGNED)], now)


@pytest.mark.parametrize("lost", ["block", "proof", "suspension", "closed", "erased"])
def test_a_signed_address_ends_with_what_let_its_holder_read(
    file: File, ruisseau: Actor, carrelet: Actor, lost: str
) -> None:
    post = posted(ruisseau, file)
    address = signed_address(file, "small", carrelet.pk)
    assert asked(None, address).status_code == 200
    if lost == "block":
        block(blocker=ruisseau, blocked=carrelet)
    elif lost == "proof":
        Actor.objects.filter(pk=carrelet.pk).update(proved_until=clock.now())
    elif lost == "suspension":
        Actor.objects.filter(pk=carrelet.pk).update(suspended_at=clock.now())
    elif lost == "closed":
        account = carrelet.account
        assert account is not None
        account.is_active = False
        account.save()
    else:
        files.erase(file=file)
    assert asked(None, address).status_code == 404
    assert post.pk


def test_to_sign_the_addresses_of_a_page_takes_next_to_nothing(file: File) -> None:
    start = time.perf_counter()
    for actor_id in range(1_000):
        signed_address(file, "small", actor_id)
    assert time.perf_counter() - start < 0.1


def test_a_film_is_shown_by_the_picture_that_was_given_with_it(ruisseau: Actor) -> None:
    film = files.receive(
        owner=ruisseau, upload=upload(made.film(1.0)), description=clear("Un film."), poster=upload(drawn())
    )
    work()
    film.refresh_from_db()
    facts = facts_of(film, film.ended_address)
    assert facts.whole is not None
    assert facts.preview is not None
    assert (facts.whole.url, facts.whole.width) == (f"/media/{film.pk}/film.mp4", 160)
    assert (facts.preview.url, facts.preview.width, facts.preview.height) == (f"/media/{film.pk}/poster.png", 50, 50)
    assert 0.8 < facts.duration < 1.2
    assert facts.blurhash
    told = bytes_of(asked(ruisseau, facts.preview.url))
    with Image.open(BytesIO(told)) as picture:
        assert (picture.format, picture.size, picture.info) == ("PNG", (50, 50), {})
    assert film.poster_key == ""
    assert not list(quarantine.folder().iterdir())


@pytest.mark.parametrize("poster", [drawn()[:60], made.png_of_header(90_000, 90_000)])
def test_a_poster_that_cannot_be_read_leaves_the_film_its_own(ruisseau: Actor, poster: bytes) -> None:
    film = files.receive(
        owner=ruisseau, upload=upload(made.film(0.5)), description=clear("Un film."), poster=upload(poster)
    )
    work()
    film.refresh_from_db()
    assert film.is_ready
    assert film.variants["poster"]["type"] == "image/webp"
    assert not list(quarantine.folder().iterdir())


def test_a_poster_is_a_picture_and_of_a_picture_there_is_none(ruisseau: Actor) -> None:
    with pytest.raises(Invalid, match="couverture"):
        files.receive(
            owner=ruisseau, upload=upload(made.film(0.5)), description=clear("Film"), poster=upload(made.tone())
        )
    picture = files.receive(
        owner=ruisseau, upload=upload(drawn("JPEG")), description=clear("Image"), poster=upload(drawn())
    )
    assert (picture.poster_form, picture.poster_key) == ("", "")


def test_what_must_stay_in_view_is_said_with_the_file_or_later(ruisseau: Actor, avril: Actor) -> None:
    file = files.receive(owner=ruisseau, upload=upload(drawn()), description=clear("Image"), focus=(0.5, -1))
    assert facts_of(file, file.address).focus == (0.5, -1)
    assert files.set_focus(owner=ruisseau, file=file, focus=focus_in("-0.25, 0")).focus_x == -0.25
    with pytest.raises(Missing):
        files.set_focus(owner=avril, file=file, focus=(0, 0))
    for odd in ("nan,0", "0", "2,0", "inf,0", "a,b", "0,0,0", ""):
        with pytest.raises(Invalid):
            focus_in(odd)


def test_a_file_that_waits_has_no_address(ruisseau: Actor) -> None:
    file = files.receive(owner=ruisseau, upload=upload(drawn()), description=clear("Image"))
    facts = facts_of(file, file.ended_address)
    assert (facts.state, facts.whole, facts.preview, facts.blurhash) == ("waiting", None, None, "")
