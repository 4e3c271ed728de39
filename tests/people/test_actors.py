"""Actors, follows, proofs: what services keep and refuse."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import person
from toctoc.kernel import clock, events
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.kernel.pagination import Cut
from toctoc.people.events import ActorFollowed, StandingChanged
from toctoc.people.models import Account, Actor, Follow, Proof
from toctoc.people.policies import may_make_actor, proved_profession, viewer_for
from toctoc.people.queries import actor_by_handle, actors_by_handles, current_proof, waiting_accounts
from toctoc.people.rules.audience import STRANGER
from toctoc.people.services.accounts import approve, choose_language, make_account, refuse
from toctoc.people.services.actors import Portrait, change_portrait, make_actor, reinstate, suspend
from toctoc.people.services.follows import follow, unfollow
from toctoc.people.services.proofs import Evidence, record_proof, revoke_proof
from toctoc.privacy.services import clear, clear_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was published of follows and standings."""
    told: list[object] = []
    for kind in (ActorFollowed, StandingChanged):
        monkeypatch.setitem(events._subscribers, kind, [*events._subscribers[kind], told.append])
    return told


def portrait(name: str = "Sorbier", **changed: str) -> Portrait:
    return Portrait(clear_line(name), clear(changed.pop("note", "")), **changed)


