"""Who says what, when: the threads of a demonstration world."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from itertools import cycle
from typing import TYPE_CHECKING

from toctoc.community.rules.voices import OFFICIAL, SCIENTIFIC
from toctoc.config.world import phrases, texts
from toctoc.config.world.cast import by_role
from toctoc.config.world.chance import chance_for
from toctoc.config.world.hours import Calendar, after
from toctoc.config.world.plan import Moved, Person, Plan, Said, Thread
from toctoc.config.world.wording import Wording
from toctoc.questions.rules.urgency import PATIENCE, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.config.world.scales import Scale
    from toctoc.config.world.texts import AnswerText, PostText, QuestionText

# Median delay of a first answer, in minutes: eleven for what is wanted at once or today.
_MEDIAN = {"now": 6.0, "today": 13.0, "week": 75.0}
_SPREAD = 0.9
_PROFESSIONAL_AUDIENCES = {"professionals", "profession"}
# Of the questions said again: how many nobody answers, and where the answered ones end.
_SILENT = 0.06
_ENDS = {"answered": 30, "consensus": 27, "dissent": 12, "closed": 31}
_THANKED, _COMMENTED, _REOPENED = 0.4, 0.35, 0.04
# In a larger crowd, somebody suitable is drawn rather than searched for.
_CROWD = 40
# How far back the questions that still wait go, in minutes.
_FRESH = 9 * 60
_FRESH_TOPICS = (
    "dermatologie", "medicament", "traitement", "plaies", "aide-a-domicile", "geriatrie", "diagnostic", "vaccin",
    "pediatrie", "reeducation", "materiel", "psychiatrie", "suivi-chronique", "odontologie", "maieutique",
    "cardiologie", "prevention", "exercice",
)  # fmt: skip


class Talk:
    """Fills a plan with threads."""

    def __init__(self, plan: Plan, scale: Scale) -> None:
        self._plan, self._scale = plan, scale
        self._chance = chance_for("talk", plan.seed)
        self._wording = Wording(self._chance)
        self._roles = by_role(plan.people)
        # Everybody has arrived after a fortnight, and the last questions are placed by hand.
        self._calendar = Calendar(plan.start + timedelta(days=14), plan.end - timedelta(hours=10), scale.rush)

    def fill(self) -> Iterator[None]:
        """Write every thread into the plan; yields after each, for a progress bar."""
        for thread in self._threads():
            thread.replies.sort(key=lambda said: said.moment)
            self._plan.threads.append(thread)
            yield
        self._plan.threads.sort(key=lambda thread: thread.first.moment)

    def _threads(self) -> Iterator[Thread]:
        scale = self._scale
        written = texts.questions()
        count = 0
        for text in written[: scale.questions]:
            yield self._question(text, first=True)
            count += 1
        for text in self._fresh_texts():
            yield self._fresh(text)
            count += 1
        told = cycle([text for text in written if text.answers])
        for _ in range(scale.questions - count):
            yield self._question(next(told), first=False)
        yield from self._plain_threads()

    def _plain_threads(self) -> Iterator[Thread]:
        written = texts.posts()
        for number, text in zip(range(self._scale.plain), cycle(written), strict=False):
            yield self._plain(text, first=number < len(written))
        if self._scale.posts:
            # The exact number asked for, whatever chance did above.
            told = cycle(written)
            for _ in range(self._scale.posts - self._plan.posts_count()):
                yield self._plain(next(told), first=False, comments=0)

    # Questions

    def _question(self, text: QuestionText, *, first: bool) -> Thread:
        moment = self._calendar.moment(self._chance)
        thread = self._asked(text, moment, first=first)
        if not text.answers or (not first and self._chance.random() < _SILENT):
            self._leave(thread)
            return thread
        answers = text.answers if first else self._some(text.answers)
        self._answer(thread, answers, first=first)
        if thread.replies:
            self._settle(thread, text, first=first)
        else:
            self._leave(thread)
        return thread

    def _asked(self, text: QuestionText, moment: datetime, *, first: bool) -> Thread:
        asker = self._somebody(text.asker, moment, for_professionals=text.audience in _PROFESSIONAL_AUDIENCES)
        words = (
            self._wording.as_written(text.text)
            if first
            else self._wording.anew(text.text, phrases.QUESTION_OPENINGS, phrases.QUESTION_CLOSINGS)
        )
        audience = f"profession:{asker.profession}" if text.audience == "profession" else text.audience
        return Thread(Said(moment, asker, words, ""), audience=audience, topics=text.topics, urgency=text.urgency)

    def _fresh_texts(self) -> Iterator[QuestionText]:
        written = [text for text in texts.questions() if text.audience in {"public", "professionals"}]
        for number in range(self._scale.fresh):
            topic = _FRESH_TOPICS[number % len(_FRESH_TOPICS)]
            yield self._chance.choice([text for text in written if topic in text.topics])

    def _fresh(self, text: QuestionText) -> Thread:
        """Ask something in the last hours, that still waits."""
        ago = timedelta(milliseconds=int(self._chance.uniform(2, _FRESH) * 60_000))
        return self._asked(text, self._plan.end - ago, first=False)

    def _leave(self, thread: Thread) -> None:
        patience = thread.first.moment + PATIENCE[Urgency(thread.urgency)] + timedelta(minutes=1)
        if patience < self._plan.end:
            thread.gave_up = patience

    def _answer(self, thread: Thread, answers: tuple[AnswerText, ...], *, first: bool) -> None:
        moment = thread.first.moment
        for number, text in enumerate(answers):
            spread = math.exp(self._chance.gauss(0, _SPREAD))
            minutes = _MEDIAN[thread.urgency] * spread * (1 if number == 0 else 2.5)
            moment = after(moment, timedelta(minutes=minutes), self._chance)
            if moment >= self._plan.end:
                return
            answerer = self._answerer(text.by, moment, thread)
            if answerer is None:
                return
            words = self._answer_words(text, first=first)
            thread.replies.append(Said(moment, answerer, words, _voice(text.voice, answerer, moment), thread.first))

    def _answer_words(self, text: AnswerText, *, first: bool) -> str:
        if first:
            return self._wording.as_written(text.text)
        if text.by == "hospital":
            return self._wording.anew(text.text, phrases.NOTICE_OPENINGS, phrases.NOTICE_CLOSINGS)
        return self._wording.anew(text.text, phrases.ANSWER_OPENINGS, phrases.ANSWER_CLOSINGS)

    def _settle(self, thread: Thread, text: QuestionText, *, first: bool) -> None:
        """Let the asker thank somebody and say where the question stands."""
        asker, last = thread.first.author, thread.replies[-1]
        if self._chance.random() < _THANKED:
            moment = after(last.moment, timedelta(minutes=self._chance.expovariate(1 / 60) + 1), self._chance)
            if moment < self._plan.end:
                words = self._wording.thanks(last.author.pseudonym.handle)
                thread.replies.append(Said(moment, asker, words, "", last))
        end = text.end if first and text.end != "open" else self._chance.choices(list(_ENDS), list(_ENDS.values()))[0]
        moment = after(thread.replies[-1].moment, timedelta(hours=self._chance.uniform(0.3, 30)), self._chance)
        if end in {"answered", "unanswered"} or moment >= self._plan.end:
            return
        outcome = (text.outcome if first else "") or self._chance.choice(phrases.OUTCOMES)
        thread.moves.append(Moved(moment, end, self._wording.filled(outcome) if end == "closed" else ""))
        if self._chance.random() < _REOPENED:
            again = after(moment, timedelta(days=self._chance.uniform(1, 9)), self._chance)
            if again < self._plan.end - max(PATIENCE.values()):
                thread.moves.append(Moved(again, "open"))
                thread.gave_up = again + PATIENCE[Urgency(thread.urgency)] + timedelta(minutes=1)

    # Plain threads

    def _plain(self, text: PostText, *, first: bool, comments: int = 3) -> Thread:
        moment = self._calendar.moment(self._chance)
        author = self._somebody(text.by, moment, for_professionals=text.audience in _PROFESSIONAL_AUDIENCES)
        official = text.by == "hospital"
        openings = phrases.NOTICE_OPENINGS if official else phrases.POST_OPENINGS
        closings = phrases.NOTICE_CLOSINGS if official else phrases.POST_CLOSINGS
        words = self._wording.as_written(text.text) if first else self._wording.anew(text.text, openings, closings)
        thread = Thread(Said(moment, author, words, _voice(text.voice, author, moment)), audience=text.audience)
        if comments and self._chance.random() < _COMMENTED:
            self._comment(thread, self._chance.randint(1, comments))
        return thread

    def _comment(self, thread: Thread, count: int) -> None:
        moment, author = thread.first.moment, thread.first.author
        for _ in range(count):
            moment = after(moment, timedelta(minutes=self._chance.expovariate(1 / 90) + 1), self._chance)
            if moment >= self._plan.end:
                return
            role = "nurse" if thread.audience in _PROFESSIONAL_AUDIENCES else "patient"
            speaker = self._answerer(self._chance.choice((role, role, author.role)), moment, thread)
            if speaker is None:
                return
            words = self._wording.comment(author.pseudonym.handle)
            thread.replies.append(Said(moment, speaker, words, "", thread.first))

    # People

    def _some(self, answers: tuple[AnswerText, ...]) -> tuple[AnswerText, ...]:
        kept = self._chance.sample(range(len(answers)), self._chance.randint(1, len(answers)))
        return tuple(answers[number] for number in sorted(kept))

    def _answerer(self, role: str, moment: datetime, thread: Thread) -> Person | None:
        """Return somebody of ``role`` who may reply at ``moment``: somebody new to the thread if there is one."""
        is_closed = thread.audience not in {"public", "members"}
        own = thread.audience.partition(":")[2]
        roles = (own,) if own else _fallbacks(role, for_professionals=is_closed)
        spoke = {said.author.number for said in thread.replies}
        asker = thread.first.author.number
        if own and role.startswith(own):
            roles = (role, own)
        return self._present(roles, moment, but=spoke | {asker}, for_professionals=is_closed) or self._present(
            roles, moment, but={asker}, for_professionals=is_closed
        )

    def _somebody(self, role: str, moment: datetime, *, for_professionals: bool) -> Person:
        """Return somebody of ``role`` who may speak at ``moment``, or else of a role near it."""
        roles = _fallbacks(role, for_professionals=for_professionals)
        found = self._present(roles, moment, but=set(), for_professionals=for_professionals)
        if found is None:
            raise LookupError(f"Nobody speaks as {role} at {moment}.")
        return found

    def _present(
        self, roles: tuple[str, ...], moment: datetime, *, but: set[int], for_professionals: bool
    ) -> Person | None:
        for role in roles:
            people = self._roles.get(role, [])
            # Chance nearly always finds somebody at once; otherwise look at everybody in turn from anywhere.
            start = self._chance.randrange(len(people)) if people else 0
            for person in (*people[start:], *people[:start]) if len(people) < _CROWD else self._drawn(people):
                if person.number not in but and _is_there(person, moment, for_professionals=for_professionals):
                    return person
        return None

    def _drawn(self, people: list[Person]) -> Iterator[Person]:
        for _ in range(10 * _CROWD):
            yield self._chance.choice(people)


def _fallbacks(role: str, *, for_professionals: bool) -> tuple[str, ...]:
    """Return the role, its whole profession, then who speaks anywhere."""
    return role, role.partition(":")[0], "doctor:general_practice" if for_professionals else "patient"


def _is_there(person: Person, moment: datetime, *, for_professionals: bool) -> bool:
    if person.joined + timedelta(hours=1) > moment:
        return False
    return person.is_proved_at(moment) if for_professionals else True


def _voice(wanted: str, author: Person, moment: datetime) -> str:
    """Return the voice wanted where it is the author's to use; otherwise their standing chooses."""
    # A source needs a reference, and nobody stands behind invented texts: those speak as their author does.
    if wanted == SCIENTIFIC or not author.stands_at(moment):
        return ""
    return wanted if (wanted == OFFICIAL) == bool(author.institution) else ""
