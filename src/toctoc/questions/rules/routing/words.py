"""What "Pourquoi moi ?" says of each term: one sentence for the person who was invited."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toctoc.questions.rules.routing.score import Term

# French and English words of a term that counts.
TERM_WORDS: dict[str, tuple[str, str]] = {
    "specialty": ("La question demande votre spécialité.", "The question asks for your specialty."),
    "topics": ("Vos pairs vous attendent sur ces thèmes.", "Your peers expect you on these topics."),
    "likeness": (
        "Vous avez répondu à des questions proches, ou déclaré ces sujets.",
        "You answered similar questions, or declared these subjects.",
    ),
    "habit": ("Vous répondez souvent ces temps-ci.", "You answer often these days."),
    "lately": ("Vous avez répondu il y a peu.", "You answered a short time ago."),
    "reply_rate": (
        "Vous répondez quand on vous invite (compte peu au début).",
        "You answer when invited (counts little at first).",
    ),
    "available": ("Vous êtes disponible à cette heure.", "You are available at this hour."),
    "duty": ("Vous êtes de garde.", "You are on call."),
    "place": ("Vous exercez là où la question se pose.", "You practise where the question arises."),
    "language": ("Vous lisez la langue de la question.", "You read the language of the question."),
    "fatigue": (
        "Nous avons déjà frappé chez vous cette semaine : d’autres passent avant.",
        "We already knocked at your door this week: others come first.",
    ),
}
EXPLORATION_WORDS = (
    "Votre arrivée est récente : à chaque vague, une place sur quatre est pour les nouveaux.",
    "You joined a short time ago: in each wave, one seat in four is for newcomers.",
)


def term_words(term: Term, language: str) -> str:
    """Return the sentence of a term in ``language``."""
    return TERM_WORDS[term.name][language == "en"]


def told_terms(terms: tuple[Term, ...]) -> list[Term]:
    """Return the terms worth telling, the heaviest first: those that gave or took points."""
    return sorted((term for term in terms if term.points), key=lambda term: -abs(term.points))
