"""How each door that takes something typed is used rightly, by somebody who may: one recipe for each address.

The addresses are found in the tables of addresses, the fields by watching what a door reads and in the OpenAPI
document. A door without a recipe fails the test that walks through them (test_guard_everywhere).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.test import Client

from tests.conftest import person, post_by, question_by, signed_in
from tests.conversations.talking import friends, said
from tests.groups.cast import group_by
from tests.media import made
from tests.media.conftest import upload
from tests.moderation.conftest import decide, gesture, give_notice
from toctoc.community.models import Filter, Post, Roster
from toctoc.kernel import clock
from toctoc.media.services import files
from toctoc.moderation.models import Decision, Notice
from toctoc.people.models import Account, Actor
from toctoc.people.services.follows import follow
from toctoc.people.services.tokens import ALL_SCOPES, issue_token
from toctoc.privacy.rules.purposes import PURPOSES
from toctoc.privacy.services import clear
from toctoc.website.web.apart import LASTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.groups.models import Group
    from toctoc.media.models import File

DRAFT = "draft"
PLAIN = "Bonjour à tous."
Body = dict[str, Any]
ROOT = "/api/toctoc/v1"


@dataclass
class Ask:
    """A request that a door answers well: from which browser, to which path, with what."""

    client: Client
    path: str
    typed: Body = field(default_factory=dict)
    files: Body = field(default_factory=dict)
    # For the JSON API: the method, and whose token; without them a page gets a form.
    method: str = ""
    token: str = ""
    # What the door is used for, where one door has several uses of which not all say something to others.
    what: str = ""


class Cast:
    """Who is there, made once for all doors."""

    def __init__(self) -> None:
        self.doctor = person("ruisseau", "doctor", "general_practice", proved=True)
        self.other = person("carrelet", "doctor", "dermatology", proved=True)
        self.patient = person("avril")
        self.claimant = person("dehors", "doctor", "dermatology")
        self.guard = self._moderator("vigie")
        self.second = self._moderator("phare")
        friends(self.doctor, self.other, self.patient)
        self.clients: dict[str, Client] = {}
        self.tokens: dict[str, str] = {}
        # All of it now: what a door makes is taken back after it.
        for actor in (self.doctor, self.other, self.patient, self.claimant, self.guard, self.second):
            self.browser(actor)
            self.program(actor)
        _ = (self.own, self.theirs, self.question, self.group, self.file, self.talk, self.roster, self.filter)

    @staticmethod
    def _moderator(handle: str) -> Actor:
        actor = person(handle)
        assert actor.account is not None
        Account.objects.filter(actors=actor).update(is_moderator=True)
        actor.account.refresh_from_db()
        return actor

    def browser(self, actor: Actor) -> Client:
        """Return the browser of somebody, signed in once."""
        if actor.handle not in self.clients:
            self.clients[actor.handle] = signed_in(actor).client
        return self.clients[actor.handle]

    def program(self, actor: Actor) -> str:
        """Return the token of somebody's program."""
        if actor.handle not in self.tokens:
            assert actor.account is not None
            self.tokens[actor.handle] = issue_token(account=actor.account, scopes=ALL_SCOPES)
        return self.tokens[actor.handle]

    @cached_property
    def own(self) -> int:
        """A thread of the doctor's."""
        return post_by(self.doctor, PLAIN).pk

    @cached_property
    def theirs(self) -> int:
        """A thread of somebody else's."""
        return post_by(self.other, PLAIN).pk

    @cached_property
    def question(self) -> int:
        """A question of the doctor's."""
        return question_by(self.doctor).post_id

    @cached_property
    def group(self) -> Group:
        """A group that the patient moderates."""
        return group_by(self.patient)

    @cached_property
    def file(self) -> File:
        """A picture of the doctor's."""
        return files.receive(owner=self.doctor, upload=upload(made.photograph()), description=clear("Un dessin."))

    @cached_property
    def talk(self) -> int:
        """A conversation of the doctor's with the others."""
        return said(self.doctor, self.other).conversation_id

    @cached_property
    def roster(self) -> Roster:
        """A list of the doctor's."""
        self.browser(self.doctor).post("/listes", {"name": "Soignants"})
        return Roster.objects.get()

    @cached_property
    def filter(self) -> Filter:
        """A filter of the doctor's."""
        form = {"phrases": "chimio", "places": ["home"], "action": "fold"}
        self.browser(self.doctor).post("/reglages/filtres", form)
        return Filter.objects.get()

    def thread(self, post_id: int) -> Post:
        """Return a post by its id."""
        return Post.objects.select_related("author").get(pk=post_id)

    def notice(self, about: str = "", **more: str) -> Notice:
        """A notice that a moderator took."""
        give_notice(self.browser(self.patient), about or f"post:{self.theirs}", **more)
        notice = Notice.objects.latest("pk")
        gesture(signed_in(self.guard), f"/moderation/signalements/{notice.pk}", "prendre")
        notice.refresh_from_db()
        return notice

    def decision(self) -> Decision:
        """A decision of a moderator on a thread."""
        give_notice(self.browser(self.patient), f"post:{self.theirs}")
        decide(signed_in(self.guard), Notice.objects.latest("pk").pk)
        return Decision.objects.latest("pk")


