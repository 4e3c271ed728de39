"""Everything that points at an actor is kept by somebody who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import ForeignKey, ForeignObjectRel

from toctoc.people.models import Actor
from toctoc.rights.queries.keepers import KEEPERS

if TYPE_CHECKING:
    from django.db.models import Model

# Rows that point at an actor and are no archive's, each with the reason.
NOT_KEPT = {
    "community.AuthorFragment": "the prepared form of the profile",
    "community.Mention": "in the text of whoever names them",
    "mastodon_api.AccountForm": "the same",
    "search.Author": "the prepared form of what search knows",
    "people.ActorKey": "in the document of the account",
    "people.RegisterHolder": "a digest that nobody can read",
    "people.Ground": "whose word a proof rests on is told to nobody",
    "proof_directory.MailboxCode": "in the document of the account, with the ways of proving",
    "proof_employer.Batch": "the same",
    "proof_peers.VouchRequest": "the same",
    "proof_peers.Vouch": "the same",
    "proof_by_hand.Application": "the same",
    "questions.QuestionMove": "the life of a question, which is public to its audience",
    "groups.Group": "a place, which outlives who made it",
    "groups.Event": "the same",
    "groups.Page": "the same",
    "groups.PageRevision": "the same",
    "groups.Ban": "moderation of a place; erased with the actor",
    "groups.Welcome": "whose turn it was, with the posts",
    "groups.Turn": "the same",
    "conversations.Participant": "with the conversations",
    "people.AuthorizationCode": "lasts ten minutes, and is forgotten within a day",
    "moderation.RecentText": "a fingerprint that lasts ten minutes",
}


def test_every_row_that_points_at_an_actor_has_a_keeper_or_a_reason() -> None:
    kept = {keeper.rows(Actor(pk=1)).model for keeper in KEEPERS}
    pointing: set[type[Model]] = set()
    for relation in Actor._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and isinstance(relation.field, ForeignKey):
            pointing.add(relation.related_model)
    ours = {model for model in pointing if model.__module__.startswith("toctoc.")}
    missing = {model._meta.label for model in ours - kept} - set(NOT_KEPT)
    assert not missing
    assert {apps.get_model(label) for label in NOT_KEPT} <= ours | kept


def test_each_is_named_once_and_says_how_long() -> None:
    assert len({keeper.name for keeper in KEEPERS}) == len(KEEPERS)
    assert all(keeper.words and keeper.kept.endswith(".") for keeper in KEEPERS)
