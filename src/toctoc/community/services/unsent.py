"""Keep what is not said yet, and say it at its time.

What rests here passed the guard: a text in which something stands out stays in the browser that it is typed in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from toctoc.community.models import Unsent
from toctoc.community.models.notification import NotificationKind
from toctoc.community.queries.unsent import fields_of, own_unsent
from toctoc.community.rules.drafts import Extras, PollDraft
from toctoc.community.rules.unsent import DRAFTS_LAST, MOST_UNSENT, check_moment
from toctoc.community.services.notifications import notify
from toctoc.community.services.posts import Draft, write
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused, ToctocError
from toctoc.kernel.ids import id_in
from toctoc.media.rules.limits import KEPT_UNUSED
from toctoc.media.services import files
from toctoc.people.models import Actor
from toctoc.people.policies import may_speak
from toctoc.privacy.rules.keeping import assurance_told, told
from toctoc.privacy.services.speech import clear_speech, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from toctoc.community.models import Post
    from toctoc.kernel.cleared import Cleared

# The task that says a message at its time.
PUBLISH = "community.publish_unsent"
PAGE = "/brouillons"
BATCH = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form being filled: its text, its other texts by field, and what was picked, words of ours."""

    text: Cleared
    lines: Mapping[str, tuple[Cleared, ...]] = field(default_factory=dict)
    picked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@transaction.atomic
def keep(*, owner: Actor, sheet: Sheet, unsent_id: int | None = None) -> Unsent:
    """Keep a draft, in the place of the one named when it is still there; one that waited for its time waits no more.

    Raises :class:`Refused` when there are as many as one can have.
    """
    return _kept(owner, sheet, unsent_id, meant="", publish_at=None)


@transaction.atomic
def schedule(*, owner: Actor, sheet: Sheet, draft: Draft, at: datetime, unsent_id: int | None = None) -> Unsent:
    """Say a message by itself at a time, five minutes to a year from now.

    Raises now what writing it would raise, and :class:`Refused` when as many wait as can.
    """
    moment = check_moment(at, clock.now())
    _rehearse(owner, draft)
    unsent = _kept(owner, sheet, unsent_id, meant=_told(draft), publish_at=moment)
    _enqueue(unsent, moment)
    return unsent


@transaction.atomic
def reschedule(*, owner: Actor, unsent_id: int, at: datetime) -> Unsent:
    """Say a message that waits at another time; raise :class:`Missing` for one that does not wait."""
    moment = check_moment(at, clock.now())
    waiting = Unsent.objects.select_for_update(no_key=True).filter(owner=owner, publish_at__isnull=False)
    unsent = waiting.filter(pk=unsent_id).first()
    if unsent is None:
        raise Missing
    unsent.publish_at = moment
    unsent.save(update_fields=["publish_at"])
    _keep_files(unsent)
    _enqueue(unsent, moment)
    return unsent


@transaction.atomic
def write_kept(*, author: Actor, draft: Draft, unsent_id: int | None) -> Post:
    """Say a message now, and let go of the draft that it was."""
    post = write(author=author, draft=draft)
    Unsent.objects.filter(owner=author, pk=unsent_id or 0).delete()
    return post


@transaction.atomic
def hold_back(*, owner: Actor, unsent_id: int) -> None:
    """Let a message not appear by itself: it is a draft again. Raises :class:`Missing` for one that is not there."""
    _rest(own_unsent(owner, unsent_id))


@transaction.atomic
def throw_away(*, owner: Actor, unsent_id: int) -> None:
    """Erase a draft or a message that waits, with files that nothing else needs; raise :class:`Missing` without one."""
    unsent = own_unsent(owner, unsent_id)
    unsent.delete()
    others = {file_id for other in Unsent.objects.filter(owner=owner) for file_id in _files_of(other)}
    files.let_go(owner=owner, file_ids=set(_files_of(unsent)) - others)


@transaction.atomic
def publish_due(*, unsent_id: int) -> None:
    """Say a message whose time has come; what may not be said any more becomes a draft, and its author hears of it.

    Doing it twice says it once: the row goes in the same transaction.
    """
    rows = Unsent.objects.select_for_update(no_key=True, of=("self",)).select_related("owner")
    unsent = rows.filter(pk=unsent_id, publish_at__lte=clock.now()).first()
    if unsent is None:
        return
    try:
        with transaction.atomic():
            write(author=unsent.owner, draft=_meant(unsent.meant))
    except ToctocError:
        _rest(unsent)
        notify(NotificationKind.HELD, recipients=[unsent.owner], actor_id=None, post=None, address=PAGE)
    else:
        unsent.delete()


@transaction.atomic
def forget_old(*, most: int = BATCH) -> int:
    """Erase drafts that nobody touched for thirty days; return how many."""
    old = Unsent.objects.filter(publish_at=None, updated_at__lt=clock.now() - DRAFTS_LAST).order_by("updated_at")
    deleted, _ = Unsent.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:most])).delete()
    return deleted


