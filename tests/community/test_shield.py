"""The shield: for a week somebody chooses who may reply, name or write."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import SignedIn, person, post_by, signed_in
from toctoc.community.models.shield import Shield
from toctoc.community.services import posts
from toctoc.community.services.posts import Answer
from toctoc.community.services.shield import check_message, forget_ended, raise_shield, shield_of
from toctoc.kernel import clock
from toctoc.kernel.errors import Refused
from toctoc.people.models import Actor, Follow
from toctoc.people.services.follows import follow
from toctoc.privacy.services import clear

pytestmark = pytest.mark.django_db


@pytest.fixture
def friend(avril: Actor) -> Actor:
    """Somebody whom the patient follows."""
    friend = person("galet")
    follow(follower=avril, followee=friend)
    return friend


def reply(author: Actor, to: object) -> None:
    posts.reply(author=author, to=to, answer=Answer(clear("Et pourquoi donc ?")))  # type: ignore[arg-type] # a post


def raised(avril: Actor, lets_through: str = "followed") -> SignedIn:
    """Raise the shield by its page."""
    browser = signed_in(avril)
    assert browser.client.post("/reglages/bouclier", {"laisse": lets_through})["Location"] == "/reglages/bouclier"
    return browser


def test_only_who_is_followed_may_reply_name_and_write(avril: Actor, friend: Actor, dehors: Actor) -> None:
    follow(follower=dehors, followee=avril)
    said = post_by(avril)
    raised(avril)
    reply(friend, said)
    post_by(friend, "Merci @avril.")
    check_message(sender=friend, recipients=[avril])
    for refused in (
        lambda: reply(dehors, said),
        lambda: post_by(dehors, "Regardez @avril."),
        lambda: check_message(sender=dehors, recipients=[avril, friend]),
    ):
        with pytest.raises(Refused, match="quelques jours"):
            refused()
    assert Follow.objects.filter(follower=dehors, followee=avril).exists()


def test_who_is_kept_away_is_told_on_the_page_and_keeps_the_text(avril: Actor, dehors: Actor) -> None:
    said = post_by(avril)
    raised(avril)
    answer = signed_in(dehors).client.post(f"/messages/{said.pk}/repondre", {"text": "Mon texte à moi.", "cle": "c"})
    assert answer.status_code == 403
    assert "Mon texte à moi." in answer.content.decode()
    assert "Cette personne a choisi" in answer.content.decode()


def test_nobody_is_added_by_an_edit(avril: Actor, dehors: Actor) -> None:
    said = post_by(dehors, "Sans nommer personne.")
    raised(avril)
    with pytest.raises(Refused):
        posts.edit(editor=dehors, post=said, text=clear("En nommant @avril."), revision=1)


def test_replies_to_others_in_the_thread_are_held_too(avril: Actor, friend: Actor, dehors: Actor) -> None:
    said = post_by(avril)
    raised(avril)
    answer = posts.reply(author=friend, to=said, answer=Answer(clear("Je suis avec vous.")))
    with pytest.raises(Refused):
        reply(dehors, answer)


@pytest.mark.parametrize(("lets_through", "is_heard"), [("followed", False), ("proved", True), ("nobody", False)])
def test_the_choice_of_whom_it_lets_through(
    avril: Actor, carrelet: Actor, *, lets_through: str, is_heard: bool
) -> None:
    raise_shield(actor=avril, lets_through=lets_through)
    if is_heard:
        check_message(sender=carrelet, recipients=[avril])
    else:
        with pytest.raises(Refused):
            check_message(sender=carrelet, recipients=[avril])


def test_nobody_means_nobody_and_oneself_is_heard(avril: Actor, friend: Actor) -> None:
    said = post_by(avril)
    raise_shield(actor=avril, lets_through="nobody")
    with pytest.raises(Refused):
        reply(friend, said)
    reply(avril, said)


def test_it_ends_by_itself_is_renewed_and_lowered(avril: Actor, dehors: Actor) -> None:
    said = post_by(avril)
    browser = raised(avril)
    later = clock.now() + timedelta(days=6)
    with clock.at(later):
        raised(avril, "nobody")
    with clock.at(later + timedelta(days=2)):
        assert shield_of(avril) is not None
    with clock.at(later + timedelta(days=7, minutes=1)):
        assert shield_of(avril) is None
        reply(dehors, said)
        assert forget_ended() == 1
    raised(avril)
    browser.client.post("/reglages/bouclier", {"geste": "baisser"})
    reply(dehors, said)
    assert not Shield.objects.exists()


def test_the_page_is_for_who_is_signed_in(client: object, avril: Actor) -> None:
    assert client.get("/reglages/bouclier").status_code == 302  # type: ignore[attr-defined] # a test client
    page = signed_in(avril).client.get("/reglages/bouclier").content.decode()
    assert "Me protéger 7 jours" in page
    assert signed_in(avril).client.post("/reglages/bouclier", {"laisse": "tous"}).status_code == 422


def test_a_message_for_somebody_by_name_is_held_as_a_private_one(avril: Actor, friend: Actor, dehors: Actor) -> None:
    raised(avril)
    posts.write(author=friend, draft=posts.Draft(clear("Je pense à vous."), "named", named=(avril,)))
    with pytest.raises(Refused, match="quelques jours"):
        posts.write(author=dehors, draft=posts.Draft(clear("Vous allez voir."), "named", named=(avril,)))
    assert "Vous allez voir" not in signed_in(avril).client.get("/decouvrir").content.decode()
