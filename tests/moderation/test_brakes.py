"""What new accounts may do at first, and what several of them may not do together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from tests.conftest import person, post_by
from toctoc.community.services import posts
from toctoc.kernel import clock
from toctoc.kernel.errors import Refused, TooMany
from toctoc.moderation.models import LinkCount, RecentText
from toctoc.moderation.rules.resemblance import are_near, fingerprint, links_in
from toctoc.moderation.services.brakes import MOST_POSTS, MOST_SAME_LINK, forget_traces
from toctoc.people.models import Account, Actor
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from toctoc.community.models import Post

pytestmark = pytest.mark.django_db
RAID = "Venez tous sur ce forum, les médecins d’ici vous mentent depuis des années, réveillez-vous"


@pytest.fixture(autouse=True)
def _by_the_page(avril: Actor, ruisseau: Actor, carrelet: Actor) -> None:
    """Everybody here signed up by the page: accounts that an operator made are not held back."""
    by_the_page(avril, ruisseau, carrelet)


def by_the_page(*actors: Actor) -> None:
    """Let accounts be those that somebody made by signing up."""
    Account.objects.filter(actors__in=actors).update(registered_itself=True)
    for actor in actors:
        actor.refresh_from_db()


def newcomer(handle: str) -> Actor:
    """Make somebody who just signed up."""
    actor = person(handle)
    by_the_page(actor)
    return actor


def aged(actor: Actor, days: float) -> Actor:
    """Let an account be so old."""
    Account.objects.filter(actors=actor).update(date_joined=clock.now() - timedelta(days=days))
    actor.refresh_from_db()
    return actor


def test_a_first_day_has_ten_messages(avril: Actor, ruisseau: Actor) -> None:
    for number in range(MOST_POSTS):
        post_by(avril, f"Message numéro {number}.")
        post_by(ruisseau, f"Message numéro {number}.")
    with pytest.raises(TooMany, match="dix messages") as late:
        post_by(avril, "Un de trop.")
    assert 0 < late.value.retry_after <= 86_401
    post_by(ruisseau, "Une professionnelle vérifiée continue.")
    post_by(aged(avril, 1.1), "Le lendemain aussi.")


def test_a_first_day_has_three_links_and_five_names(avril: Actor) -> None:
    for letter in "abc":
        post_by(avril, f"Voir https://exemple.test/{letter}")
    with pytest.raises(TooMany, match="trois liens"):
        post_by(avril, "Voir https://exemple.test/d")
    post_by(avril, "Sans lien.")
    handles = [person(f"nom{letter}").handle for letter in "abcdef"]
    post_by(avril, " ".join(f"@{handle}" for handle in handles[:5]))
    with pytest.raises(TooMany, match="cinq personnes"):
        post_by(avril, f"Et @{handles[5]}.")


def test_who_was_made_by_the_operator_is_not_held_back(avril: Actor) -> None:
    Account.objects.filter(actors=avril).update(registered_itself=False)
    avril.refresh_from_db()
    for number in range(MOST_POSTS + 1):
        post_by(avril, f"Message numéro {number}.")


def test_one_link_by_many_young_accounts_is_stopped(avril: Actor) -> None:
    for number in range(MOST_SAME_LINK):
        post_by(aged(newcomer(f"jeune{number}"), 3), f"Numéro {number} : https://achat.test/pilule?de={number}")
    with pytest.raises(Refused, match="trop souvent"):
        post_by(aged(avril, 3), "Voir http://ACHAT.test/pilule/")
    post_by(aged(avril, 8), "Voir http://achat.test/pilule")
    with clock.at(clock.now() + timedelta(days=3)):
        assert forget_traces() > 0
    assert not LinkCount.objects.exists()


def test_the_same_text_by_several_new_accounts_is_a_raid(avril: Actor, carrelet: Actor) -> None:
    for number in range(2):
        post_by(newcomer(f"vague{number}"), RAID)
    with pytest.raises(Refused, match="même texte"):
        post_by(avril, RAID + " !")
    post_by(avril, "Je parle d’autre chose, avec mes mots, et longuement s’il le faut.")
    post_by(carrelet, RAID)
    with clock.at(clock.now() + timedelta(minutes=11)):
        post_by(avril, RAID)
        forget_traces()
        assert RecentText.objects.count() == 1


def test_fingerprints_tell_the_same_from_the_other() -> None:
    one, same, other = fingerprint(RAID), fingerprint(f"{RAID}."), fingerprint(RAID[::-1])
    assert one is not None
    assert same is not None
    assert other is not None
    assert are_near(one, same)
    assert not are_near(one, other)
    assert fingerprint("Bonjour à tous.") is None
    assert -(1 << 63) <= one < 1 << 63
    assert links_in("Lisez https://a.test/b?c=d, puis HTTP://A.test/b/ et rien") == ["a.test/b"]


def test_an_edit_brings_no_link_past_the_brake_and_counts_none_twice(avril: Actor) -> None:
    said = post_by(avril, "Un message sans lien.")
    with pytest.raises(TooMany, match="trois liens"):
        edited(said, " ".join(f"https://exemple.test/{letter}" for letter in "abcd"))
    said.refresh_from_db()
    assert said.text == "Un message sans lien."
    for number in range(MOST_SAME_LINK + 1):
        said = edited(said, f"Lisez ceci {number} fois : https://exemple.test/a")
    assert LinkCount.objects.get().count == 1


def edited(said: Post, text: str) -> Post:
    with transaction.atomic():
        return posts.edit(editor=said.author, post=said, text=clear(text), revision=said.revision)


def test_a_first_day_writes_to_five_people_by_name(avril: Actor) -> None:
    for number in range(5):
        to_somebody(avril, f"voisin{number}")
    with pytest.raises(TooMany, match="cinq personnes"):
        to_somebody(avril, "voisin5")
    to_somebody(aged(avril, 1.1), "voisin6")


def to_somebody(author: Actor, handle: str) -> None:
    named = (person(handle),)
    with transaction.atomic():
        posts.write(author=author, draft=posts.Draft(clear(f"Bonjour {handle}."), "named", named=named))
