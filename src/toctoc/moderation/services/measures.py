"""Carry a measure out, and undo it; what is taken away rests sealed meanwhile."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.events import PostForgotten
from toctoc.community.services.portraits import take_pictures_away
from toctoc.community.services.tombstones import Removed, mark, remove, restore
from toctoc.groups.models import Group
from toctoc.groups.services.groups import end_or_take_up
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing
from toctoc.kernel.events import publish
from toctoc.moderation.models import Appeal, Decision, Kept
from toctoc.moderation.queries.objects import meant_by
from toctoc.moderation.rules.measures import (
    APPEAL_LASTS,
    ARCHIVE,
    BLANK,
    HIDE,
    LABEL,
    LIMIT,
    LIST,
    MEASURES,
    NONE,
    POST,
    REMOVE,
    SUSPEND,
    parsed_object,
)
from toctoc.people.services.actors import give_back_portrait, limit, reinstate, suspend, take_portrait
from toctoc.people.services.choices import give_back_fields, take_fields
from toctoc.people.services.keys import seal, unseal
from toctoc.questions.services.sheets.writing import hide_sheet, show_sheet_again

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from toctoc.community.models import Post
    from toctoc.people.models import Actor

_SEALED = "moderation removals"
BATCH = 100


def check_measure(measure: str, *, about: str, ends_at: datetime | None) -> None:
    """Raise :class:`Invalid` for a measure that does not exist, does not fit, or cannot end when it is said to."""
    known = MEASURES.get(measure)
    if known is None or parsed_object(about)[0] not in known.kinds:
        raise Invalid("Cette mesure ne convient pas à ce qui est signalé.", field="measure")
    if ends_at is not None and (not known.may_end or ends_at <= clock.now()):
        raise Invalid("Choisissez une date à venir, pour une mesure qui peut finir.", field="ends_at")


def carry_out(decision: Decision) -> None:
    """Do what a decision says, in its transaction; raise :class:`Invalid` for what it cannot be done to."""
    if decision.measure != NONE:
        _DOING[decision.measure](decision)


def undo(decision: Decision) -> None:
    """Undo what a decision did, unless another one in force asks for the same; the caller marks it undone."""
    if decision.measure == NONE or _is_held_by_another(decision):
        return
    _UNDOING[decision.measure](decision)
    Kept.objects.filter(decision=decision).delete()


def _is_held_by_another(decision: Decision) -> bool:
    same = Decision.objects.filter(measure=decision.measure, undone_at=None).exclude(pk=decision.pk)
    if decision.measure in {LIMIT, SUSPEND, BLANK}:
        return same.filter(target=decision.target).exists()
    return same.filter(about=decision.about).exists()


def _post_of(decision: Decision) -> Post:
    post = meant_by(decision.about).post
    if post is None:
        raise Missing
    return post


def _target_of(decision: Decision) -> Actor:
    if decision.target is None:
        raise Invalid("Ce compte n’existe plus : il n’y a rien à changer.", field="measure")
    return decision.target


def _label(decision: Decision) -> None:
    mark(post=_post_of(decision), label=decision.label)


def _unlabel(decision: Decision) -> None:
    post = _post_of(decision)
    if post.deleted_at is None:
        mark(post=post, label="")


def _remove(decision: Decision) -> None:
    _keep(decision, asdict(remove(post=_post_of(decision))))


def _restore(decision: Decision) -> None:
    kept = _unsealed(decision)
    if isinstance(kept, dict):
        versions = [(int(number), str(words), str(at)) for number, words, at in kept["versions"]]
        restore(post=_post_of(decision), removed=Removed(str(kept["words"]), versions, kept["keepsakes"]))


def _hide(decision: Decision) -> None:
    sheet = meant_by(decision.about).sheet
    if sheet is None:
        raise Missing
    hide_sheet(sheet=sheet, facts=decision.facts, moderator=decision.decided_by)


def _show_again(decision: Decision) -> None:
    sheet = meant_by(decision.about).sheet
    if sheet is not None:
        show_sheet_again(sheet=sheet)


def _blank(decision: Decision) -> None:
    """Take name, words and lines away, which come back with an appeal, and the pictures, which are sent again."""
    actor = _target_of(decision)
    _keep(decision, [*take_portrait(actor=actor), take_fields(actor=actor)])
    take_pictures_away(actor=actor)


def _unblank(decision: Decision) -> None:
    kept = _unsealed(decision)
    if isinstance(kept, list) and decision.target is not None:
        name, words, *lines = kept
        give_back_portrait(actor=decision.target, taken=(str(name), str(words)))
        # Kept since lines can be taken too.
        if lines and lines[0]:
            give_back_fields(actor=decision.target, fields=lines[0])


def _limit(decision: Decision) -> None:
    limit(actor=_target_of(decision))


def _unlimit(decision: Decision) -> None:
    if decision.target is not None:
        limit(actor=decision.target, limited=False)


def _suspend(decision: Decision) -> None:
    suspend(actor=_target_of(decision))


def _reinstate(decision: Decision) -> None:
    if decision.target is not None and decision.target.left_at is None:
        reinstate(actor=decision.target)


def _archive(decision: Decision) -> None:
    end_or_take_up(group=_group_of(decision), is_over=True)


def _take_up(decision: Decision) -> None:
    end_or_take_up(group=_group_of(decision), is_over=False)


def _list(_: Decision) -> None:
    """Nothing more: the page lists the suspicions whose decision is in force."""


def _group_of(decision: Decision) -> Group:
    group = Group.objects.filter(actor=decision.target).first() if decision.target is not None else None
    if group is None:
        raise Invalid("Ce groupe n’existe plus : il n’y a rien à changer.", field="measure")
    return group


_DOING: dict[str, Callable[[Decision], None]] = {
    LABEL: _label,
    LIMIT: _limit,
    REMOVE: _remove,
    HIDE: _hide,
    BLANK: _blank,
    SUSPEND: _suspend,
    ARCHIVE: _archive,
    LIST: _list,
}
_UNDOING: dict[str, Callable[[Decision], None]] = {
    LABEL: _unlabel,
    LIMIT: _unlimit,
    REMOVE: _restore,
    HIDE: _show_again,
    BLANK: _unblank,
    SUSPEND: _reinstate,
    ARCHIVE: _take_up,
    LIST: _list,
}


def _keep(decision: Decision, values: object) -> None:
    sealed = seal(_SEALED, json.dumps(values, ensure_ascii=False))
    Kept.objects.create(decision=decision, sealed=sealed, kept_until=decision.decided_at + APPEAL_LASTS)


def _unsealed(decision: Decision) -> object:
    """Return what was kept; raise :class:`Invalid` when its time is over, :class:`Stale` when the key changed."""
    kept = Kept.objects.filter(decision=decision).first()
    if kept is None:
        raise Invalid("Le texte n’est plus gardé : il ne peut plus être rétabli.")
    return json.loads(unseal(_SEALED, bytes(kept.sealed)))


@transaction.atomic
def forget_kept(*, most: int = BATCH) -> int:
    """Erase what was kept longer than a decision can be contested, but for open appeals; return how many."""
    open_appeals = Appeal.objects.filter(decided_at=None).values("decision")
    over = Kept.objects.filter(kept_until__lte=clock.now()).exclude(decision__in=open_appeals)
    gone = list(over.select_related("decision").order_by("pk")[:most])
    Kept.objects.filter(pk__in=[kept.pk for kept in gone]).delete()
    for kept in gone:
        kind, key = parsed_object(kept.decision.about)
        if kind == POST and kept.decision.measure == REMOVE:
            publish(PostForgotten(post_id=int(key)))
    return len(gone)
