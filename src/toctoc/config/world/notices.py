"""Whom the services would have told of what, for worlds that are written in bulk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.community.models.notification import NotificationKind
from toctoc.community.rules.markdown import named_in
from toctoc.people.rules.audience import Viewer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from toctoc.config.world.plan import Person, Plan, Said, Thread


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of somebody's notifications; ``said`` is empty for a follow."""

    moment: datetime
    recipient: Person
    kind: NotificationKind
    actor: Person
    said: Said | None


def notices_of(plan: Plan, since: datetime) -> Iterator[Notice]:
    """Yield what people were told from ``since`` on; nobody of their own doing, nor of what they may not read."""
    teller = _Teller(plan)
    for thread in plan.threads:
        for notice in teller.of_thread(thread, since):
            if notice.recipient is not notice.actor and _may_hear(notice, thread):
                yield notice
    for mark in plan.favours:
        author = mark.said.author
        if mark.moment >= since and author is not mark.actor:
            yield Notice(mark.moment, author, NotificationKind.FAVOURITE, mark.actor, mark.said)
    for tie in plan.ties:
        if tie.moment >= since:
            yield Notice(tie.moment, tie.followee, NotificationKind.FOLLOW, tie.follower, None)


class _Teller:
    """Knows who follows which question since when."""

    def __init__(self, plan: Plan) -> None:
        self._handles = {person.pseudonym.handle: person for person in plan.people}
        self._followers: dict[int, dict[int, tuple[datetime, Person]]] = {}
        for stance in plan.stances:
            self._add(stance.question, stance.moment, stance.actor)
        for thread in plan.threads:
            for said in thread.replies if thread.is_question else ():
                if said.author is not thread.first.author:
                    self._add(thread, said.moment, said.author)

    def of_thread(self, thread: Thread, since: datetime) -> Iterator[Notice]:
        """Yield what a thread's posts and moves tell, to whom they would."""
        for said in (thread.first, *thread.replies):
            if said.moment >= since:
                yield from self._of_post(thread, said)
        for moved in thread.moves:
            if moved.moment >= since:
                asker = thread.first.author
                for follower in self._who_follows(thread, moved.moment):
                    yield Notice(moved.moment, follower, NotificationKind.QUESTION, asker, thread.first)

    def _of_post(self, thread: Thread, said: Said) -> Iterator[Notice]:
        handles, _ = named_in(said.text)
        named = [self._handles[handle] for handle in handles if handle in self._handles]
        for person in named:
            yield Notice(said.moment, person, NotificationKind.MENTION, said.author, said)
        if said.to is not None and said.to.author not in named:
            yield Notice(said.moment, said.to.author, NotificationKind.REPLY, said.author, said)
        if said.to is not None and thread.is_question and said.author is not thread.first.author:
            for follower in self._who_follows(thread, said.moment):
                yield Notice(said.moment, follower, NotificationKind.ANSWER, said.author, said)

    def _who_follows(self, thread: Thread, moment: datetime) -> Iterable[Person]:
        asker = thread.first.author
        followers = self._followers.get(id(thread), {}).values()
        return [person for since, person in followers if since <= moment and person is not asker]

    def _add(self, thread: Thread, moment: datetime, person: Person) -> None:
        followers = self._followers.setdefault(id(thread), {})
        since, _ = followers.get(person.number, (moment, person))
        followers[person.number] = (min(since, moment), person)


def _may_hear(notice: Notice, thread: Thread) -> bool:
    recipient = notice.recipient
    if notice.said is not None and notice.said.author is recipient:
        return True
    proved = recipient.profession if recipient.is_proved_at(notice.moment) else ""
    return thread.audience in Viewer(actor_id=recipient.number, profession=proved).audiences
