"""The document of an account: the account itself, its actors and their proofs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.core.serializers.json import DjangoJSONEncoder

from toctoc.people.queries import actors_of, archived_attestations, key_elsewhere
from toctoc.proofs.path import all_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.people.models import Account, Actor, Proof


def document_of(account: Account) -> Iterator[bytes]:
    """Return everything kept about an account, its actors and their proofs, as pieces of one JSON document.

    Never the digest of a number, never whose word a proof rests on, nothing of anybody else.
    """
    facts = {
        "email": account.email,
        "language": account.language,
        "joined_at": account.date_joined,
        "accepted_at": account.approved_at,
        "last_sign_in_at": account.last_login,
    }
    yield b'{"account":%s,"actors":[' % _as_json(facts)
    for place, actor in enumerate(actors_of(account)):
        yield b"%s%s" % (b"," if place else b"", _as_json(_actor_facts(actor)))
    yield b"]}\n"


def _actor_facts(actor: Actor) -> dict[str, object]:
    return {
        "handle": actor.handle,
        "name": actor.display_name,
        "kind": actor.kind,
        "profession": actor.profession,
        "specialty": actor.specialty,
        "department": actor.department,
        "languages": actor.languages.split(","),
        "note": actor.note,
        "created_at": actor.created_at,
        "suspended_at": actor.suspended_at,
        "proofs": [
            _proof_facts(proof) for proof in actor.proofs.prefetch_related("moves").order_by("decided_at", "id")
        ],
        "key_elsewhere": key_elsewhere(actor),
        "attestations": archived_attestations(actor),
        "requests": [{"way": way.words.slug, **kept} for way in all_paths() for kept in way.archive_of(actor)],
    }


def _proof_facts(proof: Proof) -> dict[str, object]:
    steps = sorted(proof.moves.all(), key=lambda move: (move.moved_at, move.pk))
    return {
        "profession": proof.profession,
        "specialty": proof.specialty,
        "way": proof.path,
        "state": proof.state,
        "decided_at": proof.decided_at,
        "expires_at": proof.expires_at,
        "ends_at": proof.ends_at,
        "steps": [
            {"before": step.before, "after": step.after, "moved_at": step.moved_at, "reason": step.reason}
            for step in steps
        ],
    }


def _as_json(facts: dict[str, object]) -> bytes:
    return json.dumps(facts, ensure_ascii=False, cls=DjangoJSONEncoder).encode()
