"""What is hidden of a picture: checked, changed and kept by its owner alone, while it is not used."""

from __future__ import annotations

import html
import json
import re
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from PIL import Image

from tests.config.api_caller import caller
from tests.conftest import signed_in
from tests.media import made
from tests.media.conftest import received, upload, work
from tests.media.test_journey import bytes_of, posted
from toctoc.jobs.models import Job
from toctoc.kernel import clock
from toctoc.kernel.progress import Progress
from toctoc.media.models import File
from toctoc.media.services import files, masking, quarantine
from toctoc.media.services.sweeping import sweep
from toctoc.privacy.pictures.masking import COLOUR
from toctoc.privacy.pictures.masks import masks_from_json, masks_to_json
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from pathlib import Path

    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db
LEFT: dict[str, object] = {"kind": "hand", "points": [[0.1, 0.1], [0.4, 0.1], [0.4, 0.6], [0.1, 0.6]]}
FACE: dict[str, object] = LEFT | {"kind": "face"}
HAND_OVER = [FACE | {"kind": "hand"}]
# Why what was found may be seen, as the page asks it.
WHY = {"raison": "agreed"}


@pytest.fixture
def photo(ruisseau: Actor) -> File:
    """A picture on which two zones were found."""
    file = received(ruisseau, made.photograph())
    File.objects.filter(pk=file.pk).update(masks=[FACE], looked="done")
    file.refresh_from_db()
    return file


def address(file: File) -> str:
    return f"/medias/{file.pk}/masques"


def seen(file: File, variant: str = "image") -> Image.Image:
    """Return a copy of a picture as its owner reads it."""
    return Image.open(BytesIO(bytes_of(signed_in(file.owner).client.get(f"/media/{file.pk}/{variant}")))).convert("RGB")


def is_hidden(picture: Image.Image, across: float, down: float) -> bool:
    told = picture.getpixel((int(across * picture.width), int(down * picture.height)))
    assert isinstance(told, tuple)
    return all(abs(a - b) < 6 for a, b in zip(told, COLOUR, strict=True))


def rows(*masks: dict[str, object], revision: int = 0) -> dict[str, str]:
    return {"masques": json.dumps(list(masks)), "revision": str(revision)}


def test_masks_that_were_saved_are_placed_in_every_copy(ruisseau: Actor) -> None:
    file = received(ruisseau, made.photograph(600, 400))
    client = signed_in(ruisseau).client
    assert not is_hidden(seen(file), 0.25, 0.35)
    assert client.post(address(file), rows(LEFT))["Location"] == address(file)
    # Until it is made again nobody reads the copies without them.
    assert client.get(f"/media/{file.pk}/image").status_code == 404
    assert "L’image est refaite" in client.get(address(file)).content.decode()
    work()
    for variant in ("image", "small"):
        picture = seen(file, variant)
        assert is_hidden(picture, 0.25, 0.35)
        assert is_hidden(picture, 0.11, 0.12)
        assert not is_hidden(picture, 0.7, 0.35)
    file.refresh_from_db()
    assert (file.state, file.revision, file.masks) == ("ready", 1, [LEFT])


def test_masks_can_be_taken_off_again_while_nothing_uses_the_picture(ruisseau: Actor) -> None:
    file = received(ruisseau, made.photograph())
    before = seen(file).getpixel((60, 60))
    client = signed_in(ruisseau).client
    client.post(address(file), rows(LEFT))
    work()
    client.post(address(file), rows(revision=1))
    work()
    after = seen(file).getpixel((60, 60))
    assert isinstance(before, tuple)
    assert isinstance(after, tuple)
    assert all(abs(a - b) < 12 for a, b in zip(before, after, strict=True))


