"""The register as packaged: rules in French and English, the text each rests on, its address and its date.

An administrator changes the register on its page, and nothing here speaks for it any more (``privacy.models.rule``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# The whole code of public health: the number of an article leads to its version in force.
_CODE = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006072665/"
# Decrees 2020-1658 to 2020-1663: dentists, podiatrists, nurses, midwives, doctors, physiotherapists.
COMMUNICATION = (
    "Article R.4127-19-1 du code de la santé publique (décret nº 2020-1662), et ceux qui valent pour les autres métiers"
)
_DECREES = date(2020, 12, 22)
# Read in November 2026: R.6316-1 as in force since 5 June 2021, R.4127-39, and the decree 2020-1662 by its title and in
# comments of lawyers (no testimonials of others, no comparisons, nothing misleading). What was read in comments alone,
# or is drawn from a text that does not name it, says so in its source.


@dataclass(frozen=True, slots=True)
class Packaged:
    """A rule before anybody changed it; pairs are French, then English; ``reason`` is what the composer says."""

    slug: str
    title: tuple[str, str]
    text: tuple[str, str]
    source: str
    address: str
    dated: date
    action: str
    reason: str
    proposal: tuple[str, str]


_ALL = (
    Packaged(
        "consultation",
        ("Une question de santé n’est pas une consultation", "A health question is not a consultation"),
        (
            (
                "Ce service n’est pas une téléconsultation. Personne n’y pose de diagnostic ni n’y choisit de "
                "traitement pour vous. Une telle demande reçoit une orientation, jamais un avis médical."
            ),
            (
                "This service is not a teleconsultation. Nobody here makes a diagnosis or chooses a treatment for "
                "you. The answer to such a request says whom to turn to, and never gives medical advice."
            ),
        ),
        "Article R.6316-1 du code de la santé publique (actes de télémédecine)",
        _CODE,
        date(2021, 6, 3),
        "ask",
        "Cela ressemble à une demande de consultation. Ici, personne ne peut répondre à la place d’un soignant.",
        (
            "Je cherche des personnes qui ont vécu cela, et des questions à poser à mon médecin.",
            "I am looking for people who lived through this, and for questions to ask my doctor.",
        ),
    ),
    Packaged(
        "patient_confirmed",
        ("Une réponse publique ne dit pas que quelqu’un est un patient", "A public answer never says who is a patient"),
        (
            (
                "Le secret couvre tout ce que le professionnel apprend, à commencer par la visite elle-même. "
                "Répondre à un avis en parlant d’un soin confirme cette visite."
            ),
            (
                "Confidentiality covers all that a professional learns, beginning with the visit itself. Answering "
                "a review by speaking of care confirms that visit."
            ),
        ),
        "Articles L.1110-4 du code de la santé publique et 226-13 du code pénal (d’après des commentaires juridiques)",
        _CODE,
        date(2002, 3, 4),
        "ask",
        "Vous confirmez peut-être en public que cette personne est votre patiente ou votre patient.",
        (
            "Le secret professionnel nous empêche de répondre ici. Chacun peut joindre le secrétariat.",
            "Confidentiality keeps us from answering here. Anybody can contact the practice.",
        ),
    ),
    Packaged(
        "testimonial",
        ("Pas de témoignage sur un praticien", "No testimonials about a practitioner"),
        (
            (
                "La communication d’un professionnel ne fait pas appel à des témoignages de tiers. Ici, les "
                "praticiens n’ont ni étoiles ni classement."
            ),
            (
                "A professional’s communication does not rest on testimonials of others. Practitioners have "
                "neither stars nor ranks here."
            ),
        ),
        COMMUNICATION,
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000042731060",
        _DECREES,
        "ask",
        "Cela ressemble à un témoignage sur un praticien.",
        ("Voici ce que j’ai vécu, et ce qui m’a aidé.", "This is what I lived through, and what helped me."),
    ),
    Packaged(
        "comparison",
        ("Pas de comparaison entre praticiens", "No comparison between practitioners"),
        (
            (
                "La communication d’un professionnel est loyale et honnête. Elle ne repose pas sur des "
                "comparaisons avec d’autres médecins ou établissements."
            ),
            (
                "A professional’s communication is fair and honest. It does not rest on comparisons with other "
                "doctors or institutions."
            ),
        ),
        COMMUNICATION,
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000042731060",
        _DECREES,
        "ask",
        "Cela compare des praticiens ou des établissements.",
        ("Voici comment je travaille.", "This is how I work."),
    ),
    Packaged(
        "superlative",
        ("Des faits plutôt que des superlatifs", "Facts rather than superlatives"),
        (
            (
                "Un titre, une qualification, un mode d’exercice se disent. « Le meilleur » ou « numéro un » "
                "compare sans preuve et peut tromper."
            ),
            (
                "A title, a qualification, a way of working can be stated. “The best” or “number one” compares "
                "without proof and may mislead."
            ),
        ),
        f"{COMMUNICATION} : la loyauté y figure, le superlatif n’y est pas nommé",
        "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000042731060",
        _DECREES,
        "ask",
        "Ce superlatif compare sans preuve.",
        (
            "Spécialiste qualifié, j’exerce cette activité depuis [nombre] ans.",
            "A qualified specialist, I have done this work for [number] years.",
        ),
    ),
    Packaged(
        "advertising",
        ("Ni publicité ni vente", "No advertising, no sale"),
        (
            (
                "La santé n’est pas un commerce. Prix cassés, codes, liens rémunérés et ventes n’ont pas leur "
                "place ici. Un lien d’intérêt se déclare."
            ),
            "Health is not a trade. Discounts, codes, paid links and sales have no place here. Declare any interest.",
        ),
        "Article R.4127-19 du code de la santé publique (d’après des commentaires juridiques), et règles du lieu",
        _CODE,
        _DECREES,
        "ask",
        "Cela ressemble à une publicité ou à une vente.",
        (
            "Cela existe ; parlez-en à un soignant. Je déclare mon lien d’intérêt : [lequel].",
            "This exists; talk to a health professional about it. I declare my interest: [which].",
        ),
    ),
    Packaged(
        "miracle_cure",
        ("Pas de remède miracle", "No miracle cures"),
        (
            (
                "Annoncer une guérison sûre, ou conseiller d’arrêter un traitement, met des vies en danger. Les "
                "procédés insuffisamment éprouvés ne se présentent pas comme salutaires."
            ),
            (
                "Promising a certain cure, or urging people to stop a treatment, endangers lives. Methods that are "
                "not well enough tested are not presented as beneficial."
            ),
        ),
        "Article R.4127-39 du code de la santé publique, et règles du lieu",
        _CODE,
        date(2004, 8, 8),
        "ask",
        "Cela promet une guérison, ou pousse à arrêter un traitement.",
        (
            "Voici ce que j’ai essayé, sans arrêter mon traitement. Qu’en disent les études ?",
            "This is what I tried, without stopping my treatment. What do studies say?",
        ),
    ),
    Packaged(
        "named_person",
        ("Personne n’est mis en cause par son nom", "Nobody is accused by name"),
        (
            (
                "Attribuer en public à une personne nommée un fait qui blesse son honneur peut être une "
                "diffamation. Une plainte s’adresse à un ordre, à un établissement ou à un juge."
            ),
            (
                "Saying in public something about a named person that harms their honour may be defamation. A "
                "complaint goes to a professional body, an institution or a judge."
            ),
        ),
        "Article 29 de la loi du 29 juillet 1881 sur la liberté de la presse",
        "https://www.legifrance.gouv.fr/loda/id/JORFTEXT000000877119/",
        date(1881, 7, 29),
        "ask",
        "Vous mettez en cause une personne par son nom.",
        ("un soignant", "a health professional"),
    ),
    Packaged(
        "minor",
        ("L’histoire d’un enfant lui appartient", "A child’s story is the child’s own"),
        (
            (
                "Les mineurs ont droit à une protection particulière. Ce qu’on écrit d’un enfant le suivra : ni "
                "prénom, ni école, ni lieu, et son avis compte."
            ),
            (
                "Minors are owed special protection. What is written about a child will follow them. Give no first "
                "name, no school, no place; the child’s own view counts."
            ),
        ),
        "Règlement (UE) 2016/679, considérant 38",
        "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
        date(2016, 4, 27),
        "show",
        "Vous racontez l’histoire d’un enfant. Gardez pour vous ce qui le ferait reconnaître.",
        ("mon enfant", "my child"),
    ),
)
PACKAGED: Mapping[str, Packaged] = {rule.slug: rule for rule in _ALL}
