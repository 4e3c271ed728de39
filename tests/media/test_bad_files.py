"""Files that mean harm, or are not what they say: refused with a sentence, or harmless once made again."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image

from tests.conftest import signed_in
from tests.media import made
from tests.media.conftest import received, upload
from tests.media.test_journey import bytes_of
from toctoc.kernel.errors import Invalid, TooMany
from toctoc.media.models import File
from toctoc.media.rules import limits
from toctoc.media.rules.kinds import HEAD, Kind, Sniffed, sniff
from toctoc.media.rules.refusals import REFUSALS
from toctoc.media.services import files, workshop
from toctoc.media.services.store import store
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.people.models import Actor


@pytest.fixture
def place() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    yield folder
    shutil.rmtree(folder)


def worked(place: Path, told: bytes, form: str, seconds: int = 20) -> dict[str, object]:
    """Have the workshop read some bytes; return what it says."""
    (place / "file").write_bytes(told)
    (place / "made").mkdir(exist_ok=True)
    return workshop.run_workshop(workshop.Errand(form, seconds), original=place / "file", place=place / "made").answer


def test_nothing_a_camera_wrote_is_left(place: Path) -> None:
    photo = made.photograph(orientation=6)
    assert b"Fabricant-Fictif" in photo
    found = worked(place, photo, "JPEG")["found"]
    for copy in (place / "made").iterdir():
        told = copy.read_bytes()
        assert b"Fictif" not in told
        assert b"GPS" not in told
        with Image.open(BytesIO(told)) as picture:
            assert not picture.getexif()
            assert not {"exif", "icc_profile", "xmp", "comment"} & picture.info.keys()
            # Upright, as the camera meant.
            assert picture.size == (200, 300)
    assert found["kind"] == "picture"  # type: ignore[index]


def test_a_thumbnail_is_light_whatever_the_picture(place: Path) -> None:
    noise = Image.effect_noise((2400, 1800), 120).convert("RGB")
    worked(place, made.written(noise, "JPEG"), "JPEG")
    assert (place / "made" / "small").stat().st_size <= 40_000
    with Image.open(place / "made" / "image") as whole:
        assert max(whole.size) == 2048


def test_transparency_and_motion_become_one_still_picture(place: Path) -> None:
    views = [Image.new("RGBA", (40, 40), (200, 0, count * 80, 128)) for count in range(3)]
    told = BytesIO()
    views[0].save(told, "GIF", save_all=True, append_images=views[1:])
    assert "found" in worked(place, told.getvalue(), "GIF")
    with Image.open(place / "made" / "image") as picture:
        assert getattr(picture, "n_frames", 1) == 1


@pytest.mark.parametrize(
    ("told", "form", "slug"),
    [
        (made.png_of_header(10_000, 10_000), "PNG", "too_many_pixels"),
        (made.png_of_header(2**31 - 1, 2**31 - 1), "PNG", "too_many_pixels"),
        (made.png_of_header(500, 500), "PNG", "truncated"),
        (made.photograph()[:2_000], "JPEG", "truncated"),
        (made.saved(made.paper(51)), "pdf", "too_many_pages"),
        (made.saved(made.paper(), encryption=pikepdf.Encryption(owner="a", user="")), "pdf", "encrypted"),
        (made.saved(made.paper(), encryption=pikepdf.Encryption(owner="a", user="b")), "pdf", "encrypted"),
        (made.paper_bomb(), "pdf", "too_heavy"),
        (b"%PDF-1.7\n" + bytes(500), "pdf", "truncated"),
        (made.tone(301.5, form="wav", codec="pcm_s16le", rate=8_000), "wav", "too_long_sound"),
        (made.film(63), "matroska", "too_long_film"),
        (made.tone(3, form="ipod", codec="aac")[:20_000], "mov", "truncated"),
        (made.film(form="mp4", codec="libx264")[:900], "mov", "truncated"),
        (b"\x1a\x45\xdf\xa3" + bytes(600), "matroska", "truncated"),
        (made.film(form="avi", codec="mpeg4"), "matroska", "truncated"),
    ],
)
def test_what_is_refused_and_why(place: Path, told: bytes, form: str, slug: str) -> None:
    assert worked(place, told, form) == {"refused": slug}
    assert slug in REFUSALS


def test_a_film_list_that_names_other_files_leads_nowhere(place: Path) -> None:
    secret = place / "secret"
    secret.write_text("tenu secret")
    playlist = f"#EXTM3U\n#EXTINF:1,\nfile://{secret}\n#EXT-X-ENDLIST\n".encode()
    for form in ("matroska", "mov", "mp3", "wav", "ogg", "aac"):
        assert "refused" in worked(place, playlist, form)


def test_a_paper_keeps_its_pages_and_its_links_and_nothing_that_acts(place: Path) -> None:
    assert worked(place, made.armed_paper(), "pdf")["found"]["pages"] == 2  # type: ignore[index]
    with pikepdf.open(place / "made" / "document") as paper:
        assert set(paper.Root.keys()) == {"/Type", "/Pages"}
        assert [str(mark.A.URI) for mark in paper.pages[0].obj.Annots] == ["https://exemple.test/"]
        told = made.saved(paper, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for trace in (b"PIEGE", b"JavaScript", b"calc.exe", b"Launch", b"Fictive", b"Fictif", b"/AA", b"/AcroForm", b"GPS"):
        assert trace not in told
    with pikepdf.open(BytesIO(told)) as paper:
        for page in paper.pages:
            page.contents_coalesce()
            assert b"Compte rendu fictif" in page.Contents.read_bytes()


def test_a_picture_that_is_also_an_archive_is_only_a_picture(place: Path) -> None:
    told = BytesIO(made.photograph())
    told.seek(0, 2)
    with zipfile.ZipFile(told, "a") as archive:
        archive.writestr("piege.html", "<script>alert('PIEGE')</script>")
    both = told.getvalue()
    assert zipfile.is_zipfile(BytesIO(both))
    worked(place, both, "JPEG")
    for copy in (place / "made").iterdir():
        assert not zipfile.is_zipfile(copy)
        assert b"piege" not in copy.read_bytes()


def test_a_paper_that_is_also_a_page_is_only_a_paper(place: Path) -> None:
    both = made.saved(made.paper()) + b"<html><script>alert('PIEGE')</script>"
    worked(place, both, "pdf")
    assert b"PIEGE" not in (place / "made" / "document").read_bytes()


@pytest.mark.parametrize(
    ("told", "form"),
    [
        (made.tone(), "ogg"),
        (made.tone(form="webm"), "matroska"),
        (made.tone(form="mp3", codec="libmp3lame"), "mp3"),
        (made.tone(form="adts", codec="aac"), "aac"),
        (made.tone(form="ipod", codec="aac"), "mov"),
    ],
)
def test_a_voice_says_the_same_and_tells_nothing_of_its_maker(place: Path, told: bytes, form: str) -> None:
    found = worked(place, told, form)["found"]
    assert (found["kind"], found["seconds"]) == ("sound", 1)  # type: ignore[index]
    assert b"Personne-Fictive" not in (place / "made" / "sound").read_bytes()


def test_a_sound_that_is_shorter_than_it_says_was_cut(place: Path) -> None:
    worked(place, made.tone(20), "ogg")
    whole = (place / "made" / "sound").read_bytes()
    assert worked(place, whole[: len(whole) // 2], "mov") == {"refused": "truncated"}


@pytest.mark.parametrize(("form", "codec", "reader"), [("webm", "libvpx", "matroska"), ("mp4", "libx264", "mov")])
def test_a_film_is_made_small_enough(place: Path, form: str, codec: str, reader: str) -> None:
    found = worked(place, made.film(0.3, form=form, codec=codec, size=(1280, 1920)), reader)["found"]
    film, poster = found["variants"]  # type: ignore[index]
    assert (film["width"], film["height"], film["type"]) == (720, 1080, "video/mp4")
    assert (poster["name"], poster["type"]) == ("poster", "image/webp")


def test_the_workshop_has_no_settings_and_little_time(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCTOC_SECRET_KEY", "x" * 40)
    spy = "import json, os, resource; print(json.dumps({'refused': repr(sorted(os.environ))}))"
    told = subprocess.run([sys.executable, "-I", "-c", spy], env={}, capture_output=True, check=True).stdout
    assert "TOCTOC" not in json.loads(told)["refused"]
    assert worked(place, made.film(30), "matroska", seconds=0) == {"refused": "too_heavy"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "slug"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "svg"),
        (b"<?xml version='1.0'?><svg/>", "svg"),
        (b"<html><script>alert(1)</script>", "unknown"),
        (b"MZ" + bytes(200), "unknown"),
        (b"PK\x03\x04" + bytes(200), "unknown"),
        (b"RIFF\0\0\0\0AVI " + bytes(200), "unknown"),
        (b"#EXTM3U\nhttp://127.0.0.1/secret", "unknown"),
    ],
)
def test_what_is_of_no_kind_never_reaches_the_disk(ruisseau: Actor, told: bytes, slug: str, folder: Path) -> None:
    with pytest.raises(Invalid, match=REFUSALS[slug][:20]):
        files.receive(owner=ruisseau, upload=upload(told, "photo.jpg"), description=clear(""))
    assert not File.objects.exists()
    assert not (folder / "quarantine").exists() or not list((folder / "quarantine").iterdir())


def test_a_voice_is_told_from_a_film_at_its_front() -> None:
    kinds = [sniff(told[:HEAD]) for told in (made.tone(form="webm"), made.film())]
    assert kinds == [Sniffed(Kind.SOUND, "matroska"), Sniffed(Kind.FILM, "matroska")]


@pytest.mark.django_db
def test_a_name_and_a_type_are_not_believed(ruisseau: Actor) -> None:
    file = received(ruisseau, made.written(made.drawing(), "PNG"))
    assert (file.kind, file.variants["image"]["type"]) == ("picture", "image/webp")


@pytest.mark.django_db
def test_a_refused_file_says_why_and_leaves_nothing(ruisseau: Actor, folder: Path) -> None:
    file = received(ruisseau, made.png_of_header(10_000, 10_000))
    assert (file.state, file.reason) == ("refused", "too_many_pixels")
    assert "trop de pixels" in signed_in(ruisseau).client.get(f"/fichiers/{file.pk}/etat").content.decode()
    assert not list((folder / "quarantine").iterdir())
    assert not list(folder.glob("media/*/*"))
    assert signed_in(ruisseau).client.get(f"/media/{file.pk}/image").status_code == 404


@pytest.mark.django_db
def test_limits_of_size_and_number(ruisseau: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.LARGEST, "picture", 1_000)
    with pytest.raises(Invalid, match="trop lourd"):
        files.receive(owner=ruisseau, upload=upload(made.photograph(800, 600)), description=clear(""))
    with pytest.raises(Invalid, match="au plus 5000"):
        files.receive(owner=ruisseau, upload=upload(made.tone()), description=clear("a" * 5_001))
    for _ in range(8):
        files.receive(owner=ruisseau, upload=upload(made.tone()), description=clear(""))
    with pytest.raises(TooMany):
        files.receive(owner=ruisseau, upload=upload(made.tone()), description=clear(""))


@pytest.mark.django_db
def test_what_people_get_is_not_what_was_sent(ruisseau: Actor) -> None:
    file = received(ruisseau, made.tone(form="webm"))
    sent = bytes_of(signed_in(ruisseau).client.get(f"/media/{file.pk}/sound"))
    assert sent[4:8] == b"ftyp"
    with store().open(file.key, "sound") as kept:
        assert kept.read() == sent
