"""Where the life of each planned question leads, by the same graph as the services'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.config.world.plan import Moved, Said
from toctoc.questions.rules.life import INITIAL, WAITING_STATES, Mover, State, check_move
from toctoc.questions.rules.reminding import next_reminder
from toctoc.questions.rules.urgency import Urgency

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.config.world.plan import Person, Thread


@dataclass(frozen=True, slots=True)
class Step:
    """A question went from one state to another; ``mover`` is empty for answers and time."""

    moment: datetime
    before: State
    after: State
    mover: Person | None


class Life:
    """What a question is at the end of its plan."""

    def __init__(self, thread: Thread) -> None:
        self._thread = thread
        self.state: State = INITIAL
        self.state_since = thread.first.moment
        self.outcome = ""
        # When the asker would be reminded to tell what came of the answers.
        self.remind_at: datetime | None = None
        self.first_answer_at: datetime | None = None
        self.steps: list[Step] = []
        # Who answered, once per answer, and since when each follows the question for it.
        self.answerers: list[int] = []
        self.helped_at: dict[int, datetime] = {}
        self._live()

    @property
    def answers(self) -> int:
        """How many answers others than the asker gave."""
        return len(self.answerers)

    def _live(self) -> None:
        thread = self._thread
        events: list[tuple[datetime, Said | Moved | None]] = [(said.moment, said) for said in thread.replies]
        events += [(moved.moment, moved) for moved in thread.moves]
        if thread.gave_up is not None:
            events.append((thread.gave_up, None))
        for moment, event in sorted(events, key=lambda pair: pair[0]):
            if isinstance(event, Said):
                self._hear(event)
            elif isinstance(event, Moved):
                self._move(event)
            else:
                self._give_up(moment)

    def _hear(self, said: Said) -> None:
        if said.author is self._thread.first.author:
            return
        self.first_answer_at = self.first_answer_at or said.moment
        self.answerers.append(said.author.number)
        self.helped_at.setdefault(said.author.number, said.moment)
        if self.state in WAITING_STATES:
            self._go(said.moment, State.ANSWERED, None)

    def _move(self, moved: Moved) -> None:
        target = check_move(self.state, moved.state, Mover.ASKER, outcome=moved.outcome)
        self._go(moved.moment, target, self._thread.first.author, moved.outcome)

    def _give_up(self, moment: datetime) -> None:
        if self.state is State.OPEN:
            check_move(self.state, State.UNANSWERED, Mover.TIME, outcome="")
            self._go(moment, State.UNANSWERED, None)

    def _go(self, moment: datetime, target: State, mover: Person | None, outcome: str = "") -> None:
        self.steps.append(Step(moment, self.state, target, mover))
        self.state, self.state_since, self.outcome = target, moment, outcome
        if target is State.ANSWERED:
            self.remind_at = next_reminder(Urgency(self._thread.urgency), moment, 0)
        elif target not in {State.CONSENSUS, State.DISSENT}:
            self.remind_at = None
