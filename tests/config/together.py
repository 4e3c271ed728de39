"""Writers who begin at the same moment, for test_together.

A story prints what came of it as JSON. It runs in a process of its own because a test's transaction, and SQLite's
database in memory, belong to one thread.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, F, Q

from tests.conftest import eyes_of, person, post_by, question_by
from toctoc.community.models import Facet, Favourite, Notification, Post
from toctoc.community.services import gestures, posts
from toctoc.community.services.likeness import reveal
from toctoc.jobs.services import queue
from toctoc.jobs.services.receipts import Answer, once
from toctoc.kernel.errors import ToctocError
from toctoc.kernel.events import subscribe
from toctoc.people.models import Actor, Follow
from toctoc.people.services import follows
from toctoc.privacy.events import ConsentWithdrawn
from toctoc.privacy.models import Consent
from toctoc.privacy.services import clear, clear_line, consents
from toctoc.questions.events import QuestionAnswered
from toctoc.questions.models import Invitation, Question, QuestionMove, Wave
from toctoc.questions.rules.life import State
from toctoc.questions.services import questions
from toctoc.questions.services.routing.waves import widen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


ROUNDS, CROWD, CROWD_SECONDS = 5, 8, 5.0


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Begin every act at the same moment, each with a connection of its own; return what each gave."""
    together = threading.Barrier(len(acts))

    def begin(act: Callable[[], Any]) -> Any:
        try:
            together.wait(timeout=20)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(begin, acts))


def doctors(number: int) -> list[Actor]:
    return [person(f"medecin{n}", "doctor", "dermatology", proved=True) for n in range(number)]


def same_key() -> dict[str, Any]:
    """Send one write several times at once."""
    [author] = doctors(1)

    def write() -> Answer:
        return Answer(201, str(post_by(author, "Une fois.").pk))

    sent = [partial(once, owner=author.pk, key=f"k{number}", request=b"x", write=write) for number in range(ROUNDS)]
    answers = [{answer.body for answer in at_once([send] * CROWD)} for send in sent]
    return {"answers": [len(found) for found in answers], "posts": Post.objects.count()}


def first_answer() -> dict[str, Any]:
    """Let several doctors answer one question at once."""
    asker, *others = doctors(CROWD)
    firsts: list[bool] = []
    subscribe(QuestionAnswered)(lambda event: firsts.append(event.is_first))
    question = question_by(asker)

    def reply(author: Actor) -> Post:
        mine = Question.objects.select_related("post").get(pk=question.pk)
        return questions.answer(answerer=author, question=mine, to=mine.post, text=clear(f"Moi, {author.handle}."))

    at_once([partial(reply, author) for author in others])
    question.refresh_from_db()
    return {
        "firsts": firsts.count(True),
        "answers": question.answers_count,
        "moves": QuestionMove.objects.count(),
        "replies": Post.objects.get(pk=question.pk).replies_count,
    }


def claims() -> dict[str, Any]:
    """Let several workers take jobs at once, until none is left."""
    for number in range(200):
        queue.enqueue("t", number=number)

    def take(name: str) -> list[int]:
        taken: list[int] = []
        while jobs := queue.claim(worker=name, most=7):
            taken += [job.pk for job in jobs]
        return taken

    taken = at_once([partial(take, name) for name in "abcd"])
    every = [pk for one in taken for pk in one]
    return {"taken": len(every), "different": len(set(every))}


