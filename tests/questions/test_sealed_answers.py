"""Each answers alone first: sealed answers stay sealed at every door until one answers, or the asker opens them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.config.api_caller import caller
from tests.conftest import eyes_of, person, signed_in
from tests.pages import words_of
from tests.search.indexing import build, settle
from toctoc.community.models import Notification, Post
from toctoc.community.queries.found import Sieve, find_posts
from toctoc.community.services import posts
from toctoc.kernel.errors import Missing, Refused
from toctoc.live.models import LiveEvent
from toctoc.people.models import Proof
from toctoc.people.services.blocks import block
from toctoc.people.services.follows import follow as follow_actor
from toctoc.people.services.proofs import Evidence, record_proof, revoke_proof
from toctoc.privacy.services import clear
from toctoc.questions.models import Question
from toctoc.questions.services.apart import open_answers
from toctoc.questions.services.questions import QuestionDraft, answer, ask, follow, move

if TYPE_CHECKING:
    from toctoc.people.models import Account, Actor
    from toctoc.search.services.engines import Engine

# A word that nothing else on a page says.
SAID = "Plutôt zygomatique. @plumier #pommette"
WORD = "zygomatique"


def sealed_by(asker: Actor, audience: str = "professionals") -> Question:
    """Ask a question whose answers are sealed."""
    draft = QuestionDraft(clear("Que verriez-vous d’abord ?"), ("dermatologie",), "today", audience, seal="sealed")
    return ask(asker=asker, draft=draft)


def answered(question: Question, by: Actor, text: str = SAID, to: Post | None = None) -> Post:
    """Answer through the service, as any door does."""
    question.refresh_from_db()
    return answer(answerer=by, question=question, to=to or question.post, text=clear(text))


def addresses(question: Question, said: Post) -> list[str]:
    """Return the pages on which an answer could be read."""
    one = f"/messages/{said.pk}"
    return [
        f"/questions/{question.pk}",
        f"/questions/{question.pk}?a={said.pk}",
        "/questions",
        "/",
        "/decouvrir",
        one,
        f"{one}/carte",
        f"{one}/versions",
        f"{one}/notes",
        f"{one}/repondre",
        f"/messages/nouveau?cite={said.pk}",
        f"/@{said.author.handle}",
        "/mots/pommette",
        "/avis",
        f"/recherche?q={WORD}",
    ]


def api_addresses(question: Question, said: Post) -> list[str]:
    """Return the addresses of our API at which an answer could be read."""
    return [
        f"/posts/{said.pk}",
        f"/posts/{said.pk}/versions",
        f"/posts/{said.pk}/notes",
        f"/posts/{question.pk}/replies",
        f"/questions/{question.pk}",
        f"/questions/{question.pk}/answers",
        "/questions",
        "/timelines/home",
        "/notifications",
        f"/search?q={WORD}",
    ]


def reads(actor: Actor, question: Question, said: Post) -> bool:
    """Tell whether any door tells an actor what was said, or that it is there at all."""
    client, api = signed_in(actor).client, caller(actor)
    on_pages = (words_of(client.get(address, follow=True)).lower() for address in addresses(question, said))
    in_api = (
        json.dumps(api.get(address).body, ensure_ascii=False).lower() for address in api_addresses(question, said)
    )
    # What was asked for stands in the page of a search, and tells nothing.
    told = [text.replace(f'value="{WORD}"', "").replace(f"q={WORD}", "") for text in (*on_pages, *in_api)]
    return any("plutôt zygomatique" in text or f'"id": "{said.pk}"' in text for text in told)


@pytest.fixture
def cordage(db: None) -> Actor:
    """Another dermatologist, proved."""
    return person("cordage", "doctor", "dermatology", proved=True)


def test_no_door_tells_a_sealed_answer_to_who_has_not_answered(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, cordage: Actor, index: Engine
) -> None:
    build()
    question = sealed_by(ruisseau)
    follow(actor=cordage, question=question)
    follow_actor(follower=cordage, followee=carrelet)
    said = answered(question, carrelet)
    settle()
    assert reads(ruisseau, question, said), "the asker reads them as they come"
    assert reads(carrelet, question, said)
    for peer in (plumier, cordage):
        assert not reads(peer, question, said)
        assert not find_posts(eyes_of(peer), WORD, Sieve()).ids
        assert not Notification.objects.filter(recipient=peer).exists(), "neither the one it names nor one who follows"
    channels = " ".join(LiveEvent.objects.filter(subject=said.pk).values_list("channels", flat=True)).split()
    assert set(channels) == {f"actor:{ruisseau.pk}"}
    assert find_posts(eyes_of(ruisseau), WORD, Sieve()).ids == [said.pk]


def test_a_peer_finds_no_gesture_to_make_on_a_sealed_answer(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    question = sealed_by(ruisseau)
    said = answered(question, carrelet)
    api, client = caller(plumier), signed_in(plumier).client
    for address in ("favourite", "bookmark", "thanks", "let-in"):
        assert api.post(f"/posts/{said.pk}/{address}", {}).status == 404
    assert api.send("put", f"/posts/{said.pk}/opinion", {"opinion": "agree"}).status == 404
    quoting = {"text": "À lire.", "audience": {"kind": "members"}, "quoted": str(said.pk)}
    assert api.post("/posts", quoting).status == 404
    for page in ("avis", "merci", "montrer"):
        assert client.post(f"/questions/reponses/{said.pk}/{page}", {"avis": "agree"}).status_code == 404
    with pytest.raises(Missing):
        answered(question, plumier, to=said)


def test_whoever_answers_reads_those_before_and_those_after(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, cordage: Actor
) -> None:
    question = sealed_by(ruisseau)
    first = answered(question, carrelet)
    second = answered(question, plumier, "Plutôt zygomatique, vu la douleur.")
    assert reads(plumier, question, first)
    assert reads(carrelet, question, second)
    assert not reads(cordage, question, first)
    page = words_of(signed_in(cordage).client.get(f"/questions/{question.pk}"))
    assert "2 réponses scellées" in page, "a number is told, words are not"
    assert "Répondez d’abord sans les lire" in page
    assert "vous lisez les réponses des autres" in words_of(signed_in(plumier).client.get(f"/questions/{question.pk}"))


def test_the_asker_opens_them_once_and_everybody_reads_them(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, cordage: Actor
) -> None:
    question = sealed_by(ruisseau)
    follow(actor=cordage, question=question)
    said = answered(question, carrelet)
    client = signed_in(ruisseau).client
    for _ in range(2):
        assert client.post(f"/questions/{question.pk}/ouvrir").status_code == 302
    assert reads(cordage, question, said)
    question.refresh_from_db()
    said.refresh_from_db()
    question.post.refresh_from_db()
    assert (question.seal, said.audience, question.post.replies_count) == ("opened", "professionals", 1)
    told = Notification.objects.filter(recipient=cordage).values_list("kind", flat=True)
    assert list(told) == ["question"]
    assert list(Notification.objects.filter(recipient=plumier).values_list("kind", flat=True)) == ["mention"]
    answered(question, plumier, "Après l’ouverture.")
    assert "Après l’ouverture." in words_of(signed_in(cordage).client.get(f"/questions/{question.pk}"))


def test_only_the_asker_opens(ruisseau: Actor, carrelet: Actor, plumier: Actor, avril: Actor) -> None:
    question = sealed_by(ruisseau)
    answered(question, carrelet)
    with pytest.raises(Refused):
        open_answers(opener=plumier, viewer=eyes_of(plumier), question=question)
    assert signed_in(plumier).client.post(f"/questions/{question.pk}/ouvrir").status_code == 403
    assert signed_in(avril).client.post(f"/questions/{question.pk}/ouvrir").status_code == 404
    assert caller(avril).post(f"/questions/{question.pk}/open", {}).status == 404
    question.refresh_from_db()
    assert question.seal == "sealed"


@pytest.mark.parametrize("state", ["consensus", "dissent", "closed"])
def test_whoever_says_what_came_of_it_opens_the_answers(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, state: str
) -> None:
    question = sealed_by(ruisseau)
    said = answered(question, carrelet)
    question.refresh_from_db()
    outcome = clear("Revu en consultation." if state == "closed" else "")
    move(mover=ruisseau, viewer=eyes_of(ruisseau), question=question, to=state, outcome=outcome)
    assert reads(plumier, question, said)


def test_what_the_asker_adds_to_all_is_for_all_and_under_an_answer_it_is_sealed(
    ruisseau: Actor, carrelet: Actor, plumier: Actor
) -> None:
    question = sealed_by(ruisseau)
    said = answered(question, carrelet)
    to_all = answered(question, ruisseau, "Je précise : depuis huit jours.")
    under_it = answered(question, ruisseau, "Plutôt zygomatique, vraiment ?", to=said)
    page = words_of(signed_in(plumier).client.get(f"/questions/{question.pk}"))
    assert to_all.text in page
    assert not reads(plumier, question, under_it)
    assert reads(carrelet, question, under_it)


def test_nobody_rewords_what_was_said_alone_after_reading_the_others(
    ruisseau: Actor, carrelet: Actor, plumier: Actor
) -> None:
    question = sealed_by(ruisseau)
    said = answered(question, carrelet)
    answered(question, plumier, "Autre chose, sans hésiter.")
    with pytest.raises(Refused):
        posts.edit(editor=carrelet, post=said, text=clear("Autre chose aussi."), revision=1)
    open_answers(opener=ruisseau, viewer=eyes_of(ruisseau), question=question)
    said.refresh_from_db()
    assert posts.edit(editor=carrelet, post=said, text=clear("Autre chose."), revision=1).revision == 2


def test_a_lost_proof_closes_sealed_answers_and_a_new_one_opens_them(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, vigie: Account
) -> None:
    question = sealed_by(ruisseau)
    said = answered(question, carrelet)
    answered(question, plumier, "Rien de grave ici.")
    assert caller(plumier).get(f"/posts/{said.pk}").status == 200
    revoke_proof(proof=Proof.objects.get(actor=plumier), decided_by=vigie)
    plumier.refresh_from_db()
    assert caller(plumier).get(f"/posts/{said.pk}").status == 404
    later = answered(question, person("amarre", "doctor", proved=True), "Plutôt zygomatique encore.")
    assert caller(plumier).get(f"/posts/{later.pk}").status == 404
    assert caller(carrelet).get(f"/posts/{later.pk}").status == 200
    record_proof(actor=plumier, evidence=Evidence("pharmacist"))
    assert caller(plumier).get(f"/posts/{said.pk}").status == 200


def test_a_block_stands_between_two_who_answered(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    question = sealed_by(ruisseau)
    said = answered(question, carrelet)
    block(blocker=carrelet, blocked=plumier)
    plumier.refresh_from_db()
    other = answered(question, plumier, "Sans l’avoir lu.")
    carrelet.refresh_from_db()
    assert not reads(plumier, question, said)
    assert caller(carrelet).get(f"/posts/{other.pk}").status == 404
    assert caller(ruisseau).get(f"/posts/{other.pk}").status == 200


def test_a_question_that_is_taken_back_leaves_its_answers_open(
    ruisseau: Actor, carrelet: Actor, plumier: Actor
) -> None:
    question = sealed_by(ruisseau)
    said = answered(question, carrelet)
    posts.delete(deleter=ruisseau, post=question.post)
    said.refresh_from_db()
    assert said.audience == "professionals"
    assert caller(plumier).get(f"/posts/{said.pk}").status == 200
    assert not Question.objects.exists()


def test_sealed_answers_count_and_a_deleted_one_stays_away(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    question = sealed_by(ruisseau)
    said = answered(question, carrelet)
    question.refresh_from_db()
    assert (question.state, question.answers_count) == ("answered", 1)
    posts.delete(deleter=carrelet, post=said)
    question.refresh_from_db()
    assert (question.state, question.answers_count) == ("open", 0)
    open_answers(opener=ruisseau, viewer=eyes_of(ruisseau), question=question)
    assert f"p{said.pk}" not in words_of(signed_in(plumier).client.get(f"/questions/{question.pk}"))


def test_many_who_answered_read_each_other_and_streams_hold(ruisseau: Actor) -> None:
    question = sealed_by(ruisseau)
    crowd = [person(f"pair{number}", "doctor", proved=True) for number in range(45)]
    said = [answered(question, peer, f"Avis {number} donné seul.") for number, peer in enumerate(crowd)]
    posts.delete(deleter=crowd[0], post=said[0])
    assert caller(crowd[44]).get(f"/posts/{said[1].pk}").status == 200
    heard = LiveEvent.objects.filter(kind="deleted").values_list("channels", flat=True)
    assert len(heard) > 1
    assert all(len(line) <= 400 for line in heard)
    assert f"actor:{crowd[44].pk}" in " ".join(heard).split()


def test_answers_are_not_sealed_unless_one_asks(ruisseau: Actor, carrelet: Actor) -> None:
    client = signed_in(ruisseau).client
    typed = {"text": "Que feriez-vous ?", "topics": ["dermatologie"], "urgency": "today", "audience": "professionals"}
    client.post("/questions/poser", {"cle": "a", **typed})
    client.post("/questions/poser", {"cle": "b", **typed, "seal": "sealed"})
    refused = client.post("/questions/poser", {"cle": "c", **typed, "seal": "opened"})
    assert refused.status_code == 422
    assert "Dites si chacun répond d’abord seul" in words_of(refused)
    assert list(Question.objects.order_by("pk").values_list("seal", flat=True)) == ["none", "sealed"]
    asked = {"topics": ["dermatologie"], "urgency": "today", "sealed": True}
    said = caller(carrelet).post("/posts", {"text": "Et vous ?", "audience": {"kind": "public"}, "question": asked})
    assert caller(ruisseau).get(f"/questions/{said.body['id']}").body["question"]["sealed"] is True


@pytest.mark.parametrize(
    "raised", ["Oui.", "+1", "Suivi !", "Merci, je suis intéressée.", "@plumier", "Zona.", "2 2 3"]
)
def test_a_raised_hand_is_sent_and_opens_nothing(ruisseau: Actor, carrelet: Actor, plumier: Actor, raised: str) -> None:
    question = sealed_by(ruisseau)
    said = answered(question, carrelet)
    client, api, address = signed_in(plumier).client, caller(plumier), f"/questions/{question.pk}"
    assert client.post(f"{address}/repondre", {"cle": "a", "text": raised}).status_code == 302
    assert Post.objects.filter(thread=question.pk, author=plumier, text=raised).exists()
    assert not reads(plumier, question, said)
    page = words_of(client.get(address))
    assert "Votre réponse est envoyée. Pour lire les autres, ajoutez une phrase" in page
    listed = api.get(f"{address}/answers").body
    assert (listed["sealed"], listed["more_words"]) == (2, True)
    # Nor does it open what comes later.
    later = answered(question, person("amarre", "doctor", proved=True), f"{SAID} Encore.")
    assert not reads(plumier, question, later)


def test_a_sentence_after_a_raised_hand_opens_the_others(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    question = sealed_by(ruisseau)
    said = answered(question, carrelet)
    api = caller(plumier)
    for text, opens in (("Oui.", False), ("Une radiographie avant tout geste.", True), ("Merci.", True)):
        assert api.post("/posts", {"text": text, "reply_to": str(question.pk)}).status == 201
        assert reads(plumier, question, said) is opens
        assert api.get(f"/questions/{question.pk}/answers").body["more_words"] is not opens
    # The asker reads them as they come, whatever they say.
    assert "Merci." in words_of(signed_in(ruisseau).client.get(f"/questions/{question.pk}"))


def test_a_proof_that_comes_back_opens_nothing_to_a_raised_hand(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, vigie: Account
) -> None:
    question = sealed_by(ruisseau)
    said = answered(question, carrelet)
    answered(question, plumier, "Suivi.")
    revoke_proof(proof=Proof.objects.get(actor=plumier), decided_by=vigie)
    record_proof(actor=plumier, evidence=Evidence("pharmacist"))
    plumier.refresh_from_db()
    assert not reads(plumier, question, said)
