"""Make a plan true by thousands of rows at a time: what the services would have left behind, without the trip.

A test makes one plan by both performers and compares every row and every prepared form.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from toctoc.community.models import AuthorFragment, Hashtag, Mention, Notification, Post, PostFragment
from toctoc.community.models.post import PostKind
from toctoc.community.rules.markdown import named_in
from toctoc.community.rules.voices import Speaker, voice_of
from toctoc.community.services.fragments import author_fragment_of, fragment_of
from toctoc.config.world.accounts import account_of, add_addresses
from toctoc.config.world.lives import Life
from toctoc.config.world.notices import notices_of
from toctoc.config.world.proving import standing_of, write_proofs
from toctoc.config.world.rows import BATCH, chunks, insert_dated
from toctoc.kernel.ids import id_at
from toctoc.mastodon_api.models import AccountForm
from toctoc.mastodon_api.services.forms import account_forms, prepare_statuses
from toctoc.people.models import Account, Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.rules.audience import STRANGERS
from toctoc.privacy.services import clear, clear_line
from toctoc.questions.models import (
    Question,
    QuestionFragment,
    QuestionMove,
    QuestionTopic,
)
from toctoc.questions.services.fragments import fragment_of as question_fragment_of
from toctoc.questions.services.help import count_everything

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from toctoc.config.world.notices import Notice
    from toctoc.config.world.plan import Person, Plan, Said, Thread
    from toctoc.config.world.steps import Steps


def perform(plan: Plan, steps: Steps) -> None:
    """Write the rows of everything in the plan."""
    writer = Writer(plan)
    with steps("People", len(plan.people)) as done:
        writer.write_people()
        done(len(plan.people))
    with steps("Posts", plan.posts_count()) as done:
        writer.write_posts(done)
    with steps("Questions", len(plan.threads)) as done:
        writer.write_questions(done)
    with steps("Gestures", len(plan.ties) + len(plan.favours) + len(plan.keeps)) as done:
        writer.write_gestures(done)
    writer.write_notices(steps)


class Writer:
    """Knows the ids and counters of a plan's rows before they are written."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._free = plan.seed
        self._actor_ids = {person.number: id_at(person.joined, self._next()) for person in plan.people}
        ordered = sorted(
            ((said, thread) for thread in plan.threads for said in (thread.first, *thread.replies)),
            key=lambda pair: pair[0].moment,
        )
        self._ordered = ordered
        self._post_ids = {id(said): id_at(said.moment, self._next()) for said, _ in ordered}
        self._lives = {id(thread): Life(thread) for thread in plan.threads if thread.is_question}
        self._actors: dict[int, Actor] = {}
        self._handles: dict[str, int] = {}

    def write_people(self) -> None:
        """Write accounts, actors with their counters, proofs and authors' prepared forms."""
        plan = self._plan
        accounts = [account_of(person, plan.seed) for person in plan.people]
        Account.objects.bulk_create(accounts, batch_size=BATCH)
        add_addresses(accounts)
        actors = [self._actor(person, account) for person, account in zip(plan.people, accounts, strict=True)]
        self._count(actors)
        Actor.objects.bulk_create(actors, batch_size=BATCH)
        self._actors = {person.number: actor for person, actor in zip(plan.people, actors, strict=True)}
        self._handles = {actor.handle: actor.pk for actor in actors}
        write_proofs(plan, self._actor_ids)
        AuthorFragment.objects.bulk_create([author_fragment_of(actor) for actor in actors], batch_size=BATCH)

    def write_posts(self, done: Callable[[int], object]) -> None:
        """Write posts with their counters, their prepared forms, mentions and hashtags."""
        favours = Counter(id(mark.said) for mark in self._plan.favours)
        replies = self._replies()
        for chunk in chunks(self._ordered):
            posts = [self._post(said, thread) for said, thread in chunk]
            for post, (said, _) in zip(posts, chunk, strict=True):
                post.favourites_count, post.replies_count = favours[id(said)], replies[id(said)]
            Post.objects.bulk_create(posts)
            fragments, mentions, hashtags = [], [], []
            for post in posts:
                handles, words = named_in(post.text)
                known = [handle for handle in handles if handle in self._handles]
                fragments.append(fragment_of(post, set(known)))
                mentions += [Mention(post=post, actor_id=self._handles[handle]) for handle in known]
                hashtags += [Hashtag(post=post, word=word) for word in words]
            PostFragment.objects.bulk_create(fragments)
            Mention.objects.bulk_create(mentions)
            Hashtag.objects.bulk_create(hashtags)
            done(len(posts))

    def write_forms(self) -> None:
        """Write what apps are shown of everybody and of everything said, once it all stands."""
        for some in chunks(list(self._actors.values())):
            AccountForm.objects.bulk_create(account_forms(some))
        for chunk in chunks(self._ordered):
            prepare_statuses(post_ids=[self._post_ids[id(said)] for said, _ in chunk])

    def write_questions(self, done: Callable[[int], object]) -> None:
        """Write questions where their lives left them, their moves, topics, prepared forms and who follows."""
        for chunk in chunks(self._plan.threads):
            threads = [thread for thread in chunk if thread.is_question]
            questions = [self._question(thread) for thread in threads]
            Question.objects.bulk_create(questions)
            QuestionTopic.objects.bulk_create(
                QuestionTopic(question=question, topic=topic, audience=thread.audience)
                for question, thread in zip(questions, threads, strict=True)
                for topic in thread.topics
            )
            QuestionMove.objects.bulk_create(move for thread in threads for move in self._moves(thread))
            QuestionFragment.objects.bulk_create(
                question_fragment_of(question, thread.topics)
                for question, thread in zip(questions, threads, strict=True)
            )
            done(len(chunk))
        self._write_stances()
        count_everything()
        self.write_forms()

    def _write_stances(self) -> None:
        """Write who follows which question, and who passed it on."""
        first_posts = {id(thread): self._post_ids[id(thread.first)] for thread in self._plan.threads}
        ids = self._actor_ids
        insert_dated(
            "questions_questionfollow",
            ("question_id", "actor_id"),
            ((first_posts[thread], ids[number], moment) for (thread, number), moment in self._follows().items()),
        )
        insert_dated(
            "questions_questionpass",
            ("question_id", "actor_id"),
            ((first_posts[id(s.question)], ids[s.actor.number], s.moment) for s in self._plan.passes),
        )

    def _follows(self) -> dict[tuple[int, int], datetime]:
        """Return who (a number) follows which question (its thread's identity) since when: chosen, or by answering."""
        follows = {(id(s.question), s.actor.number): s.moment for s in reversed(self._plan.stances)}
        for thread in self._plan.threads:
            if not thread.is_question:
                continue
            for number, moment in self._lives[id(thread)].helped_at.items():
                key = (id(thread), number)
                follows[key] = min(moment, follows.get(key, moment))
        return follows

    def write_gestures(self, done: Callable[[int], object]) -> None:
        """Write follows, favourites and bookmarks."""
        ids, post_ids = self._actor_ids, self._post_ids
        ties = ((ids[tie.follower.number], ids[tie.followee.number], tie.moment) for tie in self._plan.ties)
        insert_dated("people_follow", ("follower_id", "followee_id"), ties, done)
        for table, marks in (("community_favourite", self._plan.favours), ("community_bookmark", self._plan.keeps)):
            made = ((post_ids[id(mark.said)], ids[mark.actor.number], mark.moment) for mark in marks)
            insert_dated(table, ("post_id", "actor_id"), made, done)

    def write_notices(self, steps: Steps) -> None:
        """Write notifications in the order of time, read up to when their reader last looked."""
        read = {reading.actor.number: reading.moment for reading in self._plan.readings}
        notices = sorted(notices_of(self._plan, self._plan.noticed_since), key=lambda notice: notice.moment)
        with steps("Notices", len(notices)) as done:
            for chunk in chunks(notices):
                Notification.objects.bulk_create(self._notification(notice, read) for notice in chunk)
                done(len(chunk))

    # One row each

    def _actor(self, person: Person, account: Account) -> Actor:
        return Actor(
            id=self._actor_ids[person.number],
            account=account,
            kind=ActorKind.ORGANISATION if person.institution else ActorKind.PERSON,
            handle=person.pseudonym.handle,
            display_name=clear_line(person.pseudonym.name).text,
            note=clear(person.note).text,
            profession=person.profession,
            specialty=person.specialty,
            department=person.department,
            created_at=person.joined,
            **standing_of(person, self._plan.end),
        )

    def _post(self, said: Said, thread: Thread) -> Post:
        author = said.author
        return Post(
            id=self._post_ids[id(said)],
            author_id=self._actor_ids[author.number],
            thread_id=self._post_ids[id(thread.first)],
            reply_to_id=self._post_ids[id(said.to)] if said.to else None,
            kind=PostKind.QUESTION if thread.is_question and said.to is None else PostKind.POST,
            voice=voice_of(
                said.voice,
                Speaker(
                    is_person=not author.institution,
                    profession=author.profession if author.is_proved_at(said.moment) else "",
                    institution=author.institution if author.stands_at(said.moment) else "",
                ),
            ),
            audience=thread.audience,
            # Its pieces are those of the small world, where each text passes the guard.
            text=said.text,
            created_at=said.moment,
        )

    def _question(self, thread: Thread) -> Question:
        life = self._lives[id(thread)]
        return Question(
            post_id=self._post_ids[id(thread.first)],
            asker_id=self._actor_ids[thread.first.author.number],
            audience=thread.audience,
            urgency=thread.urgency,
            state=life.state.value,
            outcome=life.outcome,
            answers_count=life.answers,
            first_answer_at=life.first_answer_at,
            state_since=life.state_since,
            remind_at=life.remind_at,
        )

    def _moves(self, thread: Thread) -> Iterable[QuestionMove]:
        post_id = self._post_ids[id(thread.first)]
        for step in self._lives[id(thread)].steps:
            yield QuestionMove(
                question_id=post_id,
                before=step.before.value,
                after=step.after.value,
                moved_by_id=self._actor_ids[step.mover.number] if step.mover else None,
                moved_at=step.moment,
            )

    def _notification(self, notice: Notice, read: dict[int, datetime]) -> Notification:
        looked = read.get(notice.recipient.number)
        return Notification(
            id=id_at(notice.moment, self._next()),
            recipient_id=self._actor_ids[notice.recipient.number],
            kind=notice.kind,
            actor_id=self._actor_ids[notice.actor.number],
            post_id=self._post_ids[id(notice.said)] if notice.said else None,
            created_at=notice.moment,
            read_at=looked if looked is not None and notice.moment < looked else None,
        )

    # Counters

    def _count(self, actors: list[Actor]) -> None:
        plan = self._plan
        followers = Counter(tie.followee.number for tie in plan.ties)
        following = Counter(tie.follower.number for tie in plan.ties)
        open_threads = [thread for thread in plan.threads if thread.audience in STRANGERS]
        begun = Counter(thread.first.author.number for thread in open_threads)
        helped = Counter(number for life in self._lives.values() for number in life.answerers)
        newest: dict[int, int] = {}
        for thread in plan.threads:
            number = thread.first.author.number
            newest[number] = max(newest.get(number, 0), self._post_ids[id(thread.first)])
        for person, actor in zip(plan.people, actors, strict=True):
            number = person.number
            actor.followers_count, actor.following_count = followers[number], following[number]
            actor.follows_version = following[number]
            actor.posts_count, actor.answers_count = begun[number], helped[number]
            actor.last_thread_id = newest.get(number, 0)

    def _replies(self) -> Counter[int]:
        """Count, for each post, what replies to it and what stands in the thread it begins."""
        counts: Counter[int] = Counter()
        for thread in self._plan.threads:
            counts[id(thread.first)] += len(thread.replies)
            counts.update(id(said.to) for said in thread.replies if said.to is not thread.first)
        return counts

    def _next(self) -> int:
        self._free += 1
        return self._free
