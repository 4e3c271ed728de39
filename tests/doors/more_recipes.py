"""How the doors of groups, files, moderation, proofs and accounts are used rightly, and the JSON API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client

from tests.community.test_push import BROWSER_POINT, ENDPOINT, SECRET
from tests.conftest import person, signed_in
from tests.doors.recipes import (
    DRAFT,
    PLAIN,
    ROOT,
    Ask,
    Cast,
    api,
    doctor,
    form,
    moderator,
    operation,
    page,
    patient,
    soon,
)
from tests.groups.cast import group_by
from tests.media import made
from tests.media.conftest import upload
from tests.moderation.conftest import RULING, gesture
from tests.proofs.paths import by_hand
from tests.proofs.paths.employers import INVITATION, INVITATIONS, filled_in, invite, link_of, organisation
from toctoc.community.models import PushSubscription, Unsent
from toctoc.community.models.note import NoteSide
from toctoc.community.services.notes import add_note
from toctoc.groups.models import Event
from toctoc.groups.services.membership import join
from toctoc.moderation.models import Appeal
from toctoc.people.models import Account, Actor, Proof
from toctoc.people.services.proofs import doubt_proof
from toctoc.privacy.models import Assured
from toctoc.privacy.queries import rule_by
from toctoc.privacy.services import clear
from toctoc.proofs.paths.peers.services.requests import ask_peers
from toctoc.proofs.paths.peers.services.requests import link_of as peers_link

if TYPE_CHECKING:
    from toctoc.moderation.models import Notice

GROUP = {
    "name": "Vivre avec la fatigue", "handle": "", "text": "Entre nous.", "rules": "Sans juger.", "welcome": "Bonjour.",
    "kind": "patients", "about": "condition", "subject": "Fatigue", "joining": "open", "reach": "members",
}  # fmt: skip
EVENT = {"title": "Café du jeudi", "text": "On parle.", "place": "Salle 2", "zone": ""}
TIMES = {"starts": "2027-07-02T18:30", "ends": "2027-07-02T20:00"}

form("groupes/nouveau", doctor, **GROUP)
form("groupes/{group}/reglages", patient, revision="1", **GROUP)
form("groupes/{group}/page/modifier", patient, text="# Repères", revision="0")
form("groupes/{group}/archiver", patient, fin="oui")
form("groupes/{group}/demandes", patient, handle="@carrelet")
form("groupes/{group}/moi", patient, accueil="oui")
form("groupes/{group}/rendez-vous/nouveau", patient, **EVENT, **TIMES)
form("fichiers/{file}", doctor, description="Un tracé.")
form("medias/{file}/masques", doctor)
form("signaler", patient, objet=lambda c: f"post:{c.theirs}", ground="harassment", text="Il insulte.", sincere="on")
form("moderation/alertes", moderator, geste="garde")
form("moderation/acteurs/{actor}/statut", moderator, vers="suspendu")
form("preuves/attestations", doctor, domain="autre.example", challenge="")
form("preuves/moderation/", lambda c: c.claimant, profession="doctor", specialty="dermatology", means="card_on_call")
form("preuves/confreres/", lambda c: c.claimant, profession="doctor", specialty="dermatology")


@page("groupes/<slug:handle>/entrer")
def _enter(cast: Cast) -> Ask:
    closed = group_by(cast.patient, "reserve", joining="request")
    return Ask(cast.browser(cast.doctor), f"/groupes/{closed.actor.handle}/entrer", {"text": "Je voudrais entrer."})


@page("groupes/<slug:handle>/membres/<slug:member>")
def _member(cast: Cast) -> Ask:
    join(actor=cast.other, group=cast.group, word=clear(""))
    return Ask(cast.browser(cast.patient), "/groupes/sep/membres/carrelet", {"geste": "moderator"})


@page("groupes/<slug:handle>/demandes/repondre")
def _group_answer(cast: Cast) -> Ask:
    closed = group_by(cast.patient, "ferme", joining="request")
    join(actor=cast.other, group=closed, word=clear(""))
    asked = closed.requests.get().pk
    return Ask(cast.browser(cast.patient), "/groupes/ferme/demandes/repondre", {"demande": asked, "reponse": "oui"})


@page("groupes/<slug:handle>/rendez-vous/<int:event_id>/modifier")
def _event(cast: Cast) -> Ask:
    mine = cast.browser(cast.patient)
    mine.post(f"/groupes/{cast.group.actor.handle}/rendez-vous/nouveau", {**EVENT, **TIMES, "cle": "e"})
    event = Event.objects.get()
    return Ask(mine, f"/groupes/sep/rendez-vous/{event.pk}/modifier", {**EVENT, **TIMES, "sequence": event.sequence})


@page("fichiers")
def _file(cast: Cast) -> Ask:
    return Ask(cast.browser(cast.doctor), "/fichiers", {"description": "Un tracé."}, {"fichiers": made.photograph})


@page("messages/nouveau")
def _described(cast: Cast) -> Ask:
    name = f"description-{cast.file.pk}"
    typed = {"text": PLAIN, "audience": "public", "media": str(cast.file.pk), name: "Autrement dit."}
    return Ask(cast.browser(cast.doctor), "/messages/nouveau", typed)


@page("brouillons/enregistrer")
def _draft(cast: Cast) -> Ask:
    mine = cast.browser(cast.doctor)
    mine.post("/messages/nouveau", {"text": PLAIN, "audience": "public", "faire": "brouillon", "cle": "b"})
    kept = Unsent.objects.get(owner=cast.doctor).pk
    return Ask(mine, "/brouillons/enregistrer", {"text": PLAIN, "draft": str(kept), "warning": "Sang"}, what=DRAFT)


def _at_notice(cast: Cast, notice: Notice, **typed: str) -> Ask:
    return Ask(cast.browser(cast.guard), f"/moderation/signalements/{notice.pk}", {"vu": str(notice.version), **typed})


@page("moderation/signalements/<int:notice_id>")
def _decide(cast: Cast) -> Ask:
    return _at_notice(cast, cast.notice(), geste="decider", **RULING)


@page("moderation/signalements/<int:notice_id>")
def _ask(cast: Cast) -> Ask:
    notice = cast.notice("actor:dehors", ground="interest")
    return _at_notice(cast, notice, geste="demander", text="Travaillez-vous pour ce fabricant ?")


@page("moderation/intrus/<int:suspicion_id>")
def _interest(cast: Cast) -> Ask:
    asked = _asked(cast)
    return Ask(cast.browser(cast.claimant), asked, {"interest": "Salarié d’un fabricant", "text": "Voici."})


@page("moderation/intrus/<int:suspicion_id>")
def _conclude(cast: Cast) -> Ask:
    asked = _asked(cast)
    cast.browser(cast.claimant).post(asked, {"text": "Je ne travaille pour personne.", "cle": "r"})
    return Ask(cast.browser(cast.guard), asked, {"geste": "classer", "text": "Rien ne le montre."})


def _asked(cast: Cast) -> str:
    notice = cast.notice("actor:dehors", ground="interest")
    address = f"/moderation/signalements/{notice.pk}"
    return gesture(signed_in(cast.guard), address, "demander", text="Travaillez-vous pour ce fabricant ?")


@page("moderation/decisions/<int:decision_id>")
def _contest(cast: Cast) -> Ask:
    decision = cast.decision()
    return Ask(cast.browser(cast.other), f"/moderation/decisions/{decision.pk}", {"text": "Je citais une chanson."})


@page("signaler/suivi/<int:notice_id>")
def _contest_as_notifier(cast: Cast) -> Ask:
    notice = cast.notice()
    ruling = {**RULING, "measure": "none", "geste": "decider", "vu": str(notice.version), "cle": "d"}
    answer = cast.browser(cast.guard).post(f"/moderation/signalements/{notice.pk}", ruling)
    assert answer.status_code == 302, answer.content.decode()
    return Ask(cast.browser(cast.patient), f"/signaler/suivi/{notice.pk}", {"text": "Relisez, s’il vous plaît."})


@page("moderation/decisions/<int:decision_id>/lever")
def _lift(cast: Cast) -> Ask:
    decision = cast.decision()
    path = f"/moderation/decisions/{decision.pk}/lever"
    return Ask(cast.browser(cast.guard), path, {"geste": "lever", "text": "Une erreur."})


@page("moderation/recours/<int:appeal_id>")
def _appeal(cast: Cast) -> Ask:
    return _on_appeal(cast, geste="confirmer", text="Relu, rien ne change.")


@page("moderation/recours/<int:appeal_id>")
def _appeal_replaced(cast: Cast) -> Ask:
    return _on_appeal(cast, geste="remplacer", **{**RULING, "measure": "none", "facts": "Le ton reste vif."})


def _on_appeal(cast: Cast, **typed: str) -> Ask:
    decision = cast.decision()
    words = {"text": "Je citais une chanson.", "cle": "c"}
    cast.browser(cast.other).post(f"/moderation/decisions/{decision.pk}", words)
    return Ask(cast.browser(cast.second), f"/moderation/recours/{Appeal.objects.get().pk}", dict(typed))


def _chief(cast: Cast) -> Actor:
    chief = person("chef")
    Account.objects.filter(actors=chief).update(is_superuser=True, is_staff=True)
    chief.refresh_from_db()
    return chief


@page("moderation/listes")
def _lists(cast: Cast) -> Ask:
    lines = "domain,severity,reason\nindesirable.test,suspend,Pourriel\n"
    return Ask(signed_in(_chief(cast)).client, "/moderation/listes", {"geste": "importer", "text": lines})


@page("administration/regles/<slug:kind>")
def _rule(cast: Cast) -> Ask:
    rule = rule_by("consultation")
    names = ("title_fr", "title_en", "text_fr", "text_en", "source", "address", "action", "proposal_fr", "proposal_en")
    typed = {name: str(getattr(rule, name)) for name in names}
    typed |= {"dated": rule.dated.isoformat(), "is_active": "on", "why": "Plus clair.", "vu": str(rule.version)}
    return Ask(signed_in(_chief(cast)).client, "/administration/regles/consultation", typed)


@page("moderation/inscriptions/<int:account_id>/refuser")
def _refuse(cast: Cast) -> Ask:
    newcomer = person("nouvelle")
    Account.objects.filter(actors=newcomer).update(approved_at=None)
    path = f"/moderation/inscriptions/{newcomer.account_id}/refuser"
    return Ask(cast.browser(cast.guard), path, {"sentence": "Ce lieu est pour la santé."})


@page("moderation/acteurs/<str:handle>/preuves/<int:proof_id>/retirer")
def _revoke(cast: Cast) -> Ask:
    proof = Proof.objects.get(actor=cast.doctor)
    path = f"/moderation/acteurs/ruisseau/preuves/{proof.pk}/retirer"
    return Ask(cast.browser(cast.guard), path, {"reason": "Un essai."})


@page("moderation/confiance/ajouter")
def _trust(cast: Cast) -> Ask:
    return Ask(cast.browser(cast.guard), "/moderation/confiance/ajouter", _server())


@page("moderation/confiance/<int:server_id>")
def _trust_again(cast: Cast) -> Ask:
    from toctoc.people.models import TrustedServer

    cast.browser(cast.guard).post("/moderation/confiance/ajouter", _server())
    return Ask(cast.browser(cast.guard), f"/moderation/confiance/{TrustedServer.objects.get().pk}", _server())


def _server() -> dict[str, object]:
    return {
        "domain": "autre.example", "professions": ["doctor"], "paths": ["pro_sante_connect"], "longest_days": "379",
        "pinned_keys": "",
    }  # fmt: skip


@page("moderation/preuves/demandes/<int:application_id>")
def _question_asked(cast: Cast) -> Ask:
    return _on_application(cast, geste="demander", text="Où exercez-vous ?")


@page("moderation/preuves/demandes/<int:application_id>")
def _said_yes(cast: Cast) -> Ask:
    return _on_application(cast, geste="oui", text="Carte vue.")


@page("moderation/preuves/demandes/<int:application_id>")
def _said_no(cast: Cast) -> Ask:
    return _on_application(cast, geste="non", reason="not_readable", text="Illisible.")


def _on_application(cast: Cast, **typed: str) -> Ask:
    by_hand.apply(signed_in(cast.claimant))
    by_hand.press(signed_in(cast.guard), "prendre")
    found = by_hand.newest()
    return Ask(cast.browser(cast.guard), by_hand.page_of(found), {"vu": str(found.version), **typed})


@page("moderation/preuves/reexamens/<int:proof_id>")
def _doubt(cast: Cast) -> Ask:
    proof = Proof.objects.get(actor=cast.doctor)
    doubt_proof(proof=proof, because="Un doute.")
    path = f"/moderation/preuves/reexamens/{proof.pk}"
    return Ask(cast.browser(cast.guard), path, {"geste": "confirmer", "text": "Vérifié."})


@page("preuves/moderation/repondre")
def _reply(cast: Cast) -> Ask:
    asked = _on_application(cast, geste="demander", text="Où exercez-vous ?")
    asked.client.post(asked.path, asked.typed)
    return Ask(cast.browser(cast.claimant), "/preuves/moderation/repondre", {"text": "En ville."})


@page("preuves/moderation/contester")
def _contest_proof(cast: Cast) -> Ask:
    asked = _on_application(cast, geste="non", reason="not_readable", text="Illisible.")
    asked.client.post(asked.path, asked.typed)
    return Ask(cast.browser(cast.claimant), "/preuves/moderation/contester", {"text": "Voici mieux."})


@page("preuves/employeur/invitations")
def _batch(cast: Cast) -> Ask:
    _ = cast
    return Ask(signed_in(organisation("tilleuls")).client, INVITATIONS, filled_in())


@page("preuves/employeur/invitation")
def _accept(cast: Cast) -> Ask:
    house = signed_in(organisation("tilleuls"))
    link = link_of(house, invite(house))
    client = signed_in(cast.patient).client
    shown = client.get(link, follow=True).context["form"]
    return Ask(client, INVITATION, {"link": shown["link"].value(), "actor": shown["actor"].value() or ""})


@page("preuves/confreres/<str:secret>")
def _vouch(cast: Cast) -> Ask:
    asked = ask_peers(actor=cast.claimant, profession="doctor", specialty="dermatology")
    return Ask(cast.browser(cast.other), f"/preuves/confreres/{peers_link(asked)}", {"reponse": "non"})


@page("reglages/consentements/repondre")
def _closing(cast: Cast) -> Ask:
    body = {"text": "Un patient de 62 ans se plaint de vertiges.", "audience": PUBLIC}
    headers = {"Authorization": f"Bearer {cast.program(cast.doctor)}"}
    Client().post(f"{ROOT}/posts", body, content_type="application/json", headers=headers)
    typed = {"envoi": str(Assured.objects.get().pk), "reconnaissable": "no", "accord": "yes"}
    return Ask(cast.browser(cast.doctor), "/reglages/consentements/repondre", typed)


@page("groupes/<slug:handle>/epingler")
def _pin(cast: Cast) -> Ask:
    mine = cast.browser(cast.patient)
    said = mine.post("/messages/nouveau", {"text": PLAIN, "audience": cast.group.word, "cle": "g"})
    return Ask(mine, "/groupes/sep/epingler", {"message": said["Location"]})


def _noted(cast: Cast) -> int:
    """Return the id of a note on somebody's thread."""
    words = clear("La vie de tous les jours dit autre chose.")
    return add_note(author=cast.patient, aim=cast.thread(cast.theirs), side=NoteSide.DAILY, text=words).post.pk


