"""What rests is sealed: rows, receipts, events, notices and jobs hold no word of what was said."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from django.core import mail

from tests.config.api_caller import caller
from tests.conftest import eyes_of, signed_in
from tests.conversations.talking import SECRET, added, friends, page, press, said, seat, silent
from tests.pages import words_of
from tests.traces import rows_here
from toctoc.conversations.models import Conversation, Message, ThreadKey
from toctoc.conversations.queries.bubbles import bubbles_of
from toctoc.conversations.queries.opening import key_of, thread_key
from toctoc.conversations.rules import sealing
from toctoc.conversations.rules.sealing import Unreadable, new_key, place_of_text
from toctoc.conversations.services.erasing import erase_conversation
from toctoc.conversations.services.membership import leave
from toctoc.conversations.services.thread_keys import wrap_again
from toctoc.jobs.models import Receipt
from toctoc.kernel.pagination import Cut

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from toctoc.people.models import Actor

SUBJECT = "Le canari du mardi"


def shown(actor: Actor, conversation_id: int) -> list[tuple[str, str]]:
    """Return state and text of each line as the actor reads them."""
    return [(b.state, b.text) for b in bubbles_of(eyes_of(actor), seat(actor, conversation_id), Cut()).items]


def test_no_word_rests_in_any_row(ruisseau: Actor, carrelet: Actor, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    friends(ruisseau, carrelet)
    typed = {"to": "carrelet", "subject": SUBJECT, "text": SECRET, "lasts": "7", "cle": "k"}
    assert signed_in(ruisseau).client.post("/conversations/nouvelle", typed).status_code == 302
    identifier = Conversation.objects.get().pk
    program = caller(ruisseau)
    sent = program.post(f"/conversations/{identifier}/messages", {"text": SECRET}, Idempotency_Key="une")
    again = program.post(f"/conversations/{identifier}/messages", {"text": SECRET}, Idempotency_Key="une")
    assert sent.status == 201
    assert again.body == sent.body
    assert SECRET in words_of(page(carrelet, f"/{identifier}"))
    assert Message.objects.count() == 2
    assert Receipt.objects.count() == 2
    rows = rows_here()
    for word in (SECRET, SUBJECT, "canari", "siffle", b"canari".hex()):
        assert word not in rows, word
        assert word not in caplog.text
        assert not any(word in f"{letter.body} {letter.subject}" for letter in mail.outbox)


def test_receipts_do_not_let_anybody_try_what_was_said(ruisseau: Actor, carrelet: Actor, settings: Settings) -> None:
    """Digests in receipts change with the server's key: without it a guess cannot be checked."""
    friends(ruisseau, carrelet)
    typed = {"to": "carrelet", "text": SECRET, "lasts": "0", "cle": "k"}
    marks = []
    for secret in ("a" * 50, "b" * 50):
        settings.SECRET_KEY = secret
        press(ruisseau, "/nouvelle", **typed)
        caller(ruisseau).post("/conversations", {"to": ["carrelet"], "text": SECRET}, Idempotency_Key="une")
        settings.SECRET_KEY_FALLBACKS = [secret]
        marks.append(set(Receipt.objects.values_list("key", "fingerprint")))
        Receipt.objects.all().delete()
    keys = [{key for key, _ in found} - {"une"} for found in marks]
    assert keys[0].isdisjoint(keys[1])
    assert {mark for _, mark in marks[0]}.isdisjoint({mark for _, mark in marks[1]})


