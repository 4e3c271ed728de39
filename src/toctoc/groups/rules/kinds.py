"""What a group may be: for whom, about what, how one joins, who finds it."""

from __future__ import annotations

import re
import unicodedata

from toctoc.kernel.errors import Invalid
from toctoc.people.rules.departments import DEPARTMENTS
from toctoc.people.rules.handles import LONGEST as LONGEST_HANDLE
from toctoc.people.rules.professions import PROFESSIONS, SPECIALTIES

PATIENTS, PROFESSIONALS, MIXED = "patients", "professionals", "mixed"
# Slug: French and English words, as for voices.
KINDS: dict[str, tuple[str, str]] = {
    PATIENTS: ("Patients et proches", "Patients and relatives"),
    PROFESSIONALS: ("Professionnels", "Professionals"),
    MIXED: ("Patients et professionnels", "Patients and professionals"),
}

CONDITION, TREATMENT, RELATIVES = "condition", "treatment", "relatives"
PROFESSION, SPECIALTY, TERRITORY, OTHER = "profession", "specialty", "territory", "other"
SUBJECTS: dict[str, tuple[str, str]] = {
    CONDITION: ("Une maladie", "A condition"),
    TREATMENT: ("Un traitement", "A treatment"),
    RELATIVES: ("Les proches", "Relatives"),
    PROFESSION: ("Une profession", "A profession"),
    SPECIALTY: ("Une spécialité", "A specialty"),
    TERRITORY: ("Un territoire", "A territory"),
    OTHER: ("Autre chose", "Something else"),
}

OPEN, BY_REQUEST, BY_INVITATION, BY_PROOF = "open", "request", "invitation", "proof"
JOININGS: dict[str, tuple[str, str]] = {
    OPEN: ("Ouvert : on entre d’un geste", "Open: anybody joins at once"),
    BY_REQUEST: ("Sur demande : la modération du groupe répond", "By request: the group’s moderators answer"),
    BY_INVITATION: ("Sur invitation seulement", "By invitation only"),
    BY_PROOF: ("Sur preuve : une profession vérifiée", "By proof: a verified profession"),
}

EVERYBODY, MEMBERS, HIDDEN = "public", "members", "hidden"
REACHES: dict[str, tuple[str, str]] = {
    EVERYBODY: ("Tout le monde voit que le groupe existe", "Everybody sees that the group exists"),
    MEMBERS: ("Les personnes inscrites ici le voient", "People who signed up here see it"),
    HIDDEN: ("Seuls ses membres et ses invités le voient", "Only its members and those invited see it"),
}

LONGEST_SUBJECT = 60
MOST_PROFESSIONS = 4
# Addresses of this room that a handle would hide.
_RESERVED = frozenset({"nouveau", "relire", "miens"})


def checked(value: str, known: dict[str, tuple[str, str]], field: str) -> str:
    """Return ``value`` when it is one of ``known``; raise :class:`Invalid` for any other."""
    if value not in known:
        raise Invalid("Ce choix n’est pas dans la liste.", field=field)
    return value


def folded(words: str) -> str:
    """Return ``words`` for comparing: lower case, no accents, single spaces."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w]+", " ", kept).split())


def handle_for(name: str) -> str:
    """Return the handle that a name suggests: letters without accents, figures, underscores; maybe empty."""
    return re.sub(r"[^a-z0-9]+", "_", folded(name))[:LONGEST_HANDLE].strip("_")


def check_handle(handle: str) -> str:
    """Return ``handle``; raise :class:`Invalid` for an address of this room's own."""
    if handle in _RESERVED:
        raise Invalid("Cet identifiant est réservé. Choisissez-en un autre.", field="handle")
    return handle


def checked_subject(about: str, subject: str) -> str:
    """Return what a group is about: a slug for a profession, specialty or territory, else the words given."""
    known = {PROFESSION: set(PROFESSIONS), SPECIALTY: set(SPECIALTIES), TERRITORY: set(DEPARTMENTS)}.get(about)
    if known is not None and subject not in known:
        raise Invalid("Choisissez dans la liste.", field="subject")
    if about in {CONDITION, TREATMENT} and not folded(subject):
        raise Invalid("Dites en quelques mots de quoi parle ce groupe.", field="subject")
    if len(subject) > LONGEST_SUBJECT:
        raise Invalid("Le sujet a au plus %(longest)s caractères.", field="subject", longest=LONGEST_SUBJECT)
    return subject


def checked_professions(professions: list[str]) -> str:
    """Return the professions that open a group, separated by spaces; none is any proved profession."""
    if any(slug not in PROFESSIONS for slug in professions):
        raise Invalid("Choisissez une profession parmi celles de la liste.", field="professions")
    if len(set(professions)) > MOST_PROFESSIONS:
        raise Invalid("Choisissez au plus %(most)s professions.", field="professions", most=MOST_PROFESSIONS)
    return " ".join(sorted(set(professions)))


def subject_words(about: str, subject: str, language: str) -> str:
    """Return what a group is about in words; empty when it says nothing."""
    english = language == "en"
    if about == PROFESSION and subject in PROFESSIONS:
        known = PROFESSIONS[subject]
        return known.english if english else known.french
    if about == SPECIALTY and subject in SPECIALTIES:
        return SPECIALTIES[subject][english]
    if about == TERRITORY:
        return DEPARTMENTS.get(subject, "")
    return subject or (SUBJECTS[RELATIVES][english] if about == RELATIVES else "")
