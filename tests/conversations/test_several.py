"""Several people: invited, refusing, leaving, blocked among others, and how long things are kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import eyes_of, person
from tests.conversations.talking import SECRET, added, friends, page, press, said, seat, silent
from tests.pages import words_of
from toctoc.community.models import Notification
from toctoc.community.services.shield import raise_shield
from toctoc.conversations.models import Conversation, Message, Participant, ThreadKey
from toctoc.conversations.queries import archive_of, requests_waiting, unread_conversations
from toctoc.conversations.queries.bubbles import bubbles_after
from toctoc.conversations.rules.lasting import LASTING
from toctoc.conversations.services import erasing, membership
from toctoc.conversations.services.reporting import MOST_HANDED_OVER, hand_over
from toctoc.jobs.models import Job
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block, unblock
from toctoc.people.services.leaving import begin_erasing, finish_erasing, leave

if TYPE_CHECKING:
    from toctoc.people.models import Actor


@pytest.fixture
def three(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> int:
    """A conversation of three who know each other; ruisseau began."""
    friends(ruisseau, carrelet, plumier)
    return said(ruisseau, carrelet, plumier).conversation_id


def reads(actor: Actor, conversation_id: int, text: str = SECRET) -> bool:
    """Tell whether the page of the conversation shows the text to the actor."""
    return text in words_of(page(actor, f"/{conversation_id}"))


def again(actor: Actor) -> Actor:
    """Return the actor as its row is now."""
    actor.refresh_from_db()
    return actor


def test_who_is_invited_chooses_and_reads_what_follows_alone(three: int, ruisseau: Actor, avril: Actor) -> None:
    assert press(ruisseau, f"/{three}/inviter", to="@Avril", cle="k").status_code == 302
    assert seat(avril, three).standing == "asked"
    assert requests_waiting(avril.pk) == 1
    assert not Notification.objects.filter(recipient=avril).exists()
    added(ruisseau, three, "Bienvenue ici.")
    press(avril, f"/{three}/reponse", reponse="accepter")
    assert not reads(avril, three)
    assert reads(avril, three, "Bienvenue ici.")
    assert reads(avril, three, "a invité Avril")
    with pytest.raises(Missing):
        hand_over(avril, three, [Message.objects.earliest("pk").pk])


def test_who_refused_is_not_asked_again_and_nobody_sees_it(three: int, ruisseau: Actor, avril: Actor) -> None:
    membership.bring_in(actor=ruisseau, conversation_id=three, newcomer=avril)
    membership.refuse(actor=avril, conversation_id=three)
    lines = Message.objects.count()
    membership.bring_in(actor=ruisseau, conversation_id=three, newcomer=avril)
    assert requests_waiting(avril.pk) == 0
    assert Message.objects.count() == lines
    assert "n’a pas encore répondu" in words_of(page(ruisseau, f"/{three}"))


def test_who_left_and_is_invited_again_reads_nothing_of_before(three: int, ruisseau: Actor, plumier: Actor) -> None:
    membership.leave(actor=plumier, conversation_id=three)
    assert reads(ruisseau, three, "Plumier a quitté la conversation")
    added(ruisseau, three, "Pendant l’absence.")
    membership.bring_in(actor=ruisseau, conversation_id=three, newcomer=plumier)
    membership.accept(actor=plumier, conversation_id=three)
    added(ruisseau, three, "Après le retour.")
    assert not reads(plumier, three)
    assert not reads(plumier, three, "Pendant l’absence.")
    assert reads(plumier, three, "Après le retour.")


def test_leaving_what_one_was_asked_to_is_refusing_it(avril: Actor, carrelet: Actor) -> None:
    request = said(avril, carrelet)
    press(carrelet, f"/{request.conversation_id}/quitter")
    assert "n’a pas encore répondu" in words_of(page(avril, f"/{request.conversation_id}"))
    assert said(avril, carrelet, subject="Encore").conversation_id == request.conversation_id
    assert requests_waiting(carrelet.pk) == 0


def test_notices_of_what_one_left_are_gone(three: int, carrelet: Actor) -> None:
    notices = Notification.objects.filter(recipient=carrelet, kind="message", read_at=None)
    assert notices.exists()
    membership.leave(actor=carrelet, conversation_id=three)
    assert not notices.exists()


def test_nobody_is_added_to_what_two_said(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    friends(ruisseau, carrelet)
    two = said(ruisseau, carrelet).conversation_id
    with pytest.raises(Refused):
        membership.bring_in(actor=ruisseau, conversation_id=two, newcomer=avril)
    assert press(ruisseau, f"/{two}/inviter", to="avril", cle="k").status_code == 403


def test_a_conversation_has_twenty_people_at_most(ruisseau: Actor) -> None:
    crowd = [person(f"foule{number}") for number in range(20)]
    with pytest.raises(Invalid):
        said(ruisseau, *crowd)
    friends_of = [person(f"proche{number}") for number in range(19)]
    for one in friends_of:
        friends(ruisseau, one)
    full = said(ruisseau, *friends_of).conversation_id
    with pytest.raises(Invalid):
        membership.bring_in(actor=ruisseau, conversation_id=full, newcomer=crowd[0])


def test_a_block_ends_writing_between_two_who_still_read(ruisseau: Actor, carrelet: Actor) -> None:
    friends(ruisseau, carrelet)
    two = said(ruisseau, carrelet).conversation_id
    block(blocker=carrelet, blocked=ruisseau)
    for actor in (again(ruisseau), again(carrelet)):
        assert reads(actor, two)
        answer = press(actor, f"/{two}/ecrire", text="Encore.", cle="k")
        assert answer.status_code == 403
        assert "On ne peut plus écrire" in words_of(answer)
        with pytest.raises(Missing):
            said(actor, carrelet if actor == ruisseau else ruisseau, subject="Autrement")
    assert unread_conversations(carrelet.pk) == 0
    unblock(blocker=carrelet, blocked=ruisseau)
    assert press(again(ruisseau), f"/{two}/ecrire", text="Encore.", cle="l").status_code == 302


def test_among_several_nothing_of_the_blocked_is_shown_or_counted(
    three: int, ruisseau: Actor, carrelet: Actor, plumier: Actor
) -> None:
    assert unread_conversations(carrelet.pk) == 1
    block(blocker=carrelet, blocked=ruisseau)
    assert unread_conversations(carrelet.pk) == 0
    told = Notification.objects.filter(kind="message").count()
    added(again(ruisseau), three, "Encore moi.")
    assert unread_conversations(carrelet.pk) == 0
    assert Notification.objects.filter(kind="message").count() == told
    assert not reads(again(carrelet), three)
    assert not reads(carrelet, three, "Encore moi.")
    added(carrelet, three, "Et moi donc.")
    assert not reads(again(ruisseau), three, "Et moi donc.")
    assert all(reads(plumier, three, text) for text in (SECRET, "Encore moi.", "Et moi donc."))


@pytest.mark.parametrize("days", LASTING)
def test_a_text_is_erased_when_its_time_is_over(ruisseau: Actor, carrelet: Actor, days: int) -> None:
    friends(ruisseau, carrelet)
    two = said(ruisseau, carrelet, lasts=days).conversation_id
    with clock.at(clock.now() + timedelta(days=days or 3_650, seconds=-60)):
        assert reads(carrelet, two)
    with clock.at(clock.now() + timedelta(days=days or 3_650, seconds=60)):
        # Before any job ran.
        assert reads(carrelet, two) == (days == 0)
        counts = [erasing.erase_expired(silent()) for _ in range(2)]
        assert counts == [int(days > 0), 0]
        assert bool(bytes(Message.objects.get().sealed)) == (days == 0)
    assert reads(carrelet, two) == (days == 0)


def test_erasing_goes_in_batches_and_goes_on(ruisseau: Actor, carrelet: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    friends(ruisseau, carrelet)
    monkeypatch.setattr(erasing, "BATCH", 2)
    two = said(ruisseau, carrelet, lasts=1).conversation_id
    for _ in range(4):
        added(ruisseau, two)
    with clock.at(clock.now() + timedelta(days=2)):
        assert erasing.erase_expired(silent()) == 5
    assert not Message.objects.exclude(sealed=b"").exists()


def test_changing_how_long_things_are_kept_is_seen_and_holds_from_then_on(
    three: int, ruisseau: Actor, carrelet: Actor
) -> None:
    assert press(carrelet, f"/{three}/duree", lasts="1", cle="k").status_code == 302
    assert reads(ruisseau, three, "Carrelet a changé la durée de conservation")
    later = added(ruisseau, three)
    assert Message.objects.order_by("pk")[0].expires_at is None
    assert later.expires_at is not None
    wrong = press(carrelet, f"/{three}/duree", lasts="2", cle="l")
    assert wrong.status_code == 422
    assert "Choisissez une durée" in words_of(wrong)


def test_a_shorter_wish_holds_in_a_thread_that_goes_on(ruisseau: Actor, avril: Actor) -> None:
    first = said(avril, ruisseau)
    second = said(avril, ruisseau, lasts=1)
    assert second.conversation_id == first.conversation_id
    assert second.expires_at is not None


def test_somebody_suspended_neither_reads_nor_writes(three: int, ruisseau: Actor, carrelet: Actor) -> None:
    suspend(actor=ruisseau)
    assert page(ruisseau).status_code == 403
    assert page(ruisseau, f"/{three}").status_code == 404
    assert press(ruisseau, f"/{three}/ecrire", text="Oui.", cle="k").status_code in {403, 404}
    assert not reads(carrelet, three)
    assert reads(carrelet, three, "Ce compte est suspendu")
    with pytest.raises(Missing):
        hand_over(carrelet, three, [Message.objects.get().pk])


def test_who_leaves_takes_their_words_and_others_keep_theirs(
    three: int, ruisseau: Actor, carrelet: Actor, plumier: Actor
) -> None:
    added(carrelet, three, "Je reste.")
    account = ruisseau.account
    assert account is not None
    leave(account=account, speaking=ruisseau)
    assert not reads(carrelet, three)
    job = Job.objects.get(task=erasing.ERASE_WHO_LEFT)
    for _ in range(2):
        erasing.erase_who_left(**job.arguments, progress=silent())
    finish_erasing(actor_id=ruisseau.pk)
    assert not Message.objects.filter(author=ruisseau).exclude(sealed=b"").exists()
    assert reads(carrelet, three, "Je reste.")
    assert not reads(carrelet, three)
    # The last ones to leave take the key with them.
    for one in (carrelet, plumier):
        begin_erasing(actor_id=one.pk)
        erasing.erase_who_left(actor_id=one.pk, progress=silent())
    assert not ThreadKey.objects.exists()
    assert not Conversation.objects.filter(participants__standing="active").exists()


def test_only_what_was_chosen_and_may_be_read_is_handed_over(
    three: int, ruisseau: Actor, carrelet: Actor, avril: Actor
) -> None:
    first = Message.objects.get()
    second, third = added(carrelet, three, "Un second mot."), added(carrelet, three, "Un troisième mot.")
    elsewhere = said(avril, ruisseau, text="Ailleurs.")
    told = hand_over(carrelet, three, [third.pk, first.pk, elsewhere.pk, 7])
    assert told.index(SECRET) < told.index("Un troisième mot.")
    assert "@ruisseau" in told
    assert "second" not in told
    assert "Ailleurs" not in told
    with pytest.raises(Missing):
        hand_over(avril, three, [second.pk])
    with pytest.raises(Invalid):
        hand_over(carrelet, three, range(MOST_HANDED_OVER + 1))
    shown = words_of(page(carrelet, f"/{three}/signaler"))
    assert 'action="/signaler"' in shown
    assert f'value="conversation:{three}"' in shown


def test_an_archive_holds_what_one_wrote_and_received(three: int, carrelet: Actor, avril: Actor) -> None:
    added(carrelet, three, "Ma réponse.")
    [talk] = archive_of(carrelet)
    messages = talk["messages"]
    assert isinstance(messages, list)
    assert [(one["by"], one["text"]) for one in messages] == [("ruisseau", SECRET), ("carrelet", "Ma réponse.")]
    assert talk["with"] == ["ruisseau", "plumier"]
    assert list(archive_of(avril)) == []


def test_ids_grow_in_a_thread_whatever_the_clocks_say(ruisseau: Actor, carrelet: Actor) -> None:
    friends(ruisseau, carrelet)
    first = said(ruisseau, carrelet)
    with clock.at(clock.now() - timedelta(minutes=5)):
        second = added(carrelet, first.conversation_id)
    assert second.pk > first.pk
    assert Participant.objects.filter(last_message_id=second.pk).count() == 2


def test_eyes_that_are_not_the_seats_see_nothing(three: int, carrelet: Actor, avril: Actor) -> None:
    assert bubbles_after(eyes_of(avril), seat(carrelet, three), 0) == []


def test_a_shield_holds_before_invitations_too(three: int, ruisseau: Actor, avril: Actor) -> None:
    raise_shield(actor=avril, lets_through="followed")
    with pytest.raises(Refused, match="quelques jours"):
        membership.bring_in(actor=ruisseau, conversation_id=three, newcomer=avril)
    answer = press(ruisseau, f"/{three}/inviter", to="avril", cle="k")
    assert (answer.status_code, Participant.objects.filter(actor=avril).count()) == (403, 0)


def test_whoever_may_not_write_leaves_no_line_by_another_gesture(ruisseau: Actor, carrelet: Actor) -> None:
    friends(ruisseau, carrelet)
    pair = said(carrelet, ruisseau).conversation_id
    block(blocker=ruisseau, blocked=carrelet)
    answer = press(again(carrelet), f"/{pair}/duree", lasts="7", cle="k")
    assert (answer.status_code, Message.objects.filter(conversation=pair).count()) == (403, 1)
