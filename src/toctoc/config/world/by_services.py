"""Make a plan true the way people would: through the services, each at its moment."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeAlias

from toctoc.community.services import gestures, notifications, posts
from toctoc.config.world.accounts import account_of, add_addresses
from toctoc.kernel import clock
from toctoc.kernel.ids import id_at
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import viewer_for
from toctoc.people.queries import current_proof
from toctoc.people.services.actors import Portrait, make_actor
from toctoc.people.services.follows import follow
from toctoc.people.services.proofs import Evidence, let_time_pass, record_proof
from toctoc.privacy.services import clear, clear_line
from toctoc.questions.models import Question
from toctoc.questions.services import questions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from toctoc.community.models import Post
    from toctoc.config.world.plan import Mark, Moved, Person, Plan, Proved, Reading, Said, Stance, Thread, Tie
    from toctoc.config.world.steps import Steps
    from toctoc.people.models import Account, Actor, Proof

Doing: TypeAlias = "tuple[datetime, Callable[[], object]]"
Event: TypeAlias = "tuple[datetime, int, Callable[[], object]]"


def perform(plan: Plan, steps: Steps) -> None:
    """Do everything in the plan, in the order of time."""
    Performer(plan).perform(steps)


class Performer:
    """Remembers which rows stand for what in the plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._actors: dict[int, Actor] = {}
        self._proofs: dict[int, Proof] = {}
        self._posts: dict[int, Post] = {}
        self._accounts: list[Account] = []

    def perform(self, steps: Steps) -> None:
        """Do everything, telling each step."""
        events = sorted(self._events(), key=lambda event: event[:2])
        with steps("World", len(events)) as done:
            for moment, _, act in events:
                with clock.at(moment):
                    act()
                done(1)
        add_addresses(self._accounts)

    def _events(self) -> Iterator[Event]:
        everything = (*self._of_people(), *self._of_threads(), *self._of_gestures())
        for number, (moment, act) in enumerate(everything):
            yield moment, number, act

    def _of_people(self) -> Iterator[Doing]:
        for person in self._plan.people:
            yield person.joined, partial(self._join, person)
            for proof in person.proofs:
                yield proof.since, partial(self._prove, person, proof)
            if person.proofs and person.proofs[-1].until < self._plan.end:
                yield person.proofs[-1].until, partial(self._run_out, person)

    def _of_threads(self) -> Iterator[Doing]:
        for thread in self._plan.threads:
            yield thread.first.moment, partial(self._begin, thread)
            for said in thread.replies:
                yield said.moment, partial(self._reply, thread, said)
            for moved in thread.moves:
                yield moved.moment, partial(self._move, thread, moved)
            if thread.gave_up is not None:
                yield thread.gave_up, partial(self._give_up, thread)

    def _of_gestures(self) -> Iterator[Doing]:
        plan = self._plan
        for tie in plan.ties:
            yield tie.moment, partial(self._follow, tie)
        for mark in plan.favours:
            yield mark.moment, partial(self._mark, gestures.favour, mark)
        for mark in plan.keeps:
            yield mark.moment, partial(self._mark, gestures.keep, mark)
        for stance in plan.stances:
            yield stance.moment, partial(self._stand, questions.follow, stance)
        for stance in plan.passes:
            yield stance.moment, partial(self._stand, questions.pass_on, stance)
        for reading in plan.readings:
            yield reading.moment, partial(self._read, reading)

    # People

    def _join(self, person: Person) -> None:
        account = account_of(person, self._plan.seed)
        account.save(force_insert=True)
        self._accounts.append(account)
        portrait = Portrait(
            display_name=clear_line(person.pseudonym.name),
            note=clear(person.note),
            profession=person.profession,
            specialty=person.specialty,
            department=person.department,
        )
        kind = ActorKind.ORGANISATION if person.institution else ActorKind.PERSON
        handle = person.pseudonym.handle
        self._actors[person.number] = make_actor(account=account, handle=handle, portrait=portrait, kind=kind)

    def _prove(self, person: Person, proof: Proved) -> None:
        evidence = Evidence(
            person.profession or person.institution,
            person.specialty,
            path=proof.path,
            expires_at=proof.until,
            grounds=tuple(self._actors[ground.number].pk for ground in proof.grounds),
        )
        recorded = record_proof(actor=self._actors[person.number], evidence=evidence)
        self._proofs[person.number], self._actors[person.number] = recorded, recorded.actor

    def _run_out(self, person: Person) -> None:
        actor = self._actors[person.number]
        proof = current_proof(actor)
        if proof is not None:
            let_time_pass(proof=proof)
            actor.refresh_from_db()

    # Threads

    def _begin(self, thread: Thread) -> None:
        said = thread.first
        author, text = self._actors[said.author.number], clear(said.text)
        if thread.is_question:
            draft = questions.QuestionDraft(text, thread.topics, thread.urgency, thread.audience)
            self._posts[id(said)] = questions.ask(asker=author, draft=draft).post
        else:
            plain = posts.Draft(text, thread.audience, said.voice)
            self._posts[id(said)] = posts.write(author=author, draft=plain)

    def _reply(self, thread: Thread, said: Said) -> None:
        author, to, text = self._actors[said.author.number], self._posts[id(said.to)], clear(said.text)
        if thread.is_question:
            question = self._question(thread)
            post = questions.answer(answerer=author, question=question, to=to, text=text, voice=said.voice)
        else:
            post = posts.reply(author=author, to=to, answer=posts.Answer(text, said.voice))
        self._posts[id(said)] = post

    def _move(self, thread: Thread, moved: Moved) -> None:
        asker = self._actors[thread.first.author.number]
        questions.move(
            mover=asker,
            viewer=viewer_for(asker),
            question=self._question(thread),
            to=moved.state,
            outcome=clear(moved.outcome),
        )

    def _give_up(self, thread: Thread) -> None:
        questions.give_up_waiting(question=self._question(thread))

    def _question(self, thread: Thread) -> Question:
        return Question.objects.get(pk=self._posts[id(thread.first)].pk)

    # Gestures

    def _follow(self, tie: Tie) -> None:
        follow(follower=self._actors[tie.follower.number], followee=self._actors[tie.followee.number])

    def _mark(self, gesture: Gesture, mark: Mark) -> None:
        gesture(actor=self._actors[mark.actor.number], post=self._posts[id(mark.said)])

    def _stand(self, stand: Standing, stance: Stance) -> None:
        stand(actor=self._actors[stance.actor.number], question=self._question(stance.question))

    def _read(self, reading: Reading) -> None:
        reader = self._actors[reading.actor.number]
        notifications.read_all(reader=reader, up_to=id_at(reading.moment))


class Gesture(Protocol):
    """Favour or keep."""

    def __call__(self, *, actor: Actor, post: Post) -> None:
        """Do it."""
        ...


class Standing(Protocol):
    """Follow a question or pass it on."""

    def __call__(self, *, actor: Actor, question: Question) -> None:
        """Do it."""
        ...
