"""Whether to believe an attestation.

The order keeps what this server believes to itself. Form and signature come first; nobody who cannot sign for a server
learns whether it is believed here, since both refusals cost and say the same to the outside (:data:`TOLD_APART`).
Then: is it for us, is it for the actor who shows it, is it in time. What we believe of that server, and whether the
statement still stands, is told last, to who shows a true statement of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import msgspec

from toctoc.people.rules.attestations import statements, status_lists
from toctoc.people.rules.attestations.canonical import NotCanonical, read
from toctoc.people.rules.attestations.dids import authority_of, root_of
from toctoc.people.rules.attestations.integrity import SUITE, public_multikey, signature_holds
from toctoc.people.rules.attestations.multikeys import KEY_BYTES
from toctoc.people.rules.attestations.statements import Attestation
from toctoc.people.rules.attestations.status_lists import FRESH, StatusList, is_set, unpacked
from toctoc.people.rules.attestations.times import SKEW, moment_in, month_in
from toctoc.people.rules.paths import ELSEWHERE

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.people.rules.attestations.canonical import Json

T = TypeVar("T", Attestation, StatusList)

# However long the statement: what another server said is looked at anew within a week, or ends.
LONGEST_BELIEF = timedelta(days=7)
# A key that signs nothing: an unknown server costs us what a known one does.
_NOBODY = public_multikey(bytes(KEY_BYTES))


class Reason(StrEnum):
    """Why an attestation is not believed."""

    MALFORMED = "malformed"
    UNKNOWN_FIELD = "unknown_field"
    SUITE = "suite"
    SERVER = "server"
    FORGED = "forged"
    AUDIENCE = "audience"
    HOLDER = "holder"
    EARLY = "early"
    EXPIRED = "expired"
    PROFESSION = "profession"
    PATH = "path"
    OLD = "old"
    STATUS_FORGED = "status_forged"
    STATUS_STALE = "status_stale"
    REVOKED = "revoked"


# French and English words.
REASON_WORDS: dict[Reason, tuple[str, str]] = {
    Reason.MALFORMED: ("Ce n’est pas une attestation.", "This is no attestation."),
    Reason.UNKNOWN_FIELD: ("L’attestation a un champ inconnu.", "The attestation has an unknown field."),
    Reason.SUITE: ("La signature est d’un genre refusé.", "The signature is of a kind that is refused."),
    Reason.SERVER: ("Ce serveur n’est pas cru ici.", "This server is not believed here."),
    Reason.FORGED: ("La signature ne tient pas.", "The signature does not hold."),
    Reason.AUDIENCE: ("L’attestation est pour un autre serveur.", "The attestation is for another server."),
    Reason.HOLDER: ("L’attestation est celle d’un autre acteur.", "The attestation is another actor’s."),
    Reason.EARLY: ("L’attestation ne vaut pas encore.", "The attestation is not valid yet."),
    Reason.EXPIRED: ("L’attestation a expiré.", "The attestation has expired."),
    Reason.PROFESSION: (
        "Ce serveur n’est pas cru pour cette profession.",
        "This server is not believed for this profession.",
    ),
    Reason.PATH: ("Ce serveur n’est pas cru pour cette voie.", "This server is not believed for this way."),
    Reason.OLD: ("La preuve est trop ancienne.", "The proof is too old."),
    Reason.STATUS_FORGED: ("La liste des retraits n’est pas la bonne.", "The status list is not the right one."),
    Reason.STATUS_STALE: ("La liste des retraits date trop.", "The status list is stale."),
    Reason.REVOKED: ("L’attestation a été retirée.", "The attestation has been revoked."),
}
# Only these are said to who shows an attestation; any other is "not believed", for anybody can try what they like.
TOLD_APART = frozenset(Reason) - {Reason.UNKNOWN_FIELD, Reason.MALFORMED, Reason.SUITE, Reason.SERVER, Reason.FORGED}


class NotBelieved(Exception):
    """An attestation is refused; ``reason`` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(REASON_WORDS[reason][1])
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks and of whom.

    ``audience`` is our own host; ``challenge`` what we gave, or nothing when we gave none; ``address`` and ``key`` are
    what the actor who shows the attestation is known by: its address and the Multikey that it signs with.
    """

    audience: str
    address: str
    key: str
    challenge: str = ""


@dataclass(frozen=True, slots=True)
class Trust:
    """What a server is believed for: its keys (Multikeys), slugs, and how old a proof may be."""

    keys: frozenset[str]
    professions: frozenset[str]
    paths: frozenset[str]
    longest: timedelta


@dataclass(frozen=True, slots=True)
class Read:
    """A document whose form is right: as it was sent, and as its fields."""

    document: dict[str, Json]
    said: Attestation


@dataclass(frozen=True, slots=True)
class Belief:
    """What to believe of an actor, and until when."""

    issuer: str
    profession: str
    path: str
    until: datetime


def read_attestation(text: bytes) -> Read:
    """Return what an attestation says, nothing of it believed yet; raise :class:`NotBelieved`."""
    document = _read(text, statements.LONGEST)
    said = _formed(document, Attestation)
    if said.context != statements.CONTEXT or not authority_of(said.issuer):
        raise NotBelieved(Reason.MALFORMED)
    return Read(document, said)


def judge(shown: Read, asked: Asked, trust: Trust | None, now: datetime) -> Belief:
    """Return what to believe of an attestation whose status was not looked at; raise :class:`NotBelieved`."""
    _check_signature(shown, trust)
    if trust is None:
        raise NotBelieved(Reason.SERVER)
    said = shown.said
    if said.proof.domain != asked.audience or (asked.challenge and said.proof.challenge != asked.challenge):
        raise NotBelieved(Reason.AUDIENCE)
    _check_holder(said, asked)
    ends_at = _check_dates(said, now)
    return believed(said, trust, now, ends_at)


def believed(said: Attestation, trust: Trust, now: datetime, ends_at: datetime) -> Belief:
    """Return what trust makes of a true statement; raise :class:`NotBelieved` when it does not reach so far."""
    subject = said.credential_subject
    if subject.profession not in trust.professions:
        raise NotBelieved(Reason.PROFESSION)
    # A server that believed a third one is not believed: trust makes no chains.
    if subject.path not in trust.paths or subject.path == ELSEWHERE:
        raise NotBelieved(Reason.PATH)
    # Counted from the first of the month, the only date that is told.
    too_old_at = month_in(subject.proved_in) + trust.longest
    if too_old_at <= now:
        raise NotBelieved(Reason.OLD)
    until = min(ends_at, too_old_at, now + LONGEST_BELIEF)
    return Belief(said.issuer, subject.profession, subject.path, until)


def judge_status(shown: Read, text: bytes, trust: Trust, now: datetime) -> None:
    """Raise :class:`NotBelieved` unless ``text`` is the fresh list of the same server and says nothing against."""
    entry = shown.said.credential_status
    try:
        document = _read(text, status_lists.LONGEST)
        listed = _formed(document, StatusList)
        bits = unpacked(listed.credential_subject.encoded_list)
        set_there = is_set(bits, int(entry.status_list_index))
    except (NotBelieved, ValueError):
        raise NotBelieved(Reason.STATUS_FORGED) from None
    issuer, key = listed.proof.verification_method.split("#")
    is_theirs = (
        listed.context == status_lists.CONTEXT
        and listed.issuer == issuer == shown.said.issuer
        and listed.id == entry.status_list_credential
        and key in trust.keys
    )
    if not is_theirs or not signature_holds(document, key):
        raise NotBelieved(Reason.STATUS_FORGED)
    _check_freshness(listed, now)
    if set_there:
        raise NotBelieved(Reason.REVOKED)


def verify(text: bytes, asked: Asked, trusted: dict[str, Trust], status: bytes, now: datetime) -> Belief:
    """Return what to believe of an attestation, all that it takes at hand; raise :class:`NotBelieved`.

    ``trusted`` says what each server (``did:web:…``) is believed for, ``status`` is the list that the attestation
    names, fetched no longer than five minutes ago.
    """
    shown = read_attestation(text)
    trust = trusted.get(shown.said.issuer)
    belief = judge(shown, asked, trust, now)
    judge_status(shown, status, trusted[shown.said.issuer], now)
    return belief


def _read(text: bytes, longest: int) -> dict[str, Json]:
    try:
        return read(text, longest)
    except NotCanonical:
        raise NotBelieved(Reason.MALFORMED) from None


def _formed(document: dict[str, Json], form: type[T]) -> T:
    proof = document.get("proof")
    suite = proof.get("cryptosuite") if isinstance(proof, dict) else None
    if isinstance(suite, str) and suite != SUITE:
        raise NotBelieved(Reason.SUITE)
    try:
        said = msgspec.convert(document, form)
    except msgspec.ValidationError as error:
        is_unknown = "unknown field" in str(error)
        raise NotBelieved(Reason.UNKNOWN_FIELD if is_unknown else Reason.MALFORMED) from None
    if said.proof.context != said.context:
        raise NotBelieved(Reason.MALFORMED)
    return said


def _check_signature(shown: Read, trust: Trust | None) -> None:
    issuer, key = shown.said.proof.verification_method.split("#")
    is_theirs = trust is not None and issuer == shown.said.issuer and key in trust.keys
    holds = signature_holds(shown.document, key if is_theirs else _NOBODY)
    if trust is not None and not (is_theirs and holds):
        raise NotBelieved(Reason.FORGED)


def _check_holder(said: Attestation, asked: Asked) -> None:
    """See that a server attests for an actor of its own, by the very key that the actor shows, in its own list."""
    host = authority_of(said.issuer)
    subject = said.credential_subject
    is_holder = subject.id == f"did:key:{asked.key}" and subject.actor == asked.address
    is_own = urlsplit(subject.actor).netloc == host
    if not is_holder or not is_own:
        raise NotBelieved(Reason.HOLDER)
    if not said.credential_status.status_list_credential.startswith(root_of(host) + "/"):
        raise NotBelieved(Reason.STATUS_FORGED)


def _check_dates(said: Attestation, now: datetime) -> datetime:
    """Return when the statement ends."""
    try:
        begins = max(moment_in(said.valid_from), moment_in(said.proof.created))
        ends = min(moment_in(said.valid_until), moment_in(said.proof.expires))
        proved_in = month_in(said.credential_subject.proved_in)
    except ValueError:
        raise NotBelieved(Reason.MALFORMED) from None
    if max(begins, proved_in) > now + SKEW:
        raise NotBelieved(Reason.EARLY)
    if ends <= now:
        raise NotBelieved(Reason.EXPIRED)
    return ends


def _check_freshness(listed: StatusList, now: datetime) -> None:
    try:
        made_at, created = moment_in(listed.valid_from), moment_in(listed.proof.created)
        ends_at = min(moment_in(listed.valid_until), moment_in(listed.proof.expires))
    except ValueError:
        raise NotBelieved(Reason.STATUS_FORGED) from None
    oldest = now - FRESH - SKEW
    if min(made_at, created) < oldest or max(made_at, created) > now + SKEW or ends_at < now - SKEW:
        raise NotBelieved(Reason.STATUS_STALE)
