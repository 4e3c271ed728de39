"""Whether a sealed answer says something of its own: whoever only raises a hand has not answered alone yet."""

from __future__ import annotations

import re

# Two words may name a diagnosis; the third is where a reason begins.
FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W_]{2,}")
_AWAY = re.compile(r"https?://\S+|@[\w.@-]+")
# What agrees, follows, greets or thanks, in French and English, without saying what one thinks.
_ECHO_WORDS = """
oui non si ok bien sûr peut être pareil idem comme même accord aussi moi je suis suit suivi suivre suivons plussoie plus
un une la le les de des et en pour ce cette mon sa up top super merci avance bonjour bonsoir salut question réponse
réponses intéressant intéressante intéressé intéressée confrère confrères chère cher collègue
yes no maybe same here agree agreed too me following follow thanks thank you hello hi good interesting the this
"""
_ECHOES = frozenset(_ECHO_WORDS.split())


def says_enough(text: str) -> bool:
    """Tell whether a text has at least :data:`FEWEST_WORDS` different words beside echoes, mentions and addresses."""
    words = {word for word in _WORD.findall(_AWAY.sub(" ", text).casefold()) if not word.isdecimal()}
    return len(words - _ECHOES) >= FEWEST_WORDS
