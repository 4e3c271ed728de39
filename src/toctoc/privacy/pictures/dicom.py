"""DICOM: the first view of what an imaging device wrote, in the eight bits that a screen shows; no tag follows.

Tones go the way of PS3.3: stored values, modality (C.11.1), window or table of the device (C.11.2). Compressed views
are read when Pillow can: JPEG of eight bits, JPEG 2000; run lengths by pydicom.
"""

from __future__ import annotations

import logging
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image
from pydicom import dcmread, uid
from pydicom.encaps import get_frame
from pydicom.filereader import read_dataset
from pydicom.multival import MultiValue
from pydicom.pixels.decoders.base import get_decoder
from pydicom.pixels.processing import apply_color_lut, apply_modality_lut, apply_voi

from toctoc.privacy.pictures.limits import MOST_PIXELS
from toctoc.privacy.pictures.refusals import Unfit

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pydicom import Dataset
    from pydicom.tag import BaseTag

    Numbers = NDArray[Any]

# What it warns of quotes the file, and with it the patient.
logging.getLogger("pydicom").disabled = True
_PREAMBLE = 132
_META = 2
_PLAIN = (uid.ImplicitVRLittleEndian, uid.ExplicitVRLittleEndian, uid.ExplicitVRBigEndian)
_OF_PILLOW = (uid.JPEGBaseline8Bit, uid.JPEGExtended12Bit, uid.JPEG2000Lossless, uid.JPEG2000)
# Nothing else of the file is read: neither a name nor what a device adds for itself.
_READ = (
    "SamplesPerPixel", "PhotometricInterpretation", "PlanarConfiguration", "NumberOfFrames", "Rows", "Columns",
    "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "PixelPaddingValue", "PixelPaddingRangeLimit",
    "WindowCenter", "WindowWidth", "VOILUTFunction", "VOILUTSequence", "RescaleIntercept", "RescaleSlope",
    "ModalityLUTSequence", "RedPaletteColorLookupTableDescriptor", "GreenPaletteColorLookupTableDescriptor",
    "BluePaletteColorLookupTableDescriptor", "RedPaletteColorLookupTableData", "GreenPaletteColorLookupTableData",
    "BluePaletteColorLookupTableData", "SegmentedRedPaletteColorLookupTableData",
    "SegmentedGreenPaletteColorLookupTableData", "SegmentedBluePaletteColorLookupTableData",
    "SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence", "PixelData",
)  # fmt: skip
# Where a series of views keeps the tones of one (PS3.3, C.7.6.16.2.9 and 10).
_GROUPS = ("PixelValueTransformationSequence", "FrameVOILUTSequence")
_MOST_VIEWS = 100_000
_MOST_BITS, _BITS, _WHITE = 16, 8, 255.0
# A window that leaves fewer tones shows nothing to whoever looks, and something to whoever spreads them again.
_LEAST_TONES = 48.0
_STRIP = 256


def first_view(content: bytes) -> Image.Image:
    """Return the first view as a grey or RGB picture; raises :class:`refusals.Unfit`, or whatever a reader raises."""
    syntax = _syntax(content)
    if syntax not in (*_PLAIN, *_OF_PILLOW, uid.RLELossless):
        raise Unfit("no_reader")
    told = dcmread(BytesIO(content), specific_tags=list(_READ))
    if "Rows" not in told:
        raise Unfit("silent")
    _check(told, syntax)
    plugin = "pillow" if syntax in _OF_PILLOW else "pydicom" if syntax == uid.RLELossless else ""
    stored, shown = get_decoder(syntax).as_array(told, index=0, decoding_plugin=plugin)
    if stored.shape[:2] != (told.Rows, told.Columns):
        raise Unfit("truncated")
    kind = str(shown["photometric_interpretation"])
    if kind in {"MONOCHROME1", "MONOCHROME2"}:
        return Image.fromarray(_grey(told, stored, is_inverted=kind == "MONOCHROME1"))
    if kind == "PALETTE COLOR":
        coloured = apply_color_lut(_codes(told, stored), told)
        return Image.fromarray(_in_eight(coloured, int(told.RedPaletteColorLookupTableDescriptor[2])))
    if kind == "RGB":
        return Image.fromarray(_in_eight(stored, int(told.BitsStored)))
    raise Unfit("no_reader")


def count_of_views(content: bytes) -> int:
    """Return how many views the file says it has; 1 when it says none, or nonsense."""
    told = dcmread(BytesIO(content), specific_tags=["NumberOfFrames"], stop_before_pixels=True)
    try:
        return min(max(1, int(told.get("NumberOfFrames") or 1)), _MOST_VIEWS)
    except (TypeError, ValueError):
        return 1


def _syntax(content: bytes) -> str:
    """Return how the file is written, from its first group alone: of what is packed whole, nothing is unpacked."""

    def is_past(tag: BaseTag, _vr: str | None, _length: int) -> bool:
        return tag.group != _META

    meta = read_dataset(BytesIO(content[_PREAMBLE:]), is_implicit_VR=False, is_little_endian=True, stop_when=is_past)
    return str(meta.get("TransferSyntaxUID", ""))


