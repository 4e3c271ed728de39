"""Whatever people do, each reads through every door exactly what they may: no word more, no count, no sign of life.

A small model of who sits where is kept beside the rows; after a random life, every door of every actor is opened and
compared with it.
"""

from __future__ import annotations

import contextlib
import json
import random
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.config.api_caller import caller
from tests.conftest import person, signed_in
from tests.conversations.talking import added, page, press, said, seat
from tests.pages import words_of
from toctoc.community.models import Notification
from toctoc.conversations.models import Conversation, Message, Participant
from toctoc.conversations.queries import archive_of, unread_conversations
from toctoc.conversations.services import membership
from toctoc.conversations.services.reporting import hand_over
from toctoc.kernel.errors import Missing, ToctocError
from toctoc.live.models import LiveEvent
from toctoc.people.services.blocks import block
from toctoc.people.services.follows import follow

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.config.api_caller import Caller
    from toctoc.people.models import Actor

WORD = re.compile(r"mot\d+fin")
PEOPLE = 5
STEPS = 40


@dataclass
class Talk:
    """What the model knows of one conversation."""

    is_pair: bool
    since: dict[int, int] = field(default_factory=dict)
    words: list[tuple[int, str, int]] = field(default_factory=list)


@dataclass
class Life:
    """A random life among a few people, and who may read what."""

    chance: random.Random
    people: list[Actor]
    talks: dict[int, Talk] = field(default_factory=dict)
    blocks: set[frozenset[int]] = field(default_factory=set)
    count: int = 0

    def step(self) -> None:
        """Let somebody do something; what is refused changes nothing."""
        acts: list[Callable[[Actor], None]] = [
            self.begin, self.begin, self.begin, self.write, self.write, self.write, self.write,
            self.accept, self.refuse, self.leave, self.bring, self.block, self.follow,
        ]  # fmt: skip
        actor = self.chance.choice(self.people)
        actor.refresh_from_db()
        with contextlib.suppress(ToctocError):
            self.chance.choice(acts)(actor)

    def word(self) -> str:
        """Return a word that nobody said before."""
        self.count += 1
        return f"mot{self.count}fin"

    def others(self, actor: Actor, most: int) -> list[Actor]:
        """Choose some others."""
        return self.chance.sample([one for one in self.people if one != actor], self.chance.randint(1, most))

    def any_talk(self) -> int:
        """Choose a conversation, the actor's or not."""
        return self.chance.choice([*self.talks, 1])

    def begin(self, actor: Actor) -> None:
        """Write to somebody."""
        to, word = self.others(actor, 3), self.word()
        message = said(actor, *to, text=word, lasts=self.chance.choice([0, 7]))
        talk = self.talks.setdefault(message.conversation_id, Talk(is_pair=len(to) == 1))
        if not talk.words:
            talk.since = {one.pk: 0 for one in (actor, *to)}
        talk.since.setdefault(actor.pk, 0)
        talk.words.append((actor.pk, word, message.pk))

    def write(self, actor: Actor) -> None:
        """Write where one may or may not."""
        talk, word = self.any_talk(), self.word()
        message = added(actor, talk, word)
        self.talks[talk].words.append((actor.pk, word, message.pk))

    def accept(self, actor: Actor) -> None:
        """Accept something."""
        membership.accept(actor=actor, conversation_id=self.any_talk())

    def refuse(self, actor: Actor) -> None:
        """Refuse something."""
        talk = self.any_talk()
        membership.refuse(actor=actor, conversation_id=talk)
        del self.talks[talk].since[actor.pk]

    def leave(self, actor: Actor) -> None:
        """Leave something."""
        talk = self.any_talk()
        membership.leave(actor=actor, conversation_id=talk)
        del self.talks[talk].since[actor.pk]

    def bring(self, actor: Actor) -> None:
        """Bring somebody in."""
        talk, newcomer = self.any_talk(), self.others(actor, 1)[0]
        stood = Participant.objects.filter(conversation=talk, actor=newcomer).first()
        membership.bring_in(actor=actor, conversation_id=talk, newcomer=newcomer)
        if stood is None or stood.standing == "gone":
            self.talks[talk].since[newcomer.pk] = len(self.talks[talk].words)

    def block(self, actor: Actor) -> None:
        """Block somebody, seldom."""
        if self.chance.random() < 0.5:
            other = self.others(actor, 1)[0]
            block(blocker=actor, blocked=other)
            self.blocks.add(frozenset((actor.pk, other.pk)))
            for talk in self.talks.values():
                if talk.is_pair and {actor.pk, other.pk} <= set(talk.since):
                    self.drop_requests(talk)

    def drop_requests(self, talk: Talk) -> None:
        """A request between two who are blocked is refused; those who take part still read."""
        [identifier] = [number for number, one in self.talks.items() if one is talk]
        for row in Participant.objects.filter(conversation=identifier, standing="refused"):
            talk.since.pop(row.actor_id, None)

    def follow(self, actor: Actor) -> None:
        """Follow somebody, so that they are no stranger."""
        follow(follower=actor, followee=self.others(actor, 1)[0])

    def readable(self, actor: Actor, talk: Talk) -> set[str]:
        """Return what the model lets an actor read."""
        if actor.pk not in talk.since:
            return set()
        return {
            word
            for author, word, _ in talk.words[talk.since[actor.pk] :]
            if talk.is_pair or frozenset((author, actor.pk)) not in self.blocks
        }


