"""Questions, their topics, their moves, and who follows or passes them."""

from toctoc.questions.models.fragment import QuestionFragment
from toctoc.questions.models.question import Question, QuestionMove, QuestionTopic
from toctoc.questions.models.stance import QuestionFollow, QuestionPass

__all__ = ["Question", "QuestionFollow", "QuestionFragment", "QuestionMove", "QuestionPass", "QuestionTopic"]
