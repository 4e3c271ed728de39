"""Sounds and short films: decoded and encoded again, as AAC in MP4, which every browser of the last ten years plays.

The reader of the container is named by what was sniffed, and opens files alone: a list of addresses that pretends to be
a film leads nowhere.
"""

from __future__ import annotations

import resource
import time
from fractions import Fraction
from typing import TYPE_CHECKING

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.error import FFmpegError
from av.filter import Graph
from av.video.frame import VideoFrame
from PIL import Image

from toctoc.media.rules.limits import (
    FILM_SIDE,
    LONGEST_FILM,
    LONGEST_SOUND,
    MOST_FRAME_PIXELS,
    MOST_FRAMES_A_SECOND,
)
from toctoc.media.workshop.answers import Found, Order, Unfit, Variant
from toctoc.media.workshop.pictures import impression, looked_as, small_of
from toctoc.media.workshop.sampling import HALVES, MOMENTS, Samples
from toctoc.privacy.pictures.looking import Looked, look
from toctoc.privacy.pictures.masking import masked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer
    from av.video.stream import VideoStream

_SOUNDS = {"opus", "libopus", "vorbis", "libvorbis", "aac", "mp3", "mp3float", "flac"}
_FILMS = {"h264", "hevc", "vp8", "vp9", "libvpx", "libvpx-vp9", "av1", "libdav1d"}
# The format whose header says how long it is, and is right.
_TELLING = "mov"
_RATE = 48_000
_SAMPLES = 1_024
# A quarter turn for :class:`Graph`, by the degrees that a telephone wrote.
_TURNS = {-90: [("transpose", "1")], 90: [("transpose", "2")], 180: [("hflip", ""), ("vflip", "")]}
_TURNS[-180] = _TURNS[180]
_TURNS[270], _TURNS[-270] = _TURNS[-90], _TURNS[90]
# Seconds of computing below which no further view is looked at, so that what was made is not lost.
_RESERVE = 10
# Seconds by which what was decoded may be shorter than what was told.
_SLACK = 1.5
_MICROSECONDS = 1_000_000


def read(file: Path, folder: Path, form: str, _order: Order) -> Found:
    """Write ``sound``, or ``film`` and ``poster``, into ``folder``; a film without pictures is a sound."""
    try:
        with av.open(str(file), format=form, options={"protocol_whitelist": "file"}) as source:
            sound, film = _streams(source)
            made = _film(source, film, sound, folder) if film is not None else _sound(source, sound, folder)
            seconds, found = made
            told = (source.duration or 0) / _MICROSECONDS
    except FFmpegError as error:
        raise Unfit("truncated") from error
    if form == _TELLING and told > seconds * 1.1 + _SLACK:
        raise Unfit("truncated")
    return found


def _streams(source: InputContainer) -> tuple[AudioStream | None, VideoStream | None]:
    sound = next(iter(source.streams.audio), None)
    films = [one for one in source.streams.video if not _is_cover(one)]
    film = films[0] if films else None
    if sound is None and film is None:
        raise Unfit("silent")
    if sound is not None and not _is_known(sound.codec_context.name):
        raise Unfit("odd_codec")
    if film is not None and film.codec_context.name not in _FILMS:
        raise Unfit("odd_codec")
    return sound, film


def _is_known(codec: str) -> bool:
    return codec in _SOUNDS or codec.startswith("pcm_")


def _is_cover(stream: VideoStream) -> bool:
    """Tell whether a picture stands in for a sound: the front of an album."""
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


class _Voice:
    """A track of sound in one channel, or two in a film."""

    def __init__(self, target: OutputContainer, layout: str, longest: int, too_long: str) -> None:
        self.target, self.longest, self.too_long = target, longest, too_long
        self.stream = target.add_stream(
            "aac", rate=_RATE, layout=layout, bit_rate=64_000 if layout == "mono" else 96_000
        )
        self.resampler = AudioResampler(format="fltp", layout=layout, rate=_RATE, frame_size=_SAMPLES)
        self.seconds = 0.0
        self.written = 0

    def take(self, frame: AudioFrame | None) -> None:
        """Encode a frame; ``None`` ends the track."""
        if frame is not None:
            self.seconds += frame.samples / frame.sample_rate
            if self.seconds > self.longest + 1:
                raise Unfit(self.too_long)
        for piece in self.resampler.resample(frame):
            # Counted by us: what a file says of its own moments may be anything.
            piece.pts, piece.time_base = self.written, Fraction(1, _RATE)
            self.written += piece.samples
            self.target.mux(self.stream.encode(piece))
        if frame is None:
            self.target.mux(self.stream.encode(None))


def _sound(source: InputContainer, sound: AudioStream | None, folder: Path) -> tuple[float, Found]:
    with _written(folder / "sound") as target:
        voice = _Voice(target, "mono", LONGEST_SOUND, "too_long_sound")
        for frame in source.decode(sound):
            voice.take(frame if isinstance(frame, AudioFrame) else None)
        if not voice.seconds:
            raise Unfit("silent")
        voice.take(None)
    told = max(1, round(voice.seconds))
    return voice.seconds, Found("sound", [Variant("sound", "audio/mp4")], seconds=told, duration=voice.seconds)