Recipe = "Callable[[Cast], Ask]"
PAGES: dict[str, list[Callable[[Cast], Ask]]] = {}
OPERATIONS: dict[str, list[Callable[[Cast], Ask]]] = {}


def page(address: str) -> Callable[[Callable[[Cast], Ask]], Callable[[Cast], Ask]]:
    def known(recipe: Callable[[Cast], Ask]) -> Callable[[Cast], Ask]:
        PAGES.setdefault(f"/{address}", []).append(recipe)
        return recipe

    return known


def form(address: str, who: Callable[[Cast], Actor], what: str = "", **typed: object) -> None:
    """Note a door whose path needs ids of the cast alone: "{own}" in an address is ``cast.own``."""

    def recipe(cast: Cast) -> Ask:
        given = {name: value(cast) if callable(value) else value for name, value in typed.items()}
        return Ask(cast.browser(who(cast)), f"/{_filled(address, cast)}", given, what=what)

    PAGES.setdefault(f"/{_as_known(address)}", []).append(recipe)


def api(name: str, path: Callable[[Cast], str], **body: object) -> None:
    """Note an operation of the JSON API whose path needs more than the cast has."""

    def recipe(cast: Cast) -> Ask:
        method = name.partition(" ")[0].upper()
        return Ask(Client(), f"{ROOT}{path(cast)}", dict(body), method=method, token=cast.program(cast.doctor))

    OPERATIONS.setdefault(name, []).append(recipe)


def operation(told: str, who: Callable[[Cast], Actor] = lambda cast: cast.doctor, **body: object) -> None:
    """Note an operation of the JSON API, as "post /posts/{own}/state"."""
    method, _, path = told.partition(" ")

    def recipe(cast: Cast) -> Ask:
        given = {name: value(cast) if callable(value) else value for name, value in body.items()}
        path_here = f"{ROOT}{_filled(path, cast)}"
        return Ask(Client(), path_here, given, method=method.upper(), token=cast.program(who(cast)))

    OPERATIONS.setdefault(f"{method} {_as_document(path)}", []).append(recipe)


# What stands in an address for what the cast has: the parameter of the table, and that of the document.
_PLACES: dict[str, tuple[str, str, Callable[[Cast], object]]] = {
    "{own}": ("<int:post_id>", "{post_id}", lambda cast: cast.own),
    "{theirs}": ("<int:post_id>", "{post_id}", lambda cast: cast.theirs),
    "{q}": ("<int:question_id>", "{post_id}", lambda cast: cast.question),
    "{group}": ("<slug:handle>", "{handle}", lambda cast: cast.group.actor.handle),
    "{file}": ("<int:file_id>", "{file_id}", lambda cast: cast.file.pk),
    "{talk}": ("<int:conversation_id>", "{conversation_id}", lambda cast: cast.talk),
    "{roster}": ("<int:roster_id>", "{list_id}", lambda cast: cast.roster.pk),
    "{filter}": ("<int:filter_id>", "{filter_id}", lambda cast: cast.filter.pk),
    "@{actor}": ("@<str:handle>", "{handle}", lambda cast: f"@{cast.other.handle}"),
    "{actor}": ("<str:handle>", "{handle}", lambda cast: cast.other.handle),
}


def _filled(address: str, cast: Cast) -> str:
    for place, (_, _, value) in _PLACES.items():
        if place in address:
            address = address.replace(place, str(value(cast)))
    return address


def _as_known(address: str) -> str:
    for place, (parameter, _, _) in _PLACES.items():
        address = address.replace(place, parameter)
    return address


def _as_document(path: str) -> str:
    for place, (_, parameter, _) in _PLACES.items():
        path = path.replace(place, parameter)
    return path


def doctor(cast: Cast) -> Actor:
    return cast.doctor


def other(cast: Cast) -> Actor:
    return cast.other


def patient(cast: Cast) -> Actor:
    return cast.patient


def moderator(cast: Cast) -> Actor:
    return cast.guard


