"""Why an application is refused, as data: what the letter says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason: its slug in rows, its French and English sentences for who asked."""

    slug: str
    french: str
    english: str

    def says(self, language: str) -> str:
        """Return the sentence in ``language``."""
        return self.english if language == "en" else self.french


REASONS: dict[str, Reason] = {
    reason.slug: reason
    for reason in (
        Reason("nothing_shown", "Rien ne nous a été montré.", "We were shown nothing."),
        Reason(
            "no_phrase",
            "Les trois mots n’y étaient pas : nous ne pouvons pas savoir que cela vient de vous.",
            "The three words were not there: we cannot know that it came from you.",
        ),
        Reason(
            "other_profession",
            "Ce qui a été montré ne dit pas ce que vous avez demandé.",
            "What was shown does not say what you asked for.",
        ),
        Reason(
            "not_current",
            "Ce qui a été montré n’est plus valable.",
            "What was shown is no longer valid.",
        ),
        Reason(
            "not_readable",
            "Nous n’avons pas pu lire ou vérifier ce qui a été montré.",
            "We could not read or check what was shown.",
        ),
        Reason(
            "other_way",
            "Une autre voie convient mieux à votre profession. Essayez-la d’abord.",
            "Another way fits your profession better. Try it first.",
        ),
    )
}


def reason_says(slug: str, language: str) -> str:
    """Return the sentence of a reason; empty for one that nobody knows any more."""
    known = REASONS.get(slug)
    return known.says(language) if known else ""
