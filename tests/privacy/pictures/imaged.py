"""DICOM files made by code, with a marker in every kind of tag that has words."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image
from pydicom import Dataset, FileMetaDataset, Sequence, uid
from pydicom.dataelem import DataElement
from pydicom.encaps import encapsulate

from tests.privacy.pictures.drawn import skin
from tests.privacy.pictures.planted import MARK, mark, written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Words, one marker each.
_WORDED = (
    "PatientName", "PatientID", "PatientAddress", "PatientComments", "OtherPatientNames", "PatientBirthName",
    "PatientMotherBirthName", "PatientTelephoneNumbers", "InstitutionName", "InstitutionAddress", "AccessionNumber",
    "ReferringPhysicianName", "PerformingPhysicianName", "OperatorsName", "StationName", "StudyDescription",
    "SeriesDescription", "StudyID", "ProtocolName", "ImageComments", "DeviceSerialNumber", "Manufacturer",
    "AdditionalPatientHistory", "MedicalRecordLocator", "Occupation", "RequestedProcedureDescription",
)  # fmt: skip
_EIGHT, _SIXTEEN = 8, 16


def dicom(
    pixels: bytes,
    size: tuple[int, int],
    *,
    bits: tuple[int, int] = (_EIGHT, _EIGHT),
    kind: str = "MONOCHROME2",
    syntax: str = uid.ExplicitVRLittleEndian,
    **tags: Any,
) -> bytes:
    """Return a file of raw ``pixels``, or of one frame in a compressed ``syntax``; ``bits``: allocated and stored."""
    told = Dataset()
    for name in _WORDED:
        setattr(told, name, f"{MARK}{name[:9]}")
    told.PatientBirthDate = "19540312"
    told.ContentSequence = Sequence([Dataset()])
    told.ContentSequence[0].TextValue = f"{MARK}within"
    told.private_block(0x0011, f"{MARK}maker", create=True).add_new(0x01, "UT", f"{MARK}private")
    told.add(DataElement(0x60003000, "OW", mark("overlay") * 2))
    told.DataSetTrailingPadding = mark("padding") * 2
    told.SOPClassUID, told.SOPInstanceUID = uid.SecondaryCaptureImageStorage, uid.generate_uid()
    told.Columns, told.Rows = size
    told.BitsAllocated, told.BitsStored = bits
    told.HighBit, told.PixelRepresentation = bits[1] - 1, 0
    told.PhotometricInterpretation = kind
    told.SamplesPerPixel = 3 if kind[:3] in {"RGB", "YBR"} else 1
    if told.SamplesPerPixel > 1:
        told.PlanarConfiguration = 0
    packed = uid.UID(syntax).is_compressed and syntax != uid.DeflatedExplicitVRLittleEndian
    told.PixelData = encapsulate([pixels]) if packed else pixels
    told["PixelData"].VR = "OB" if packed or bits[0] == _EIGHT else "OW"
    for name, value in tags.items():
        setattr(told, name, value)
    told.file_meta = FileMetaDataset()
    told.file_meta.TransferSyntaxUID = uid.UID(syntax)
    told.file_meta.ImplementationVersionName = f"{MARK}software"[:16]
    wrote = BytesIO()
    told.save_as(wrote, enforce_file_format=True)
    return mark("preamble").ljust(128, b"\0") + wrote.getvalue()[128:]


def slope(size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Return greys from black at the top to white at the bottom."""
    return Image.linear_gradient("L").resize(size)


def grey(size: tuple[int, int] = (64, 48), **tags: Any) -> bytes:
    return dicom(slope(size).tobytes(), size, **tags)


def _colour(size: tuple[int, int] = (64, 48), **tags: Any) -> bytes:
    return dicom(skin(size).tobytes(), size, kind="RGB", **tags)


def _twelve_bits() -> bytes:
    return dicom(deep(slope()), (64, 48), bits=(_SIXTEEN, 12), WindowCenter=2048, WindowWidth=4096)


def deep(picture: Image.Image, part: int = 16, offset: int = 0) -> bytes:
    """Return a grey picture in sixteen bits, each value ``part`` times as large."""
    return b"".join((value * part + offset).to_bytes(2, "little", signed=offset < 0) for value in picture.tobytes())


SYNTAXES: Mapping[str, Callable[[], bytes]] = {
    "explicit": grey,
    "implicit": lambda: grey(syntax=uid.ImplicitVRLittleEndian),
    "big": lambda: grey(syntax=uid.ExplicitVRBigEndian),
    "colours": _colour,
    "twelve bits": _twelve_bits,
    "jpeg": lambda: dicom(written(slope(), "JPEG", quality=95), (64, 48), syntax=uid.JPEGBaseline8Bit),
    "jpeg colours": lambda: dicom(
        written(skin((64, 48)), "JPEG", comment=mark("comment")),
        (64, 48),
        syntax=uid.JPEGBaseline8Bit,
        kind="YBR_FULL_422",
    ),
    "jpeg 2000": lambda: dicom(written(slope(), "JPEG2000", no_jp2=True), (64, 48), syntax=uid.JPEG2000Lossless),
    "run lengths": lambda: dicom(packed_runs(slope()), (64, 48), syntax=uid.RLELossless),
}


def packed_runs(picture: Image.Image) -> bytes:
    """Return a grey picture as run lengths (PS3.5, annex G), every run literal."""
    rows = [
        picture.tobytes()[at : at + picture.width] for at in range(0, picture.width * picture.height, picture.width)
    ]
    runs = b"".join(bytes([len(row) - 1]) + row for row in rows)
    head = (1).to_bytes(4, "little") + (64).to_bytes(4, "little") + bytes(56)
    return head + runs + b"\0" * (len(runs) % 2)