def test_the_numbers_of_the_page_do_what_the_script_does(ruisseau: Actor, photo: File) -> None:
    client = signed_in(ruisseau).client
    page = client.get(address(photo)).content.decode()
    assert 'name="gauche-0" value="25.00"' in page
    assert "tatouages" in page
    typed = {
        "revision": "0",
        "gauche-0": "30",
        "haut-0": "35.00",
        "largeur-0": "30.00",
        "hauteur-0": "50.00",
        "angle-0": "0.0",
        "ajouter": "oui",
        "gauche-nouveau": "80",
        "haut-nouveau": "80",
        "largeur-nouveau": "10",
        "hauteur-nouveau": "10",
        "angle-nouveau": "0",
        "raison": "agreed",
    }
    shown = client.post(address(photo), typed | {"voir": "oui"}).content.decode()
    assert shown.count("<polygon") == 2
    photo.refresh_from_db()
    assert photo.masks == [FACE]
    # What the page shows is what the next button begins with, whatever its rows are by then.
    listed = html.unescape(re.search(r'name="masques" value="([^"]+)"', shown)[1])  # type: ignore[index]
    swapped = client.post(address(photo), {"revision": "0", "masques": listed, "retirer-0": "oui", "voir": "oui"})
    assert swapped.content.decode().count("<polygon") == 1
    client.post(address(photo), {"revision": "0", "masques": listed, "raison": "agreed"})
    work()
    photo.refresh_from_db()
    assert [mask["kind"] for mask in photo.masks] == ["face", "hand"]
    picture = seen(photo)
    assert is_hidden(picture, 0.44, 0.5)
    assert is_hidden(picture, 0.8, 0.8)
    wrong = client.post(address(photo), typed | {"revision": "1", "gauche-0": "moitié"})
    assert wrong.status_code == 422
    assert 'value="moitié"' in wrong.content.decode()
    # Bare since the first change, whose reason stands.
    client.post(address(photo), {"revision": "1", "retirer-0": "oui", "retirer-1": "oui"})
    photo.refresh_from_db()
    assert photo.masks == []


