"""How large a demonstration world is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

SPAN = timedelta(days=548)

# Roles whose texts need somebody to say them: the twelve professions, physicians by specialty.
_FEW = [
    "radiology",
    "surgery",
    "anaesthesiology",
    "haematology",
    "oncology",
    "urology",
    "nephrology",
    "ent",
    "ophthalmology",
    "allergology",
    "addictology",
    "palliative_care",
    "endocrinology",
    "gastroenterology",
    "pulmonology",
]
_SOME = [
    "cardiology",
    "dermatology",
    "paediatrics",
    "geriatrics",
    "gynaecology",
    "psychiatry",
    "neurology",
    "rheumatology",
    "infectious_diseases",
    "emergency_medicine",
]
PROFESSIONALS: dict[str, int] = {
    "doctor:general_practice": 14,
    **{f"doctor:{specialty}": 2 for specialty in _SOME},
    **{f"doctor:{specialty}": 1 for specialty in _FEW},
    "nurse": 18,
    "pharmacist": 7,
    "home_care_aide": 8,
    "physiotherapist": 7,
    "midwife": 5,
    "nursing_assistant": 6,
    "psychologist": 5,
    "speech_therapist": 4,
    "dietitian": 4,
    "occupational_therapist": 4,
    "dentist": 3,
}


@dataclass(frozen=True, slots=True)
class Scale:
    """How many of each; ``posts`` is the exact number of posts when not zero."""

    # Multiplies PROFESSIONALS, which are 120.
    crowd: int
    patients: int
    hospitals: int
    questions: int
    plain: int
    follows: int
    favourites: int
    keeps: int
    posts: int = 0
    # Questions of the last hours that nobody answered yet.
    fresh: int = 12
    # How many times as busy the last ten days are: a small place whose week is worth looking at.
    rush: float = 6.0
    # How far back notifications go.
    notices: timedelta = SPAN


SMALL = Scale(crowd=1, patients=400, hospitals=3, questions=400, plain=230, follows=2_000, favourites=3_000, keeps=300)
LARGE = Scale(
    crowd=10,
    patients=3_768,
    hospitals=30,
    questions=46_000,
    plain=24_000,
    follows=300_000,
    favourites=500_000,
    keeps=20_000,
    posts=200_000,
    fresh=120,
    rush=1.0,
    notices=timedelta(days=30),
)
