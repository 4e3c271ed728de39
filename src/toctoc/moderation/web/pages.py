"""What the pages of this room show, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from toctoc.community.queries.language import page_language
from toctoc.community.rules.labels import LABELS
from toctoc.conversations.services.reporting import hand_over
from toctoc.kernel.errors import Refused, ToctocError
from toctoc.moderation.models.notice import NoticeState
from toctoc.moderation.policies import may_answer_appeal, may_appeal, may_decide
from toctoc.moderation.queries.objects import Meant, may_see, meant_by
from toctoc.moderation.queries.queue import appeals_of, is_grave, past_of
from toctoc.moderation.queries.statements import statement_of
from toctoc.moderation.rules.grounds import GROUNDS
from toctoc.moderation.rules.measures import CONVERSATION, ELSEWHERE, measures_for, parsed_object, typed_address
from toctoc.moderation.services.notices import excerpt_of, look
from toctoc.people.policies import moderates, viewer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.http import HttpRequest

    from toctoc.moderation.models import Appeal, Decision, Notice
    from toctoc.moderation.web.forms import AppealGestureForm, ContestForm, LiftForm, NoticeForm, NoticeGestureForm
    from toctoc.people.models import Account, Actor


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a list."""

    value: str
    words: str
    hint: str
    is_chosen: bool


def ground_choices(chosen: str) -> dict[str, list[Choice]]:
    """Return the grounds in words: laws and rules."""
    language = page_language()
    found: dict[str, list[Choice]] = {"laws": [], "rules": []}
    for ground in GROUNDS.values():
        choice = Choice(ground.slug, ground.words(language), gettext(ground.article), ground.slug == chosen)
        found["laws" if ground.is_law else "rules"].append(choice)
    return found


def measure_choices(kind: str, chosen: str) -> list[Choice]:
    """Return what may be decided on a kind of object."""
    english = page_language() == "en"
    return [
        Choice(
            measure.slug,
            measure.english if english else measure.french,
            measure.scope_english if english else measure.scope_french,
            measure.slug == chosen,
        )
        for measure in measures_for(kind)
    ]


def label_choices(chosen: str) -> list[Choice]:
    """Return the labels of a post."""
    english = page_language() == "en"
    return [Choice(slug, words[english], "", slug == chosen) for slug, words in LABELS.items()]


def notice_form_page(request: HttpRequest, form: NoticeForm, about: str) -> dict[str, object]:
    """Return the page that takes a notice: it quotes what is reported only to who may see it."""
    meant = meant_by(about)
    return {
        "form": form,
        "meant": meant,
        "address": typed_address(about),
        "is_elsewhere": meant.kind == ELSEWHERE,
        "is_conversation": meant.kind == CONVERSATION,
        "shown": shown_of(form.reader, meant, form.chosen),
        "is_seen": may_see(viewer_of(request), meant),
        "grounds": ground_choices(str(form["ground"].value() or "")),
    }


def shown_of(reader: Actor | None, meant: Meant, chosen: Sequence[int]) -> str:
    """Return the messages of a conversation that a reader chose to show; empty when there are none it may read."""
    if reader is None or meant.kind != CONVERSATION or not chosen:
        return ""
    try:
        return hand_over(reader, int(meant.about.partition(":")[2]), chosen)
    except ToctocError:
        return ""


def follow_page(notice: Notice, form: ContestForm | None) -> dict[str, object]:
    """Return where a notice stands, for who gave it."""
    decision = notice.decision
    facts: dict[str, object] = {"notice": notice, "ground": GROUNDS[notice.ground].words(page_language())}
    if decision is None:
        return facts
    statement = statement_of(decision, page_language())
    appeal = appeals_of(decision, notice)
    why_not = _sentence(lambda: may_appeal(decision, notice))
    return facts | {"statement": statement, "form": form, "appeal": appeal, "why_not": why_not}


