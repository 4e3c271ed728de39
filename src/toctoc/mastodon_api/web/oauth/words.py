"""What an app may do, in words for the person who lets it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from toctoc.people.rules.scopes import SCOPES, is_covered

WORDS = {
    "read": _("Lire tout ce que vous lisez : messages, conversations privées, notifications, réglages."),
    "write": _("Écrire et agir à votre place : publier, répondre, supprimer, suivre, bloquer, changer le profil."),
    "follow": _("Voir et changer vos abonnements, vos blocages et vos silences."),
    "push": _("Vous envoyer des alertes sur cet appareil."),
    "profile": _("Connaître votre nom affiché et votre identifiant."),
    "read:accounts": _("Lire les profils, dont le vôtre."),
    "read:blocks": _("Voir qui vous bloquez."),
    "read:bookmarks": _("Lire les messages que vous gardez."),
    "read:collections": _("Lire vos collections."),
    "read:favourites": _("Voir les messages que vous trouvez utiles."),
    "read:filters": _("Lire vos mots filtrés."),
    "read:follows": _("Voir qui vous suivez et qui vous suit."),
    "read:lists": _("Lire vos listes."),
    "read:mutes": _("Voir qui vous avez mis en silence."),
    "read:notifications": _("Lire vos notifications."),
    "read:search": _("Chercher à votre place."),
    "read:statuses": _("Lire les messages que vous lisez, y compris vos conversations privées."),
    "write:accounts": _("Changer votre profil."),
    "write:blocks": _("Bloquer et débloquer."),
    "write:bookmarks": _("Garder des messages, ou ne plus les garder."),
    "write:collections": _("Changer vos collections."),
    "write:conversations": _("Ranger et supprimer vos conversations."),
    "write:favourites": _("Marquer des messages comme utiles à votre place."),
    "write:filters": _("Changer vos mots filtrés."),
    "write:follows": _("Suivre et ne plus suivre à votre place."),
    "write:lists": _("Changer vos listes."),
    "write:media": _("Envoyer des images et des fichiers."),
    "write:mutes": _("Mettre en silence et rompre le silence."),
    "write:notifications": _("Effacer vos notifications."),
    "write:reports": _("Signaler à votre place."),
    "write:statuses": _("Publier, modifier et supprimer des messages à votre place."),
    "offline_access": _("Garder cet accès tant que vous ne le retirez pas."),
}


def words_of(scopes: frozenset[str]) -> list[str]:
    """Return a sentence for each scope, the broadest first; what a broader one covers is said once."""
    said = [
        scope
        for scope in SCOPES
        if scope in scopes and not any(is_covered(scope, frozenset({broad})) for broad in scopes - {scope})
    ]
    return [str(WORDS[scope]) for scope in said]
