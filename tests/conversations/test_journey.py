"""Write, receive, read and answer, through the pages."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import eyes_of, person, signed_in
from tests.conversations.talking import SECRET, added, friends, page, press, said, seat
from tests.pages import words_of
from toctoc.community.models import Notification
from toctoc.conversations.models import Conversation, Message, Participant
from toctoc.conversations.queries import requests_waiting, unread_conversations
from toctoc.conversations.queries.seats import lines_of
from toctoc.kernel.pagination import Cut
from toctoc.live.models import LiveEvent
from toctoc.people.models import Actor
from toctoc.people.services.follows import follow


def test_a_first_message_goes_to_somebody_who_follows_and_is_answered(ruisseau: Actor, carrelet: Actor) -> None:
    follow(follower=carrelet, followee=ruisseau)
    sent = press(ruisseau, "/nouvelle", to="@carrelet", subject="Mardi", text=SECRET, lasts="0", cle="k")
    message = Message.objects.get()
    address = f"/conversations/{message.conversation_id}"
    assert sent["Location"] == f"{address}#m{message.pk}"
    assert unread_conversations(carrelet.pk) == 1
    listed = words_of(page(carrelet))
    assert "Ruisseau" in listed
    assert "Mardi" in listed
    assert SECRET not in listed
    shown = words_of(page(carrelet, f"/{message.conversation_id}"))
    assert SECRET in shown
    assert "Mardi" in shown
    press(carrelet, f"/{message.conversation_id}/lu", jusqua=str(message.pk))
    assert unread_conversations(carrelet.pk) == 0
    answered = press(carrelet, f"/{message.conversation_id}/ecrire", text="Chez moi aussi.", cle="k2")
    assert answered.status_code == 302
    assert "Chez moi aussi." in words_of(page(ruisseau, f"/{message.conversation_id}"))
    assert unread_conversations(ruisseau.pk) == 1


def test_a_stranger_is_held_aside_without_a_sound(avril: Actor, carrelet: Actor) -> None:
    message = said(avril, carrelet)
    assert unread_conversations(carrelet.pk) == 0
    assert requests_waiting(carrelet.pk) == 1
    assert not Notification.objects.filter(recipient=carrelet).exists()
    assert not LiveEvent.objects.filter(kind="message", channels__contains=f"actor:{carrelet.pk}").exists()
    assert "1 demande" in words_of(page(carrelet))
    assert "Avril" not in words_of(page(carrelet))
    assert "Avril" in words_of(page(carrelet, "/demandes"))
    shown = words_of(page(carrelet, f"/{message.conversation_id}"))
    assert SECRET in shown
    assert "Accepter" in shown
    assert "Acceptez d’abord" in words_of(press(carrelet, f"/{message.conversation_id}/ecrire", text="Oui.", cle="k"))
    press(carrelet, f"/{message.conversation_id}/reponse", reponse="accepter")
    assert press(carrelet, f"/{message.conversation_id}/ecrire", text="Oui.", cle="k").status_code == 302
    assert "Avril" in words_of(page(carrelet))


def test_a_refusal_is_told_to_nobody(avril: Actor, carrelet: Actor, ruisseau: Actor) -> None:
    waits, refused = said(avril, ruisseau), said(avril, carrelet)
    press(carrelet, f"/{refused.conversation_id}/reponse", reponse="refuser")
    assert page(carrelet, f"/{refused.conversation_id}").status_code == 404
    for _ in range(2):
        added(avril, waits.conversation_id)
        added(avril, refused.conversation_id)
    one, other = (words_of(page(avril, f"/{m.conversation_id}")) for m in (waits, refused))
    assert "Attendez une réponse" in one
    assert "Attendez une réponse" in other
    assert "n’a pas encore répondu" in one
    assert "n’a pas encore répondu" in other
    assert requests_waiting(carrelet.pk) == unread_conversations(carrelet.pk) == 0
    # Leaving and asking again is no way round, and says the same in both cases.
    for message in (waits, refused):
        press(avril, f"/{message.conversation_id}/quitter")
    for handle in ("carrelet", "ruisseau"):
        again = press(avril, "/nouvelle", to=handle, text="Encore moi.", cle=handle)
        assert again.status_code == 403
        assert "Attendez une réponse" in words_of(again)


def test_refusing_and_blocking_is_one_button(avril: Actor, carrelet: Actor) -> None:
    message = said(avril, carrelet)
    press(carrelet, f"/{message.conversation_id}/reponse", reponse="bloquer")
    carrelet.refresh_from_db()
    avril.refresh_from_db()
    assert carrelet.blocks_count == avril.blocks_count == 1
    again = press(avril, "/nouvelle", to="carrelet", text="Encore moi.", cle="k")
    nobody = press(avril, "/nouvelle", to="personne", text="Encore moi.", cle="l")
    assert again.status_code == nobody.status_code == 422
    assert "ne s’appelle @carrelet" in words_of(again)


def test_writing_back_to_who_asked_is_accepting(avril: Actor, carrelet: Actor) -> None:
    message = said(avril, carrelet)
    answer = said(carrelet, avril, text="Bonjour, dites-moi.")
    assert answer.conversation_id == message.conversation_id
    assert seat(carrelet, message.conversation_id).standing == "active"
    assert requests_waiting(avril.pk) == 0


def test_somebody_who_was_written_to_is_no_stranger(avril: Actor, carrelet: Actor) -> None:
    first = said(carrelet, avril)
    assert seat(avril, first.conversation_id).standing == "asked"
    press(avril, f"/{first.conversation_id}/reponse", reponse="accepter")
    second = said(avril, carrelet, subject="Autre chose")
    assert second.conversation_id != first.conversation_id
    assert seat(carrelet, second.conversation_id).standing == "active"


def test_writing_again_goes_on_in_the_same_thread(ruisseau: Actor, carrelet: Actor) -> None:
    friends(ruisseau, carrelet)
    message = said(ruisseau, carrelet)
    opened = page(carrelet, "/nouvelle", a="ruisseau")
    assert opened["Location"] == f"/conversations/{message.conversation_id}"
    assert said(carrelet, ruisseau).conversation_id == message.conversation_id
    # Not where words would be kept longer than asked.
    assert said(carrelet, ruisseau, lasts=1).conversation_id != message.conversation_id


def test_the_same_form_sent_twice_writes_once(ruisseau: Actor, carrelet: Actor) -> None:
    friends(ruisseau, carrelet)
    typed = {"to": "carrelet", "subject": "", "text": SECRET, "lasts": "0", "cle": "k"}
    client = signed_in(ruisseau).client
    first, second = (client.post("/conversations/nouvelle", typed) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Message.objects.count() == Conversation.objects.count() == 1


def test_the_guard_looks_at_texts_and_subjects(ruisseau: Actor, carrelet: Actor) -> None:
    friends(ruisseau, carrelet)
    for typed in ({"text": "Écrivez à avril@exemple.test"}, {"text": "Oui.", "subject": "avril@exemple.test"}):
        sent = press(ruisseau, "/nouvelle", to="carrelet", cle="k", **typed)
        assert sent.status_code == 422
        assert "avril@exemple.test" in words_of(sent)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"to": ""}, 422, "Dites à qui"),
        ({"to": "ruisseau"}, 422, "une autre personne que vous"),
        ({"to": " ".join(f"un{n}" for n in range(20))}, 422, "au plus 20 personnes"),
        ({"text": " … "}, 422, "Écrivez quelques mots"),
        ({"text": "x" * 5_001}, 422, "au plus 5000"),
        ({"subject": "x" * 101}, 422, "Un sujet a au plus 100"),
        ({"lasts": "3"}, 422, "Choisissez une durée"),
        ({"lasts": "demain"}, 422, ""),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(
    ruisseau: Actor, carrelet: Actor, typed: dict[str, str], status: int, sentence: str
) -> None:
    sent = press(ruisseau, "/nouvelle", **{"to": "carrelet", "text": SECRET, "lasts": "0", "cle": "k", **typed})
    assert sent.status_code == status
    assert sentence in words_of(sent)
    assert typed.get("text", SECRET).strip() in words_of(sent)
    assert not Message.objects.exists()


def test_an_institution_answers_and_does_not_begin(ruisseau: Actor) -> None:
    house = person("hopital")
    Actor.objects.filter(pk=house.pk).update(kind="organisation")
    house.refresh_from_db()
    follow(follower=ruisseau, followee=house)
    refused = press(house, "/nouvelle", to="ruisseau", text="Nous recrutons.", cle="k")
    assert refused.status_code == 403
    assert "n’écrit pas la première" in words_of(refused)
    asked = said(ruisseau, house)
    press(house, f"/{asked.conversation_id}/reponse", reponse="accepter")
    assert press(house, f"/{asked.conversation_id}/ecrire", text="Oui, lundi.", cle="l").status_code == 302
    # Once the person left, the institution has nobody who wrote to it.
    press(ruisseau, f"/{asked.conversation_id}/quitter")
    assert press(house, "/nouvelle", to="ruisseau", text="Encore nous.", cle="m").status_code == 403


def test_an_institution_is_never_one_among_several(ruisseau: Actor, carrelet: Actor) -> None:
    house = person("hopital")
    Actor.objects.filter(pk=house.pk).update(kind="organisation")
    refused = press(ruisseau, "/nouvelle", to="carrelet hopital", text="Bonjour.", cle="k")
    assert refused.status_code == 403
    friends(ruisseau, carrelet)
    several = said(ruisseau, carrelet, person("tierce"))
    assert "Une institution parle" in words_of(
        press(ruisseau, f"/{several.conversation_id}/inviter", to="hopital", cle="l")
    )
    assert Participant.objects.filter(actor=house).count() == 0


def test_a_stranger_to_the_house_is_asked_to_sign_in(ruisseau: Actor, carrelet: Actor) -> None:
    message = said(ruisseau, carrelet)
    for path in ("", "/demandes", "/nouvelle", f"/{message.conversation_id}", f"/{message.conversation_id}/suite"):
        answer = Client().get(f"/conversations{path}")
        assert answer.status_code in {302, 401, 403}, path
        assert SECRET not in words_of(answer)


def test_pages_go_upwards_by_key(ruisseau: Actor, carrelet: Actor) -> None:
    friends(ruisseau, carrelet)
    first = said(ruisseau, carrelet, text="Mot zéro.")
    for number in range(1, 45):
        added(ruisseau, first.conversation_id, f"Mot {number}.")
    newest = words_of(page(carrelet, f"/{first.conversation_id}"))
    assert newest.index("Mot 25.") < newest.index("Mot 44.")
    assert "Mot 24." not in newest
    before = Message.objects.order_by("-id")[19].pk
    older = words_of(page(carrelet, f"/{first.conversation_id}", avant=str(before)))
    assert "Mot 24." in older
    assert "Mot 25." not in older


def test_a_list_costs_two_statements_whatever_its_length(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    friends(ruisseau, carrelet, plumier)
    said(ruisseau, carrelet)
    client = signed_in(carrelet).client
    client.get("/conversations")
    with CaptureQueriesContext(connection) as few:
        client.get("/conversations")
    for number in range(8):
        said(plumier, carrelet, subject=f"Sujet {number}")
    with CaptureQueriesContext(connection) as many:
        answer = client.get("/conversations")
    assert "Sujet 7" in words_of(answer)
    assert len(many) == len(few)
    with CaptureQueriesContext(connection) as alone:
        assert len(lines_of(eyes_of(carrelet), Cut()).items) == 9
    assert len(alone) == 2


def test_an_open_page_fetches_only_what_is_new(ruisseau: Actor, carrelet: Actor) -> None:
    friends(ruisseau, carrelet)
    first = said(ruisseau, carrelet)
    second = added(ruisseau, first.conversation_id, "La suite.")
    path = f"/{first.conversation_id}/suite"
    fresh = words_of(page(carrelet, path, jusqua=str(first.pk)))
    assert "La suite." in fresh
    assert SECRET not in fresh
    assert f'value="{second.pk}"' in fresh
    assert "La suite." not in words_of(page(carrelet, path, jusqua=str(second.pk)))
    # What the list asks with must not reach the form inside it, which carries a token of its own.
    assert 'hx-disinherit="*"' in words_of(page(carrelet, f"/{first.conversation_id}"))


def test_reading_in_one_tab_does_not_read_what_came_meanwhile(ruisseau: Actor, carrelet: Actor) -> None:
    friends(ruisseau, carrelet)
    first = said(ruisseau, carrelet)
    added(ruisseau, first.conversation_id)
    press(carrelet, f"/{first.conversation_id}/lu", jusqua=str(first.pk))
    assert seat(carrelet, first.conversation_id).unread == 1
    # The older tab says again what it saw: nothing goes back.
    press(carrelet, f"/{first.conversation_id}/lu", jusqua=str(2**63))
    press(carrelet, f"/{first.conversation_id}/lu", jusqua=str(first.pk))
    assert seat(carrelet, first.conversation_id).unread == 0


def test_somebody_is_told_once_until_they_read(ruisseau: Actor, carrelet: Actor) -> None:
    friends(ruisseau, carrelet)
    first = said(ruisseau, carrelet)
    last = added(ruisseau, first.conversation_id)
    told = Notification.objects.filter(recipient=carrelet, kind="message")
    assert told.get().address == f"/conversations/{first.conversation_id}"
    press(carrelet, f"/{first.conversation_id}/lu", jusqua=str(last.pk))
    assert told.get().read_at is not None
    press(carrelet, f"/{first.conversation_id}/silence", silence="oui")
    added(ruisseau, first.conversation_id)
    assert told.count() == 1
    assert unread_conversations(carrelet.pk) == 0
    press(carrelet, f"/{first.conversation_id}/silence", silence="non")
    assert unread_conversations(carrelet.pk) == 1
