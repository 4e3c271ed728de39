"""In what capacity a post speaks."""

from __future__ import annotations

from toctoc.kernel.errors import Invalid

LIVED = "lived"
PRACTICE = "practice"
SCIENTIFIC = "scientific"
OFFICIAL = "official"

# French and English words shown on every post, never colour alone.
VOICES: dict[str, tuple[str, str]] = {
    LIVED: ("Vécu", "Lived"),
    PRACTICE: ("Pratique", "Practice"),
    SCIENTIFIC: ("Source", "Source"),
    OFFICIAL: ("Officiel", "Official"),
}


def voice_of(asked: str, *, proved_profession: str, is_organisation: bool) -> str:
    """Return the voice a post speaks with.

    Practice is for a proved profession and official for organisations; whoever asks for nothing gets the voice
    that fits. Raises :class:`Invalid` when somebody asks for a voice that is not theirs.
    """
    if not asked:
        if is_organisation:
            return OFFICIAL
        return PRACTICE if proved_profession else LIVED
    if asked not in VOICES:
        raise Invalid("Cette voix n’existe pas.", field="voice")
    if asked == OFFICIAL and not is_organisation:
        raise Invalid("Seule une organisation parle d’une voix officielle.", field="voice")
    if asked == PRACTICE and not proved_profession:
        raise Invalid("La voix « pratique » demande une profession vérifiée.", field="voice")
    return asked