def test_each_thread_has_its_key_and_each_text_its_nonce(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    friends(ruisseau, carrelet, plumier)
    one, other = said(ruisseau, carrelet), said(ruisseau, plumier)
    same = added(ruisseau, one.conversation_id, SECRET)
    keys = {thread_key(row) for row in ThreadKey.objects.all()}
    assert len(keys) == 2
    assert all(len(key) == 32 for key in keys)
    assert not any(key in bytes(row.wrapped) for key in keys for row in ThreadKey.objects.all())
    assert len({bytes(m.sealed)[:12] for m in (one, other, same)}) == 3


def test_rows_that_were_swapped_do_not_open(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    friends(ruisseau, carrelet, plumier)
    one = said(ruisseau, carrelet, text="Premier.")
    two = added(ruisseau, one.conversation_id, "Second.")
    elsewhere = said(ruisseau, plumier, text="Ailleurs.")
    Message.objects.filter(pk=one.pk).update(sealed=two.sealed)
    assert shown(carrelet, one.conversation_id) == [("unreadable", ""), ("told", "Second.")]
    Message.objects.filter(pk=one.pk).update(sealed=one.sealed, author=carrelet)
    assert shown(carrelet, one.conversation_id)[0] == ("unreadable", "")
    Message.objects.filter(pk=one.pk).update(author=ruisseau)
    assert shown(carrelet, one.conversation_id)[0] == ("told", "Premier.")
    Message.objects.filter(pk=elsewhere.pk).update(conversation=one.conversation_id)
    assert shown(carrelet, one.conversation_id)[-1] == ("unreadable", "")
    assert "ne peut plus être ouvert" in words_of(page(carrelet, f"/{one.conversation_id}"))


def test_a_key_that_was_swapped_does_not_open(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    friends(ruisseau, carrelet, plumier)
    one, other = said(ruisseau, carrelet, subject=SUBJECT), said(ruisseau, plumier)
    ThreadKey.objects.filter(pk=one.conversation_id).update(wrapped=other.conversation.key.wrapped)
    with pytest.raises(Unreadable):
        key_of(Conversation.objects.get(pk=one.conversation_id))
    assert page(carrelet, f"/{one.conversation_id}").status_code == 200
    assert press(carrelet, f"/{one.conversation_id}/ecrire", text="Oui.", cle="k").status_code == 409


@pytest.mark.parametrize("place", [0, 12, -1])
def test_one_changed_bit_is_noticed(place: int) -> None:
    key, where = new_key(), place_of_text(1, 2, 3)
    sealed = bytearray(sealing.seal(key, SECRET.encode(), where))
    assert sealing.unseal(key, bytes(sealed), where).decode() == SECRET
    sealed[place] ^= 1
    with pytest.raises(Unreadable):
        sealing.unseal(key, bytes(sealed), where)


@pytest.mark.parametrize("sealed", [b"", b"court", b"\0" * 12, b"\0" * 28])
def test_what_was_never_sealed_does_not_open(sealed: bytes) -> None:
    with pytest.raises(Unreadable):
        sealing.unseal(new_key(), sealed, b"")


def test_the_servers_key_changes_and_threads_are_wrapped_again(
    ruisseau: Actor, carrelet: Actor, settings: Settings
) -> None:
    friends(ruisseau, carrelet)
    message = said(ruisseau, carrelet)
    before = settings.SECRET_KEY
    settings.SECRET_KEY = "une autre clé, plus longue que cinquante caractères"
    assert shown(carrelet, message.conversation_id) == [("unreadable", "")]
    assert wrap_again(silent()) == 1
    settings.SECRET_KEY_FALLBACKS = [before]
    assert shown(carrelet, message.conversation_id) == [("told", SECRET)]
    assert wrap_again(silent()) == 0
    settings.SECRET_KEY_FALLBACKS = []
    assert shown(carrelet, message.conversation_id) == [("told", SECRET)]
    assert wrap_again(silent()) == 0


def test_when_nobody_reads_any_more_the_key_is_gone_at_once(ruisseau: Actor, carrelet: Actor) -> None:
    friends(ruisseau, carrelet)
    identifier = said(ruisseau, carrelet).conversation_id
    leave(actor=ruisseau, conversation_id=identifier)
    erase_conversation(conversation_id=identifier, progress=silent())
    assert shown(carrelet, identifier) == [("told", SECRET)]
    leave(actor=carrelet, conversation_id=identifier)
    assert not ThreadKey.objects.exists()
    for _ in range(2):
        erase_conversation(conversation_id=identifier, progress=silent())
    assert not Message.objects.exists()
    assert not Conversation.objects.exists()
