"""What becomes of files when something fails, somebody leaves, or nobody comes."""

from __future__ import annotations

import os
import socket
import threading
import time
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import signed_in
from tests.media import made
from tests.media.conftest import received, upload, work
from tests.media.test_journey import posted
from toctoc.community.models import Attachment, Post
from toctoc.community.services.tombstones import remove, restore
from toctoc.jobs.models import Job
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.kernel.progress import Progress
from toctoc.media.models import File
from toctoc.media.rules.refusals import REFUSALS
from toctoc.media.services import files, making, quarantine, sweeping, workshop
from toctoc.media.services.making import make_safe
from toctoc.media.services.scanning import ScannerAway
from toctoc.media.services.store import store
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db


def waiting(owner: Actor, told: bytes | None = None) -> File:
    return files.receive(owner=owner, upload=upload(told or made.photograph()), description=clear(""))


def look() -> None:
    """Stand in for a worker that may go on."""


def swept() -> None:
    sweeping.sweep(progress=Progress(lambda _done, _total: True))
    work()


def made_old(*places: Path) -> None:
    then = time.time() - timedelta(days=2).total_seconds()
    for place in places:
        os.utime(place, (then, then))


def test_an_original_is_closed_to_others_and_gone_once_read(ruisseau: Actor, folder: Path) -> None:
    file = waiting(ruisseau)
    original = quarantine.place_of(file.key)
    assert original.stat().st_mode & 0o777 == 0o600
    assert original.parent.stat().st_mode & 0o777 == 0o700
    work()
    assert not original.exists()
    assert not list((folder / "media" / "making").iterdir())
    assert store().open(file.key, "small").close() is None


class Killed(BaseException):
    """The worker ends here, without a word."""


@pytest.mark.parametrize("place", ["_brought", "_settle", "quarantine.let_go"])
def test_killed_anywhere_a_job_ends_well_the_next_time(
    ruisseau: Actor, folder: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    file = waiting(ruisseau)

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(f"toctoc.media.services.making.{place}", killed)
        with pytest.raises(Killed):
            make_safe(file_id=file.pk, attempt=1, look=look)
    make_safe(file_id=file.pk, attempt=2, look=look)
    file.refresh_from_db()
    assert file.state == "ready"
    # The pixels that its owner may still mask, and no original.
    assert [rest.name for rest in (folder / "quarantine").iterdir()] == [f"{file.key}-pixels"]
    assert {copy.name for copy in next(folder.glob("media/??/*")).iterdir()} == {"image", "small"}


def test_a_worker_that_must_end_stops_the_workshop(ruisseau: Actor) -> None:
    file = waiting(ruisseau, made.film(20))

    def stop() -> None:
        raise Killed

    with pytest.raises(Killed):
        make_safe(file_id=file.pk, attempt=1, look=stop)
    file.refresh_from_db()
    assert file.state == "waiting"
    assert quarantine.place_of(file.key).exists()


def test_a_file_erased_while_it_is_read_leaves_nothing(
    ruisseau: Actor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = waiting(ruisseau)
    read = workshop.run_workshop

    def read_slowly(*asked: object, **told: object) -> object:
        answer = read(*asked, **told)  # type: ignore[arg-type]
        files.erase(file=file)
        return answer

    monkeypatch.setattr(making, "run_workshop", read_slowly)
    make_safe(file_id=file.pk, attempt=1, look=look)
    assert not File.objects.exists()
    assert not list(folder.glob("media/??/*"))
    assert not list((folder / "quarantine").iterdir())


def test_a_full_disk_is_tried_again_and_in_the_end_told(ruisseau: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    file = waiting(ruisseau)
    monkeypatch.setattr(making, "run_workshop", lambda *_, **__: workshop._read(b"", 75))
    with pytest.raises(workshop.WorkshopClosed):
        make_safe(file_id=file.pk, attempt=1, look=look)
    assert quarantine.place_of(file.key).exists()
    make_safe(file_id=file.pk, attempt=8, look=look)
    file.refresh_from_db()
    assert (file.state, file.reason) == ("refused", "lost")


class Scanner(threading.Thread):
    """A clamd that gives one answer, and keeps what it was shown."""

    def __init__(self, answer: bytes) -> None:
        super().__init__(daemon=True)
        self.answer, self.shown = answer, b""
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp://127.0.0.1:{self.door.getsockname()[1]}"
        self.start()

    def run(self) -> None:
        line, _ = self.door.accept()
        with self.door, line, line.makefile("rb") as told:
            assert told.read(10) == b"zINSTREAM\0"
            while length := int.from_bytes(told.read(4), "big"):
                self.shown += told.read(length)
            line.sendall(self.answer)


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [(b"stream: OK\0", "ready", ""), (b"stream: Fictif.Test FOUND\0", "refused", "virus")],
)
def test_every_file_is_shown_to_the_scanner_first(
    ruisseau: Actor, settings: Settings, answer: bytes, state: str, reason: str
) -> None:
    scanner = Scanner(answer)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, clamav_url=scanner.address)
    photo = made.photograph()
    file = received(ruisseau, photo)
    scanner.join()
    assert scanner.shown == photo
    assert (file.state, file.reason) == (state, reason)


def test_without_an_answer_of_the_scanner_nothing_is_read(ruisseau: Actor, settings: Settings) -> None:
    scanner = Scanner(b"INSTREAM size limit exceeded. ERROR\0")
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, clamav_url=scanner.address)
    file = waiting(ruisseau)
    for _ in range(2):  # an odd answer, then none at all
        with pytest.raises(ScannerAway):
            make_safe(file_id=file.pk, attempt=1, look=look)
    scanner.join()
    file.refresh_from_db()
    assert file.state == "waiting"
    make_safe(file_id=file.pk, attempt=8, look=look)
    file.refresh_from_db()
    assert file.reason == "no_scanner"


