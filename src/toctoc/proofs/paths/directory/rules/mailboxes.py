"""Professional mailboxes: their form, and which domains are kept for health professionals."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toctoc.kernel.errors import Invalid

LONGEST = 254
_FORM = re.compile(
    r"(?P<local>[a-z0-9_](?:[a-z0-9._'-]{0,62}[a-z0-9_-])?)@(?P<domain>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})"
)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox in lower case. ASCII only: letters of other alphabets that look alike name other mailboxes."""

    local: str
    domain: str

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"


def mailbox(typed: str) -> Mailbox | None:
    """Return a mailbox as it is compared, or ``None`` for what is not one.

    An address with a ``+`` is refused: what follows it is the holder's to choose.
    """
    plain = typed.strip().lower()
    found = _FORM.fullmatch(plain) if len(plain) <= LONGEST and plain.isascii() else None
    return Mailbox(found["local"], found["domain"]) if found and ".." not in plain else None


def checked_mailbox(typed: str) -> Mailbox:
    """Return a mailbox; raise :class:`Invalid` with a sentence."""
    found = mailbox(typed)
    if found is None:
        raise Invalid("Cette adresse n’a pas la forme prenom.nom@domaine.fr. Relisez-la.", field="mailbox")
    return found


@dataclass(frozen=True, slots=True)
class Domains:
    """Domains of which every mailbox belongs to a professional or their institution, and exceptions among them."""

    within: tuple[str, ...]
    never: tuple[str, ...]

    def hold(self, domain: str) -> bool:
        """Tell whether mailboxes of ``domain`` are for professionals."""
        return _is_within(domain, self.within) and not _is_within(domain, self.never, itself=True)


@cache
def domains() -> Domains:
    """Return what ``domains.toml`` says."""
    said = tomllib.loads((Path(__file__).parent.parent / "domains.toml").read_text(encoding="utf-8"))
    return Domains(tuple(said["within"]), tuple(said["never"]))


def _is_within(domain: str, parents: tuple[str, ...], *, itself: bool = False) -> bool:
    return any(domain.endswith(f".{parent}") or (itself and domain == parent) for parent in parents)
