"""Why a file is refused, in words; the workshop and the scanner say the slug."""

from __future__ import annotations

# Places are filled from rules.limits, where a sentence is said.
REFUSALS = {
    "empty": "Ce fichier est vide.",
    "unknown": "Ce type de fichier n’est pas accepté. Envoyez une image, un son, un court film ou un PDF.",
    "svg": "Les images SVG ne sont pas acceptées : elles peuvent contenir un programme. Envoyez un PNG ou un JPEG.",
    "heic": "Ce serveur ne sait pas lire ce format d’image. Envoyez un JPEG ou un PNG.",
    "no_eyes": "Ce serveur ne sait pas vérifier une image. Elle ne peut pas montrer une personne soignée.",
    "paper": "Ce PDF n’a pas été vérifié. Pour l’histoire d’une personne soignée, envoyez l’image de ses pages.",
    "seen": "On voit un visage, un texte ou un code dans ce film. Il ne peut pas montrer une personne soignée.",
    "not_looked": "Cette image n’a pas pu être vérifiée en entier. Elle ne peut pas montrer une personne soignée.",
    "uncovered": "Une zone trouvée sur l’image n’est plus masquée. Masquez-la, ou demandez l’accord de la personne.",
    "too_large": "Ce fichier est trop lourd.",
    "too_many_pixels": "Cette image a trop de pixels. Réduisez-la avant de l’envoyer.",
    "truncated": "Ce fichier est incomplet ou abîmé. Envoyez-le de nouveau.",
    "too_heavy": "Ce fichier demande trop de travail pour être lu sans risque.",
    "too_long_sound": "Ce son dure plus de cinq minutes. Raccourcissez-le.",
    "too_long_film": "Ce film dure plus d’une minute. Raccourcissez-le.",
    "silent": "Ce fichier ne contient ni son ni image lisible.",
    "odd_codec": "Ce son ou ce film est enregistré sous une forme qui n’est pas acceptée.",
    "encrypted": "Ce PDF est protégé par un mot de passe. Envoyez-en une copie sans protection.",
    "too_many_pages": "Ce PDF a plus de cinquante pages. Envoyez l’extrait utile.",
    "no_pages": "Ce PDF n’a aucune page.",
    "virus": "L’antivirus a reconnu un programme nuisible dans ce fichier. Il a été effacé.",
    "no_scanner": "L’antivirus de ce serveur n’a pas répondu. Envoyez de nouveau le fichier plus tard.",
    "lost": "Ce fichier n’a pas pu être traité. Envoyez-le de nouveau.",
}


def refusal(slug: str) -> str:
    """Return the sentence of a refusal, a translation key; an unknown slug says that nothing could be read."""
    return REFUSALS.get(slug, REFUSALS["truncated"])
