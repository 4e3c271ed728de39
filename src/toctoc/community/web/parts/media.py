"""Files as a form brings them: new ones beside its text, and those it already sent, by their ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from toctoc.community.services.attachments import describe
from toctoc.kernel.errors import Invalid, Refused
from toctoc.kernel.ids import id_in
from toctoc.media.models.file import FileState
from toctoc.media.policies import is_maskable
from toctoc.media.queries import own_files
from toctoc.media.rules.kinds import Kind
from toctoc.media.rules.limits import LARGEST as LARGEST_OF
from toctoc.media.rules.limits import LONGEST_DESCRIPTION, LONGEST_TRANSCRIPT, MEGABYTE, MOST_PICTURES
from toctoc.media.rules.refusals import refusal
from toctoc.media.services import files
from toctoc.media.services.masking import declare
from toctoc.people.policies import speaker_of
from toctoc.privacy.forms import in_words
from toctoc.privacy.forms.speech import assurance_in
from toctoc.privacy.services.speech import clear_speech

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from toctoc.kernel.cleared import Assurance, Cleared
    from toctoc.media.models import File
    from toctoc.people.models import Actor

# Fields: ids of files that were sent before, new files, the description of each, what went wrong with them.
FIELD, NEW, DESCRIPTION, ERROR = "media", "fichiers", "description-", "media-erreur"
# Of each picture, whether it shows somebody who is cared for; and the ids of those that the form asked about.
PATIENT, ASKED = "soin-", "soin"
# The button that takes a file off the form again, with its id.
TAKE_OFF = "retirer"
# Set by the handler of uploads when a form was too large to be read (media.web.arriving).
TOO_LARGE = "toctoc.too_large"


@dataclass(frozen=True, slots=True)
class Joined:
    """One file that a form brings, and how its owner describes it, whether or not that is stored."""

    file: File
    typed: str

    @property
    def reason(self) -> str:
        """Why it was refused, in the reader's language; empty for the others."""
        return gettext(refusal(self.file.reason)) if self.file.state == FileState.REFUSED else ""

    @property
    def longest(self) -> int:
        """How many characters its description may have."""
        return LONGEST_TRANSCRIPT if self.file.kind == Kind.SOUND else LONGEST_DESCRIPTION

    @property
    def can_be_masked(self) -> bool:
        """Whether its owner may still change what is hidden of it."""
        return is_maskable(self.file)

    @property
    def is_waiting(self) -> bool:
        """Whether it is still being prepared."""
        return self.file.state == FileState.WAITING


@dataclass(frozen=True, slots=True)
class JoinedFiles:
    """What the field of files shows."""

    files: list[Joined]
    error: str = ""
    most: int = MOST_PICTURES

    @property
    def is_open(self) -> bool:
        """Whether there is something to see in it."""
        return bool(self.files or self.error)

    @property
    def largest(self) -> int:
        """How large a picture may be, in megabytes."""
        return LARGEST_OF["picture"] // MEGABYTE


def with_files(request: HttpRequest) -> QueryDict:
    """Return what a form sent, its new files taken in and named by their ids, its descriptions stored.

    What goes wrong with one of them stands in the form, beside the field: nothing else that was typed is lost.
    """
    typed = request.POST.copy()
    typed.pop(ERROR, None)
    if not (request.FILES or typed.getlist(FIELD) or request.META.get(TOO_LARGE)):
        return typed
    owner, errors = speaker_of(request), []
    if request.META.get(TOO_LARGE):
        errors.append(gettext(refusal("too_large")))
    for upload in request.FILES.getlist(NEW)[: MOST_PICTURES + 1]:
        try:
            described = cleared_description(typed.get("description", ""), owner, assurance_in(typed))
            typed.appendlist(FIELD, str(files.receive(owner=owner, upload=upload, description=described).pk))
        except (Invalid, Refused) as error:
            errors.append(_said(error))
    if typed.get(TAKE_OFF):
        _take_off(typed, owner)
    errors += _described(typed, owner)
    if errors:
        typed[ERROR] = " ".join(dict.fromkeys(errors))
    return typed


def media_in(typed: QueryDict) -> tuple[int, ...]:
    """Return the ids of the files that a form brings; raise :class:`Invalid` when one of them could not be taken."""
    if error := typed.get(ERROR):
        raise Invalid(error, field=FIELD)
    return tuple(file_id for told in typed.getlist(FIELD) if (file_id := id_in(told)) is not None)


def joined_files(typed: QueryDict | None, owner: Actor) -> JoinedFiles:
    """Return what the field of files shows of a form; a file of somebody else is not shown."""
    if typed is None:
        return JoinedFiles([])
    found = own_files(owner, [file_id for told in typed.getlist(FIELD) if (file_id := id_in(told)) is not None])
    joined = [Joined(file, typed.get(f"{DESCRIPTION}{file.pk}", file.description)) for file in found]
    return JoinedFiles(joined, typed.get(ERROR, ""))


def cleared_description(text: str, owner: Actor, assurance: Assurance) -> Cleared:
    """Return the description of a file, cleared; raise :class:`Invalid` about the field of files."""
    try:
        return clear_speech(text.strip(), language=owner.languages[:2], assurance=assurance)
    except Invalid as error:
        error.field = FIELD
        raise


def _described(typed: QueryDict, owner: Actor) -> list[str]:
    """Store what the form says of the files it names; return what is wrong with that."""
    errors = []
    for one in joined_files(typed, owner).files:
        _declare(typed, owner, one.file)
        if one.typed.strip() != one.file.description:
            try:
                describe(
                    owner=owner, file=one.file, description=cleared_description(one.typed, owner, assurance_in(typed))
                )
            except (Invalid, Refused) as error:
                errors.append(_said(error))
    return errors


def _declare(typed: QueryDict, owner: Actor, file: File) -> None:
    shows = bool(typed.get(f"{PATIENT}{file.pk}"))
    if str(file.pk) in typed.getlist(ASKED) and shows != file.shows_patient:
        declare(owner=owner, file=file, shows_patient=shows)


def _take_off(typed: QueryDict, owner: Actor) -> None:
    taken = id_in(typed.get(TAKE_OFF, ""))
    typed.setlist(FIELD, [told for told in typed.getlist(FIELD) if id_in(told) != taken])
    # One that a message uses since, in another tab, stays with it.
    for file in own_files(owner, [taken or 0]):
        if file.kept_until is not None:
            files.take_back(owner=owner, file=file)


def _said(error: Invalid | Refused) -> str:
    return in_words(error) if isinstance(error, Invalid) else error.say(gettext)
