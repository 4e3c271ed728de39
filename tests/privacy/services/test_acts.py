"""What is said together is read together: no field beside the text hides a patient, or somebody's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.config.api_caller import caller
from tests.conftest import post_by, question_by, signed_in
from toctoc.community.models import Post
from toctoc.community.services import posts
from toctoc.community.services.posts import Answer
from toctoc.conversations.models import Message
from toctoc.privacy.models import Assured
from toctoc.privacy.services import clear
from toctoc.privacy.services.speech import clear_speech

if TYPE_CHECKING:
    from toctoc.people.models import Actor

CASE = "Une patiente de 62 ans, sous anticoagulant, a des vertiges."
TALK = "Que feriez-vous ?"
NEW, LIVED = "/messages/nouveau", "/messages/vecu"
ASKED = "Deux questions avant d’envoyer"
SURE = {"reconnaissable": "no", "accord": "yes"}
NAMED, BARE = "Avis de Mme Kerdoncuff, merci.", "oui pour kerdoncuff"
# "poll" is a list of answers, as the page sends it.
BESIDE: dict[str, Any] = {"warning": CASE, "poll": [CASE, "Autre chose"]}


def typed(text: str = TALK, **more: Any) -> dict[str, Any]:
    return {"text": text, "audience": "professionals", "voice": "practice", "cle": f"c{len(str(more))}"} | more


@pytest.mark.parametrize("field", BESIDE)
def test_a_field_beside_the_text_tells_of_a_patient(ruisseau: Actor, field: str) -> None:
    client = signed_in(ruisseau).client
    more = {field: BESIDE[field], "poll_lasts": "60"}
    asked = client.post(NEW, typed(**more))
    assert asked.status_code == 422
    assert ASKED in asked.content.decode()
    assert not Post.objects.exists()
    assert client.post(NEW, typed(**more, **SURE)).status_code == 302
    assert Assured.objects.get().recognisable == "no"


def test_a_field_that_comes_later_is_read_too(ruisseau: Actor) -> None:
    assert ASKED in signed_in(ruisseau).client.post(NEW, typed(nouveau=CASE)).content.decode()


def test_a_story_whose_parts_stand_in_two_fields_is_one(ruisseau: Actor) -> None:
    more = {"references": "https://pubmed.ncbi.nlm.nih.gov/1", "warning": "Ma patiente"}
    assert ASKED in signed_in(ruisseau).client.post(NEW, typed("62 ans, et vous ?", **more)).content.decode()


@pytest.mark.parametrize(
    "beside", [{"warning": CASE}, {"poll": {"options": [CASE, "Non"]}}, {"experience": {"helped": CASE}}]
)
def test_what_comes_through_the_api_waits_for_its_answers(ruisseau: Actor, beside: dict[str, Any]) -> None:
    voice = {"voice": "lived"} if "experience" in beside else {}
    body = {"text": TALK, "audience": {"kind": "professionals"}, **beside, **voice}
    assert caller(ruisseau).post("/posts", body).status == 201
    assert Assured.objects.get().is_waiting


def test_an_edit_reads_what_stays(ruisseau: Actor) -> None:
    body = {"text": TALK, "audience": {"kind": "professionals"}, "poll": {"options": [CASE, "Non"]}}
    assert caller(ruisseau).post("/posts", body).status == 201
    post = Post.objects.get()
    edited = {"text": "Et vous ?", "revision": 1, "warning": ""}
    page = signed_in(ruisseau).client.post(f"/messages/{post.pk}/modifier", edited)
    assert page.status_code == 422
    assert ASKED in page.content.decode()


def test_a_reply_goes_on_with_the_story_of_its_thread(ruisseau: Actor, carrelet: Actor) -> None:
    post = posts.write(author=ruisseau, draft=posts.Draft(clear(CASE), "professionals"))
    path, client = f"/messages/{post.pk}/repondre", signed_in(ruisseau).client
    adds = {"text": "Elle est boulangère à Parthenay.".replace("Parthenay", "la campagne, 63 ans"), "cle": "a"}
    asked = client.post(path, adds)
    assert asked.status_code == 422
    assert ASKED in asked.content.decode()
    assert client.post(path, {"text": "Merci à vous, je vais essayer.", "cle": "b"}).status_code == 302
    # Somebody else's patient is not theirs to answer for.
    assert signed_in(carrelet).client.post(path, adds | {"cle": "c"}).status_code == 302
    assert not Assured.objects.exists()
    assert caller(ruisseau).post("/posts", {"text": adds["text"], "reply_to": str(post.pk)}).status == 201
    assert Assured.objects.get().is_waiting


def test_an_outcome_is_asked_about_where_it_is_typed(ruisseau: Actor) -> None:
    question = question_by(ruisseau)
    path, client = f"/questions/{question.pk}/etat", signed_in(ruisseau).client
    page = client.post(path, {"state": "closed", "outcome": CASE, "cle": "a"})
    assert page.status_code == 422
    assert ASKED in page.content.decode()
    assert 'name="accord"' in page.content.decode()
    assert client.post(path, {"state": "closed", "outcome": CASE, "cle": "b", **SURE}).status_code == 302
    assert Assured.objects.get().subject == f"post:{question.pk}"


def test_the_subject_of_a_conversation_is_read(ruisseau: Actor, carrelet: Actor) -> None:
    client = signed_in(ruisseau).client
    told = {"to": "carrelet", "subject": "Ma patiente de 62 ans", "text": TALK}
    page = client.post("/conversations/nouvelle", told | {"cle": "a"})
    assert page.status_code == 422
    assert ASKED in page.content.decode()
    assert client.post("/conversations/nouvelle", told | {"cle": "b"} | SURE).status_code == 302
    there = Message.objects.get().conversation_id
    path, story = f"/conversations/{there}/ecrire", {"text": CASE, "cle": "c"} | SURE
    assert client.post(path, story).status_code == 302
    assert ASKED in client.post(path, {"text": "Elle vit à la campagne, 63 ans.", "cle": "d"}).content.decode()


@pytest.mark.parametrize("field", ["warning", "poll"])
@pytest.mark.parametrize("press", ["envoyer", "0", "tout"])
def test_a_name_masked_in_the_text_is_found_beside_it(ruisseau: Actor, field: str, press: str) -> None:
    client = signed_in(ruisseau).client
    more = {field: BARE if field == "warning" else [BARE, "non"], "poll_lasts": "60"}
    page = client.post(NEW, typed(f"{NAMED} Vue le 14 avril 2026.", masquer=press, **more))
    if press != "envoyer":
        assert page.status_code == 200
        # With the second mask the first text is nowhere on the page, but its name is.
        then = typed("Avis de Mme [nom]. Vue le 14 avril 2026.", masquer="envoyer", nom="kerdoncuff", **more)
        assert 'name="nom" value="kerdoncuff"' in page.content.decode()
        page = client.post(NEW, then)
    assert page.status_code == 422
    assert "À changer ou à garder" in page.content.decode()
    assert not Post.objects.exists()


@pytest.mark.parametrize("door", ["page", "api"])
def test_a_name_of_the_thread_is_found_in_the_warning_of_a_reply(ruisseau: Actor, carrelet: Actor, door: str) -> None:
    said = clear(NAMED)
    thread = posts.write(author=carrelet, draft=posts.Draft(said, "professionals"))
    if door == "page":
        path = f"/messages/{thread.pk}/repondre"
        status = signed_in(ruisseau).client.post(path, {"text": TALK, "warning": BARE, "cle": "a"}).status_code
    else:
        body = {"text": TALK, "warning": BARE, "reply_to": str(thread.pk)}
        status = caller(ruisseau).post("/posts", body).status
    assert status == 422
    assert Post.objects.count() == 1


def test_only_what_was_really_kept_is_recorded(ruisseau: Actor) -> None:
    client = signed_in(ruisseau).client
    nothing = {"garde": ["public|commune|Parthenay", "agreed|name|Mme Absente"]}
    assert client.post(NEW, typed("Bonjour à tous.", **nothing)).status_code == 302
    assert not Assured.objects.exists()
    some = {"garde": ["agreed|commune|Parthenay", "agreed|commune|Parthenay", "public|commune|Bressuire"]}
    assert client.post(NEW, typed("Je m’installe à Parthenay.", **some)).status_code == 302
    assert Assured.objects.get().kept == [{"kind": "commune", "reason": "agreed"}]


def test_a_word_kept_in_a_warning_is_recorded(ruisseau: Actor) -> None:
    kept = {"warning": "Depuis Parthenay", "garde": "self|commune|Parthenay"}
    assert signed_in(ruisseau).client.post(NEW, typed("Bonjour à tous.", **kept)).status_code == 302
    assert Assured.objects.get().kept == [{"kind": "commune", "reason": "self"}]


def test_what_is_kept_is_what_was_found() -> None:
    from toctoc.kernel.cleared import Assurance, Kept

    said = Assurance(kept=(Kept("Parthenay", "commune", "public"), Kept("Niort", "commune", "public")))
    cleared = clear_speech("Je m’installe à Parthenay.", assurance=said)
    assert cleared.assurance is not None
    assert [kept.words for kept in cleared.assurance.kept] == ["Parthenay"]


def test_a_post_of_ours_still_goes(ruisseau: Actor) -> None:
    thread = post_by(ruisseau)
    posts.reply(author=ruisseau, to=thread, answer=Answer(clear("Et bonne journée.")))
    assert Post.objects.count() == 2