def _written(file: Path) -> OutputContainer:
    # What a player needs first stands first, so that it begins before the end is there.
    return av.open(str(file), "w", format="mp4", options={"movflags": "+faststart"})


class _Views:
    """A track of views, no larger and no faster than a telephone shows."""

    def __init__(self, target: OutputContainer, source: VideoStream) -> None:
        self.target, self.source = target, source
        told = source.average_rate or MOST_FRAMES_A_SECOND
        self.rate = max(1, min(MOST_FRAMES_A_SECOND, round(told)))
        self.graph: Graph | None = None
        self.size = (0, 0)
        self.seconds = 0.0
        self.count = 0
        # Some views as they were made, to be looked at; the first is the poster.
        self.samples = Samples()

    def take(self, frame: VideoFrame) -> None:
        """Encode a frame."""
        if frame.time > LONGEST_FILM + 1:
            raise Unfit("too_long_film")
        if self.graph is None:
            self.graph = self._graph(frame)
        if (frame.width, frame.height) != self.size:
            raise Unfit("odd_codec")
        self.seconds = max(self.seconds, frame.time)
        self.graph.push(frame)
        self._pull()

    def end(self) -> None:
        """End the track."""
        if self.graph is None:
            raise Unfit("silent")
        self.graph.push(None)
        self._pull()
        self.target.mux(self.stream.encode(None))

    def _graph(self, frame: VideoFrame) -> Graph:
        if frame.width * frame.height > MOST_FRAME_PIXELS:
            raise Unfit("too_many_pixels")
        self.size = (frame.width, frame.height)
        turns = _TURNS.get(round(frame.rotation), [])
        across, down = self.size[::-1] if turns and turns[0][0] == "transpose" else self.size
        part = min(1.0, FILM_SIDE / min(across, down), FILM_SIDE * 16 / 9 / max(across, down))
        self.shape = tuple(max(2, round(side * part / 2) * 2) for side in (across, down))
        self.stream = self.target.add_stream("libx264", rate=self.rate, options={"preset": "veryfast", "crf": "27"})
        self.stream.width, self.stream.height = self.shape
        self.stream.pix_fmt = "yuv420p"
        self.stream.codec_context.thread_count = 2
        graph = Graph()
        steps = [*turns, ("scale", "{}:{}".format(*self.shape)), ("setsar", "1"), ("format", "yuv420p")]
        nodes = [graph.add_buffer(template=self.source, time_base=frame.time_base)]
        nodes += [
            graph.add(name, told) if told else graph.add(name) for name, told in (*steps, ("fps", str(self.rate)))
        ]
        graph.link_nodes(*nodes, graph.add("buffersink")).configure()
        return graph

    def _pull(self) -> None:
        while self.graph is not None:
            try:
                made = self.graph.vpull()
            except (BlockingIOError, EOFError):
                break
            at = Fraction(self.count, self.rate)
            if self.count % max(1, self.rate // HALVES) == 0 or at in MOMENTS:
                self.samples.consider(at, _picture(made))
            made.pts, made.time_base = self.count, Fraction(1, self.rate)
            self.count += 1
            self.target.mux(self.stream.encode(made))


def _film(source: InputContainer, film: VideoStream, sound: AudioStream | None, folder: Path) -> tuple[float, Found]:
    film.codec_context.thread_count = 2
    with _written(folder / "film") as target:
        views = _Views(target, film)
        voice = _Voice(target, "stereo", LONGEST_FILM, "too_long_film") if sound is not None else None
        for frame in _decoded(source, [film, sound] if sound is not None else [film]):
            if isinstance(frame, VideoFrame):
                views.take(frame)
            elif voice is not None:
                voice.take(frame)
        views.end()
        if voice is not None:
            voice.take(None)
    if not views.samples.views:
        raise Unfit("silent")
    whole, looked, count = _looked(views.samples.views)
    variants = [Variant("film", "video/mp4", *views.shape), small_of(whole, folder, "poster")]
    seconds = max(views.seconds, voice.seconds if voice is not None else 0.0)
    told = max(1, round(seconds))
    found = Found("film", variants, told, duration=seconds, impression=impression(whole), looked=looked, views=count)
    return seconds, found


def _looked(samples: list[Image.Image]) -> tuple[Image.Image, str, int]:
    """Return the poster, masked, what the row says of a look at some views, in their order, and how many they were."""
    seen: list[Looked] = []
    word = "done"
    for sample in samples:
        if seen and resource.getrlimit(resource.RLIMIT_CPU)[0] - time.process_time() < _RESERVE:
            word = "incomplete"
            break
        seen.append(look(sample))
        # One is enough: nobody masks the others.
        if (word := "seen" if seen[-1].masks else looked_as(seen[-1].incomplete)) != "done":
            break
    return masked(samples[0], seen[0].masks), word, len(seen)


def _picture(frame: VideoFrame) -> Image.Image:
    drawn = frame.reformat(format="rgb24")
    rows = drawn.planes[0]
    return Image.frombuffer("RGB", (drawn.width, drawn.height), bytes(rows), "raw", "RGB", rows.line_size, 1)


def _decoded(source: InputContainer, streams: list[AudioStream | VideoStream]) -> Iterator[AudioFrame | VideoFrame]:
    for packet in source.demux(*streams):
        yield from (one for one in packet.decode() if isinstance(one, AudioFrame | VideoFrame))
