"""What sounds, films and pictures of devices say besides what one hears and sees does not follow."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import av
import pytest
from PIL import Image

from tests.conftest import signed_in
from tests.media import made
from tests.media.conftest import received
from tests.media.recorded import MOMENT, RECORDINGS
from tests.privacy.pictures.imaged import SYNTAXES, dicom, slope
from tests.privacy.pictures.planted import MARK, marks_in
from toctoc.community.rules.drafts import Extras
from toctoc.community.services import posts
from toctoc.kernel.errors import Invalid
from toctoc.media.services.store import store
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from pathlib import Path

    from toctoc.media.models import File
    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db
CASE = "Je vois une patiente avec une éruption du tronc depuis six semaines. Qu’en pensez-vous ?"


def kept_of(file: File) -> dict[str, bytes]:
    """Return the bytes of each copy that is kept."""
    assert file.state == "ready", file.reason
    told = {}
    for variant in file.variants:
        with store().open(file.key, variant) as source:
            told[variant] = source.read()
    return told


@pytest.mark.parametrize("name", RECORDINGS)
def test_nothing_that_a_recording_says_of_itself_is_kept(ruisseau: Actor, folder: Path, name: str) -> None:
    content = RECORDINGS[name]()
    assert content.count(MARK.encode()) >= 10
    kept = kept_of(received(ruisseau, content))
    assert {variant: marks_in(told) for variant, told in kept.items()} == dict.fromkeys(kept, 0)
    assert not [place for place in folder.rglob("*") if place.is_file() and marks_in(place.read_bytes())]
    with av.open(BytesIO(kept.get("film") or kept["sound"])) as made_again:
        told_of_it = {
            **made_again.metadata,
            **{key: value for one in made_again.streams for key, value in one.metadata.items()},
        }
        assert not made_again.chapters()
        # A picture or a sound: no track of text, of data, of covers.
        assert {one.type for one in made_again.streams} <= {"audio", "video"}
        assert len(made_again.streams) == 1
    assert MOMENT[:10] not in str(told_of_it)
    assert "creation_time" not in told_of_it


def test_a_device_tells_nothing_of_whom_it_looked_at(ruisseau: Actor, folder: Path) -> None:
    for name in ("explicit", "jpeg colours"):
        content = SYNTAXES[name]()
        assert marks_in(content) > 30
        file = received(ruisseau, content)
        assert (file.kind, file.looked) == ("picture", "done")
        with Image.open(BytesIO(kept_of(file)["image"])) as picture:
            assert picture.size == (64, 48)
    assert not [place for place in folder.rglob("*") if place.is_file() and marks_in(place.read_bytes())]


def test_one_whose_reader_is_not_here_says_so(ruisseau: Actor) -> None:
    odd = bytearray(SYNTAXES["jpeg"]())
    at = odd.index(b"1.2.840.10008.1.2.4.50")
    odd[at : at + 22] = b"1.2.840.10008.1.2.4.80"
    file = received(ruisseau, bytes(odd))
    assert (file.state, file.reason) == ("refused", "heic")
    assert "ce format d’image" in signed_in(ruisseau).client.get(f"/fichiers/{file.pk}/etat").content.decode()


def test_words_that_a_film_shows_for_a_moment_are_seen(ruisseau: Actor) -> None:
    blank, label = Image.new("RGB", (800, 600), (120, 90, 70)), Image.open(BytesIO(made.labelled())).resize((800, 600))
    file = received(ruisseau, made.film_of_all([blank] * 15 + [label] * 6 + [blank] * 9))
    assert (file.kind, file.looked) == ("film", "seen")
    with pytest.raises(Invalid, match="dans ce film"):
        posts.write(author=ruisseau, draft=posts.Draft(clear(CASE), "professionals", extras=Extras(media=(file.pk,))))


def test_the_page_says_how_much_of_a_film_was_looked_at(ruisseau: Actor) -> None:
    file = received(ruisseau, made.film(3.0))
    assert (file.looked, file.seconds) == ("done", 3)
    assert file.views >= 2
    page = signed_in(ruisseau).client.get(f"/fichiers/{file.pk}/etat").content.decode()
    assert f"{file.views} vues vérifiées, sur 3 s de film" in page


def test_the_page_says_which_of_several_views_is_kept(ruisseau: Actor) -> None:
    moving = BytesIO()
    shown, hidden = Image.new("RGB", (90, 60), (120, 90, 70)), Image.new("RGB", (90, 60), (10, 200, 30))
    shown.save(moving, "GIF", save_all=True, append_images=[hidden])
    two = dicom(slope().tobytes() * 2, (64, 48), NumberOfFrames=2)
    for content in (moving.getvalue(), two):
        file = received(ruisseau, content)
        assert (file.kind, file.views) == ("picture", 2)
        page = signed_in(ruisseau).client.get(f"/fichiers/{file.pk}/etat").content.decode()
        assert "seule la première est gardée" in page
    still = received(ruisseau, made.photograph())
    assert "la première" not in signed_in(ruisseau).client.get(f"/fichiers/{still.pk}/etat").content.decode()
