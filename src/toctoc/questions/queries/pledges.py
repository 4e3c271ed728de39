"""What askers of surveys and theses promised, and how they kept it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.community.models import Post
from toctoc.questions.models import Pledge
from toctoc.questions.rules.pledges import PledgeState

if TYPE_CHECKING:
    from toctoc.questions.models import Question


MOST_RESULTS = 10


@dataclass(frozen=True, slots=True)
class Record:
    """How somebody kept the promises of other surveys than this one."""

    kept: int
    late: int
    broken: int

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return not (self.kept or self.late or self.broken)


def pledge_of(question: Question) -> Pledge | None:
    """Return the promises of a question that is a survey or a thesis; ``None`` for any other."""
    return Pledge.objects.select_related("result").filter(question=question).first()


def awaits_promises(question: Question) -> bool:
    """Tell whether a question is a survey or a thesis of which nothing is promised yet."""
    return Pledge.objects.filter(question=question, promised_at=None).exists()


def record_of(pledge: Pledge) -> Record:
    """Return how the asker kept what was promised with other surveys."""
    others = Pledge.objects.filter(asker=pledge.asker_id).exclude(pk=pledge.pk)
    count = Counter(others.values_list("state", flat=True))
    return Record(count[PledgeState.KEPT], count[PledgeState.LATE], count[PledgeState.BROKEN])


def results_among(question: Question) -> tuple[Post, ...]:
    """Return the newest answers that the asker gave in its own thread, among which the result may be."""
    own = Post.objects.filter(thread=question.pk, author=question.asker_id, deleted_at=None, reply_to__isnull=False)
    return tuple(own.order_by("-id")[:MOST_RESULTS])
