"""Questions, their topics, their moves, who follows or passes them; ways in and out of them."""

from toctoc.questions.models.answers import Apart, ApartAnswer, Opinion, Thanks
from toctoc.questions.models.availability import Availability, BusyTime, OwnCalendar
from toctoc.questions.models.boost import Boost, BoostRule
from toctoc.questions.models.duty import CalendarKey, DutyTurn, Pool, PoolMember, Swap
from toctoc.questions.models.fragment import QuestionFragment
from toctoc.questions.models.help import GivenHelp, HelpCount
from toctoc.questions.models.knock import KnockWord, Opening
from toctoc.questions.models.letter import KnockLetter, KnockReader, LetterReader, ReceivedLetter, WaitingAnswer
from toctoc.questions.models.peer import Peer
from toctoc.questions.models.pledge import Pledge
from toctoc.questions.models.question import Question, QuestionMove, QuestionTopic
from toctoc.questions.models.sheet import (
    PracticeSheet,
    Retraction,
    SheetAuthor,
    SheetReference,
    SheetReview,
    SheetTopic,
    SheetVersion,
)
from toctoc.questions.models.stance import QuestionFollow, QuestionPass
from toctoc.questions.models.wave import Invitation, Reply, Wave

__all__ = [
    "Apart",
    "ApartAnswer",
    "Availability",
    "Boost",
    "BoostRule",
    "BusyTime",
    "CalendarKey",
    "DutyTurn",
    "GivenHelp",
    "HelpCount",
    "Invitation",
    "KnockLetter",
    "KnockReader",
    "KnockWord",
    "LetterReader",
    "Opening",
    "Opinion",
    "OwnCalendar",
    "Peer",
    "Pledge",
    "Pool",
    "PoolMember",
    "PracticeSheet",
    "Question",
    "QuestionFollow",
    "QuestionFragment",
    "QuestionMove",
    "QuestionPass",
    "QuestionTopic",
    "ReceivedLetter",
    "Reply",
    "Retraction",
    "SheetAuthor",
    "SheetReference",
    "SheetReview",
    "SheetTopic",
    "SheetVersion",
    "Swap",
    "Thanks",
    "WaitingAnswer",
    "Wave",
]
