"""What ``people`` keeps: ties with others, proofs."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from toctoc.people.models import Block, Follow, Mute, Proof
from toctoc.rights.queries.keepers.keeper import Keeper
from toctoc.rights.queries.keepers.saying import UNTIL_TAKEN_BACK


def _follow(tie: Follow) -> dict[str, object]:
    return {"handle": tie.followee.handle, "at": tie.created_at}


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


KEEPERS = (
    Keeper(
        "follows",
        _("Abonnements"),
        UNTIL_TAKEN_BACK,
        lambda actor: Follow.objects.filter(follower=actor).select_related("followee"),
        _follow,
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
)