def _check(told: Dataset, syntax: str) -> None:
    """Refuse what is too large or of no kind that we show, before anything is decoded."""
    if int(told.Rows) * int(told.Columns) > MOST_PIXELS:
        raise Unfit("too_many_pixels")
    if "PixelData" not in told:
        raise Unfit("truncated")
    if not 1 <= int(told.BitsStored) <= int(told.BitsAllocated) <= _MOST_BITS:
        raise Unfit("no_reader")
    if int(told.get("HighBit", told.BitsStored - 1)) != told.BitsStored - 1:
        raise Unfit("no_reader")
    if syntax in _OF_PILLOW:
        frame = get_frame(told.PixelData, 0, number_of_frames=int(told.get("NumberOfFrames", 1) or 1))
        with Image.open(BytesIO(frame), formats=["JPEG", "JPEG2000"]) as picture:
            # A view may promise more than the file around it.
            if picture.size != (told.Columns, told.Rows):
                raise Unfit("truncated")


def _codes(told: Dataset, stored: Numbers) -> NDArray[np.uint16]:
    """Return stored values as they are numbered, without what older devices draw into the bits above."""
    return stored.astype(np.uint16, copy=False) & np.uint16((1 << int(told.BitsStored)) - 1)


def _grey(told: Dataset, stored: Numbers, *, is_inverted: bool) -> NDArray[np.uint8]:
    codes, bits = _codes(told, stored), int(told.BitsStored)
    values = np.arange(1 << bits)
    if int(told.get("PixelRepresentation", 0)):
        values = np.where(values >= 1 << (bits - 1), values - (1 << bits), values)
    used = np.zeros(1 << bits, np.bool_)
    for row in range(0, len(codes), _STRIP):
        used[codes[row : row + _STRIP]] = True
    tones = _tones(_of_view(told), values, used)
    table = np.rint(_WHITE - tones if is_inverted else tones).astype(np.uint8)
    shown = np.empty(codes.shape, np.uint8)
    for row in range(0, len(codes), _STRIP):
        shown[row : row + _STRIP] = table[codes[row : row + _STRIP]]
    return shown


def _of_view(told: Dataset) -> Dataset:
    """Return what a file says of the tones of its first view, that of the view before that of the whole."""
    for name in ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence"):
        for group in _GROUPS:
            for part in told.get(name) or ():
                told.update(next(iter(part.get(group) or ()), {}))
                break
    return told


def _tones(told: Dataset, values: Numbers, used: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return for each stored value its tone, 0 to 255; from the darkest to the lightest that is ``used`` without more.

    Raises :class:`refusals.Unfit` for numbers that are none.
    """
    meant = np.asarray(apply_modality_lut(values, told), np.float64)
    if not np.isfinite(meant).all():
        raise Unfit("truncated")
    tones = _through_window(told, meant)
    if tones is not None and np.ptp(tones[used]) >= _LEAST_TONES:
        return tones
    seen = meant[used & ~_is_padding(told, values)]
    low, high = (seen.min(), seen.max()) if seen.size else (0.0, 0.0)
    return np.clip((meant - low) / max(high - low, 1e-9), 0.0, 1.0) * _WHITE


def _is_padding(told: Dataset, values: Numbers) -> NDArray[np.bool_]:
    padding = told.get("PixelPaddingValue")
    if padding is None:
        return np.zeros(values.shape, np.bool_)
    ends = sorted((int(padding), int(told.get("PixelPaddingRangeLimit", padding))))
    return np.asarray((values >= ends[0]) & (values <= ends[1]), np.bool_)


def _through_window(told: Dataset, meant: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Return tones as the device means them (PS3.3, C.11.2.1), ``None`` when it says nothing that can be used."""
    if told.get("VOILUTSequence"):
        bits = int(told.VOILUTSequence[0].LUTDescriptor[2])
        table = np.asarray(apply_voi(np.rint(meant).astype(np.int64), told), np.float64)
        return np.clip(table / ((1 << bits) - 1), 0.0, 1.0) * _WHITE
    centre, width = (_first(told.get(name)) for name in ("WindowCenter", "WindowWidth"))
    if centre is None or width is None or not width > 0:
        return None
    function = str(told.get("VOILUTFunction", "LINEAR"))
    if function == "SIGMOID":
        return np.asarray(_WHITE / (1.0 + np.exp(np.clip(-4.0 * (meant - centre) / width, -50.0, 50.0))))
    if function != "LINEAR_EXACT":
        centre, width = centre - 0.5, max(width - 1.0, 1e-9)
    return np.clip((meant - centre) / width + 0.5, 0.0, 1.0) * _WHITE


def _first(value: float | MultiValue[float] | None) -> float | None:
    """Return a number, the first of several ways to see a view."""
    told = value[0] if isinstance(value, MultiValue) else value
    return float(told) if told is not None and np.isfinite(told) else None


def _in_eight(colours: Numbers, bits: int) -> NDArray[np.uint8]:
    return (colours >> max(0, min(bits, colours.itemsize * _BITS) - _BITS)).astype(np.uint8)
