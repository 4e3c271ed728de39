"""The home list: what it shows, and that it stays the same as a plain query would tell."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.conftest import eyes_of, person, post_by, question_by
from tests.groups.cast import enter, group_by
from toctoc.community.models import Boost, FollowedTag, Post
from toctoc.community.policies import visible_to
from toctoc.community.queries import home, home_list, merging, prepared
from toctoc.community.queries.home import HomeLists, home_lists
from toctoc.community.services import boosts, posts
from toctoc.community.services.tags import follow_tag
from toctoc.kernel.pagination import Cut
from toctoc.people.models import Follow
from toctoc.people.rules.ties import Wishes
from toctoc.people.services import follows
from toctoc.people.services.actors import suspend
from toctoc.people.services.proofs import revoke_proof
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from toctoc.people.models import Account, Actor


def plainly(reader: Actor) -> list[int]:
    """Tell the home page by naive queries: threads of those followed, and what they boosted that is not among these."""
    followed = Follow.objects.filter(follower=reader).values("followee")
    readable = Post.objects.filter(visible_to(eyes_of(reader)))
    rows = readable.filter(reply_to=None)
    words = FollowedTag.objects.filter(actor=reader).values("word")
    tagged = rows.filter(audience__in=eyes_of(reader).listed, hashtags__word__in=words)
    mine = rows.filter(author__in=followed) | rows.filter(author=reader) | rows.filter(pk__in=tagged.values("pk"))
    entries = {post_id: post_id for post_id in mine.values_list("id", flat=True)}
    shows = Follow.objects.filter(follower=reader, shows_boosts=True).values("followee")
    # A boost of what stands here for its hashtag alone is another entry.
    own = readable.filter(reply_to=None, author__in=[*followed.values_list("followee", flat=True), reader.pk])
    boosts = Boost.objects.filter(post__in=readable.exclude(pk__in=own.values("pk")))
    by_post: dict[int, int] = {}
    for boost in (boosts.filter(actor__in=shows) | boosts.filter(actor=reader)).distinct():
        by_post[boost.post_id] = max(by_post.get(boost.post_id, 0), boost.pk)
    entries |= {boost_id: post_id for post_id, boost_id in by_post.items()}
    # What comes for its hashtag may be boosted too.
    return list(dict.fromkeys(entries[entry_id] for entry_id in sorted(entries, reverse=True)))


def walked(lists: HomeLists, reader: Actor, size: int) -> list[int]:
    """Walk every page and keep what the reader may read."""
    found: list[int] = []
    before: int | None = None
    while True:
        page = lists.page(reader.pk, Cut(before, size))
        found += [row[0] for row in prepared.rows_of(page.items, eyes_of(reader), prepared.JSON)]
        if page.next_before is None:
            # Deeper than what is kept, a post that several boosted may come again.
            return list(dict.fromkeys(found))
        before = page.next_before


@pytest.mark.parametrize("size", [3, 7])
def test_walking_the_pages_tells_what_a_plain_query_tells(
    monkeypatch: pytest.MonkeyPatch, ruisseau: Actor, size: int
) -> None:
    monkeypatch.setattr(home, "BUILT", 5)
    monkeypatch.setattr(home, "KEPT", 11)
    monkeypatch.setattr(home_list, "KEPT", 11)
    monkeypatch.setattr(merging, "PER_ACTOR", 2)
    chance = random.Random(7)
    authors = [person(f"voix{n}", "doctor", proved=n % 2 == 0) for n in range(6)]
    for author in authors[:4]:
        follows.follow(follower=ruisseau, followee=author)
    Follow.objects.filter(followee=authors[3]).update(shows_boosts=False)
    follow_tag(actor=ruisseau, word="fil")
    follow_tag(actor=ruisseau, word="trame")
    lists = HomeLists()
    for turn in range(60):
        author = chance.choice([*authors, ruisseau])
        said = list(Post.objects.filter(deleted_at=None, audience__in=["public", "members"]))
        if said and chance.random() < 0.4:
            boosts.boost(actor=author, post=chance.choice(said))
        if said and chance.random() < 0.2:
            answer = posts.Answer(clear(f"Réponse numéro {turn}."))
            boosts.boost(actor=chance.choice(authors), post=posts.reply(author=author, to=said[-1], answer=answer))
        audience = chance.choice(["public", "members", "professionals" if author.proved_profession else "public"])
        tags = chance.choice(["", " #fil", " #trame #fil", " #autre"])
        post = post_by(author, f"Message numéro {turn}{tags}.", chance.choice([audience, "unlisted"]))
        if chance.random() < 0.2:
            posts.delete(deleter=author, post=post)
        if turn % 10 == 0:
            assert walked(lists, ruisseau, size) == plainly(ruisseau)
    assert walked(lists, ruisseau, size) == plainly(ruisseau)


def test_a_new_follow_and_an_unfollow_show_at_once(ruisseau: Actor, avril: Actor) -> None:
    post = post_by(avril)
    assert home_lists.page(ruisseau.pk, Cut()).items == []
    follows.follow(follower=ruisseau, followee=avril)
    assert home_lists.page(ruisseau.pk, Cut()).items == [post.pk]
    follows.unfollow(follower=ruisseau, followee=avril)
    assert home_lists.page(ruisseau.pk, Cut()).items == []


def said_in(author: Actor, language: str) -> int:
    text = clear("Quelques mots.", language=language)
    return posts.write(author=author, draft=posts.Draft(text, "public")).pk


def test_a_follow_of_some_languages_brings_those(ruisseau: Actor, avril: Actor) -> None:
    def at_home() -> list[int]:
        return home_lists.page(ruisseau.pk, Cut()).items

    follows.follow(follower=ruisseau, followee=avril)
    french, english, german = (said_in(avril, language) for language in ("fr", "en", "de"))
    assert at_home() == [german, english, french]
    follows.follow(follower=ruisseau, followee=avril, wishes=Wishes(languages=("fr", "de")))
    assert at_home() == [german, french]
    later, _ = (said_in(avril, language) for language in ("de", "en"))
    assert at_home() == [later, german, french]
    home_lists.clear()
    assert at_home() == [later, german, french]


def test_a_group_brings_every_language_its_members_speak(ruisseau: Actor, avril: Actor) -> None:
    group = group_by(avril)
    enter(ruisseau)
    follows.follow(follower=ruisseau, followee=avril, wishes=Wishes(languages=("en",)))
    assert home_lists.page(ruisseau.pk, Cut()).items == []
    post = post_by(avril, "Entre nous.", f"group:{group.pk}")
    assert home_lists.page(ruisseau.pk, Cut()).items == [post.pk]
    home_lists.clear()
    assert home_lists.page(ruisseau.pk, Cut()).items == [post.pk]


def test_replies_are_not_on_the_home_page(ruisseau: Actor, avril: Actor) -> None:
    follows.follow(follower=ruisseau, followee=avril)
    post = post_by(ruisseau)
    posts.reply(author=avril, to=post, answer=posts.Answer(clear("Merci.")))
    assert home_lists.page(ruisseau.pk, Cut()).items == [post.pk]


def test_a_revoked_proof_is_noticed_by_the_very_next_glance(carrelet: Actor, ruisseau: Actor, vigie: Account) -> None:
    follows.follow(follower=carrelet, followee=ruisseau)
    question_by(ruisseau, "Faut-il poursuivre huit jours ?")
    glance = home_lists.glance(carrelet.pk, Cut())
    assert glance.viewer.profession == "doctor"
    assert "huit jours" in prepared.cards(glance.page.items, glance.viewer, "fr")
    proof = carrelet.proofs.get()
    revoke_proof(proof=proof, decided_by=vigie)
    glance = home_lists.glance(carrelet.pk, Cut())
    assert glance.viewer.profession == ""
    assert prepared.cards(glance.page.items, glance.viewer, "fr") == ""


def test_a_suspended_reader_is_a_stranger_and_a_suspended_author_disappears(ruisseau: Actor, avril: Actor) -> None:
    follows.follow(follower=ruisseau, followee=avril)
    post = post_by(avril)
    assert prepared.cards([post.pk], eyes_of(ruisseau), "fr")
    suspend(actor=avril)
    assert prepared.cards([post.pk], eyes_of(ruisseau), "fr") == ""
    suspend(actor=ruisseau)
    assert home_lists.glance(ruisseau.pk, Cut()).viewer.actor_id is None
