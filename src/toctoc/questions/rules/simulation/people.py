"""What routing may know of a simulated member: what the site would know, never what they have in mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.questions.rules.routing.candidate import Candidate
from toctoc.questions.rules.routing.habits import decayed, is_newcomer, reply_rate
from toctoc.questions.rules.simulation.place import DAY

if TYPE_CHECKING:
    from toctoc.questions.rules.simulation.clock import Wall
    from toctoc.questions.rules.simulation.place import Member

_OPENS, _CLOSES = 8, 20
_WEEK = 7
_SATURDAY = 5
# BM25 of a topic among answers: its usual saturation, and an idf as of a word in one answer of ten.
_SATURATION, _IDF = 1.2, 2.3
_NOBODY_SAID: frozenset[str] = frozenset()


def candidate_of(member: Member, now: float, wall: Wall, topics: tuple[str, ...]) -> Candidate:
    """Return a member as the site knows them; ``topics`` are those of the question's words."""
    days = member.days_invited
    while days and days[0] <= wall.day - _WEEK:
        days.popleft()
    hours = None if member.last_answer is None else (now - member.last_answer) / 60
    return Candidate(
        actor_id=member.number,
        profession=member.profession,
        specialty=member.specialty,
        department="",
        languages=_NOBODY_SAID,
        is_available=not member.declares_hours or _is_in_hours(member, wall),
        is_on_duty=False,
        daily_load=member.daily_load,
        invited_today=days.count(wall.day),
        invited_this_week=len(days),
        answered_recently=0.0 if hours is None else decayed(member.recent, hours),
        answered_ever=member.answers,
        last_answer_hours=hours,
        likeness=_likeness(member, topics) if member.answered_topics else 0.0,
        reply_rate=reply_rate(member.answered_invitations, member.invited),
        is_newcomer=is_newcomer((now - member.joined) / DAY, member.answers) and member.joined > 0,
    )


def _is_in_hours(member: Member, wall: Wall) -> bool:
    return wall.weekday < _SATURDAY and _OPENS <= wall.hour - member.shift < _CLOSES


def _likeness(member: Member, topics: tuple[str, ...]) -> float:
    found = (member.answered_topics.get(topic, 0) for topic in topics)
    return sum(_IDF * times * (_SATURATION + 1) / (times + _SATURATION) for times in found)