def test_many_masks_are_listed_a_few_at_a_time_and_all_kept(ruisseau: Actor, photo: File) -> None:
    many = [
        {"kind": "text", "points": [[x, y], [x + 0.05, y], [x + 0.05, y + 0.05], [x, y + 0.05]]}
        for x, y in ((n % 10 / 10, n // 10 / 10) for n in range(60))
    ]
    File.objects.filter(pk=photo.pk).update(masks=many)
    client = signed_in(ruisseau).client
    page = client.get(f"{address(photo)}?debut=25").content.decode()
    assert page.count("<polygon") == 60
    assert 'name="gauche-25"' in page
    assert 'name="gauche-24"' not in page
    client.post(address(photo), {"revision": "0", "debut": "25", "retirer-25": "oui", **WHY})
    photo.refresh_from_db()
    assert photo.masks == masks_to_json(masks_from_json([*many[:25], *many[26:]]))


def test_a_zone_left_bare_asks_why_and_is_noted(ruisseau: Actor, photo: File) -> None:
    client = signed_in(ruisseau).client
    nearly = FACE | {"points": [[0.12, 0.1], [0.4, 0.1], [0.4, 0.6], [0.12, 0.6]]}
    client.post(address(photo), rows(nearly))
    work()
    asked = client.post(address(photo), rows(revision=1))
    assert asked.status_code == 422
    assert 'name="raison" value="agreed"' in asked.content.decode()
    assert client.post(address(photo), rows(revision=1) | {"raison": "parce que"}).status_code == 422
    photo.refresh_from_db()
    assert (photo.unmasked, photo.masks) == ([], [nearly])
    assert client.post(address(photo), rows(revision=1) | WHY).status_code == 302
    photo.refresh_from_db()
    [note] = photo.unmasked
    assert (note["zone"], note["kind"], note["actor"], note["reason"]) == (0, "face", str(ruisseau.pk), "agreed")
    assert note["at"].startswith(str(clock.now().date()))
    work()
    # What was bare with a reason stays so, whatever is masked beside it.
    beside: dict[str, object] = {"kind": "hand", "points": [[0.7, 0.7], [0.9, 0.7], [0.9, 0.9], [0.7, 0.9]]}
    assert client.post(address(photo), rows(beside, revision=2)).status_code == 302


@pytest.mark.parametrize("first", [HAND_OVER, [LEFT, FACE], [FACE | {"kind": "code"}]])
def test_another_name_for_a_mask_takes_no_trace_away(
    ruisseau: Actor, photo: File, first: list[dict[str, object]]
) -> None:
    """What was found is a face for good, whatever its mask is called before it goes."""
    client = signed_in(ruisseau).client
    assert client.post(address(photo), rows(*first)).status_code == 302
    work()
    assert client.post(address(photo), rows(revision=1)).status_code == 422
    away: dict[str, object] = {"kind": "hand", "points": [[0.6, 0.6], [0.9, 0.6], [0.9, 0.9], [0.6, 0.9]]}
    assert client.post(address(photo), rows(away, revision=1)).status_code == 422
    assert client.post(address(photo), rows(away, revision=1) | WHY).status_code == 302
    photo.refresh_from_db()
    assert [(note["zone"], note["kind"]) for note in photo.unmasked] == [(0, "face")]
    work()
    # Hidden again, then bare again: the reason is asked again.
    assert client.post(address(photo), rows(LEFT, revision=2)).status_code == 302
    work()
    assert client.post(address(photo), rows(revision=3)).status_code == 422
    told = caller(ruisseau).send("put", f"/media/{photo.pk}/masks", {"revision": 3, "masks": []})
    assert told.status == 422
    body = {"revision": 3, "masks": [], "reason": "self"}
    assert caller(ruisseau).send("put", f"/media/{photo.pk}/masks", body).body["uncovered"] == 1


def test_a_bare_zone_holds_the_picture_of_a_patient(ruisseau: Actor, photo: File) -> None:
    client = signed_in(ruisseau).client
    typed = {
        "text": "Je vois une patiente avec une éruption du tronc. Qu’en pensez-vous ?",
        "audience": "professionals",
        "voice": "practice",
        "media": photo.pk,
        "reconnaissable": "no",
        "accord": "yes",
    }
    client.post(address(photo), rows() | {"raison": "public"})
    work()
    page = client.post("/messages/nouveau", typed | {"cle": "a"})
    assert page.status_code == 422
    assert "n’est plus masquée" in page.content.decode()
    client.post(address(photo), rows(LEFT, revision=1))
    work()
    client.post(address(photo), rows(revision=2) | WHY)
    work()
    assert client.post("/messages/nouveau", typed | {"cle": "b"}).status_code == 302


def test_what_the_machine_finds_is_kept(ruisseau: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    from toctoc.media.services import making, workshop

    run = workshop.run_workshop

    def finds(*asked: object, **told: object) -> workshop.Brought:
        brought = run(*asked, **told)  # type: ignore[arg-type]
        brought.answer["found"]["masks"] = [FACE]
        return brought

    monkeypatch.setattr(making, "run_workshop", finds)
    file = received(ruisseau, made.photograph())
    file.refresh_from_db()
    assert (file.found, file.masks) == ([FACE], [FACE])
    client = signed_in(ruisseau).client
    client.post(address(file), rows(LEFT))
    work()
    file.refresh_from_db()
    assert (file.found, file.masks) == ([FACE], [LEFT])


@pytest.mark.parametrize("digits", ["9" * 5_000, "²", "٣", "-1", "x"])
def test_a_place_that_is_none_is_the_first(ruisseau: Actor, photo: File, digits: str) -> None:
    client = signed_in(ruisseau).client
    assert client.get(address(photo), {"debut": digits}).status_code == 200
    page = client.post(address(photo), rows(FACE) | {"debut": digits, "revision": digits, "voir": "oui"})
    assert page.status_code == 200


def test_two_tabs_do_not_undo_each_other_and_a_retry_changes_nothing(ruisseau: Actor, photo: File) -> None:
    client = signed_in(ruisseau).client
    client.post(address(photo), rows(LEFT, FACE))
    stale = client.post(address(photo), rows(FACE, FACE | {"kind": "hand"}))
    assert stale.status_code == 409
    assert "ont changé entre-temps" in stale.content.decode()
    assert client.post(address(photo), rows(LEFT, FACE)).status_code == 302
    photo.refresh_from_db()
    assert (photo.masks, photo.revision) == ([LEFT, FACE], 1)


def test_masks_changed_while_the_picture_is_made_again_win(
    ruisseau: Actor, photo: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toctoc.media.services import making, workshop

    client, run = signed_in(ruisseau).client, workshop.run_workshop
    changed: list[int] = []

    def meanwhile(*asked: object, **told: object) -> object:
        if not changed:
            changed.append(client.post(address(photo), rows(LEFT, revision=1)).status_code)
        return run(*asked, **told)  # type: ignore[arg-type]

    client.post(address(photo), rows() | WHY)
    monkeypatch.setattr(making, "run_workshop", meanwhile)
    work()
    photo.refresh_from_db()
    assert changed == [302]
    assert (photo.state, photo.masks, photo.revision) == ("ready", [LEFT], 2)
    assert is_hidden(seen(photo), 0.25, 0.35)


def test_pixels_below_masks_are_for_their_owner_alone_and_rest_sealed(
    ruisseau: Actor, dehors: Actor, photo: File, folder: Path
) -> None:
    owner = signed_in(ruisseau).client
    shown = owner.get(f"/medias/{photo.pk}/pixels")
    assert shown["Content-Type"] == "image/jpeg"
    assert "no-store" in shown["Cache-Control"]
    assert Image.open(BytesIO(shown.content)).size == (300, 200)
    for outsider in (signed_in(dehors).client, Client()):
        for path in (address(photo), f"/medias/{photo.pk}/pixels", f"/media/{photo.pk}/image"):
            assert outsider.get(path).status_code in {302, 404}
            assert outsider.post(address(photo), rows()).status_code in {302, 404}
    assert signed_in(dehors).client.get(address(photo)).status_code == 404
    assert signed_in(dehors).client.get(f"/medias/{photo.pk}/pixels").status_code == 404
    [rest] = (folder / "quarantine").iterdir()
    assert shown.content[:4_000] not in rest.read_bytes()
    assert b"\xff\xd8\xff" not in rest.read_bytes()[:64]


def test_once_used_nothing_brings_back_what_a_mask_hides(ruisseau: Actor, photo: File, folder: Path) -> None:
    client = signed_in(ruisseau).client
    posted(ruisseau, photo)
    assert client.get(f"/medias/{photo.pk}/pixels").status_code == 404
    page = client.get(address(photo)).content.decode()
    assert "déjà envoyée" in page
    assert '<form method="post" class="card masking"' not in page
    refused = client.post(address(photo), rows())
    assert refused.status_code == 403
    photo.refresh_from_db()
    assert (photo.spool_key, photo.masks) == ("", [FACE])
    work()
    assert not list((folder / "quarantine").iterdir())


def test_a_picture_used_while_it_is_made_again_leaves_no_pixels(ruisseau: Actor, photo: File, folder: Path) -> None:
    signed_in(ruisseau).client.post(address(photo), rows(LEFT))
    posted(ruisseau, photo)
    work()
    photo.refresh_from_db()
    assert (photo.state, photo.spool_key) == ("ready", "")
    assert is_hidden(seen(photo), 0.25, 0.35)
    assert not list((folder / "quarantine").iterdir())


def test_after_its_day_a_picture_keeps_its_masks(ruisseau: Actor, photo: File, folder: Path) -> None:
    import os
    import time

    files.keep(owner=ruisseau, file_ids=[photo.pk], until=clock.now() + timedelta(days=30))
    [rest] = (folder / "quarantine").iterdir()
    then = time.time() - timedelta(days=2).total_seconds()
    os.utime(rest, (then, then))
    with clock.at(clock.now() + timedelta(days=1, minutes=5)):
        assert "au bout d’un jour" in signed_in(ruisseau).client.get(address(photo)).content.decode()
        sweep(progress=Progress(lambda _done, _total: True))
    photo.refresh_from_db()
    assert photo.spool_key == ""
    assert not list((folder / "quarantine").iterdir())
    assert seen(photo).size == (300, 200)


def test_a_picture_that_goes_takes_its_pixels_along(ruisseau: Actor, photo: File, folder: Path) -> None:
    signed_in(ruisseau).client.post(f"/fichiers/{photo.pk}/effacer")
    work()
    assert not list((folder / "quarantine").iterdir())
    assert not list(folder.glob("media/??/*"))


def test_one_that_waits_to_be_masked_anew_is_not_given_up_when_its_job_is_gone(ruisseau: Actor, photo: File) -> None:
    signed_in(ruisseau).client.post(address(photo), rows(LEFT))
    posted(ruisseau, photo)
    Job.objects.all().delete()
    with clock.at(clock.now() + timedelta(hours=25)):
        sweep(progress=Progress(lambda _done, _total: True))
        photo.refresh_from_db()
        assert photo.state == "waiting"
        work()
    assert is_hidden(seen(photo), 0.25, 0.35)


def test_the_composer_tells_of_masks_and_leads_to_them(ruisseau: Actor, photo: File) -> None:
    client = signed_in(ruisseau).client
    state = client.get(f"/fichiers/{photo.pk}/etat").content.decode()
    assert "1 masque posé" in state
    assert f'href="{address(photo)}"' in state
    client.post(address(photo), rows(LEFT, FACE))
    assert "En préparation" in client.get(f"/fichiers/{photo.pk}/etat").content.decode()
    work()
    state = client.get(f"/fichiers/{photo.pk}/etat").content.decode()
    assert "2 masques posés" in state
    assert f"/media/{photo.pk}/small?v=1" in state


def test_programs_read_and_change_masks(ruisseau: Actor, dehors: Actor, photo: File) -> None:
    program, path = caller(ruisseau), f"/media/{photo.pk}/masks"
    told = program.get(path).body
    assert (told["looked"], told["revision"], told["can_change"], told["masks"]) == ("done", 0, True, [FACE])
    changed = program.send("put", path, {"revision": 0, "masks": [FACE, LEFT], "shows_patient": True})
    assert (changed.status, changed.body["state"], changed.body["revision"]) == (200, "waiting", 1)
    assert changed.body["shows_patient"]
    assert program.send("put", path, {"revision": 0, "masks": [FACE, LEFT]}).status == 200
    assert program.send("put", path, {"revision": 0, "masks": []}).status == 409
    out = {"kind": "hand", "points": [[5, 5], [6, 5], [6, 6], [5, 6]]}
    assert program.send("put", path, {"revision": 1, "masks": [out]}).status == 422
    work()
    assert program.get(path).body["state"] == "ready"
    assert caller(dehors).get(path).status == 404
    assert caller(dehors).send("put", path, {"revision": 1, "masks": []}).status == 404


def test_what_has_no_masks_says_so(ruisseau: Actor) -> None:
    sound = received(ruisseau, made.tone())
    assert "Seules les images" in signed_in(ruisseau).client.get(address(sound)).content.decode()
    waiting = files.receive(owner=ruisseau, upload=upload(made.photograph()), description=clear(""))
    client = signed_in(ruisseau).client
    assert "en préparation" in client.get(address(waiting)).content.decode()
    assert client.post(address(waiting), rows(LEFT)).status_code == 403


def test_without_its_key_nothing_opens(ruisseau: Actor, photo: File) -> None:
    File.objects.filter(pk=photo.pk).update(spool_key="")
    assert signed_in(ruisseau).client.get(f"/medias/{photo.pk}/pixels").status_code == 404
    assert quarantine.pixels_of(photo.key).exists()
    changed = masks_from_json([LEFT])
    with pytest.raises(Exception, match="au bout d’un jour"):
        masking.change_masks(owner=ruisseau, file_id=photo.pk, masks=changed, revision=0)
