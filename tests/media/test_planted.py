"""What a file says besides what one sees or hears, and what one sees and should not: gone from the stored bytes."""

from __future__ import annotations

import io
from io import BytesIO
from typing import TYPE_CHECKING, Any

import av
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.conftest import signed_in
from tests.media import made
from tests.media.conftest import received, work
from tests.media.test_journey import posted
from tests.privacy.pictures.planted import FORMATS, MARK, mark, marks_in
from toctoc.media.models import File
from toctoc.media.services import quarantine
from toctoc.media.services.store import store
from toctoc.privacy.pictures.masks import masks_from_json

if TYPE_CHECKING:
    from pathlib import Path

    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db
TAGS = ("title", "artist", "album", "comment", "copyright", "description", "composer", "genre", "location", "encoder")


def recording(form: str, codec: str) -> bytes:
    """Return a sound with a marker in every tag that its container keeps."""
    told = BytesIO()
    source, target = av.open(BytesIO(made.tone(form=form, codec=codec)), "r"), av.open(told, "w", format=form)
    with source, target:
        for tag in TAGS:
            target.metadata[tag] = f"{MARK}{tag}"
        stream: Any = target.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    return told.getvalue()


def film() -> bytes:
    told = BytesIO()
    source, target = av.open(BytesIO(made.film(0.5)), "r"), av.open(told, "w", format="webm")
    with source, target:
        for tag in TAGS:
            target.metadata[tag] = f"{MARK}{tag}"
        stream: Any = target.add_stream_from_template(source.streams.video[0])
        stream.metadata["title"] = f"{MARK}track"
        for packet in source.demux(source.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    return told.getvalue()


def paper() -> bytes:
    pdf = made.paper(with_camera=True)
    for key in ("Author", "Title", "Subject", "Keywords", "Creator", "Producer", "Own"):
        pdf.docinfo[f"/{key}"] = f"{MARK}{key}"
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = [f"{MARK}xmp"]
    pdf.attachments["note.txt"] = mark("attachment")
    return made.saved(pdf) + b"\n%" + mark("trailer")


PLANTED = {
    **FORMATS,
    "ogg": lambda: recording("ogg", "libopus"),
    "mp3": lambda: recording("mp3", "libmp3lame"),
    "m4a": lambda: recording("ipod", "aac"),
    "webm": film,
    "pdf": paper,
}


@pytest.mark.parametrize("name", PLANTED)
def test_nothing_that_was_planted_reaches_what_is_kept(ruisseau: Actor, folder: Path, name: str) -> None:
    planted = PLANTED[name]()
    assert marks_in(planted) > 1
    sent = SimpleUploadedFile(f"{MARK}nom.jpg", planted, content_type=f"image/{MARK}")
    assert signed_in(ruisseau).client.post("/fichiers", {"fichiers": sent}).status_code == 201
    file = File.objects.get()
    everywhere = [place for place in folder.rglob("*") if place.is_file()]
    assert not [place.name for place in everywhere if marks_in(place.read_bytes())]
    work()
    file.refresh_from_db()
    assert file.state == "ready", file.reason
    kept = {}
    for variant in file.variants:
        with store().open(file.key, variant) as source:
            kept[variant] = source.read()
    if file.spool_key:
        with quarantine.opened(quarantine.pixels_of(file.key), file.spool_key) as pixels:
            kept["pixels"] = pixels.read()
    assert kept
    assert {variant: marks_in(content) for variant, content in kept.items()} == dict.fromkeys(kept, 0)
    assert MARK not in str(File.objects.values())


def test_there_are_more_than_forty_of_them() -> None:
    assert sum(marks_in(plant()) for plant in PLANTED.values()) > 3 * 40
    assert marks_in(FORMATS["JPEG"]()) > 20


def test_what_is_kept_has_no_pixel_of_what_is_masked(ruisseau: Actor, folder: Path) -> None:
    file = received(ruisseau, made.labelled())
    assert file.looked == "done"
    assert "text" in [mask["kind"] for mask in file.masks]
    posted(ruisseau, file)
    work()
    assert [place.name for place in folder.rglob("*") if place.is_file()] != []
    assert not list((folder / "quarantine").iterdir())
    for variant in ("image", "small"):
        with store().open(file.key, variant) as source:
            picture = Image.open(io.BytesIO(source.read())).convert("RGB")
        across, down = picture.size
        for mask in masks_from_json(file.masks):
            xs, ys = [x * across for x, _ in mask.points], [y * down for _, y in mask.points]
            # Made smaller, the edge of a mask takes a little of what stands beside it.
            left, top, right, bottom = min(xs) + 2, min(ys) + 2, max(xs) - 2, max(ys) - 2
            zone = (max(0, int(left)), max(0, int(top)), min(across, int(right)), min(down, int(bottom)))
            assert made.hidden(picture, zone) > 0.99
    # Of the words on the label, none is left: what is neither white nor masked nor at an edge would be a letter.
    left, top, right, bottom = made.LABEL
    with store().open(file.key, "image") as source:
        label = Image.open(io.BytesIO(source.read())).convert("L").crop((left, top, right, bottom))
    assert label.histogram()[0:20] == [0] * 20
    assert made.hidden(Image.open(BytesIO(made.labelled())).convert("RGB"), made.LABEL) < 0.05
