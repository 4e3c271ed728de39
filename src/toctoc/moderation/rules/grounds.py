"""On which ground moderation decides: a law with its article, or a rule of the place.

Article 17(3) of Regulation (EU) 2022/2065 asks for a reference to the ground and for why it applies. Articles of French
codes as in force in November 2026; a rule is a heading of the page ``/regles``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground in words; ``article`` says where it is written, in French and in English."""

    slug: str
    french: str
    english: str
    article: str
    is_law: bool

    def words(self, language: str) -> str:
        """Return what it is, in French or in English."""
        return self.english if language == "en" else self.french


# Where a law has no line of its own; translated, as headings of rules are.
NO_ARTICLE = "Article cité dans les faits"
_LAWS = (
    ("threat", "Menace contre une personne", "Threat against a person", "Code pénal, art. 222-17"),
    ("harassment", "Harcèlement", "Harassment", "Code pénal, art. 222-33-2-2"),
    (
        "hatred",
        "Provocation à la haine ou à la violence",
        "Incitement to hatred or violence",
        "Loi du 29 juillet 1881, art. 24",
    ),
    ("insult", "Injure ou diffamation", "Insult or defamation", "Loi du 29 juillet 1881, art. 29"),
    ("terrorism", "Apologie du terrorisme", "Glorification of terrorism", "Code pénal, art. 421-2-5"),
    ("child_abuse", "Abus sexuel sur mineur", "Sexual abuse of a minor", "Code pénal, art. 227-23"),
    ("suicide", "Provocation au suicide", "Incitement to suicide", "Code pénal, art. 223-13"),
    ("secrecy", "Secret professionnel rompu", "Breach of professional secrecy", "Code pénal, art. 226-13"),
    ("privacy", "Atteinte à la vie privée", "Invasion of privacy", "Code civil, art. 9"),
    (
        "practice",
        "Exercice illégal de la médecine",
        "Illegal practice of medicine",
        "Code de la santé publique, art. L. 4161-1",
    ),
    ("title", "Usurpation d’un titre", "Use of a false title", "Code pénal, art. 433-17"),
    (
        "medicine",
        "Publicité interdite pour un médicament",
        "Forbidden advertising of a medicine",
        "Code de la santé publique, art. L. 5122-6",
    ),
    ("fraud", "Escroquerie", "Fraud", "Code pénal, art. 313-1"),
    ("advertising", "Publicité déguisée", "Disguised advertising", "Code de la consommation, art. L. 121-4"),
    ("copy", "Contrefaçon", "Infringement of copyright", "Code de la propriété intellectuelle, art. L. 335-3"),
    ("other_law", "Autre contenu contraire à la loi", "Other illegal content", NO_ARTICLE),
)
_RULES = (
    ("recognisable", "Quelqu’un peut être reconnu", "Somebody can be recognised", "Personne ne doit être reconnu"),
    (
        "place",
        "Quelqu’un ne parle pas de sa place",
        "Somebody does not speak from their own place",
        "Parler de sa place",
    ),
    ("useful", "Message indésirable ou hors sujet", "Spam or off topic", "Être utile"),
    ("rating", "Soignant noté ou dénigré", "Health professional rated or disparaged", "Ne pas noter les soignants"),
    ("respect", "Manque de respect", "Lack of respect", "Et sinon"),
    ("interest", "Lien d’intérêt caché", "Hidden interest", "Parler de sa place"),
)
GROUNDS: dict[str, Ground] = {
    slug: Ground(slug, french, english, article, is_law)
    for rows, is_law in ((_LAWS, True), (_RULES, False))
    for slug, french, english, article in rows
}
# Offences of articles 3 to 7 of Directive 2011/93/EU: article 16(2)(c) asks no name of whoever tells.
NAMELESS = "child_abuse"
# Grounds on which somebody's life may hang: article 18 asks to tell the authorities at once.
GRAVE = frozenset({"threat", "terrorism", "child_abuse", "suicide"})
