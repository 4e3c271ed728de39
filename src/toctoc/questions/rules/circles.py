"""The words of the circles that a question reaches, one after the other."""

from __future__ import annotations

from toctoc.questions.rules.routing.fit import Circle

# French and English: whom a step of the page speaks of.
CIRCLE_WORDS: dict[Circle, tuple[str, str]] = {
    Circle.SPECIALTY: ("la spécialité", "the specialty"),
    Circle.NEIGHBOURS: ("les spécialités voisines", "neighbouring specialties"),
    Circle.PROFESSION: ("toute la profession", "the whole profession"),
    Circle.PARTNERS: ("les serveurs partenaires", "partner servers"),
    Circle.DUTY: ("les tours de garde", "the on-call rotas"),
}