def decision_page(
    request: HttpRequest, decision: Decision, form: ContestForm | LiftForm, *, is_own: bool
) -> dict[str, object]:
    """Return a statement of reasons, with what its reader may do."""
    account = request.user
    is_moderator = account.is_authenticated and moderates(account)
    return {
        "decision": decision,
        "statement": statement_of(decision, page_language()),
        "form": form,
        "is_own": is_own,
        "is_moderator": is_moderator,
        "appeal": appeals_of(decision, None),
        "why_not": _sentence(lambda: may_appeal(decision, None)),
        "may_lift": is_moderator and not is_own and decision.undone_at is None and decision.measure != "none",
    }


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice in the queue."""

    notice: Notice
    kind: str
    ground: str
    state: str


def notice_lines(notices: Iterable[Notice]) -> list[NoticeLine]:
    """Return notices in words, in the order given."""
    language = page_language()
    return [
        NoticeLine(
            notice,
            parsed_object(notice.about)[0],
            GROUNDS[notice.ground].words(language),
            str(NoticeState(notice.state).label),
        )
        for notice in notices
    ]


def notice_page(moderator: Account, notice: Notice, form: NoticeGestureForm) -> dict[str, object]:
    """Return what a moderator must know of a notice, and what they may do with it."""
    why_not = _sentence(lambda: may_decide(moderator, notice))
    facts: dict[str, object] = {"closed": "", "meant": None}
    try:
        facts["meant"] = look(moderator=moderator, notice=notice)
    except Refused as error:
        facts["closed"] = error.sentence
    kind = parsed_object(notice.about)[0]
    is_holder = notice.state == NoticeState.HELD and notice.held_by_id == moderator.pk
    return facts | {
        "notice": notice,
        "line": notice_lines([notice])[0],
        "excerpt": excerpt_of(notice) if is_holder else "",
        "past": past_of(notice.about, notice.target),
        "past_lines": decision_lines(past_of(notice.about, notice.target).decisions),
        "is_grave": is_grave(notice),
        "form": form,
        "why_not": why_not,
        "is_holder": is_holder and not why_not,
        "may_ask": is_holder and not why_not and notice.ground == "interest" and notice.target is not None,
        "may_take": notice.state == NoticeState.OPEN and not why_not,
        "may_give_back": notice.state == NoticeState.HELD and not why_not,
        **_choices(kind, form),
    }


def _choices(kind: str, form: NoticeGestureForm | AppealGestureForm) -> dict[str, object]:
    return {
        "measures": measure_choices(kind, str(form["measure"].value() or "")),
        "labels": label_choices(str(form["label"].value() or "")) if kind == "post" else [],
        "grounds": ground_choices(str(form["ground"].value() or "")),
    }


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision as a list shows it."""

    decision: Decision
    measure: str
    ground: str


def decision_lines(decisions: Iterable[Decision]) -> list[DecisionLine]:
    """Return decisions in words, in the order given."""
    language = page_language()
    found = []
    for decision in decisions:
        statement = statement_of(decision, language)
        found.append(DecisionLine(decision, statement.measure, statement.ground))
    return found


@dataclass(frozen=True, slots=True)
class AppealLine:
    """An appeal in the queue; ``why_not`` says why this moderator may not answer it."""

    appeal: Appeal
    measure: str
    why_not: str


def appeal_lines(moderator: Account, appeals: Iterable[Appeal]) -> list[AppealLine]:
    """Return appeals in words, in the order given."""
    language = page_language()
    return [
        AppealLine(
            appeal,
            statement_of(appeal.decision, language).measure,
            _sentence(partial(may_answer_appeal, moderator, appeal)),
        )
        for appeal in appeals
    ]


def appeal_page(moderator: Account, appeal: Appeal, form: AppealGestureForm) -> dict[str, object]:
    """Return an appeal with the decision it is against."""
    decision = appeal.decision
    return {
        "appeal": appeal,
        "decision": decision,
        "statement": statement_of(decision, page_language()),
        "why_not": _sentence(lambda: may_answer_appeal(moderator, appeal)),
        "form": form,
        **_choices(parsed_object(decision.about)[0], form),
    }


def _sentence(ask: Callable[[], None]) -> str:
    """Return why something may not be done, or an empty string when it may."""
    try:
        ask()
    except ToctocError as error:
        return error.sentence
    return ""
