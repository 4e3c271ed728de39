"""How somebody shows moderators what they are, as data."""

from __future__ import annotations

from dataclasses import dataclass

_PERSON, _ORGANISATION = "person", "organisation"
_BOTH = frozenset({_PERSON, _ORGANISATION})
# Stands for the address at which moderation reads what people write.
_CONTACT = "{contact}"


@dataclass(frozen=True, slots=True)
class Means:
    """A means: its slug in rows, its French and English name, what to do with the three words, and whom it fits."""

    slug: str
    french: str
    english: str
    french_way: str
    english_way: str
    fits: frozenset[str]

    def name(self, language: str) -> str:
        """Return its name in ``language``."""
        return self.english if language == "en" else self.french

    @property
    def needs_contact(self) -> bool:
        """Whether it is shown by writing to the server's contact address."""
        return _CONTACT in self.french_way

    def way(self, language: str, contact: str) -> str:
        """Return what to do, in ``language``; empty when the server has no ``contact`` any more to do it with."""
        if self.needs_contact and not contact:
            return ""
        return (self.english_way if language == "en" else self.french_way).replace(_CONTACT, contact)


MEANS: dict[str, Means] = {
    means.slug: means
    for means in (
        Means(
            "card_on_call",
            "Ma carte professionnelle, en visio",
            "My professional card, on a video call",
            "La modération vous propose un moment. Vous montrez la carte et dites les trois mots.",
            "The moderators suggest a time. You show the card and say the three words.",
            frozenset({_PERSON}),
        ),
        Means(
            "diploma_on_call",
            "Mon diplôme ou mon certificat de scolarité, en visio",
            "My diploma or student certificate, on a video call",
            "La modération vous propose un moment. Vous montrez le document et dites les trois mots.",
            "The moderators suggest a time. You show the document and say the three words.",
            frozenset({_PERSON}),
        ),
        Means(
            "mailbox",
            "Un courriel depuis une boîte professionnelle",
            "An e-mail from a professional mailbox",
            f"Écrivez les trois mots, depuis cette boîte, à {_CONTACT}.",
            f"Write the three words, from that mailbox, to {_CONTACT}.",
            _BOTH,
        ),
        Means(
            "official_page",
            "Les trois mots sur une page officielle",
            "The three words on an official page",
            "Placez les trois mots sur une page du cabinet ou de l’établissement, le temps de l’examen.",
            "Put the three words on a page of the practice or institution while we look.",
            _BOTH,
        ),
        Means(
            "papers_on_call",
            "Les statuts ou l’autorisation, en visio",
            "The articles or the authorisation, on a video call",
            "La modération vous propose un moment. Vous montrez le document et dites les trois mots.",
            "The moderators suggest a time. You show the document and say the three words.",
            frozenset({_ORGANISATION}),
        ),
        Means(
            "known",
            "Quelqu’un de la modération me connaît",
            "A moderator knows me",
            "Dites-lui les trois mots de vive voix, ou au téléphone.",
            "Tell them the three words in person, or on the phone.",
            _BOTH,
        ),
    )
}


def means_for(kind: str, contact: str) -> list[Means]:
    """Return the means that fit an actor of ``kind`` on a server with this contact address, or with none (empty)."""
    return [means for means in MEANS.values() if kind in means.fits and (contact or not means.needs_contact)]
