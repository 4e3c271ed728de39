"""In what capacity a post speaks: set by rule, never by taste."""

from __future__ import annotations

from dataclasses import dataclass

from toctoc.kernel.errors import Invalid

LIVED = "lived"
PRACTICE = "practice"
SCIENTIFIC = "scientific"
OFFICIAL = "official"
UNPROVED = "unproved"

# Those that nobody has without a proof.
PROVED = frozenset({PRACTICE, SCIENTIFIC, OFFICIAL})

# French and English words shown on every post, never colour alone.
VOICES: dict[str, tuple[str, str]] = {
    LIVED: ("Vécu", "Lived"),
    PRACTICE: ("Pratique", "Practice"),
    SCIENTIFIC: ("Source", "Source"),
    OFFICIAL: ("Officiel", "Official"),
    UNPROVED: ("Sans preuve", "Unproved"),
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """What of an author a voice depends on; ``profession`` and ``institution`` are those *proved* and in force."""

    is_person: bool
    profession: str = ""
    institution: str = ""


def voices_of(speaker: Speaker) -> tuple[str, ...]:
    """Return the voices open to a speaker, the one it gets without asking first.

    A person speaks of what it lives; a proof opens *practice* for a profession and *official* for an institution, and
    either opens *scientific*. Whatever is not a person and has proved nothing has the mark that says so, and no choice.
    """
    if speaker.is_person:
        return (PRACTICE, LIVED, SCIENTIFIC) if speaker.profession else (LIVED,)
    return (OFFICIAL, SCIENTIFIC) if speaker.institution else (UNPROVED,)


def voice_of(asked: str, speaker: Speaker, *, references: int = 0) -> str:
    """Return the voice a post speaks with; an empty ``asked`` is the speaker's own.

    ``references`` is how many references in due form the post brings: *scientific* is nothing without one. Raises
    :class:`Invalid` for a voice that is not the speaker's.
    """
    if asked and asked not in VOICES:
        raise Invalid("Cette voix n’existe pas.", field="voice")
    allowed = voices_of(speaker)
    if asked and asked not in allowed:
        raise Invalid(_why_not(asked, speaker), field="voice")
    if asked == SCIENTIFIC and not references:
        raise Invalid(
            "La voix « source » demande au moins une référence : un DOI, un PMID, un ISBN, une adresse HAS ou ANSM.",
            field="references",
        )
    return asked or allowed[0]


def checked_voice(asked: str) -> str:
    """Return the voice that a list is asked for, empty for all; raise :class:`Invalid` for one that does not exist."""
    if asked and asked not in VOICES:
        raise Invalid("Cette voix n’existe pas. Revenez à toutes les voix.", field="voice")
    return asked


def _why_not(asked: str, speaker: Speaker) -> str:
    if asked == UNPROVED:
        return "Cette marque ne se choisit pas."
    if speaker.is_person:
        return {
            PRACTICE: "La voix « pratique » demande une profession vérifiée.",
            SCIENTIFIC: "La voix « source » demande une profession vérifiée. Vos références sont bienvenues sans elle.",
            OFFICIAL: "Seule une organisation parle d’une voix officielle.",
        }[asked]
    if asked in {LIVED, PRACTICE}:
        return "Une organisation ne parle ni d’un vécu ni d’une pratique : ses membres le font en leur nom."
    return "Cette voix demande que l’organisation ait prouvé ce qu’elle est, sur la page « Preuves »."
