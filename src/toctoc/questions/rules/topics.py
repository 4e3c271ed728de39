"""The topics of questions: the seventeen of #DocTocToc, then specialties and fields of care.

The first seventeen are the historic hashtags of the French #DocTocToc bot, kept so that those who used it find
their words again.
"""

from __future__ import annotations

from dataclasses import dataclass

from toctoc.kernel.errors import Invalid
from toctoc.people.rules.professions import is_student, may_answer

MOST_TOPICS = 3


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its slug in rows and addresses, its French and English names."""

    slug: str
    french: str
    english: str


TOPICS: dict[str, Topic] = {
    topic.slug: topic
    for topic in (
        Topic("diagnostic", "Diagnostic", "Diagnosis"),
        Topic("traitement", "Traitement", "Treatment"),
        Topic("suivi-chronique", "Suivi chronique", "Chronic follow-up"),
        Topic("assureur", "Assureur", "Insurer"),
        Topic("legal", "Légal", "Legal"),
        Topic("exercice", "Exercice", "Practice life"),
        Topic("materiel", "Matériel", "Equipment"),
        Topic("numerique", "Numérique", "Digital"),
        Topic("physiologie", "Physiologie", "Physiology"),
        Topic("ordre", "Ordre", "Professional order"),
        Topic("vaccin", "Vaccin", "Vaccine"),
        Topic("prevention", "Prévention", "Prevention"),
        Topic("maieutique", "Maïeutique", "Midwifery"),
        Topic("universitaire", "Universitaire", "Academic"),
        Topic("documentation", "Documentation", "Literature"),
        Topic("formation", "Formation", "Training"),
        Topic("medicament", "Médicament", "Medicine"),
        Topic("cardiologie", "Cardiologie", "Cardiology"),
        Topic("dermatologie", "Dermatologie", "Dermatology"),
        Topic("pediatrie", "Pédiatrie", "Paediatrics"),
        Topic("geriatrie", "Gériatrie", "Geriatrics"),
        Topic("gynecologie", "Gynécologie", "Gynaecology"),
        Topic("psychiatrie", "Psychiatrie", "Psychiatry"),
        Topic("neurologie", "Neurologie", "Neurology"),
        Topic("pneumologie", "Pneumologie", "Pulmonology"),
        Topic("rhumatologie", "Rhumatologie", "Rheumatology"),
        Topic("endocrinologie", "Endocrinologie", "Endocrinology"),
        Topic("gastro-enterologie", "Gastro-entérologie", "Gastroenterology"),
        Topic("nephrologie", "Néphrologie", "Nephrology"),
        Topic("urologie", "Urologie", "Urology"),
        Topic("orl", "ORL", "ENT"),
        Topic("ophtalmologie", "Ophtalmologie", "Ophthalmology"),
        Topic("infectiologie", "Infectiologie", "Infectious diseases"),
        Topic("allergologie", "Allergologie", "Allergology"),
        Topic("oncologie", "Oncologie", "Oncology"),
        Topic("hematologie", "Hématologie", "Haematology"),
        Topic("urgences", "Urgences", "Emergencies"),
        Topic("soins-palliatifs", "Soins palliatifs", "Palliative care"),
        Topic("addictologie", "Addictologie", "Addiction medicine"),
        Topic("odontologie", "Odontologie", "Dentistry"),
        Topic("plaies", "Plaies et pansements", "Wounds and dressings"),
        Topic("reeducation", "Rééducation", "Rehabilitation"),
        Topic("aide-a-domicile", "Aide à domicile", "Home care"),
    )
}

# What an actor is asked about first: by specialty for physicians, by profession for the others.
EXPECTED_OF_SPECIALTY: dict[str, tuple[str, ...]] = {
    "general_practice": (
        "diagnostic",
        "traitement",
        "suivi-chronique",
        "prevention",
        "vaccin",
        "assureur",
        "exercice",
    ),
    "cardiology": ("cardiologie",),
    "dermatology": ("dermatologie", "plaies"),
    "paediatrics": ("pediatrie", "vaccin"),
    "geriatrics": ("geriatrie", "soins-palliatifs"),
    "gynaecology": ("gynecologie", "maieutique"),
    "psychiatry": ("psychiatrie", "addictologie"),
    "neurology": ("neurologie",),
    "pulmonology": ("pneumologie",),
    "rheumatology": ("rhumatologie",),
    "endocrinology": ("endocrinologie",),
    "gastroenterology": ("gastro-enterologie",),
    "nephrology": ("nephrologie",),
    "urology": ("urologie",),
    "ent": ("orl",),
    "ophthalmology": ("ophtalmologie",),
    "infectious_diseases": ("infectiologie", "vaccin"),
    "allergology": ("allergologie",),
    "oncology": ("oncologie",),
    "haematology": ("hematologie",),
    "emergency_medicine": ("urgences", "diagnostic"),
    "palliative_care": ("soins-palliatifs",),
    "addictology": ("addictologie",),
    "radiology": ("diagnostic",),
    "anaesthesiology": ("medicament", "urgences"),
    "surgery": ("plaies", "diagnostic"),
    "visceral_surgery": ("gastro-enterologie", "plaies"),
    "orthopaedic_surgery": ("reeducation", "plaies"),
    "paediatric_surgery": ("pediatrie",),
    "plastic_surgery": ("plaies",),
    "thoracic_surgery": ("cardiologie", "pneumologie"),
    "vascular_surgery": ("plaies", "cardiologie"),
    "neurosurgery": ("neurologie",),
    "maxillofacial_surgery": ("odontologie", "orl"),
    "stomatology": ("odontologie",),
    "obstetrics": ("gynecologie", "maieutique"),
    "child_psychiatry": ("psychiatrie", "pediatrie"),
    "radiotherapy": ("oncologie",),
    "intensive_care": ("urgences", "medicament"),
    "internal_medicine": ("diagnostic", "infectiologie"),
    "vascular_medicine": ("cardiologie", "plaies"),
    "rehabilitation_medicine": ("reeducation", "materiel"),
    "occupational_medicine": ("prevention", "legal"),
    "public_health": ("prevention", "documentation"),
    "medical_biology": ("diagnostic", "hematologie"),
    "pathology": ("diagnostic",),
    "medical_genetics": ("diagnostic",),
    "nuclear_medicine": ("diagnostic",),
    "forensic_medicine": ("legal",),
    "medical_research": ("documentation", "universitaire"),
    "oral_surgery": ("odontologie",),
    "orthodontics": ("odontologie",),
    "oral_medicine": ("odontologie",),
    "advanced_chronic_care": ("suivi-chronique", "endocrinologie", "cardiologie"),
    "advanced_oncology": ("oncologie", "hematologie"),
    "advanced_kidney_care": ("nephrologie",),
    "advanced_mental_health": ("psychiatrie", "addictologie"),
    "advanced_emergency": ("urgences",),
    "theatre_nursing": ("plaies", "materiel"),
    "anaesthetic_nursing": ("urgences", "medicament"),
    "childrens_nursing": ("pediatrie", "vaccin"),
}
EXPECTED_OF_PROFESSION: dict[str, tuple[str, ...]] = {
    "doctor": ("diagnostic", "traitement"),
    "nurse": ("plaies", "exercice", "soins-palliatifs", "materiel"),
    "midwife": ("maieutique", "gynecologie"),
    "physiotherapist": ("reeducation", "materiel"),
    "pharmacist": ("medicament", "vaccin"),
    "dentist": ("odontologie",),
    "home_care_aide": ("aide-a-domicile", "materiel"),
    "carer": ("aide-a-domicile",),
    "nursing_assistant": ("geriatrie", "aide-a-domicile"),
    "psychologist": ("psychiatrie",),
    "speech_therapist": ("reeducation", "orl"),
    "dietitian": ("endocrinologie", "prevention"),
    "occupational_therapist": ("reeducation", "materiel", "aide-a-domicile"),
    "podiatrist": ("plaies",),
    "orthoptist": ("ophtalmologie",),
    "medical_secretary": ("numerique", "exercice"),
    "psychomotor_therapist": ("reeducation", "pediatrie"),
    "radiographer": ("materiel", "exercice"),
    "laboratory_technician": ("materiel", "exercice"),
    "medical_physicist": ("oncologie", "materiel"),
    "hearing_aid_specialist": ("orl", "materiel"),
    "optician": ("ophtalmologie", "materiel"),
    "orthoprosthetist": ("materiel", "reeducation"),
    "podo_orthotist": ("materiel", "reeducation"),
    "orthopaedic_fitter": ("materiel", "reeducation"),
    "ocularist": ("ophtalmologie", "materiel"),
    "anaplastologist": ("materiel",),
    "dental_assistant": ("odontologie",),
    "social_worker": ("assureur", "legal", "aide-a-domicile"),
    "psychotherapist": ("psychiatrie",),
    "osteopath": ("reeducation",),
    "chiropractor": ("reeducation",),
    "childcare_assistant": ("pediatrie",),
    "pharmacy_technician": ("medicament",),
    "ambulance_attendant": ("urgences", "materiel"),
}
EXPECTED_OF_STUDENTS: tuple[str, ...] = ("universitaire", "formation")


def checked_topics(asked: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Return the topics without repetition; raise :class:`Invalid` for none, too many or an unknown one."""
    topics = tuple(dict.fromkeys(asked))
    if not topics:
        raise Invalid("Choisissez au moins un thème : il dit à qui frapper.", field="topics")
    if len(topics) > MOST_TOPICS:
        raise Invalid("Trois thèmes au plus : les plus justes.", field="topics")
    if any(topic not in TOPICS for topic in topics):
        raise Invalid("Un de ces thèmes n’existe pas.", field="topics")
    return topics


def expected_topics(profession: str, specialty: str) -> tuple[str, ...]:
    """Return the topics on which a profession and specialty are waited for, save those it may not answer for."""
    if is_student(profession):
        expected = EXPECTED_OF_STUDENTS
    else:
        expected = EXPECTED_OF_SPECIALTY.get(specialty) or EXPECTED_OF_PROFESSION.get(profession, ())
    return tuple(topic for topic in expected if may_answer(profession, topic))


def topic_words(slug: str, language: str) -> str:
    """Return a topic's name in ``language``."""
    topic = TOPICS[slug]
    return topic.english if language == "en" else topic.french
