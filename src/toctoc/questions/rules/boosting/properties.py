"""What a rule may ask of a question: names, types, meanings, and the words that a property can have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from toctoc.people.rules.professions import PROFESSIONS, SPECIALTIES
from toctoc.questions.rules.topics import TOPICS
from toctoc.questions.rules.urgency import Urgency

Value: TypeAlias = str | int | bool | tuple[str, ...]


class Type(StrEnum):
    """What a property holds."""

    YES_NO = "yes or no"
    TEXT = "text"
    WORD = "word"
    WORDS = "words"
    NUMBER = "number"


# French and English words of the page.
TYPE_WORDS: dict[Type, tuple[str, str]] = {
    Type.YES_NO: ("oui ou non", "yes or no"),
    Type.TEXT: ("texte", "text"),
    Type.WORD: ("un mot de la liste", "a word from the list"),
    Type.WORDS: ("des mots de la liste", "words from the list"),
    Type.NUMBER: ("nombre", "number"),
}


@dataclass(frozen=True, slots=True)
class Property:
    """One thing a rule may ask; ``words`` are all that a property of words can be, empty when it may be anything."""

    name: str
    type: Type
    french: str
    english: str
    words: frozenset[str] = frozenset()


KINDS = frozenset(("question", "survey", "thesis"))
PROPERTIES: dict[str, Property] = {
    one.name: one
    for one in (
        Property(
            "profession",
            Type.WORD,
            "Profession de la personne qui demande, qu’elle soit prouvée ou non.",
            "Profession of the asker, proved or only declared.",
            frozenset(PROFESSIONS) | {""},
        ),
        Property(
            "specialty",
            Type.WORD,
            "Spécialité de la personne qui demande.",
            "Specialty of the asker.",
            frozenset(SPECIALTIES) | {""},
        ),
        Property("proved", Type.YES_NO, "Sa profession est prouvée aujourd’hui.", "The profession is proved today."),
        Property(
            "text",
            Type.TEXT,
            "Ce que dit la question, sans tenir compte des majuscules ni des accents.",
            "What the question says; case and accents do not matter.",
        ),
        Property("length", Type.NUMBER, "Longueur du texte, en caractères.", "Length of the text, in characters."),
        Property("topics", Type.WORDS, "Thèmes de la question.", "Topics of the question.", frozenset(TOPICS)),
        Property(
            "urgency", Type.WORD, "Urgence de la question.", "Urgency of the question.", frozenset(map(str, Urgency))
        ),
        Property("language", Type.TEXT, "Langue du texte, en deux lettres.", "Language of the text, in two letters."),
        Property(
            "kind",
            Type.WORD,
            "Question, enquête ou questionnaire de thèse.",
            "A question, a survey or a thesis questionnaire.",
            KINDS,
        ),
        Property(
            "promised",
            Type.YES_NO,
            "Les deux promesses d’une enquête ou d’une thèse sont faites.",
            "The two promises of a survey or a thesis are made.",
        ),
        Property(
            "broken_promises",
            Type.NUMBER,
            "Promesses que cette personne n’a pas tenues.",
            "How many promises the asker did not keep.",
        ),
        Property("asks", Type.YES_NO, "Le texte contient un point d’interrogation.", "The text has a question mark."),
        Property("has_files", Type.YES_NO, "Un fichier est joint.", "A file goes with it."),
        Property("has_links", Type.YES_NO, "Le texte contient un lien.", "The text has a link."),
        Property(
            "boosted_this_week",
            Type.NUMBER,
            "Questions de cette personne déjà relayées ces sept derniers jours.",
            "How many questions of the asker were relayed in the last seven days.",
        ),
    )
}
