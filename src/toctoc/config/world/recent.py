"""Whom the waves of the last weeks brought to a world's questions, and what answers were worth to their readers.

Written by thousands, for both scales, from the questions and answers that stand in the database.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F

from toctoc.community.models import Post
from toctoc.community.models.post import PostKind
from toctoc.config.world.chance import chance_for
from toctoc.config.world.rows import chunks
from toctoc.kernel.ids import id_at
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.rules.audience import professions_of
from toctoc.questions.models import Invitation, Opinion, Question, Reply, Thanks, Wave
from toctoc.questions.rules.life import WAITING_STATES, State
from toctoc.questions.rules.routing.score import WEIGHTS
from toctoc.questions.rules.routing.waves import PLAN
from toctoc.questions.rules.urgency import Urgency
from toctoc.questions.services.help import count_everything
from toctoc.questions.services.routing.waves import resume

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from toctoc.config.world.steps import Steps

_WEEKS = timedelta(days=21)
# Invitations of these weeks for one person, seats of a step that are taken, and shares.
_MOST_EACH, _SEATS, _READ, _PASSED = 8, 5, 0.6, 0.2
_THANKED, _JUDGED, _AGREE = 0.3, 0.35, 0.8
_MOST_OPINIONS = 4
_REASONS = ("available", "language", "reply_rate")


def remember(end: datetime, seed: int, steps: Steps) -> None:
    """Write the waves of the last weeks, opinions and thanks; only what is still open plans a next wave."""
    Wave.objects.filter(sent_at=None).delete()
    recent = Question.objects.filter(pk__gte=id_at(end - _WEEKS)).select_related("post").order_by("pk")
    asked = list(recent)
    with steps("Waves", len(asked)) as done:
        Rounds(end, seed).write(asked)
        for question in asked:
            if question.state == State.OPEN:
                resume(question=question)
        done(len(asked))
    with steps("Opinions", 1) as done:
        _judge(end, seed)
        count_everything()
        done(1)


class Rounds:
    """Draws whom each wave invites, nobody too often."""

    def __init__(self, end: datetime, seed: int) -> None:
        self._end = end
        self._chance = chance_for("waves", seed)
        self._taken: Counter[int] = Counter()
        self._people: dict[str, list[int]] = defaultdict(list)
        proved = Actor.objects.speaking().filter(kind=ActorKind.PERSON, proved_until__gt=end)
        for actor_id, profession in proved.order_by("pk").values_list("pk", "proved_profession"):
            if profession:
                self._people[profession].append(actor_id)

    def write(self, asked: list[Question]) -> None:
        """Write sent waves with their invitations."""
        answers = _answers_to([question.pk for question in asked])
        for chunk in chunks(asked):
            invitations: list[Invitation] = []
            sent: list[Wave] = []
            for question in chunk:
                for wave, invited in self._of(question, answers.get(question.pk, {})):
                    sent.append(wave)
                    invitations += invited
            Wave.objects.bulk_create(sent, batch_size=1_000)
            Invitation.objects.bulk_create(invitations, batch_size=1_000)

    def _of(self, question: Question, answers: dict[int, datetime]) -> Iterator[tuple[Wave, list[Invitation]]]:
        plan, asked_at = PLAN[Urgency(question.urgency)], question.post.created_at
        left = [actor_id for actor_id in answers if actor_id != question.asker_id]
        until = min((self._end, *([question.first_answer_at] if question.first_answer_at else ())))
        for place, step in enumerate(plan[:3]):
            at = asked_at + step.after
            if at > until:
                return
            names = left if place == 0 else []
            invited = [*names, *self._some(question, min(step.size, _SEATS), {*left, question.asker_id})]
            left += [one for one in invited if one not in left]
            wave = Wave(
                question=question, step=place, circle=step.circle, due_at=at, sent_at=at, invited_count=len(invited)
            )
            made = [self._invitation(wave, actor_id, answers, at) for actor_id in invited]
            wave.read_count = sum(one.read_at is not None for one in made)
            yield wave, made

    def _some(self, question: Question, size: int, but: set[int]) -> list[int]:
        professions = sorted(professions_of(question.audience)) or sorted(self._people)
        found: list[int] = []
        for _ in range(4 * size):
            people = self._people.get(self._chance.choice(professions), [])
            actor_id = self._chance.choice(people) if people else 0
            if actor_id and actor_id not in but and actor_id not in found and self._taken[actor_id] < _MOST_EACH:
                found.append(actor_id)
                self._taken[actor_id] += 1
            if len(found) == size:
                break
        return found

    def _invitation(self, wave: Wave, actor_id: int, answers: dict[int, datetime], at: datetime) -> Invitation:
        invitation = Invitation(
            wave=wave,
            question_id=wave.question_id,
            actor_id=actor_id,
            reasons=[[name, 0.5, WEIGHTS[name], WEIGHTS[name] / 2] for name in _REASONS],
            invited_at=at,
        )
        luck = self._chance.random()
        soon = min(at + timedelta(minutes=40 * luck + 1), self._end)
        invitation.read_at = soon if luck < _READ or actor_id in answers else None
        if actor_id in answers:
            invitation.reply, invitation.replied_at = Reply.ANSWERED, max(answers[actor_id], at)
        elif luck < _PASSED:
            invitation.reply, invitation.replied_at = Reply.PASSED, soon
        elif wave.question.state not in WAITING_STATES:
            invitation.reply, invitation.replied_at = Reply.ENDED, wave.question.state_since
        return invitation


def _answers_to(question_ids: list[int]) -> dict[int, dict[int, datetime]]:
    """Return when each proved person first answered each question."""
    found: dict[int, dict[int, datetime]] = {}
    if not question_ids:
        return found
    said = Post.objects.filter(thread__gte=question_ids[0], reply_to__isnull=False, kind=PostKind.POST)
    rows = said.filter(thread__question__isnull=False).exclude(author__proved_profession="").order_by("pk")
    for thread, author, moment in rows.values_list("thread", "author", "created_at"):
        found.setdefault(thread, {}).setdefault(author, moment)
    return found


def _judge(end: datetime, seed: int) -> None:
    """Let askers thank for some answers, and proved people of the answerer's kind say what they think of some."""
    chance = chance_for("opinions", seed)
    proved = Actor.objects.speaking().filter(kind=ActorKind.PERSON, proved_until__gt=end).exclude(proved_profession="")
    judges = list(proved.order_by("pk").values_list("pk", "account_id"))
    answers = Post.objects.filter(
        thread__question__audience__in=("public", "members", "professionals"),
        reply_to__isnull=False,
        kind=PostKind.POST,
    ).exclude(author=F("thread__question__asker"))
    rows = answers.order_by("pk").values_list("pk", "thread", "author", "created_at")
    for chunk in chunks(rows.iterator()):
        thanks, opinions = [], []
        for post_id, thread, author, moment in chunk:
            later = min(moment + timedelta(hours=9 * chance.random()), end)
            if chance.random() < _THANKED:
                thanks.append(Thanks(post_id=post_id, question_id=thread, given_at=later))
            if chance.random() >= _JUDGED:
                continue
            for judge, account in chance.sample(judges, min(len(judges), chance.randint(1, _MOST_OPINIONS))):
                if judge != author:
                    word = "agree" if chance.random() < _AGREE else "disagree"
                    opinions.append(
                        Opinion(
                            post_id=post_id,
                            question_id=thread,
                            account_id=account,
                            actor_id=judge,
                            word=word,
                            is_professional=True,
                            given_at=later,
                        )
                    )
        Thanks.objects.bulk_create(thanks, batch_size=1_000)
        Opinion.objects.bulk_create(opinions, batch_size=1_000)