def consent() -> dict[str, Any]:
    """Let one person show what they live with and take that back in eight tabs at once, some times over."""
    [actor] = doctors(1)
    ended: list[int] = []
    subscribe(ConsentWithdrawn)(lambda event: ended.append(event.actor_id))
    show = partial(reveal, actor=actor, kind="condition", chosen="endometriose", own_words=clear_line(""))
    take_back = partial(consents.withdraw, actor=actor, purpose="likeness")
    broken = 0
    for _ in range(ROUNDS):
        at_once([show, take_back] * (CROWD // 2))
        is_shown, is_agreed = Facet.objects.filter(actor=actor).exists(), consents.holds(actor, "likeness")
        broken += is_shown != is_agreed
    kept = Consent.objects.filter(actor=actor)
    standing = kept.filter(withdrawn_at=None).count()
    return {"broken": broken, "untold": kept.count() - standing - len(ended), "standing": standing <= 1}


@dataclass
class Crowd:
    """Do to one thread whatever may be done to it, as a few people would in several tabs each."""

    people: list[Actor]
    ends_at: float
    question: Question
    done: Counter[str] = field(default_factory=Counter)
    turns: count[int] = field(default_factory=count)

    def act(self) -> None:
        chance = random.Random(next(self.turns))
        doings = (self.answer, self.answer, self.favour, self.edit, self.delete, self.move, self.follow, self.begin)
        while time.monotonic() < self.ends_at:
            doing, me = chance.choice(doings), chance.choice(self.people)
            thread = self.question.pk
            try:
                doing(me, thread, chance)
            except ToctocError as error:
                self.done[type(error).__name__] += 1
            else:
                self.done[doing.__name__] += 1

    def some(self, thread: int, chance: random.Random, wanted: Q) -> Post | None:
        found = Post.objects.filter(wanted, thread=thread, deleted_at=None).order_by("-pk")[:6]
        return chance.choice(found) if found else None

    def answer(self, me: Actor, thread: int, chance: random.Random) -> None:
        question = Question.objects.filter(pk=thread).first()
        to = self.some(thread, chance, Q())
        if question is not None and to is not None:
            questions.answer(answerer=me, question=question, to=to, text=clear(f"Je dirais {chance.randrange(100)}."))

    def favour(self, me: Actor, thread: int, chance: random.Random) -> None:
        post = self.some(thread, chance, Q())
        if post is not None:
            chance.choice((gestures.favour, gestures.unfavour))(actor=me, post=post)

    def edit(self, me: Actor, thread: int, chance: random.Random) -> None:
        post = self.some(thread, chance, Q(author=me))
        if post is not None:
            posts.edit(editor=me, post=post, text=clear(f"Plutôt {chance.randrange(100)}."), revision=post.revision)

    def delete(self, me: Actor, thread: int, chance: random.Random) -> None:
        post = self.some(thread, chance, Q(author=me, reply_to__isnull=False))
        if post is not None:
            posts.delete(deleter=me, post=post)

    def move(self, _me: Actor, thread: int, chance: random.Random) -> None:
        question = Question.objects.select_related("asker").filter(pk=thread).first()
        if question is not None:
            to = chance.choice(list(State))
            mover = question.asker
            questions.move(mover=mover, viewer=eyes_of(mover), question=question, to=to, outcome=clear("Tout va."))

    def follow(self, me: Actor, thread: int, chance: random.Random) -> None:
        other = chance.choice([one for one in self.people if one != me])
        chance.choice((follows.follow, follows.unfollow))(follower=me, followee=other)
        chance.choice((questions.follow, questions.unfollow, questions.pass_on))(actor=me, question=Question(pk=thread))

    def begin(self, _me: Actor, thread: int, chance: random.Random) -> None:
        """Now and then take the whole question back, and ask another."""
        if chance.random() < 0.2:
            self.question = question_by(self.people[0])
            posts.delete(deleter=self.people[0], post=Post.objects.get(pk=thread))


def crowd() -> dict[str, Any]:
    """Let a crowd act for some seconds, then count again what was counted on the way."""
    people = doctors(CROWD // 2)
    story = Crowd(people, time.monotonic() + CROWD_SECONDS, question_by(people[0]))
    at_once([story.act] * CROWD)
    living = Count("pk", filter=Q(deleted_at=None))
    threads = Post.objects.filter(reply_to__isnull=False).values("thread").annotate(living=living)
    expected = {row["thread"]: row["living"] for row in threads}
    favoured = dict(Favourite.objects.values_list("post").annotate(Count("pk")))
    wrong = [
        post.pk
        for post in Post.objects.all()
        if post.favourites_count != favoured.get(post.pk, 0)
        or (post.is_first and post.deleted_at is None and post.replies_count != expected.get(post.pk, 0))
    ]
    answers = {
        question.pk: question.answers_count
        - Post.objects.filter(thread=question.pk, reply_to__isnull=False, deleted_at=None)
        .exclude(author=F("thread__author"))
        .count()
        for question in Question.objects.all()
    }
    followers = [a.followers_count - Follow.objects.filter(followee=a).count() for a in Actor.objects.all()]
    wrong += [pk for pk, difference in answers.items() if difference]
    return {"done": story.done, "wrong": wrong, "followers": followers}


def waves() -> dict[str, Any]:
    """Let four workers bring a dozen questions to the same few people at once."""
    asker, *_ = doctors(CROWD)
    draft = questions.QuestionDraft(clear("Que voyez-vous ?"), ("dermatologie",), "now", "professionals")
    asked = [questions.ask(asker=asker, draft=draft).pk for _ in range(12)]

    def widen_all() -> None:
        for pk in asked:
            widen(question_id=pk)

    at_once([widen_all] * 4)
    loads = Counter(Invitation.objects.values_list("actor", flat=True))
    return {
        "most": max(loads.values()),
        "twice": Invitation.objects.count() - Invitation.objects.values("question", "actor").distinct().count(),
        "people": len(loads),
        "untold": Invitation.objects.count() - Notification.objects.filter(kind="invited").count(),
        "sent": Wave.objects.filter(sent_at__isnull=False).count(),
    }


def tell(story: str) -> None:
    """Run a story and print what came of it."""
    stories = {story.__name__: story for story in (same_key, first_answer, claims, consent, crowd, waves)}
    sys.stdout.write(json.dumps(stories[story]()))