def _kept(owner: Actor, sheet: Sheet, unsent_id: int | None, *, meant: str, publish_at: datetime | None) -> Unsent:
    may_speak(owner)
    Actor.objects.select_for_update(no_key=True).get(pk=owner.pk)
    mine = Unsent.objects.filter(owner=owner)
    unsent = mine.filter(pk=unsent_id).first() if unsent_id else None
    if unsent is None:
        if mine.count() >= MOST_UNSENT:
            raise Refused("Vous avez déjà %(most)s brouillons. Supprimez-en un d’abord.", most=MOST_UNSENT)
        unsent = Unsent(owner=owner)
    lines = {name: [line.text for line in lines] for name, lines in sheet.lines.items()}
    fields = {"text": [sheet.text.text], **lines, **{name: [*words] for name, words in sheet.picked.items()}}
    unsent.fields, unsent.meant, unsent.publish_at = json.dumps(fields, ensure_ascii=False), meant, publish_at
    unsent.updated_at = clock.now()
    unsent.save()
    _keep_files(unsent)
    return unsent


def _enqueue(unsent: Unsent, moment: datetime) -> None:
    # With the time in its key: another time is another job, and the first finds that it is not its turn.
    enqueue(PUBLISH, key=f"{PUBLISH} {unsent.pk} {moment.timestamp():.0f}", run_at=moment, unsent_id=unsent.pk)


def _rest(unsent: Unsent) -> None:
    """Let a message that waited be a draft."""
    unsent.publish_at, unsent.meant, unsent.updated_at = None, "", clock.now()
    # Not saved: a worker may have said it meanwhile, and its row is then gone.
    Unsent.objects.filter(pk=unsent.pk).update(publish_at=None, meant="", updated_at=unsent.updated_at)
    _keep_files(unsent)


def _keep_files(unsent: Unsent) -> None:
    """Keep what goes with a message for as long as it rests, and a while more: a worker may be late."""
    until = unsent.publish_at or unsent.updated_at + DRAFTS_LAST
    files.keep(owner=unsent.owner, file_ids=_files_of(unsent), until=until + KEPT_UNUSED)


def _files_of(unsent: Unsent) -> list[int]:
    return [number for typed in fields_of(unsent).get("media", []) if (number := id_in(typed)) is not None]


def _rehearse(author: Actor, draft: Draft) -> None:
    """Write and take everything back: what would go wrong at the time is told now."""
    with transaction.atomic():
        write(author=author, draft=draft)
        transaction.set_rollback(True)


def _told(draft: Draft) -> str:
    extras, poll = draft.extras, draft.extras.poll
    values = {
        "text": draft.text.text,
        "assured": _assured(draft),
        "language": draft.text.language,
        "audience": draft.audience,
        "voice": draft.voice,
        "named": [actor.pk for actor in draft.named],
        "warning": extras.warning.text if extras.warning else "",
        "quoted": extras.quoted,
        "media": [*extras.media],
        "poll": poll
        and [[o.text for o in poll.options], poll.lasts.total_seconds(), poll.is_multiple, poll.hides_totals],
        "references": [*extras.references],
        "experience": {name: text.text for name, text in extras.experience.items()},
        "sensitive": extras.is_sensitive,
    }
    return json.dumps(values, ensure_ascii=False)


def _assured(draft: Draft) -> dict[str, Any] | None:
    """Return what is assured of all that the draft says; its kept words are among those of its texts."""
    if draft.text.assurance is None:
        return None
    return told(joined(draft.text, (line for _, line in draft.extras.said)))


def _meant(values: str) -> Draft:
    """Return the message that was told, cleared anew: the guard may know more by now."""
    said: dict[str, Any] = json.loads(values)
    language = said["language"]
    found = Actor.objects.speaking().in_bulk(said["named"])
    if len(found) < len(said["named"]):
        raise Missing
    assured = assurance_told(said.get("assured"))

    def again(words: str) -> Cleared:
        return clear_speech(words, language=language, assurance=assured)

    extras = Extras(
        warning=again(said["warning"]) if said["warning"] else None,
        quoted=said["quoted"],
        media=tuple(said["media"]),
        poll=_poll(said["poll"], again) if said["poll"] else None,
        references=tuple(said["references"]),
        experience={name: again(text) for name, text in said["experience"].items()},
        # The release before did not tell.
        is_sensitive=said.get("sensitive", False),
    )
    return Draft(again(said["text"]), said["audience"], said["voice"], named=tuple(found.values()), extras=extras)


def _poll(values: list[Any], again: Callable[[str], Cleared]) -> PollDraft:
    options, seconds, is_multiple, *more = values
    return PollDraft(
        tuple(again(option) for option in options),
        timedelta(seconds=seconds),
        is_multiple=is_multiple,
        hides_totals=bool(more and more[0]),
    )