@pytest.fixture
def people(db: None) -> list[Actor]:
    """A few people who do not know each other."""
    return [person(name) for name in ("aune", "bure", "coche", "drille", "ente")[:PEOPLE]]


@pytest.mark.parametrize("seed", range(2))
def test_each_reads_through_every_door_what_they_may_and_nothing_else(people: list[Actor], seed: int) -> None:
    life = Life(random.Random(seed), people)
    for _ in range(STEPS):
        life.step()
    assert sum(len(talk.words) for talk in life.talks.values()) > 10
    for actor in people:
        actor.refresh_from_db()
        client, program = signed_in(actor).client, caller(actor)
        taken = {str(one["id"]): one for one in archive_of(actor)}
        for identifier, talk in life.talks.items():
            expected = life.readable(actor, talk)
            ids = [number for _, _, number in talk.words]
            found = doors_of(client, program, actor, identifier, ids)
            found["archive"] = found_in(json.dumps(taken.get(str(identifier), {})))
            assert found == dict.fromkeys(found, expected), (actor, identifier)
        lists_tell_no_word(life, actor, client, program)


def doors_of(client: Client, program: Caller, actor: Actor, identifier: int, ids: list[int]) -> dict[str, set[str]]:
    """Return what an actor finds of a conversation behind each door."""
    path = f"/conversations/{identifier}"
    told = {name: found_in(words_of(client.get(f"{path}{name}"))) for name in ("", "/suite", "/signaler")}
    told["json"] = found_in(json.dumps(program.get(f"{path}/messages?limit=40").body))
    try:
        told["report"] = found_in(hand_over(actor, identifier, ids))
    except Missing:
        told["report"] = set()
    return told


def found_in(text: str) -> set[str]:
    """Return the words that were said, found in a text."""
    return set(WORD.findall(text))


def lists_tell_no_word(life: Life, actor: Actor, client: Client, program: Caller) -> None:
    """Lists name the conversations of the actor alone, and none of their words; counts count what can be read."""
    mine = {str(number) for number, talk in life.talks.items() if actor.pk in talk.since}
    listed = "".join(words_of(client.get(f"/conversations{path}")) for path in ("", "/demandes"))
    assert set(re.findall(r"/conversations/(\d+)", listed)) == mine
    said_of = [program.get(f"/conversations?limit=40&requests={asked}").body for asked in ("true", "false")]
    assert {item["id"] for body in said_of for item in body["items"]} == mine
    assert not found_in(listed + json.dumps(said_of) + words_of(client.get("/avis")) + words_of(client.get("/")))
    waiting = [number for number, talk in life.talks.items() if is_new_to(life, actor, number, talk)]
    assert unread_conversations(actor.pk) == len(waiting)


