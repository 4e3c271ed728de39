"""The family of detectors: one folder each, and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.privacy.rules.detectors.email import EmailDetector
from toctoc.privacy.rules.detectors.nir import NirDetector
from toctoc.privacy.rules.detectors.phone import PhoneDetector
from toctoc.privacy.rules.detectors.rpps import RppsDetector

if TYPE_CHECKING:
    from toctoc.privacy.rules.findings import Detector

DETECTORS: tuple[Detector, ...] = (EmailDetector(), NirDetector(), PhoneDetector(), RppsDetector())
