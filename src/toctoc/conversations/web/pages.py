"""What the pages of conversations show, gathered for their templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.conversations.models import Standing
from toctoc.conversations.policies import MOST_PEOPLE, why_no_writing
from toctoc.conversations.queries.bubbles import bubbles_of
from toctoc.conversations.queries.opening import subject_of
from toctoc.conversations.queries.seats import lines_of, others_in, requests_waiting
from toctoc.conversations.web.forms import BringForm, LastingForm, WriteForm
from toctoc.conversations.web.words import LASTING_WORDS, lasting_words, names_of
from toctoc.kernel.pagination import cut
from toctoc.people.policies import viewer_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from toctoc.conversations.models import Participant
    from toctoc.conversations.queries.bubbles import Bubble
    from toctoc.conversations.queries.seats import Line
    from toctoc.conversations.web.forms import SealedForm
    from toctoc.people.models import Actor


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation in a list, and what it is called there."""

    line: Line
    names: str


@dataclass(frozen=True, slots=True)
class Seated:
    """One of the people of a conversation, as the others may know."""

    actor: Actor
    is_silent: bool


@dataclass(frozen=True, slots=True)
class ConversationPage:
    """Everything a conversation's page shows to one who takes part."""

    seat: Participant
    subject: str
    names: str
    people: list[Seated]
    bubbles: list[Bubble]
    next_before: int | None
    last_id: int
    barred: str
    is_asked: bool
    is_newest: bool
    kept: str
    write_form: WriteForm
    bring_form: BringForm
    lasting_form: LastingForm
    lastings: list[tuple[int, str]]


def list_page(request: HttpRequest, standing: Standing) -> dict[str, object]:
    """Return the conversations of the reader, or the requests that wait."""
    viewer = viewer_of(request)
    page = lines_of(viewer, cut(request.GET.get("avant")), standing)
    rows = [Row(line, names_of(line.people)) for line in page.items]
    waiting = requests_waiting(viewer.actor_id or 0) if standing == Standing.ACTIVE else 0
    return {"rows": rows, "next_before": page.next_before, "waiting": waiting}


def conversation_page(request: HttpRequest, seat: Participant, sent: SealedForm | None = None) -> ConversationPage:
    """Gather a conversation from the reader's seat; a form that was sent stands as it was typed."""
    others = others_in(seat)
    page = bubbles_of(viewer_of(request), seat, cut(request.GET.get("avant")))
    staying = [other for other in others if seat.conversation.is_pair or other.standing != Standing.GONE]
    people = [Seated(o.actor, o.standing in {Standing.ASKED, Standing.REFUSED}) for o in staying]
    is_newest = "avant" not in request.GET
    return ConversationPage(
        seat=seat,
        subject=subject_of(seat.conversation),
        names=names_of([one.actor for one in people]),
        people=people,
        bubbles=page.items,
        next_before=page.next_before,
        last_id=page.items[-1].id if page.items else 0,
        barred=why_no_writing(seat, others),
        is_asked=seat.standing == Standing.ASKED,
        is_newest=is_newest,
        kept=lasting_words(seat.conversation.lasts_days),
        write_form=sent if isinstance(sent, WriteForm) else WriteForm(None, seat=seat),
        bring_form=sent if isinstance(sent, BringForm) else BringForm(None, seat=seat),
        lasting_form=sent if isinstance(sent, LastingForm) else LastingForm(None, seat=seat),
        lastings=lastings(),
    )


def begin_page(form: SealedForm) -> dict[str, object]:
    """Return the page on which a conversation begins."""
    return {"form": form, "lastings": lastings(), "most": MOST_PEOPLE - 1, "chosen": str(form["lasts"].value() or 0)}


def lastings() -> list[tuple[int, str]]:
    """Return how long things may be kept, with what each is called."""
    return [(days, str(words)) for days, words in LASTING_WORDS.items()]