# What people say.
form("messages/nouveau", doctor, text=PLAIN, audience="public")
form(
    "messages/nouveau", doctor, text=PLAIN, audience="named", people="@carrelet", warning="Sang", poll=["Oui", "Non"],
    poll_lasts="1440", references="10.1000/182", voice="", happened="",
)  # fmt: skip
form("messages/nouveau", doctor, "later", text=PLAIN, audience="public", publish_at=lambda _: soon())
form(
    "messages/nouveau",
    doctor,
    DRAFT,
    text=PLAIN,
    audience="public",
    faire="brouillon",
    warning="Sang",
    people="@carrelet",
)
form("messages/relire", doctor, text=PLAIN)
form("messages/lecteurs", doctor, text=PLAIN, audience="public")
form("messages/{theirs}/repondre", doctor, text=PLAIN, warning="Sang", references="10.1000/182")
form("messages/{theirs}/repondre", doctor, text=PLAIN, audience="named", people="@carrelet")
form("messages/{own}/modifier", doctor, text="Bonsoir à tous.", revision="1", warning="Sang")
form("messages/{own}/supprimer", doctor)
form("messages/{theirs}/notes", doctor, text="Elle dit autre chose.", side="reference", references="10.1000/182")
form("vecu/nouveau", patient, text=PLAIN, audience="public", happened="Une année sans sommeil.", tags="sommeil")
form("questions/poser", doctor, text="Que faire ?", topics=["dermatologie"], urgency="today", audience="professionals")
form("questions/poser/relire", doctor, text=PLAIN)
form("questions/{q}/repondre", other, text="Oui, sans attendre.", references="10.1000/182")
form("questions/{q}/etat", doctor, state="closed", outcome="Tout va bien.")
form("questions/{q}/suivre", other, vers="oui")
form("conversations/nouvelle", doctor, text=PLAIN, to="@carrelet", subject="Un avis", lasts="0")
form("conversations/{talk}/ecrire", doctor, text=PLAIN)
form("conversations/{talk}/lu", doctor, jusqua="1")
form("conversations/{talk}/silence", doctor, vers="oui")
form("conversations/{talk}/duree", doctor, lasts="7")
form("conversations/{talk}/quitter", doctor)


def soon() -> str:
    return (clock.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")


@page("conversations/<int:conversation_id>/inviter")
def _bring(cast: Cast) -> Ask:
    several = said(cast.doctor, cast.other, cast.patient).conversation_id
    follow(follower=cast.guard, followee=cast.doctor)
    return Ask(cast.browser(cast.doctor), f"/conversations/{several}/inviter", {"to": "@vigie"})


@page("conversations/<int:conversation_id>/reponse")
def _answer_request(cast: Cast) -> Ask:
    asked = said(cast.claimant, cast.doctor).conversation_id
    return Ask(cast.browser(cast.doctor), f"/conversations/{asked}/reponse", {"reponse": "accepter"})


# Gestures and what one keeps for oneself.
form("messages/{theirs}/silence", doctor, vers="oui")
form("comme-moi/reveler", patient, kind="condition", own="Fatigue du matin")
form("comme-moi/retirer", patient, kind="condition", word="crohn")
form("listes", doctor, name="Soignants")
form("listes/{roster}/modifier", doctor, name="Cabinet")
form("listes/{roster}/modifier", doctor, people="@carrelet")
form("avis", doctor, vu="1")
form("reglages/filtres", doctor, phrases="chimio", name="Ce soir", places=["home"], action="fold")
form("reglages/filtres/{filter}", doctor, phrases="chimio", name="Ce soir", places=["home"], action="fold")
form("reglages/bouclier", doctor, laisse="followed")
form("reglages/avis/resume", doctor, rythme="weekly")
form("reglages/avis/flux", patient, groupe=lambda cast: cast.group.pk, geste="ouvrir")
form("reglages/consentements", doctor, donner=lambda _: next(iter(PURPOSES)))
form("langue", doctor, language="en", next="/")
form(
    "reglages/profil", patient, display_name="Avril", department="29", languages=["fr"], note="Je lis.", profession="",
    name_1="Lieu", value_1="Bretagne",
)  # fmt: skip
form("reglages/acteurs", patient, handle="sorbier", display_name="Sorbier", profession="", specialty="")
form("reglages/recherche", doctor, trouver="oui")
form("reglages/blocages", doctor, qui="1", geste="debloquer")
form("@{actor}/bloquer", doctor, vers="oui")
form("@{actor}/silence", doctor, duree=lambda _: next(iter(LASTS)))
form("@{actor}/suivre", doctor, vers="oui", cloche="oui", langue="en")
