"""What somebody asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.errors import Missing
from toctoc.people.queries import actors_of
from toctoc.rights.models import Archive, ArchiveState
from toctoc.rights.queries.keepers import KEEPERS

if TYPE_CHECKING:
    from toctoc.people.models import Account, Actor


def archives_of(account: Account) -> list[Archive]:
    """Return the archives of an account, the newest first; there are a few at most."""
    return list(Archive.objects.filter(account=account).order_by("-pk"))


def archive_of_account(account: Account, archive_id: int) -> Archive:
    """Return one archive of an account; raise :class:`Missing` for anybody else's."""
    try:
        return Archive.objects.get(pk=archive_id, account=account)
    except Archive.DoesNotExist:
        raise Missing from None


def ready_archive(account: Account, archive_id: int) -> Archive:
    """Return one archive that can be downloaded; raise :class:`Missing` otherwise."""
    archive = archive_of_account(account, archive_id)
    if archive.state != ArchiveState.READY:
        raise Missing
    return archive


def kept_of(actor: Actor) -> list[tuple[str, int, str]]:
    """Return for each noun its French words, how many there are, and how long they stay."""
    return [(keeper.words, keeper.count(actor), keeper.kept) for keeper in KEEPERS]


def kept_of_account(account: Account) -> dict[str, dict[str, int]]:
    """Return by actor's id and keeper's name how much there is now."""
    return {str(actor.pk): {keeper.name: keeper.count(actor) for keeper in KEEPERS} for actor in actors_of(account)}
