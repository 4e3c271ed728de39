"""No byte of an original rests on the disk in clear: not while it arrives, not while it is read, not after."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.conftest import signed_in
from tests.media import made
from tests.media.conftest import upload, work
from toctoc.jobs.models import Job
from toctoc.media.models import File
from toctoc.media.rules.sealing import PIECE, TAG, Sealing, Unreadable, Unsealed, new_key
from toctoc.media.services import files, making, quarantine, workshop
from toctoc.media.services.making import make_safe
from toctoc.media.web import arriving
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from toctoc.people.models import Actor

MARK = b"MARQUE-FICTIVE-4711"


def marked(told: bytes) -> bytes:
    """Return a file with much behind its end that readers leave out: pieces full of a mark."""
    return told + MARK * 12_000


def with_mark(folder: Path) -> list[str]:
    """Return the names of files that hold the mark."""
    return [place.name for place in folder.rglob("*") if place.is_file() and MARK in place.read_bytes()]


def arriving_files(folder: Path) -> list[str]:
    return [place.name for place in (folder / "quarantine").iterdir() if place.name.startswith("arriving-")]


@pytest.fixture
def watched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Look at the whole data folder whenever a part of an upload was written; count how often."""
    looks: list[int] = []
    write = quarantine.Arrival.write

    def looked_at(arrival: quarantine.Arrival, told: bytes) -> None:
        write(arrival, told)
        arrival._file.flush()
        looks.append(arrival.place.stat().st_size)
        assert not with_mark(folder)

    monkeypatch.setattr(quarantine.Arrival, "write", looked_at)
    yield looks
    assert not with_mark(folder)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (made.photograph(), "picture"),
        (made.tone(form="ipod", codec="aac"), "sound"),
        (made.film(0.3), "film"),
        (made.saved(made.paper()), "document"),
    ],
)
def test_an_upload_is_sealed_from_its_first_byte_on(
    ruisseau: Actor, folder: Path, watched: list[int], told: bytes, kind: str
) -> None:
    photo = SimpleUploadedFile("IMG_2031.jpg", marked(told))
    assert signed_in(ruisseau).client.post("/fichiers", {"fichiers": photo}).status_code == 201
    assert len(watched) > 2
    assert watched[-1] > PIECE
    file = File.objects.get()
    assert file.kind == kind
    assert not arriving_files(folder)
    work()
    file.refresh_from_db()
    assert file.state == "ready", file.reason
    # What is left of a picture are pixels; of the others, nothing.
    assert [one.name for one in (folder / "quarantine").iterdir()] == [f"{file.key}-pixels"] * (kind == "picture")


@pytest.mark.django_db
def test_a_worker_that_is_killed_leaves_nothing_in_clear(
    ruisseau: Actor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = marked(made.photograph())
    file = files.receive(owner=ruisseau, upload=upload(photo), description=clear(""))
    run, seen = workshop.run_workshop, []

    class Killed(BaseException):
        pass

    def stop(*asked: object, **told: object) -> object:
        # The worker holds the original now, and the workshop reads it.
        assert MARK in told["original"].read_bytes()  # type: ignore[attr-defined]
        brought = run(*asked, **told)  # type: ignore[arg-type]
        seen.append(with_mark(folder))
        if len(seen) == 1:
            raise Killed
        return brought

    monkeypatch.setattr(making, "run_workshop", stop)
    with pytest.raises(Killed):
        make_safe(file_id=file.pk, attempt=1, look=lambda: None)
    assert not with_mark(folder)
    make_safe(file_id=file.pk, attempt=2, look=lambda: None)
    file.refresh_from_db()
    assert file.state == "ready"
    assert seen == [[], []]
    assert not with_mark(folder)


@pytest.mark.django_db
def test_whoever_forgets_the_row_has_forgotten_the_bytes(ruisseau: Actor, folder: Path) -> None:
    file = files.receive(owner=ruisseau, upload=upload(marked(made.photograph())), description=clear(""))
    place, key = quarantine.place_of(file.key), file.spool_key
    with quarantine.opened(place, key) as source:
        assert source.read() == marked(made.photograph())
    # In the row the key is sealed too: who has the database and the folder has nothing without the server's key.
    assert len(key) > 100
    files.erase(file=file)
    Job.objects.all().delete()  # as after a crash: the bytes are still there
    assert place.exists()
    other = files.receive(owner=ruisseau, upload=upload(made.photograph()), description=clear(""))
    for wrong in ("", other.spool_key, "nimporte"):
        with pytest.raises(Unreadable), quarantine.opened(place, wrong) as source:
            source.read()
    assert not with_mark(folder)


@pytest.mark.django_db
def test_what_is_refused_or_too_large_leaves_nothing(
    ruisseau: Actor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(ruisseau).client
    told = SimpleUploadedFile("piege.jpg", b"<html>" + MARK * 12_000)
    assert client.post("/fichiers", {"fichiers": told}).status_code == 422
    assert not list((folder / "quarantine").iterdir())
    monkeypatch.setattr(arriving, "LARGEST_FORM", 100_000)
    heavy = SimpleUploadedFile("grand.jpg", marked(made.photograph()))
    assert client.post("/fichiers", {"fichiers": heavy}).status_code == 422
    assert not list((folder / "quarantine").iterdir())
    assert not File.objects.exists()


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 200_001])
def test_what_was_sealed_opens_whole_or_not_at_all(length: int) -> None:
    key, told, sealed = new_key(), MARK * (length // len(MARK) + 1), io.BytesIO()
    told, sealing = told[:length], Sealing(sealed, key)
    for start in range(0, length, 7_777):
        sealing.write(told[start : start + 7_777])
    sealing.end()
    whole = sealed.getvalue()
    assert MARK not in whole
    opened = Unsealed(io.BytesIO(whole), key)
    assert opened.size == length
    assert io.BufferedReader(opened).read() == told
    middle = io.BufferedReader(Unsealed(io.BytesIO(whole), key))
    middle.seek(length // 2)
    assert middle.read() == told[length // 2 :]
    first, rest = whole[: PIECE + TAG], whole[PIECE + TAG :]
    spoiled = [b"", whole[:-1], whole[1:], whole + b"x", whole[:-20], bytes([whole[0] ^ 1]) + whole[1:]]
    if rest:
        spoiled += [first, rest, rest + first, first + first + rest]
    for bad in spoiled:
        with pytest.raises(Unreadable):
            Unsealed(io.BytesIO(bad), key).read()
    with pytest.raises(Unreadable):
        Unsealed(io.BytesIO(whole), new_key()).read()