def is_new_to(life: Life, actor: Actor, identifier: int, talk: Talk) -> bool:
    """Tell whether the model has something for the actor to read that it has not read."""
    if actor.pk not in talk.since or seat(actor, identifier).standing != "active":
        return False
    people = set(seats_of(identifier))
    if talk.is_pair and frozenset(people) in life.blocks:
        return False
    by_others = {word for author, word, _ in talk.words if author != actor.pk}
    return bool(life.readable(actor, talk) & by_others)


def seats_of(identifier: int) -> list[int]:
    """Return everybody who sat in a conversation."""
    return list(Participant.objects.filter(conversation=identifier).values_list("actor", flat=True))


@pytest.mark.parametrize("seed", range(2))
def test_signs_of_life_go_to_who_may_read_and_carry_ids_alone(people: list[Actor], seed: int) -> None:
    life = Life(random.Random(100 + seed), people)
    for _ in range(STEPS):
        LiveEvent.objects.filter(kind="message").delete()
        Notification.objects.all().delete()
        words = life.count
        life.step()
        events = list(LiveEvent.objects.filter(kind="message"))
        heard = {int(channel.removeprefix("actor:")) for event in events for channel in event.channels.split()}
        told = set(Notification.objects.filter(kind="message").values_list("recipient", flat=True))
        if not events:
            assert not told
            continue
        assert life.count > words
        newest = Message.objects.filter(kind="said").latest("id")
        talk = life.talks[newest.conversation_id]
        word = next(word for _, word, number in talk.words if number == newest.pk)
        may = {one.pk for one in people if word in life.readable(one, talk)}
        rows = Participant.objects.filter(conversation=newest.conversation_id, actor__in=may, standing="active")
        assert heard == set(rows.values_list("actor", flat=True))
        assert told <= heard - {newest.author_id}
        payload = {"conversation": str(newest.conversation_id), "id": str(newest.pk)}
        assert [json.loads(event.payload) for event in events] == [payload]


WRITES = {
    "/ecrire": {"text": "Oui.", "cle": "k"},
    "/lu": {"jusqua": "1"},
    "/reponse": {"reponse": "accepter"},
    "/silence": {"silence": "oui"},
    "/inviter": {"to": "avril", "cle": "k"},
    "/duree": {"lasts": "1", "cle": "k"},
    "/quitter": {},
}
READS = ("", "/suite", "/signaler", "/quitter", "/ecrire", "/inviter", "/duree")
API_WRITES = {
    "messages": {"text": "Oui."},
    "read": {"up_to": "1"},
    **dict.fromkeys(("accept", "refuse", "mute", "unmute", "leave")),
}


@pytest.mark.parametrize("who", ["outsider", "refused", "gone", "moderator"])
def test_forbidden_and_missing_look_the_same_at_every_door(
    ruisseau: Actor, carrelet: Actor, dehors: Actor, who: str
) -> None:
    identifier = said(ruisseau, carrelet, *([dehors] if who in {"refused", "gone"} else [])).conversation_id
    if who == "refused":
        membership.refuse(actor=dehors, conversation_id=identifier)
    if who == "gone":
        membership.leave(actor=dehors, conversation_id=identifier)
    if who == "moderator":
        account = dehors.account
        assert account is not None
        account.is_moderator = True
        account.save()
    before = list(Participant.objects.order_by("pk").values()), Conversation.objects.get().lasts_days
    program = caller(dehors)
    for there, nowhere in ((identifier, identifier + 1), (identifier, 2**70)):
        for path in READS:
            answers = [page(dehors, f"/{number}{path}") for number in (there, nowhere)]
            assert [answer.status_code for answer in answers] == [404, 404], path
        for path, typed in WRITES.items():
            answers = [press(dehors, f"/{number}{path}", **typed) for number in (there, nowhere)]
            assert [answer.status_code for answer in answers] == [404, 404], path
    for path, body in API_WRITES.items():
        sent = [program.post(f"/conversations/{number}/{path}", body) for number in (identifier, identifier + 1)]
        assert [answer.status for answer in sent] == [404, 404], path
        assert sent[0].body == sent[1].body
    assert program.get(f"/conversations/{identifier}/messages").status == 404
    assert (list(Participant.objects.order_by("pk").values()), Conversation.objects.get().lasts_days) == before
    with pytest.raises(Missing):
        hand_over(dehors, identifier, list(Message.objects.values_list("pk", flat=True)))