def test_a_handle_is_taken_once_whatever_its_case(avril: Actor) -> None:
    with pytest.raises(Invalid, match="déjà pris"):
        make_actor(account=avril.account, handle="AVRIL", portrait=portrait())
    assert Actor.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (portrait("···"), "display_name"),
        (portrait("x" * 61), "display_name"),
        (portrait(note="x" * 501), "note"),
        (portrait(profession="sorcier"), "profession"),
        (portrait(specialty="voyance"), "specialty"),
        (portrait(department="99"), "department"),
        (portrait(languages="fr,de"), "languages"),
        (portrait(languages=""), "languages"),
    ],
)
def test_a_portrait_that_cannot_be_names_its_field(avril: Actor, wrong: Portrait, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        change_portrait(actor=avril, portrait=wrong)
    assert caught.value.field == field


def test_a_proof_opens_and_its_end_closes(dehors: Actor, vigie: Account, heard: list[object]) -> None:
    end = clock.now() + timedelta(days=10)
    record_proof(actor=dehors, evidence=Evidence("doctor", "dermatology", expires_at=end), deciders=(vigie,))
    dehors.refresh_from_db()
    assert viewer_for(dehors).profession == "doctor"
    assert heard == [StandingChanged(dehors.pk)]
    with clock.at(end):
        assert viewer_for(dehors).profession == ""
    with clock.at(end - timedelta(seconds=1)):
        assert proved_profession(dehors) == "doctor"


def test_only_moderation_decides_and_revokes(dehors: Actor, ruisseau: Actor) -> None:
    assert ruisseau.account is not None
    with pytest.raises(Refused):
        record_proof(actor=dehors, evidence=Evidence("doctor"), deciders=(ruisseau.account,))
    with pytest.raises(Refused):
        revoke_proof(proof=Proof.objects.get(actor=ruisseau), decided_by=ruisseau.account)
    assert proved_profession(Actor.objects.get(pk=ruisseau.pk)) == "doctor"
    assert not Proof.objects.filter(actor=dehors).exists()


def test_a_closed_moderators_account_decides_nothing_more(dehors: Actor, ruisseau: Actor, vigie: Account) -> None:
    vigie.is_active = False
    with pytest.raises(Refused):
        record_proof(actor=dehors, evidence=Evidence("doctor"), deciders=(vigie,))
    with pytest.raises(Refused):
        revoke_proof(proof=Proof.objects.get(actor=ruisseau), decided_by=vigie)


def test_nobody_decides_twice_nor_on_themselves(dehors: Actor, vigie: Account) -> None:
    with pytest.raises(Refused, match="deux fois"):
        record_proof(actor=dehors, evidence=Evidence("doctor"), deciders=(vigie, vigie))
    own = Actor.objects.get(account=vigie)
    with pytest.raises(Refused, match="sa propre preuve"):
        record_proof(actor=own, evidence=Evidence("doctor"), deciders=(vigie,))
    record_proof(actor=own, evidence=Evidence("doctor"))
    with pytest.raises(Refused, match="sa propre preuve"):
        revoke_proof(proof=Proof.objects.get(actor=own), decided_by=vigie)


@pytest.mark.parametrize(
    "evidence",
    [
        Evidence("sorcier"),
        Evidence("doctor", "voyance"),
        Evidence("doctor", expires_at=datetime(2001, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_proof_of_nothing_is_refused(dehors: Actor, evidence: Evidence) -> None:
    with pytest.raises(Invalid):
        record_proof(actor=dehors, evidence=evidence)
    assert not Proof.objects.exists()


def test_a_newer_proof_replaces_and_revoking_it_leaves_nothing(dehors: Actor, vigie: Account) -> None:
    for days in (60, 30):
        end = clock.now() + timedelta(days=days)
        record_proof(actor=dehors, evidence=Evidence("doctor", expires_at=end), deciders=(vigie,))
    newest = current_proof(dehors)
    assert newest is not None
    assert [proof.state for proof in Proof.objects.order_by("pk")] == ["replaced", "valid"]
    dehors.refresh_from_db()
    assert dehors.proved_until == newest.expires_at
    revoke_proof(proof=newest, decided_by=vigie)
    dehors.refresh_from_db()
    assert proved_profession(dehors) == dehors.proved_path == ""
    assert current_proof(dehors) is None


def test_a_proved_profession_survives_a_change_of_portrait(ruisseau: Actor) -> None:
    change_portrait(actor=ruisseau, portrait=portrait(profession="nurse"))
    assert (ruisseau.profession, ruisseau.display_name) == ("doctor", "Sorbier")


def test_following_twice_is_following_once(avril: Actor, ruisseau: Actor, heard: list[object]) -> None:
    for _ in range(2):
        follow(follower=avril, followee=ruisseau)
    assert heard == [ActorFollowed(avril.pk, ruisseau.pk)]
    for _ in range(2):
        unfollow(follower=avril, followee=ruisseau)
    avril.refresh_from_db()
    ruisseau.refresh_from_db()
    assert (avril.following_count, ruisseau.followers_count, avril.follows_version) == (0, 0, 2)


def test_nobody_follows_themselves(avril: Actor) -> None:
    with pytest.raises(Invalid):
        follow(follower=avril, followee=avril)
    assert not Follow.objects.exists()


def test_the_suspended_neither_follow_nor_read_nor_show(avril: Actor, ruisseau: Actor) -> None:
    suspend(actor=ruisseau)
    with pytest.raises(Refused):
        follow(follower=ruisseau, followee=avril)
    assert viewer_for(ruisseau) == STRANGER
    with pytest.raises(Missing):
        actor_by_handle("ruisseau")
    assert actors_by_handles({"ruisseau", "avril"}) == {"avril": avril}
    assert ruisseau.account is not None
    with pytest.raises(Refused):
        may_make_actor(ruisseau.account)
    reinstate(actor=ruisseau)
    assert actor_by_handle("ruisseau") == ruisseau


def test_who_waits_is_nobody_until_accepted(avril: Actor, vigie: Account) -> None:
    account = avril.account
    assert account is not None
    account.approved_at = None
    account.save()
    assert viewer_for(avril, account) == STRANGER
    with pytest.raises(Refused):
        may_make_actor(account)
    with pytest.raises(Missing):
        actor_by_handle("avril")
    assert waiting_accounts(Cut()).items == [account]
    with pytest.raises(Refused):
        approve(account=account, decided_by=account)
    approve(account=account, decided_by=vigie)
    assert actor_by_handle("avril") == avril


def test_an_accepted_account_cannot_be_refused_any_more(avril: Actor, vigie: Account) -> None:
    assert avril.account is not None
    refuse(account=avril.account, decided_by=vigie)
    assert Account.objects.filter(pk=avril.account.pk).exists()


def test_an_address_makes_one_account_whatever_its_case() -> None:
    make_account(email="Une@exemple.test", password=None)
    with pytest.raises(Invalid):
        make_account(email="une@EXEMPLE.test", password=None)


def test_a_language_is_one_of_two(avril: Actor) -> None:
    assert avril.account is not None
    choose_language(account=avril.account, language="en")
    with pytest.raises(Invalid):
        choose_language(account=avril.account, language="de")
    avril.account.refresh_from_db()
    assert avril.account.language == "en"


def test_names_of_accounts_tell_nothing(avril: Actor) -> None:
    assert avril.account is not None
    assert "avril" not in str(avril.account)
    assert person("sorbier").account != avril.account
