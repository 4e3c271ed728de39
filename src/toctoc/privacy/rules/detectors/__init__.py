"""The family of detectors: one folder each, and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.address import AddressDetector
from toctoc.privacy.rules.detectors.age import AgeDetector
from toctoc.privacy.rules.detectors.birth import BirthDetector
from toctoc.privacy.rules.detectors.commune import CommuneDetector
from toctoc.privacy.rules.detectors.dates import DateDetector
from toctoc.privacy.rules.detectors.email import EmailDetector
from toctoc.privacy.rules.detectors.family import FamilyDetector
from toctoc.privacy.rules.detectors.handle import HandleDetector
from toctoc.privacy.rules.detectors.hospital import HospitalDetector
from toctoc.privacy.rules.detectors.iban import IbanDetector
from toctoc.privacy.rules.detectors.initials import InitialDetector
from toctoc.privacy.rules.detectors.job_place import JobPlaceDetector
from toctoc.privacy.rules.detectors.names import NameDetector
from toctoc.privacy.rules.detectors.nir import NirDetector
from toctoc.privacy.rules.detectors.patient_number import PatientNumberDetector
from toctoc.privacy.rules.detectors.phone import PhoneDetector
from toctoc.privacy.rules.detectors.plate import PlateDetector
from toctoc.privacy.rules.detectors.postcode import PostcodeDetector
from toctoc.privacy.rules.detectors.propagation import Propagation
from toctoc.privacy.rules.detectors.rare_place import RarePlaceDetector
from toctoc.privacy.rules.detectors.registers import RegisterDetector
from toctoc.privacy.rules.detectors.rpps import RppsDetector
from toctoc.privacy.rules.detectors.unexplained import Unexplained
from toctoc.privacy.rules.detectors.url import UrlDetector

if TYPE_CHECKING:
    from toctoc.privacy.rules.findings import Detector, Later

DETECTORS: tuple[Detector, ...] = (
    AddressDetector(),
    AgeDetector(),
    BirthDetector(),
    CommuneDetector(),
    DateDetector(),
    EmailDetector(),
    FamilyDetector(),
    HandleDetector(),
    HospitalDetector(),
    IbanDetector(),
    InitialDetector(),
    JobPlaceDetector(),
    NameDetector(),
    NirDetector(),
    PatientNumberDetector(),
    PhoneDetector(),
    PlateDetector(),
    PostcodeDetector(),
    RarePlaceDetector(),
    RegisterDetector(),
    RppsDetector(),
    UrlDetector(),
)
# Those whose findings may be of the strictest level, for labels and names, which nothing else stops.
STRICT: tuple[Detector, ...] = tuple(
    detector
    for detector in DETECTORS
    if isinstance(
        detector,
        AddressDetector
        | BirthDetector
        | EmailDetector
        | IbanDetector
        | NirDetector
        | PatientNumberDetector
        | PhoneDetector
        | RegisterDetector
        | RppsDetector,
    )
)
# These look at what the others found.
LATER: tuple[Later, ...] = (Propagation(), Unexplained())