def _polled(cast: Cast) -> int:
    """Return the id of a thread that asks something."""
    typed = {"text": PLAIN, "audience": "public", "poll": ["Oui", "Non"], "poll_lasts": "1440", "cle": "p"}
    found = cast.browser(cast.other).post("/messages/nouveau", typed)["Location"]
    return int(found.rpartition("/")[2])


@page("messages/<int:post_id>/noter")
def _rate(cast: Cast) -> Ask:
    return Ask(cast.browser(cast.doctor), f"/messages/{_noted(cast)}/noter", {"avis": "oui"})


@page("messages/<int:post_id>/voter")
def _vote(cast: Cast) -> Ask:
    polled = _polled(cast)
    return Ask(cast.browser(cast.doctor), f"/messages/{polled}/voter", {f"choix-{polled}": "0"})


@page("reglages/avis/appareils")
def _browser(cast: Cast) -> Ask:
    typed = {"adresse": ENDPOINT, "cle": BROWSER_POINT, "secret": SECRET}
    return Ask(cast.browser(cast.doctor), "/reglages/avis/appareils", typed)


@page("reglages/avis/appareils/<int:subscription_id>")
def _browser_again(cast: Cast) -> Ask:
    asked = _browser(cast)
    asked.client.post(asked.path, asked.typed)
    return Ask(asked.client, f"{asked.path}/{PushSubscription.objects.get().pk}", {"quoi": ["message"]})