def test_what_nothing_uses_goes_after_a_day(ruisseau: Actor, folder: Path) -> None:
    used, unused, drafted = (received(ruisseau, made.photograph()) for _ in range(3))
    posted(ruisseau, used)
    files.keep(owner=ruisseau, file_ids=[drafted.pk], until=clock.now() + timedelta(days=30))
    swept()
    assert File.objects.count() == 3
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        swept()
    assert {file.pk for file in File.objects.all()} == {used.pk, drafted.pk}
    assert {place.name for place in folder.glob("media/??/*")} == {used.key, drafted.key}
    assert unused.pk


def test_bytes_and_originals_without_a_row_go_after_a_day(ruisseau: Actor, folder: Path) -> None:
    kept, lost = received(ruisseau, made.photograph()), received(ruisseau, made.photograph())
    File.objects.filter(pk=lost.pk).delete()
    Job.objects.all().delete()  # as after a crash
    stray = folder / "quarantine" / "arriving-abc"
    stray.write_bytes(b"reste")
    swept()
    assert stray.exists()
    made_old(stray, *folder.glob("media/??/*"))
    swept()
    assert not stray.exists()
    assert {place.name for place in folder.glob("media/??/*")} == {kept.key}


def test_a_file_whose_job_is_gone_is_refused_and_its_original_erased(ruisseau: Actor) -> None:
    file = waiting(ruisseau)
    Job.objects.all().delete()
    made_old(quarantine.place_of(file.key))
    with clock.at(clock.now() + timedelta(hours=25)):
        sweeping.give_up()
    file.refresh_from_db()
    assert (file.state, file.reason) == ("refused", "lost")
    swept()
    assert not quarantine.place_of(file.key).exists()


def test_a_post_may_go_before_its_file_is_ready_and_shows_it_then(ruisseau: Actor) -> None:
    file = waiting(ruisseau)
    post = posted(ruisseau, file)
    client = signed_in(ruisseau).client
    assert "en préparation" in client.get(f"/messages/{post.pk}/carte").content.decode()
    work()
    assert f"/media/{file.pk}/small" in client.get(f"/messages/{post.pk}/carte").content.decode()


def test_a_post_whose_file_is_refused_says_so(ruisseau: Actor) -> None:
    post = posted(ruisseau, waiting(ruisseau, made.png_of_header(500, 500)))
    work()
    assert "pas pu être lu" in signed_in(ruisseau).client.get(f"/messages/{post.pk}/carte").content.decode()


def test_a_description_can_be_said_again(ruisseau: Actor) -> None:
    file = received(ruisseau, made.photograph(), "")
    post = posted(ruisseau, file)
    client = signed_in(ruisseau).client
    assert "Image sans description" in client.get(f"/messages/{post.pk}/carte").content.decode()
    answer = client.post(f"/fichiers/{file.pk}", {"description": "Un « tracé » <b>régulier</b>"})
    assert answer["Location"] == f"/messages/{post.pk}"
    card = client.get(f"/messages/{post.pk}/carte").content.decode()
    assert 'alt="Un « tracé » &lt;b&gt;régulier&lt;/b&gt;"' in card
    assert client.post(f"/fichiers/{file.pk}", {"description": "a" * 1_501}).status_code == 422


def test_an_owner_erases_one_file_and_the_post_stays(ruisseau: Actor) -> None:
    first, second = received(ruisseau, made.photograph()), received(ruisseau, made.photograph())
    post = posted(ruisseau, first, second)
    client = signed_in(ruisseau).client
    assert client.post(f"/fichiers/{first.pk}/effacer")["Location"] == f"/messages/{post.pk}"
    card = client.get(f"/messages/{post.pk}/carte").content.decode()
    assert f"/media/{second.pk}/" in card
    assert f"/media/{first.pk}/" not in card
    work()
    with pytest.raises(FileNotFoundError):
        store().open(first.key, "image")


def test_how_many_go_together(ruisseau: Actor) -> None:
    pictures = [received(ruisseau, made.written(made.drawing(20, 20), "PNG")) for _ in range(5)]
    with pytest.raises(Invalid, match="au plus"):
        posted(ruisseau, *pictures)
    with pytest.raises(Invalid, match="un seul"):
        posted(ruisseau, pictures[0], received(ruisseau, made.tone()))
    post = posted(ruisseau, *pictures[:4])
    assert Attachment.objects.filter(post=post).count() == 4
    with pytest.raises(Refused, match="déjà joint"):
        posted(ruisseau, pictures[0])
    # Nothing of what was refused is left.
    assert Post.objects.count() == 1


def test_a_refused_file_is_joined_to_nothing(ruisseau: Actor) -> None:
    file = received(ruisseau, made.png_of_header(500, 500))
    with pytest.raises(Invalid, match=REFUSALS["truncated"][:20]):
        posted(ruisseau, file)


def test_what_moderation_may_bring_back_keeps_its_bytes_until_it_may_not(ruisseau: Actor, carrelet: Actor) -> None:
    from toctoc.community.events import PostForgotten
    from toctoc.kernel.events import publish

    file = received(ruisseau, made.photograph())
    post = posted(ruisseau, file)
    removed = remove(post=post)
    reader, address = signed_in(carrelet).client, f"/media/{file.pk}/small"
    assert reader.get(address).status_code == 404
    work()
    restore(post=Post.objects.get(pk=post.pk), removed=removed)
    assert b"".join(reader.get(address).streaming_content)  # type: ignore[attr-defined]
    remove(post=Post.objects.get(pk=post.pk))
    publish(PostForgotten(post_id=post.pk))
    work()
    assert not File.objects.filter(pk=file.pk).exists()
