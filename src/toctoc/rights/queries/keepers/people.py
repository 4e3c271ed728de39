"""What ``people`` keeps: ties with others, proofs."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from toctoc.people.models import (
    ActorChoices,
    ActorNote,
    Block,
    DomainBlock,
    Endorsement,
    Follow,
    FollowRequest,
    Mute,
    Proof,
    TokenVoice,
)
from toctoc.rights.queries.keepers.choosing import AS_LONG_AS_ON
from toctoc.rights.queries.keepers.keeper import Keeper, told
from toctoc.rights.queries.keepers.saying import UNTIL_TAKEN_BACK


def _follow(tie: Follow) -> dict[str, object]:
    return {
        "handle": tie.followee.handle,
        "at": tie.created_at,
        "notify": tie.notify,
        "languages": tie.languages.split(",") if tie.languages else [],
    }


def _request(tie: FollowRequest) -> dict[str, object]:
    return {"handle": tie.asked.handle, "at": tie.created_at}


def _note(note: ActorNote) -> dict[str, object]:
    return {"handle": note.subject.handle, "text": note.text, "at": note.written_at}


def _endorsement(tie: Endorsement) -> dict[str, object]:
    return {"handle": tie.endorsed.handle, "at": tie.created_at}


def _block(tie: Block) -> dict[str, object]:
    return {"handle": tie.blocked.handle, "at": tie.created_at}


def _mute(tie: Mute) -> dict[str, object]:
    return {"handle": tie.muted.handle, "at": tie.created_at, "until": tie.until}


def _proof(proof: Proof) -> dict[str, object]:
    return {
        "profession": proof.profession,
        "way": proof.path,
        "state": proof.state,
        "decided_at": proof.decided_at,
        "ends_at": proof.ends_at,
    }


def _app(voice: TokenVoice) -> dict[str, object]:
    token = voice.token
    name = token.application.name if token.application is not None else ""
    return {"app": name, "scopes": token.scope.split(), "given_at": token.created, "used_on": voice.used_on}


KEEPERS = (
    Keeper(
        "follows",
        _("Abonnements"),
        UNTIL_TAKEN_BACK,
        lambda actor: Follow.objects.filter(follower=actor).select_related("followee"),
        _follow,
    ),
    Keeper(
        "follow_requests",
        _("Demandes d’abonnement envoyées"),
        _("Jusqu’à leur réponse."),
        lambda actor: FollowRequest.objects.filter(asker=actor).select_related("asked"),
        _request,
    ),
    Keeper(
        "profile_choices",
        _("Réglages de votre profil"),
        AS_LONG_AS_ON,
        lambda actor: ActorChoices.objects.filter(actor=actor),
        told(
            "fields",
            "discoverable",
            "indexable",
            "hides_collections",
            "default_audience",
            "default_sensitive",
            "default_language",
        ),
    ),
    Keeper(
        "actor_notes",
        _("Notes personnelles sur des comptes"),
        UNTIL_TAKEN_BACK,
        lambda actor: ActorNote.objects.filter(owner=actor).select_related("subject"),
        _note,
    ),
    Keeper(
        "endorsements",
        _("Comptes que vous mettez en avant"),
        UNTIL_TAKEN_BACK,
        lambda actor: Endorsement.objects.filter(endorser=actor).select_related("endorsed"),
        _endorsement,
    ),
    Keeper(
        "domain_blocks",
        _("Serveurs bloqués"),
        UNTIL_TAKEN_BACK,
        lambda actor: DomainBlock.objects.filter(actor=actor),
        told("domain", "created_at"),
    ),
    Keeper(
        "blocks",
        _("Blocages"),
        UNTIL_TAKEN_BACK,
        lambda actor: Block.objects.filter(blocker=actor).select_related("blocked"),
        _block,
    ),
    Keeper(
        "mutes",
        _("Silences"),
        UNTIL_TAKEN_BACK,
        lambda actor: Mute.objects.filter(muter=actor).select_related("muted"),
        _mute,
    ),
    Keeper(
        "proofs",
        _("Preuves de profession"),
        _("Tant que vous avez un compte, pour que leur histoire se relise."),
        lambda actor: Proof.objects.filter(actor=actor),
        _proof,
    ),
    Keeper(
        "apps",
        _("Applications"),
        UNTIL_TAKEN_BACK,
        lambda actor: TokenVoice.objects.filter(actor=actor).select_related("token__application"),
        _app,
    ),
)
