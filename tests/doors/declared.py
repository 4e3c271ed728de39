"""Fields that are not speech, with why.

Of a label only what is blocked is refused: it names a place, a law, a member, and must be able to. What is no text is
looked at by nobody, because no word of it is kept. "*" is every field of a door. A line that fits no field fails the
test that reads this.
"""

from __future__ import annotations

_ONESELF = "One says who one is oneself, in public, and the page advises a pseudonym."
_OWN = "Kept for oneself: nobody else ever reads it."
_GROUP = "A group says what it is for, and may have the name of its hospital, town or illness."
_EVENT = "An event has a day and a place, or nobody comes."
_LAW = "A rule quotes the law, with its dates and its authors; administrators write it."
_PROOF = "What shows that one exercises names where and since when; only who decides on proofs reads it."
_NOTICE = "A notice, a reason or an appeal must name what it is about (articles 16, 17 and 20 of the DSA)."
_ROW = "A number of a row, as its page gave it."
_LOOKED_UP = "Compared with the directory and never kept; tests/proofs/paths/test_directory.py holds it."

LABELS: dict[tuple[str, str], str] = {
    ("/messages/nouveau draft", "*"): _OWN,
    ("/messages/nouveau later", "people"): _OWN,
    ("/brouillons/enregistrer draft", "*"): _OWN,
    ("/listes", "name"): _OWN,
    ("/listes/<int:roster_id>/modifier", "name"): _OWN,
    ("post /lists", "name"): _OWN,
    ("/reglages/filtres", "name"): _OWN,
    ("/reglages/filtres", "phrases"): _OWN,
    ("/reglages/filtres/<int:filter_id>", "name"): _OWN,
    ("/reglages/filtres/<int:filter_id>", "phrases"): _OWN,
    ("post /filters", "name"): _OWN,
    ("post /filters", "phrases.[]"): _OWN,
    ("/preuves/employeur/invitations", "label"): _OWN,
    ("/reglages/profil", "display_name"): _ONESELF,
    ("/reglages/profil", "note"): _ONESELF,
    ("/reglages/profil", "name_1"): _ONESELF,
    ("/reglages/profil", "value_1"): _ONESELF,
    ("/@<str:handle>/note", "note"): _OWN,
    ("/reglages/acteurs", "display_name"): _ONESELF,
    **{
        (door, field): _GROUP
        for door in ("/groupes/nouveau", "/groupes/<slug:handle>/reglages")
        for field in ("name", "text", "rules", "welcome", "subject")
    },
    **{
        (f"/groupes/<slug:handle>/rendez-vous/{door}", field): _EVENT
        for door in ("nouveau", "<int:event_id>/modifier")
        for field in ("title", "text", "place")
    },
    ("/administration/regles/<slug:kind>", "*"): _LAW,
    ("/preuves/moderation/", "text"): _PROOF,
    ("/preuves/moderation/repondre", "text"): _PROOF,
    ("/preuves/moderation/contester", "text"): _PROOF,
    ("/moderation/preuves/demandes/<int:application_id>", "text"): _PROOF,
    ("/moderation/preuves/reexamens/<int:proof_id>", "text"): _PROOF,
    ("/moderation/acteurs/<str:handle>/preuves/<int:proof_id>/retirer", "reason"): _PROOF,
    ("/signaler", "text"): _NOTICE,
    ("/signaler", "excerpt"): _NOTICE,
    ("/signaler/suivi/<int:notice_id>", "text"): _NOTICE,
    ("/moderation/signalements/<int:notice_id>", "text"): _NOTICE,
    ("/moderation/decisions/<int:decision_id>", "text"): _NOTICE,
    ("/moderation/decisions/<int:decision_id>/lever", "text"): _NOTICE,
    ("/moderation/recours/<int:appeal_id>", "text"): _NOTICE,
    ("/moderation/recours/<int:appeal_id>", "facts"): _NOTICE,
    ("/moderation/intrus/<int:suspicion_id>", "text"): _NOTICE,
    ("/moderation/intrus/<int:suspicion_id>", "interest"): _NOTICE,
    ("/moderation/listes", "text"): _NOTICE,
    ("/questions/relais", "why"): "Why a rule of boosting is what it is: moderators write and read it.",
    ("/moderation/inscriptions/<int:account_id>/refuser", "sentence"): _NOTICE,
}
NOT_TEXT: dict[tuple[str, str], str] = {
    **{
        (f"/oauth/{door}", "*"): "Yes or no, an app's secret or its code: compared, and never kept as they came."
        for door in ("authorize", "authorize/", "token", "revoke", "userinfo")
    },
    ("/reglages/applications", "*"): _ROW,
    ("/administration/regles/<slug:kind>", "address"): "Where a law is published: an address is what it asks for.",
    ("/.well-known/oauth-authorization-server", "*"): "It tells, and takes nothing.",
    ("/preuves/annuaire/", "*"): _LOOKED_UP,
    ("/preuves/annuaire/code", "*"): _LOOKED_UP,
    ("/preuves/annuaire/profession", "*"): _LOOKED_UP,
    ("/preuves/pro-sante-connect/choisir", "*"): "A choice among what the identity provider told, by its number.",
    ("/avis", "jusqua"): _ROW,
    ("/conversations/<int:conversation_id>/lu", "jusqua"): _ROW,
    ("post /conversations/{conversation_id}/read", "up_to"): _ROW,
    ("post /notifications/read", "up_to"): _ROW,
    ("/reglages/avis/appareils", "adresse"): "Where a browser takes notices, as its maker made it, sealed.",
    ("/reglages/disponibilite/agendas", "adresse"): "Where a calendar of one's own is, sealed.",
    ("post /me/calendars", "address"): "Where a calendar of one's own is, sealed.",
    ("/moderation/confiance/ajouter", "domain"): "The host of a server, which its moderation believes or not.",
    ("/preuves/employeur/invitations", "addresses"): "Addresses to invite, sealed, and erased once the letters left.",
    ("/signaler", "name"): "How to reach who gives notice (article 16(2)(c) of the DSA), sealed.",
    ("/signaler", "email"): "How to reach who gives notice (article 16(2)(c) of the DSA), sealed.",
    ("/signaler", "address"): "Where the content stands elsewhere (article 16(2)(b) of the DSA).",
}
