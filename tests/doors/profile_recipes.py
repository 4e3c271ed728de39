"""How the doors of what people choose about themselves are used rightly."""

from __future__ import annotations

from tests.doors.recipes import Ask, Cast, doctor, form, page, patient
from tests.media import made
from tests.media.conftest import upload
from toctoc.media.services import files
from toctoc.people.services.follows import follow
from toctoc.privacy.services import clear

form("@{actor}/note", doctor, note="Vue au congrès.")
form("reglages/choix", patient, discoverable="on", default_audience="members", default_language="br")
form("reglages/demandes", doctor, qui="1", geste="refuser")
form("reglages/abonnes/retirer", doctor, qui="1")
form("reglages/mots", doctor, mot="sommeil", geste="montrer")
form("reglages/blocages", doctor, "serveur", geste="refuser", serveur="exemple.social")


@page("@<str:handle>/avant")
def _forward(cast: Cast) -> Ask:
    follow(follower=cast.doctor, followee=cast.other)
    return Ask(cast.browser(cast.doctor), f"/@{cast.other.handle}/avant", {"vers": "oui"})


@page("mots/<str:word>/suivre")
def _follow_word(cast: Cast) -> Ask:
    return Ask(cast.browser(cast.doctor), "/mots/sommeil/suivre", {"vers": "oui"})


@page("reglages/images")
def _send(cast: Cast) -> Ask:
    sent = {"place": "avatar", "description": "Un phare.", "fichier": upload(made.photograph(), "phare.jpg")}
    return Ask(cast.browser(cast.doctor), "/reglages/images", sent)


@page("reglages/images/<slug:place>/<int:file_id>")
def _show(cast: Cast) -> Ask:
    file = files.receive(owner=cast.doctor, upload=upload(made.photograph()), description=clear("Un phare."))
    return Ask(cast.browser(cast.doctor), f"/reglages/images/avatar/{file.pk}", {"description": "Un phare."})