# The JSON API.
PUBLIC = {"kind": "public"}
operation("post /posts", text=PLAIN, audience=PUBLIC, warning="Sang", references=["10.1000/182"])
operation("post /posts", text=PLAIN, audience=PUBLIC, poll={"options": ["Oui", "Non"]})
operation("post /posts", patient, text=PLAIN, audience=PUBLIC, voice="lived", experience={"happened": "Une nuit."})
operation("post /posts", text=PLAIN, audience=PUBLIC, publish_at=lambda _: f"{soon()}:00+00:00")
operation("post /posts", text=PLAIN, reply_to=lambda c: str(c.theirs))
operation(
    "post /posts", text="Que faire ?", audience={"kind": "professionals"},
    question={"topics": ["dermatologie"], "urgency": "today"},
)  # fmt: skip
operation("post /posts/{q}/state", state="closed", outcome="Tout va bien.")
operation("put /posts/{own}", text="Bonsoir à tous.", revision=1, warning="Sang")
operation("post /notifications/read", up_to="1")
operation("post /filters", phrases=["chimio"], name="Ce soir", places=["home"], action="fold")
operation("put /media/{file}", description="Autrement dit.")
operation("put /media/{file}/masks", masks=[], revision=0)
operation("post /lists", name="Soignants")
operation("post /posts/{theirs}/notes", text="Elle dit autre chose.", side="reference", references=["10.1000/182"])
api("put /posts/{post_id}/rating", lambda cast: f"/posts/{_noted(cast)}/rating", useful=True)
api("post /posts/{post_id}/poll/votes", lambda cast: f"/posts/{_polled(cast)}/poll/votes", choices=[0])
operation("post /actors/{actor}/mute", seconds=None)
operation("post /groups/{group}/join", word="Je voudrais entrer.")
operation("post /conversations", to=["carrelet"], text=PLAIN, subject="Un avis")
operation("post /conversations/{talk}/messages", text=PLAIN)
operation("post /conversations/{talk}/read", up_to="1")
operation("post /media", description="Un tracé.", file=lambda _: upload(made.photograph()))
