"""The professions an actor may declare, and the specialties of physicians.

Sources: Code de la santé publique, fourth part (regulated health professions); Code de l'action
sociale et des familles for home-care aides. Labels are those in common use, feminine and masculine
kept out by the neutral word where French has one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profession:
    """A profession: its slug in rows and addresses, its French and English names, plural for sentences."""

    slug: str
    french: str
    english: str
    french_plural: str
    english_plural: str


PROFESSIONS: dict[str, Profession] = {
    p.slug: p
    for p in (
        Profession("doctor", "Médecin", "Doctor", "médecins", "doctors"),
        Profession("nurse", "Infirmier·ère", "Nurse", "infirmières et infirmiers", "nurses"),
        Profession("midwife", "Sage-femme", "Midwife", "sages-femmes", "midwives"),
        Profession("physiotherapist", "Kinésithérapeute", "Physiotherapist", "kinésithérapeutes", "physiotherapists"),
        Profession("pharmacist", "Pharmacien·ne", "Pharmacist", "pharmaciennes et pharmaciens", "pharmacists"),
        Profession("dentist", "Chirurgien-dentiste", "Dentist", "chirurgiens-dentistes", "dentists"),
        Profession("home_care_aide", "Aide à domicile", "Home-care aide", "aides à domicile", "home-care aides"),
        Profession(
            "nursing_assistant",
            "Aide-soignant·e",
            "Nursing assistant",
            "aides-soignantes et aides-soignants",
            "nursing assistants",
        ),
        Profession("psychologist", "Psychologue", "Psychologist", "psychologues", "psychologists"),
        Profession("speech_therapist", "Orthophoniste", "Speech therapist", "orthophonistes", "speech therapists"),
        Profession("dietitian", "Diététicien·ne", "Dietitian", "diététiciennes et diététiciens", "dietitians"),
        Profession(
            "occupational_therapist",
            "Ergothérapeute",
            "Occupational therapist",
            "ergothérapeutes",
            "occupational therapists",
        ),
        Profession("podiatrist", "Pédicure-podologue", "Podiatrist", "pédicures-podologues", "podiatrists"),
        Profession("orthoptist", "Orthoptiste", "Orthoptist", "orthoptistes", "orthoptists"),
        Profession("carer", "Auxiliaire de vie", "Carer", "auxiliaires de vie", "carers"),
        Profession(
            "medical_secretary",
            "Secrétaire médical·e",
            "Medical secretary",
            "secrétaires médicales",
            "medical secretaries",
        ),
    )
}

SPECIALTIES: dict[str, tuple[str, str]] = {
    "general_practice": ("médecine générale", "general practice"),
    "cardiology": ("cardiologie", "cardiology"),
    "dermatology": ("dermatologie", "dermatology"),
    "paediatrics": ("pédiatrie", "paediatrics"),
    "geriatrics": ("gériatrie", "geriatrics"),
    "gynaecology": ("gynécologie", "gynaecology"),
    "psychiatry": ("psychiatrie", "psychiatry"),
    "neurology": ("neurologie", "neurology"),
    "pulmonology": ("pneumologie", "pulmonology"),
    "rheumatology": ("rhumatologie", "rheumatology"),
    "endocrinology": ("endocrinologie", "endocrinology"),
    "gastroenterology": ("gastro-entérologie", "gastroenterology"),
    "nephrology": ("néphrologie", "nephrology"),
    "urology": ("urologie", "urology"),
    "ent": ("ORL", "ENT"),
    "ophthalmology": ("ophtalmologie", "ophthalmology"),
    "infectious_diseases": ("infectiologie", "infectious diseases"),
    "allergology": ("allergologie", "allergology"),
    "oncology": ("oncologie", "oncology"),
    "haematology": ("hématologie", "haematology"),
    "emergency_medicine": ("médecine d’urgence", "emergency medicine"),
    "palliative_care": ("soins palliatifs", "palliative care"),
    "addictology": ("addictologie", "addiction medicine"),
    "radiology": ("radiologie", "radiology"),
    "anaesthesiology": ("anesthésie-réanimation", "anaesthesiology"),
    "surgery": ("chirurgie", "surgery"),
}


# What an organisation can prove to be; apart from professions, because it opens nothing that is for professionals.
INSTITUTIONS: dict[str, tuple[str, str]] = {
    "hospital": ("Hôpital", "Hospital"),
    "clinic": ("Clinique", "Clinic"),
    "nursing_home": ("Maison de retraite médicalisée", "Nursing home"),
    "home_care_service": ("Service d’aide à domicile", "Home-care service"),
    "health_centre": ("Maison ou centre de santé", "Health centre"),
    "school": ("École ou faculté de santé", "School of health"),
    "association": ("Association de santé", "Health association"),
    "public_body": ("Organisme public de santé", "Public health body"),
}


def institution_words(institution: str, language: str) -> str:
    """Return "Hôpital" or "Hospital"; empty when there is none."""
    known = INSTITUTIONS.get(institution)
    return known[language == "en"] if known else ""


def profession_words(profession: str, specialty: str, language: str) -> str:
    """Return "Médecin, dermatologie" or "Doctor, dermatology"; empty when there is no profession."""
    known = PROFESSIONS.get(profession)
    if known is None:
        return ""
    word = known.english if language == "en" else known.french
    labels = SPECIALTIES.get(specialty)
    return f"{word}, {labels[language == 'en']}" if labels else word
