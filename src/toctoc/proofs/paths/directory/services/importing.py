"""Import the directory: read the file whole, write it beside the one that is read, change them over, tidy up.

::

    file ──read──▶ sorted digests on disk ──write──▶ edition nobody reads ──flip──▶ current
           │ refused: the database was not touched           │ died: removed by the next import
    past edition ──who left is doubted──▶ removed

Each arrow may be cut at any moment; importing again begins with what was left.
"""

from __future__ import annotations

import fcntl
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.conf import settings

from toctoc.kernel.errors import Invalid, Refused
from toctoc.people.models import Proof
from toctoc.people.rules.proof_life import State
from toctoc.people.services.proofs import doubt_proof
from toctoc.proofs.paths.directory.models import Edition
from toctoc.proofs.paths.directory.queries import current_edition, holders_who_left, leavers
from toctoc.proofs.paths.directory.services import editions
from toctoc.proofs.paths.directory.services.digests import key_mark
from toctoc.proofs.paths.directory.services.reading import Tally, check, read
from toctoc.proofs.paths.directory.services.sorting import BOXES, Sorter
from toctoc.proofs.paths.directory.services.sources import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

# A file that has lost more than this share of rows, or of people, since the import before is not believed: it is cut
# short, or another file. The directory itself grows by some percent a year.
MOST_LOST = 0.1
LEFT = "Le numéro de cette personne n’est plus dans l’annuaire national."
_SMALLER = (
    "%(now)s lignes, contre %(before)s à l’import précédent : le fichier semble tronqué. Rien n’est importé. "
    "S’il est complet, relancez avec --accept-smaller."
)
_OTHERS = (
    "%(gone)s personnes sur %(before)s ne sont plus dans ce fichier. Rien n’est importé. "
    "S’il est complet, relancez avec --accept-smaller."
)


class Steps(Protocol):
    """Opens a stage of ``total`` steps (0 when unknown); what it gives is called with how many more are done."""

    def __call__(self, words: str, total: int, /) -> AbstractContextManager[Callable[[int], object]]:
        """Open the stage called ``words``."""
        ...


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to; ``is_same`` when the file is the one that was already there."""

    tally: Tally
    people: int = 0
    left: int = 0
    doubted: int = 0
    is_same: bool = False


def import_directory(*, file: str, accept_smaller: bool, steps: Steps) -> Imported:
    """Make ``file`` the directory that people are looked up in; the same file again changes nothing.

    Raises :class:`Invalid` for a file that is not what it should be, with nothing applied, and :class:`Refused` while
    another import runs.
    """
    with _alone(), closing(Sorter(settings.ENVIRONMENT.data_dir)) as sorter:
        doubted = _tidy(steps)
        with opened(file) as source, steps("Lecture", source.size) as told:
            tally = read(source, sorter, told)
        try:
            check(tally)
        except Invalid as error:
            error.add_note("\n".join(tally.faults))
            raise
        before = current_edition()
        if before is not None and (before.content, before.key_mark) == (tally.content, key_mark()):
            return Imported(tally, people=before.people, doubted=doubted, is_same=True)
        if before is not None and not accept_smaller and tally.rows < before.rows * (1 - MOST_LOST):
            raise Invalid(_SMALLER, field="file", now=tally.rows, before=before.rows)
        edition = Edition.objects.create(rows=tally.rows, content=tally.content, key_mark=key_mark())
        with steps("Écriture", BOXES) as told:
            people = editions.write(edition=edition, people=sorter.people(told))
        left = _left(before, edition)
        if before is not None and not accept_smaller and left > before.people * MOST_LOST:
            editions.remove(edition=edition)
            raise Invalid(_OTHERS, field="file", gone=left, before=before.people)
        editions.flip(edition=edition, people=people)
        return Imported(tally, people=people, left=left, doubted=doubted + _tidy(steps))


def _left(before: Edition | None, after: Edition) -> int:
    """Return how many people left; none can be told apart once the server's key has changed."""
    if before is None or bytes(before.key_mark) != bytes(after.key_mark):
        return 0
    return leavers(before, after).count()


def _tidy(steps: Steps) -> int:
    """Finish what an import leaves behind, or one that died left; return how many proofs are doubted."""
    current, doubted = current_edition(), 0
    for edition in Edition.objects.exclude(state=Edition.State.CURRENT).order_by("pk"):
        if edition.state == Edition.State.PAST and current is not None:
            doubted += _doubt_leavers(edition, current)
        with steps("Ménage", 0):
            editions.remove(edition=edition)
    return doubted


def _doubt_leavers(before: Edition, after: Edition) -> int:
    """Doubt the proofs of those whose number has left the directory, one short transaction each."""
    if bytes(before.key_mark) != bytes(after.key_mark):
        return 0
    held = Proof.objects.filter(actor__in=holders_who_left(before, after), state__in=[State.VALID, State.GRACE])
    proofs = list(held.select_related("actor"))
    for proof in proofs:
        doubt_proof(proof=proof, because=LEFT)
    return len(proofs)


@contextmanager
def _alone() -> Iterator[None]:
    """Keep two imports apart; the lock goes with the process, however it ends."""
    with (settings.ENVIRONMENT.data_dir / "directory.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("Un autre import de l’annuaire est en cours. Attendez qu’il finisse.") from None
        yield
