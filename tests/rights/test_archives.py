"""Whoever leaves takes everything along, in one file that rests encrypted."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import SignedIn, post_by, question_by, signed_in
from toctoc.community.services import gestures, posts
from toctoc.jobs.models import Job
from toctoc.kernel import clock
from toctoc.kernel.errors import Stale
from toctoc.kernel.progress import Progress, WorkStopped
from toctoc.people.services import follows
from toctoc.privacy.services import clear
from toctoc.rights.models import Archive
from toctoc.rights.rules.sealed_files import CHUNK, SealedWriter, opened
from toctoc.rights.services import archives

if TYPE_CHECKING:
    from pathlib import Path

    from django.conf import LazySettings

    from toctoc.people.models import Actor

SECRET = "pervenche"


def quiet(*, is_wanted: bool = True) -> Progress:
    return Progress(lambda _done, _total: is_wanted)


@pytest.fixture(autouse=True)
def _folder_of_its_own(tmp_path: Path, settings: LazySettings) -> None:
    """Keep archives where no other test left any: PostgreSQL does not give a number again after a rollback."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path)


@pytest.fixture
def lively(avril: Actor, ruisseau: Actor) -> SignedIn:
    """A patient who wrote, replied, kept, followed."""
    mine = post_by(avril, f"Ma {SECRET} *fleurit*.", "members")
    post_by(avril, "Bonjour à tous.", "public")
    question = question_by(ruisseau, "Une question ?", "public")
    gestures.keep(actor=avril, post=question.post)
    gestures.favour(actor=avril, post=question.post)
    posts.reply(author=avril, to=mine, answer=posts.Answer(clear("Je précise.")))
    posts.edit(editor=avril, post=mine, text=clear(f"Ma {SECRET} fleurit encore."), revision=1)
    follows.follow(follower=avril, followee=ruisseau)
    return signed_in(avril)


def made(someone: SignedIn) -> Archive:
    assert someone.actor.account is not None
    archive = archives.ask(account=someone.actor.account)
    archives.make(archive_id=archive.pk, progress=quiet())
    archive.refresh_from_db()
    return archive


def unpacked(someone: SignedIn, archive: Archive) -> zipfile.ZipFile:
    response: Any = someone.client.get(f"/reglages/donnees/archives/{archive.pk}")
    assert response.status_code == 200, response
    body = response.getvalue()
    assert len(body) == archive.size == int(response["Content-Length"])
    return zipfile.ZipFile(io.BytesIO(body))


@pytest.fixture(autouse=True)
def _just_signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toctoc.rights.web.views.raise_if_reauthentication_required", lambda *_, **__: None)


def test_it_holds_what_was_written_and_done(lively: SignedIn) -> None:
    archive = unpacked(lively, made(lively))
    kept = {
        name: json.loads(archive.read(f"avril/{name}.json")) for name in ("posts", "revisions", "bookmarks", "follows")
    }
    assert [len(entries) for entries in kept.values()] == [3, 1, 1, 1]
    assert SECRET in kept["posts"][0]["text"]
    assert kept["follows"][0]["handle"] == "ruisseau"
    outbox = json.loads(archive.read("avril/outbox.json"))
    assert outbox["totalItems"] == len(outbox["orderedItems"]) == 3
    assert [len(item["to"]) for item in outbox["orderedItems"]] == [0, 1, 0]
    page = archive.read("avril/messages-1.html").decode()
    assert f"Ma {SECRET} fleurit encore." in page
    assert "avril/messages-1.html" in archive.read("index.html").decode()
    assert json.loads(archive.read("compte.json"))["actors"][0]["handle"] == "avril"


def test_it_holds_nothing_of_others(lively: SignedIn, ruisseau: Actor) -> None:
    archive = unpacked(lively, made(lively))
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "Une question" not in everything
    assert ruisseau.account is not None
    assert ruisseau.account.email not in everything


def test_it_rests_encrypted_and_says_so_when_it_was_touched(lively: SignedIn) -> None:
    archive = made(lively)
    path = archives.path_of(archive.pk)
    at_rest = path.read_bytes()
    assert SECRET.encode() not in at_rest
    assert b"outbox.json" not in at_rest
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(at_rest[:-1] + bytes([at_rest[-1] ^ 1]))
    with pytest.raises(Stale):
        b"".join(archives.bytes_of(archive))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_a_sealed_stream_comes_back_whole_and_neither_cut_nor_mixed(size: int) -> None:
    key, plain, target = b"k" * 32, bytes(range(256)) * (size // 256) + b"x" * (size % 256), io.BytesIO()
    writer = SealedWriter(target, key)
    for start in range(0, size, 1000):
        writer.write(plain[start : start + 1000])
    writer.finish()
    sealed = target.getvalue()
    assert b"".join(opened(io.BytesIO(sealed), key)) == plain
    whole = CHUNK + 16
    if size > CHUNK:
        for spoilt in (
            sealed[:whole],
            sealed[whole:],
            sealed[whole : 2 * whole] + sealed[:whole] + sealed[2 * whole :],
        ):
            with pytest.raises(Stale):
                b"".join(opened(io.BytesIO(spoilt), key))


def test_asked_twice_it_is_one_and_the_page_says_how_far_it_is(lively: SignedIn) -> None:
    for _ in range(2):
        assert lively.client.post("/reglages/donnees").status_code == 302
    archive = Archive.objects.get()
    assert Job.objects.filter(task=archives.MAKE).count() == 1
    Archive.objects.update(steps_done=3, steps_total=4)
    page = lively.client.get("/reglages/donnees").content.decode()
    assert 'value="75"' in page
    assert lively.client.get(f"/reglages/donnees/archives/{archive.pk}").status_code == 404


def test_a_maker_that_dies_begins_again_and_one_that_is_stopped_leaves_no_file(lively: SignedIn) -> None:
    assert lively.actor.account is not None
    archive = archives.ask(account=lively.actor.account)
    with pytest.raises(WorkStopped):
        archives.make(archive_id=archive.pk, progress=quiet(is_wanted=False))
    archives.make(archive_id=archive.pk, progress=quiet())
    archive.refresh_from_db()
    assert archive.state == "ready"
    lively.client.post(f"/reglages/donnees/archives/{archive.pk}")
    assert not Archive.objects.exists()
    assert not archives.path_of(archive.pk).exists()
    archives.make(archive_id=archive.pk, progress=quiet())
    assert not archives.path_of(archive.pk).exists()


def test_nobody_else_opens_stops_or_learns_of_it(lively: SignedIn, ruisseau: Actor) -> None:
    archive = made(lively)
    other = signed_in(ruisseau).client
    address = f"/reglages/donnees/archives/{archive.pk}"
    assert other.get(address).status_code == other.post(address).status_code == 404
    assert "Archive du" not in other.get("/reglages/donnees").content.decode()
    assert archives.path_of(archive.pk).exists()


def test_it_goes_after_a_week_with_files_that_no_row_knows(lively: SignedIn) -> None:
    archive = made(lively)
    stray = archives.path_of(10**9)
    stray.write_bytes(b"x")
    assert archives.forget_old() == 0
    with clock.at(clock.now() + timedelta(days=8)):
        assert archives.forget_old() == 2
    assert not archives.path_of(archive.pk).exists()
    assert not stray.exists()


def test_a_stranger_is_sent_to_sign_in(client: Any, db: None) -> None:
    for address in ("/reglages/donnees", "/reglages/donnees/etat", "/reglages/donnees/archives/1", "/reglages/regards"):
        assert client.get(address).status_code == 302
