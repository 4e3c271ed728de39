"""English for who asks for it: every page and every mail, without a French word left."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polib
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.admin import site
from django.core import mail
from django.core.cache import cache as attempts
from django.test import Client
from django.urls import get_resolver, reverse

from tests.conftest import PASSWORD, person, post_by, question_by, signed_in
from tests.english import CATALOGUE, check, french, in_french
from tests.mastodon_api.oauth_flow import register
from tests.pages import words_of
from tests.website.furnished import GROUP, furnish
from tests.website.furnished_questions import furnish_questions
from toctoc.community.services import gestures, posts
from toctoc.mastodon_api.web.oauth.words import WORDS
from toctoc.people.models import Account, Actor, Proof
from toctoc.people.services.follows import follow
from toctoc.privacy.services import clear
from toctoc.questions.services.questions import answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from toctoc.questions.models import Question

pytestmark = pytest.mark.django_db
# How many pages a stranger finds, who finds the fewest.
SEEN = 30
# Pages that no name alone leads to.
ELSEWHERE = (
    "/nowhere",
    "/questions?etat=closed",
    "/@carrelet",
    "/@avril",
    "/?avant=1",
    "/decouvrir?avant=1",
    "/recherche?q=winter",
    "/recherche?q=nothing+like+it&type=messages&voix=lived",
    "/groupes?genre=mixed",
    "/signaler?objet=group:veranda",
    "/conversations/nouvelle?a=avril",
    "/moderation/signalements?apres=1",
)


def addresses(values: dict[str, object]) -> Iterator[str]:
    """Yield every address of the site that has a name, without those of the API and of the administration."""
    resolver: Any = get_resolver()
    rooms = {"": resolver} | {
        f"{name}:": room for name, (_, room) in resolver.namespace_dict.items() if name.startswith("proof_")
    }
    for prefix, room in rooms.items():
        for name in (key for key in room.reverse_dict if isinstance(key, str)):
            ((_, places), *_others) = room.reverse_dict[name][0]
            address = reverse(f"{prefix}{name}", kwargs={place: values[place] for place in places})
            # A group's own pages are those of the reader's group; an actor's those of the asker.
            yield address.replace("/groupes/ruisseau", f"/groupes/{GROUP}")


@pytest.fixture(autouse=True)
def _without_past_attempts(index_folder: Path) -> Iterator[None]:
    attempts.clear()
    yield
    attempts.clear()


@pytest.fixture
def talk(ruisseau: Actor, carrelet: Actor, vigie: Account) -> Question:
    """A public question with an answer, what goes with it, and a newcomer who waits."""
    question = question_by(ruisseau, "Shall we stop it #today ?", audience="public")
    reply = answer(answerer=carrelet, question=question, to=question.post, text=clear("Not yet, @ruisseau."))
    gestures.favour(actor=ruisseau, post=reply)
    gestures.keep(actor=ruisseau, post=reply)
    follow(follower=carrelet, followee=ruisseau)
    follow(follower=ruisseau, followee=carrelet)
    for actor in (ruisseau, carrelet):
        post = post_by(actor, "Hello to all of you.")
        posts.edit(editor=actor, post=post, text=clear("Hello to all."), revision=post.revision)
    person("attente", "nurse")
    Account.objects.filter(email="attente@exemple.test").update(approved_at=None)
    # A mask is in the language that somebody writes in.
    Actor.objects.update(languages="en")
    return question


@pytest.fixture(params=["stranger", "asker", "professional", "patient", "moderator"])
def reader(
    request: pytest.FixtureRequest, ruisseau: Actor, carrelet: Actor, avril: Actor, vigie: Account
) -> tuple[Client, Actor]:
    """Somebody who asked for English, and an actor whose pages are looked at."""
    actors = {
        "asker": ruisseau,
        "professional": carrelet,
        "patient": avril,
        "moderator": Actor.objects.get(account=vigie),
    }
    if request.param == "stranger":
        return Client(headers={"Accept-Language": "en-GB,en;q=0.8,fr;q=0.5"}), ruisseau
    actor = actors[request.param]
    client = signed_in(actor).client
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    # Pages that protect the account ask for the password first.
    client.post("/compte/reauthenticate/", {"password": PASSWORD})
    return client, actor


def test_every_page_is_in_english(reader: tuple[Client, Actor], talk: Question) -> None:
    client, actor = reader
    other = next(one for one in Actor.objects.filter(handle__in=("carrelet", "avril")).order_by("pk") if one != actor)
    values: dict[str, object] = {
        "handle": "ruisseau",
        "question_id": talk.pk,
        "word": "today",
        "actor_id": actor.pk,
        "account_id": Account.objects.get(email="attente@exemple.test").pk,
        "proof_id": Proof.objects.filter(actor__handle="ruisseau").get().pk,
        "number": 1,
        "server_id": 1,
        "application_id": 1,
        "batch_id": 1,
        "secret": "gone",
        "token": "gone",
        "uidb36": "1",
        "key": "gone",
        "pk": Authenticator.objects.filter(user=actor.account).values_list("pk", flat=True).first() or 1,
        **furnish(actor, other),
        **furnish_questions(),
    }
    seen = 0
    for address in addresses(values):
        page = client.get(address)
        if "text/html" in page.headers.get("Content-Type", ""):
            check(page, address)
            seen += page.status_code == 200
    told = (f"/signaler?objet=post:{values['post_id']}", str(values["followed"]))
    for number in (values["survey"], values["learned"]):
        asked = client.get(f"/questions/{number}")
        assert asked.status_code == 200
        check(asked, str(number))
    app = register(scopes=" ".join(WORDS))
    asking_in = (app.address(scope=" ".join(WORDS)), app.address(scope="read"), app.address(scope="nothing"))
    for address in (*ELSEWHERE, *told, *asking_in, f"/groupes/{GROUP}?voix=lived"):
        check(client.get(address), address)
    assert seen > SEEN


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/questions/poser", {}),
        ("/questions/poser", {"text": "Call me on 06 12 34 56 78 or a.b@exemple.test", "topics": "nothing"}),
        ("/questions/poser", {"text": "Call me on 06 12 34 56 78", "masquer": "tout"}),
        ("/questions/poser/relire", {"text": "Call me on 06 12 34 56 78"}),
        ("/questions/{question}/repondre", {}),
        ("/questions/{question}/etat", {"state": "closed"}),
        ("/questions/{question}/etat", {"state": "nothing"}),
        ("/messages/nouveau", {"text": "Hello.", "audience": "profession:nurse", "voice": "official"}),
        ("/messages/{question}/repondre", {"text": "x" * 10_000}),
        ("/messages/{question}/supprimer", {}),
        ("/reglages/profil", {"display_name": "06 12 34 56 78", "profession": "wizard", "department": "0"}),
        ("/reglages/acteurs", {"handle": "ruisseau", "display_name": "x" * 99}),
        ("/moderation/acteurs/ruisseau", {"profession": "", "expires_on": "2001-01-01"}),
        ("/compte/password/change/", {"oldpassword": "no", "password1": "1", "password2": "2"}),
        ("/compte/email/", {"email": "no", "action_add": ""}),
        ("/compte/2fa/totp/activate/", {"code": "000000"}),
        ("/messages/nouveau", {"text": "Hello.", "audience": "named", "people": "@nobody_here", "poll": "One"}),
        ("/messages/nouveau", {"text": "Hello.", "audience": "public", "references": "my neighbour"}),
        ("/messages/{question}/notes", {"text": "", "side": "nothing"}),
        ("/vecu/nouveau", {"text": "", "audience": "public"}),
        ("/comme-moi/reveler", {"kind": "age", "word": "nothing"}),
        ("/listes", {"name": ""}),
        ("/reglages/filtres", {"phrases": ""}),
        ("/reglages/bouclier", {"geste": "lever", "laisse": "nothing"}),
        ("/groupes/nouveau", {"name": "", "handle": "nouveau", "kind": "nothing"}),
        ("/conversations/nouvelle", {"to": "nobody_here", "text": "", "lasts": "3"}),
        ("/signaler", {"objet": "post:{question}", "text": ""}),
        ("/signaler", {"objet": "", "address": "", "email": "no"}),
        ("/langue", {"language": "xx"}),
        ("/@ruisseau/suivre", {}),
    ],
)
def test_what_is_wrong_is_said_in_english(
    talk: Question, ruisseau: Actor, carrelet: Actor, vigie: Account, address: str, typed: dict[str, str]
) -> None:
    address = address.format(question=talk.pk)
    for actor in Actor.objects.filter(account__in=(ruisseau.account, carrelet.account, vigie)):
        client = signed_in(actor).client
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        client.post("/compte/reauthenticate/", {"password": PASSWORD})
        page = client.post(address, typed)
        check(page, address)


@pytest.mark.parametrize("address", ["/compte/signup/", "/compte/login/", "/compte/password/reset/"])
@pytest.mark.parametrize("email", ["", "no address", "a.b@exemple.test"])
def test_a_stranger_is_corrected_in_english(client: Client, db: None, address: str, email: str) -> None:
    typed = {"email": email, "login": email, "password": "no", "password1": "1234", "handle": "x"}
    page = client.post(address, typed, headers={"Accept-Language": "en"})
    check(page, address)


def test_mails_about_an_account_are_in_english(client: Client, avril: Actor) -> None:
    typed = {"email": "new@exemple.test", "password1": "lanterne-bleue-7", "handle": "lantern", "display_name": ""}
    EmailAddress.objects.create(user=avril.account, email="avril@exemple.test", verified=True, primary=True)
    browser = {"Accept-Language": "en"}
    client.post("/compte/signup/", typed, headers=browser)
    stranger = Client(headers=browser)
    stranger.post("/compte/signup/", typed | {"email": "avril@exemple.test", "handle": "other"})
    for address in ("avril@exemple.test", "nobody@exemple.test"):
        stranger.post("/compte/password/reset/", {"email": address})
    subjects = [message.subject for message in mail.outbox]
    assert subjects == [
        "[Toctoc] Your confirmation code",
        "[Toctoc] You already have an account",
        "[Toctoc] Choose another password",
        "[Toctoc] No account at this address",
    ]
    for message in mail.outbox:
        assert in_french(f"{message.subject}\n{message.body}") == []


@pytest.mark.parametrize(("decision", "subject"), [("accepter", "is accepted"), ("refuser", "is not accepted")])
def test_the_answer_to_a_registration_is_in_its_owners_language(vigie: Account, decision: str, subject: str) -> None:
    account = person("attente").account
    assert account is not None
    Account.objects.filter(pk=account.pk).update(approved_at=None, language="en")
    moderator = signed_in(Actor.objects.get(account=vigie)).client
    moderator.post(f"/moderation/inscriptions/{account.pk}/{decision}", {"sentence": "We know you too little."})
    (message,) = mail.outbox
    assert message.subject == f"[Toctoc] Your registration {subject}"
    assert in_french(str(message.body)) == []


def test_a_waiting_registration_is_told_so_in_its_owners_language(talk: Question) -> None:
    account = Account.objects.get(email="attente@exemple.test")
    client = Client(headers={"Accept-Language": "fr"})
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    assert "Votre inscription attend une réponse" in words_of(client.get("/"))
    Account.objects.filter(pk=account.pk).update(language="en")
    page = client.get("/")
    assert "Your registration is waiting for an answer" in words_of(page)
    check(page, "/")


def test_the_administration_is_in_english(client: Client, talk: Question) -> None:
    chief = Account.objects.create_superuser(email="chef@exemple.test", password=PASSWORD)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    lists = [f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist" for model in site._registry]
    assert len(lists) > 5
    for name in ("admin:index", *lists):
        page = client.get(reverse(name))
        assert page.status_code == 200
        check(page, name)
    check(client.get("/moderation/listes"), "/moderation/listes")


def test_french_would_be_noticed(client: Client, talk: Question) -> None:
    assert len(french()) > 400
    for address in ("/", "/regles", f"/questions/{talk.pk}", "/compte/login/"):
        assert len(in_french(words_of(client.get(address)))) > 10


def test_dates_are_written_the_british_way(client: Client, ruisseau: Actor) -> None:
    Proof.objects.filter(actor=ruisseau).update(expires_at=datetime(2031, 5, 9, 12, tzinfo=UTC))
    page = client.get("/@ruisseau/preuve", headers={"Accept-Language": "en"})
    assert "May 2031" in words_of(page)
    holder = signed_in(ruisseau).client
    holder.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "9 May 2031" in words_of(holder.get("/preuves"))


def test_every_sentence_has_its_english_and_the_compiled_catalogue_is_fresh() -> None:
    tool = Path(__file__).parents[2] / "tools/translations.py"
    told = subprocess.run([sys.executable, str(tool), "--check"], capture_output=True, check=False, text=True)
    assert told.returncode == 0, told.stdout


def test_marks_have_narrow_spaces_in_french_and_none_in_english() -> None:
    wrong_in_french = re.compile(r"[ \xa0][;:?!»]|«[^\u202f]|[\w»)][;:?!»](?:\s|$)")
    wrong_in_english = re.compile(r"[\s\u202f\xa0][;:?!](?:\s|$)|[«»\u202f\xa0]")
    # The mark is here the name of a key.
    key = re.compile(r"La touche \? |The \? key")
    for entry in polib.pofile(str(CATALOGUE)):
        for sentence in (entry.msgid, entry.msgid_plural):
            assert wrong_in_french.search(key.sub("", sentence)) is None, sentence
        for sentence in (entry.msgstr, *entry.msgstr_plural.values()):
            assert wrong_in_english.search(key.sub("", sentence)) is None, sentence
