"""What a notice is about, found again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toctoc.community.models import Post
from toctoc.community.policies import may_be_read
from toctoc.kernel.ids import id_in
from toctoc.moderation.rules.measures import ACTOR, CONVERSATION, ELSEWHERE, GROUP, POST, SHEET, parsed_object
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.rules.audience import NAMED
from toctoc.questions.models import PracticeSheet, SheetVersion
from toctoc.questions.policies import sheets_read_by
from toctoc.questions.queries.sheets import first_author, sheet_reported, version_for

if TYPE_CHECKING:
    from toctoc.people.rules.audience import Viewer


@dataclass(frozen=True, slots=True)
class Meant:
    """What somebody means: ``about`` as rows keep it, and who answers for it."""

    kind: str
    about: str
    target: Actor | None = None
    post: Post | None = None
    sheet: PracticeSheet | None = None

    @property
    def version(self) -> SheetVersion | None:
        """Return what a sheet says to its readers, or the newest of one that was never published."""
        return version_for(self.sheet, is_writer=False, is_reviewer=False) if self.sheet is not None else None

    @property
    def audience(self) -> str:
        """Return for whom a post or a sheet is; what was never published is its authors' and reviewers' alone."""
        if self.sheet is not None:
            return self.sheet.audience if self.sheet.published_id is not None else NAMED
        return self.post.audience if self.post is not None else ""


def meant_by(said: str) -> Meant:
    """Return what ``post:12`` or ``actor:avril`` means, there or not: a notice is taken either way."""
    kind, key = parsed_object(said)
    if kind == POST:
        return _post(key)
    if kind in {ACTOR, GROUP}:
        return _actor(kind, key)
    if kind == CONVERSATION:
        return Meant(kind, f"{kind}:{id_in(key) or 0}")
    return _sheet(key) if kind == SHEET else Meant(ELSEWHERE, ELSEWHERE)


def _post(key: str) -> Meant:
    number = id_in(key) or 0
    post = Post.objects.select_related("author", "author__account").filter(pk=number).first()
    return Meant(POST, f"{POST}:{number}", post.author if post else None, post)


def _sheet(key: str) -> Meant:
    number = id_in(key) or 0
    sheet = sheet_reported(number)
    return Meant(SHEET, f"{SHEET}:{number}", first_author(sheet) if sheet else None, sheet=sheet)


def _actor(kind: str, key: str) -> Meant:
    """Return an actor by its number, as rows say it, or by its handle."""
    rows = Actor.objects.select_related("account").filter(domain="")
    number = id_in(key)
    found = (rows.filter(pk=number).first() if number else None) or rows.filter(handle=key[:30]).first()
    if found is not None:
        kind = GROUP if found.kind == ActorKind.GROUP else ACTOR
    return Meant(kind, f"{kind}:{found.pk if found else key[:30]}", found)


def may_see(viewer: Viewer, meant: Meant) -> bool:
    """Tell whether a reader may see what they are about to report: only then does the form show it."""
    if meant.post is not None:
        return meant.post.deleted_at is None and may_be_read(viewer, meant.post)
    if meant.sheet is not None:
        return PracticeSheet.objects.filter(sheets_read_by(viewer), pk=meant.sheet.pk).exists()
    if meant.kind != ACTOR or meant.target is None:
        return False
    return Actor.objects.speaking().filter(pk=meant.target.pk).exists()
