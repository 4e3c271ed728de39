"""What apps hear, each through its own eyes."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.community.test_quiet import keep_quiet
from tests.conftest import eyes_of, person, post_by, question_by
from tests.groups.cast import enter, group_by
from tests.mastodon_api.caller import app_of
from tests.mastodon_api.listening import Listening, Phone
from toctoc.community.models import Post
from toctoc.community.rules.drafts import Extras, PollDraft
from toctoc.community.services import posts
from toctoc.community.services.boosts import boost, unboost
from toctoc.community.services.gestures import favour
from toctoc.community.services.posts import Answer, Draft
from toctoc.community.services.quiet import leave_thread
from toctoc.community.services.rosters import make_roster, put_on
from toctoc.community.services.tags import follow_tag, unfollow_tag
from toctoc.groups.services.membership import leave
from toctoc.kernel import clock
from toctoc.mastodon_api.queries.statuses import status_of
from toctoc.mastodon_api.stream.ears import NOT_ALLOWED
from toctoc.people.models import Actor
from toctoc.people.rules.ties import Wishes
from toctoc.people.services.actors import limit
from toctoc.people.services.blocks import block, mute
from toctoc.people.services.follows import follow, unfollow
from toctoc.people.services.proofs import revoke_proof
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from toctoc.people.models import Account

pytestmark = pytest.mark.django_db


def fresh(actor: Actor) -> Actor:
    return Actor.objects.select_related("account").get(pk=actor.pk)


def read_by(actor: Actor, post: Post) -> Any:
    """Return a status as the endpoint gives it."""
    return json.loads(status_of(post.pk, eyes_of(fresh(actor))))


def test_followers_hear_a_thread_as_they_would_read_it(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    follow(follower=avril, followee=ruisseau)
    listening = Listening()
    follower, other, author = (listening.phone(actor, "user") for actor in (avril, dehors, ruisseau))
    post = post_by(ruisseau, "Vu une éruption « en feuille » #dermato")
    listening.catch_up()
    assert follower.ids() == author.ids() == [post.pk]
    assert other.frames == []
    assert follower.frames[0]["stream"] == ["user"]
    assert follower.heard()[0] == read_by(avril, post)


def test_a_question_a_poll_and_a_quote_are_heard_as_they_are_read(ruisseau: Actor, avril: Actor) -> None:
    follow(follower=avril, followee=ruisseau)
    listening = Listening()
    phone = listening.phone(avril, "user")
    asked = question_by(ruisseau, audience="public").post
    first = post_by(ruisseau, "Le premier.")
    poll = Extras(poll=PollDraft((clear("Oui"), clear("Non")), timedelta(days=1)))
    voted = posts.write(author=ruisseau, draft=Draft(clear("Pour ou contre ?"), "public", extras=poll))
    quoting = posts.write(author=ruisseau, draft=Draft(clear("Je redis."), "public", extras=Extras(quoted=first.pk)))
    listening.catch_up()
    heard = {int(status["id"]): status for status in phone.heard()}
    assert list(heard) == [asked.pk, first.pk, voted.pk, quoting.pk]
    assert heard[voted.pk]["poll"]["options"][0]["title"] == "Oui"
    assert heard[quoting.pk]["quote"]["quoted_status"]["id"] == str(first.pk)
    for post in (asked, voted, quoting):
        assert heard[post.pk] == read_by(avril, post)


def test_what_is_quoted_is_not_heard_by_whom_its_author_blocked(ruisseau: Actor, avril: Actor, plumier: Actor) -> None:
    follow(follower=avril, followee=ruisseau)
    first = post_by(plumier, "Le premier.")
    block(blocker=plumier, blocked=avril)
    listening = Listening()
    blocked, author = listening.phone(avril, "user"), listening.phone(ruisseau, "user")
    posts.write(author=ruisseau, draft=Draft(clear("Je redis."), "public", extras=Extras(quoted=first.pk)))
    listening.catch_up()
    assert blocked.heard()[0]["quote"] == {"state": "unauthorized", "quoted_status": None}
    assert author.heard()[0]["quote"]["state"] == "accepted"


def test_a_hashtag_that_is_followed_brings_home_what_its_timeline_does(
    ruisseau: Actor, carrelet: Actor, avril: Actor, dehors: Actor
) -> None:
    for word in ("sommeil", "veille"):
        follow_tag(actor=avril, word=word)
    # What is followed comes for that, or is left out.
    follow(follower=avril, followee=dehors, wishes=Wishes(languages=("en",)))
    limited, blocking, muted = (person(handle) for handle in ("retenu", "ferme", "tu"))
    limit(actor=limited)
    block(blocker=blocking, blocked=avril)
    mute(muter=fresh(avril), muted=muted)
    listening = Listening()
    phone, author = listening.phone(avril, "user"), listening.phone(carrelet, "user")
    shown = [post_by(ruisseau, text).pk for text in ("Dormir #Sommeil #veille", "Enfin #sommeil")]
    shown.append(post_by(avril, "Moi #sommeil").pk)
    post_by(carrelet, "Discret #sommeil", audience="unlisted")
    post_by(carrelet, "Entre nous #sommeil", audience="professionals")
    post_by(carrelet, "Autre #toux")
    for silent in (limited, blocking, muted, dehors):
        post_by(fresh(silent), "Dormir #sommeil")
    posts.reply(author=carrelet, to=Post.objects.get(pk=shown[0]), answer=Answer(clear("Oui #sommeil")))
    listening.catch_up()
    assert phone.ids() == shown
    assert phone.heard()[0] == read_by(avril, Post.objects.get(pk=shown[0]))
    assert [int(status["id"]) for status in app_of(avril).get("v1/timelines/home").body] == shown[::-1]
    assert shown[0] not in author.ids()
    unfollow_tag(actor=avril, word="sommeil")
    post_by(ruisseau, "Encore #sommeil")
    listening.catch_up()
    assert phone.ids() == shown


def test_what_came_by_a_hashtag_changes_and_goes_where_it_came(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    follow_tag(actor=avril, word="sommeil")
    post = post_by(ruisseau, "Dormir #sommeil")
    listening = Listening()
    phone, other = listening.phone(avril, "user"), listening.phone(dehors, "user")
    posts.edit(editor=ruisseau, post=Post.objects.get(pk=post.pk), text=clear("Mieux dormir #sommeil"), revision=1)
    posts.delete(deleter=ruisseau, post=Post.objects.get(pk=post.pk))
    listening.catch_up()
    assert phone.ids("delete") == [post.pk]
    assert other.frames == []


def test_who_stops_following_hears_no_more(ruisseau: Actor, avril: Actor) -> None:
    follow(follower=avril, followee=ruisseau)
    listening = Listening()
    phone = listening.phone(avril, "user")
    unfollow(follower=fresh(avril), followee=ruisseau)
    post_by(ruisseau)
    listening.catch_up()
    assert phone.frames == []


def test_a_follow_of_some_languages_brings_those(ruisseau: Actor, avril: Actor) -> None:
    follow(follower=avril, followee=ruisseau, wishes=Wishes(languages=("en",)))
    listening = Listening()
    phone = listening.phone(avril, "user")
    post_by(ruisseau, "Bonjour à tous.")
    listening.catch_up()
    assert phone.frames == []


def test_a_block_during_an_open_stream_is_felt_at_once_by_both(ruisseau: Actor, avril: Actor) -> None:
    follow(follower=avril, followee=ruisseau)
    listening = Listening()
    blocked, blocker = listening.phone(avril, "public"), listening.phone(ruisseau, "public")
    post_by(ruisseau)
    listening.catch_up()
    assert len(blocked.frames) == 1
    block(blocker=ruisseau, blocked=avril)
    post_by(fresh(ruisseau), "Encore.")
    post_by(fresh(avril), "Moi aussi.")
    # Whoever is blocked is not told so: streams that close would tell.
    assert not listening.ear_of(blocked).is_ended
    listening.catch_up()
    assert len(blocked.ids()) == len(blocker.ids()) == 2
    assert {status["account"]["username"] for status in blocked.heard()[1:]} == {"avril"}
    assert {status["account"]["username"] for status in blocker.heard()[1:]} == {"ruisseau"}


def test_a_proof_that_is_revoked_opens_nothing_from_then_on(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, vigie: Account
) -> None:
    for reader in (carrelet, plumier):
        follow(follower=reader, followee=ruisseau)
    listening = Listening()
    doctor, pharmacist = listening.phone(carrelet, "user", "public"), listening.phone(plumier, "user", "public")
    for_all, for_doctors = (post_by(ruisseau, audience=word) for word in ("professionals", "profession:doctor"))
    listening.catch_up()
    assert doctor.ids() == [for_all.pk, for_all.pk, for_doctors.pk, for_doctors.pk]
    assert pharmacist.ids() == [for_all.pk, for_all.pk]
    proof = carrelet.proofs.get()
    revoke_proof(proof=proof, decided_by=vigie)
    doctor.frames.clear()
    post_by(ruisseau, "Encore.", audience="professionals")
    listening.catch_up()
    assert doctor.ids() == []


def test_several_professions_are_told_by_their_reader_words(
    ruisseau: Actor, plumier: Actor, avril: Actor, dehors: Actor
) -> None:
    for reader in (plumier, avril, dehors):
        follow(follower=reader, followee=ruisseau)
    listening = Listening()
    pharmacist, patient, unproved = (listening.phone(actor, "user") for actor in (plumier, avril, dehors))
    post = post_by(ruisseau, audience="profession:doctor+pharmacist")
    listening.catch_up()
    assert pharmacist.ids() == [post.pk]
    assert patient.frames == unproved.frames == []


def test_members_of_a_group_hear_it_until_they_leave(avril: Actor, plumier: Actor, ruisseau: Actor) -> None:
    group = group_by(avril)
    enter(plumier)
    follow(follower=ruisseau, followee=avril)
    listening = Listening()
    member, outsider = listening.phone(plumier, "user"), listening.phone(ruisseau, "user", "public")
    word = f"group:{group.pk}"
    inside = post_by(fresh(avril), "Entre nous.", audience=word)
    listening.catch_up()
    assert member.ids() == [inside.pk]
    assert leave(actor=fresh(plumier), group=group)
    post_by(fresh(avril), "Sans lui.", audience=word)
    listening.catch_up()
    assert member.ids() == [inside.pk]
    assert outsider.frames == []


def test_a_deleted_post_is_told_to_those_alone_who_could_read_it(
    ruisseau: Actor, carrelet: Actor, avril: Actor, plumier: Actor
) -> None:
    for reader in (carrelet, avril, plumier):
        follow(follower=reader, followee=ruisseau)
    post = post_by(ruisseau, "À retirer #erreur", audience="professionals")
    block(blocker=ruisseau, blocked=plumier)
    listening = Listening()
    hearing, patient, blocked = (listening.phone(actor, "user", "public") for actor in (carrelet, avril, plumier))
    tagged = listening.phone(carrelet, "hashtag", tag="#Erreur")
    posts.delete(deleter=fresh(ruisseau), post=Post.objects.get(pk=post.pk))
    listening.catch_up()
    assert hearing.ids("delete") == [post.pk, post.pk]
    assert {frame["stream"][0] for frame in hearing.frames} == {"user", "public"}
    assert tagged.ids("delete") == [post.pk]
    assert patient.frames == blocked.frames == []


def test_what_was_deleted_before_it_was_told_is_not_told(ruisseau: Actor, avril: Actor) -> None:
    follow(follower=avril, followee=ruisseau)
    listening = Listening()
    phone = listening.phone(avril, "user")
    post = post_by(ruisseau)
    posts.delete(deleter=ruisseau, post=Post.objects.get(pk=post.pk))
    listening.catch_up()
    assert phone.ids() == []


def test_an_edit_is_an_update_of_the_status(ruisseau: Actor, avril: Actor) -> None:
    follow(follower=avril, followee=ruisseau)
    post = post_by(ruisseau)
    favour(actor=avril, post=post)
    listening = Listening()
    phone = listening.phone(avril, "user")
    posts.edit(editor=ruisseau, post=Post.objects.get(pk=post.pk), text=clear("Corrigé."), revision=1)
    listening.catch_up()
    assert [frame["event"] for frame in phone.frames] == ["status.update"]
    told = phone.heard("status.update")[0]
    assert "Corrigé." in told["content"]
    # What its reader made of it is told again: apps believe what they hear last.
    assert told["favourited"] is True
    assert told == read_by(avril, post)


def test_hashtags_bring_replies_too_but_nothing_unlisted(ruisseau: Actor, avril: Actor) -> None:
    listening = Listening()
    phone = listening.phone(avril, "hashtag", "hashtag:local", tag="Sommeil")
    post = post_by(ruisseau, "Dormir #sommeil")
    answer = posts.reply(author=ruisseau, to=post, answer=Answer(clear("Oui #sommeil")))
    post_by(ruisseau, "Autre #veille")
    post_by(ruisseau, "Discret #sommeil", audience="unlisted")
    listening.catch_up()
    assert phone.ids() == [post.pk, post.pk, answer.pk, answer.pk]
    assert [frame["stream"] for frame in phone.frames[:2]] == [["hashtag", "sommeil"], ["hashtag:local", "sommeil"]]


def test_the_public_streams_hold_what_their_timeline_holds(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    listening = Listening()
    doctor, patient = listening.phone(carrelet, "public"), listening.phone(avril, "public:local", "public:remote")
    media = listening.phone(avril, "public:media")
    said = {word: post_by(ruisseau, audience=word).pk for word in ("public", "unlisted", "members", "professionals")}
    posts.reply(author=ruisseau, to=Post.objects.get(pk=said["public"]), answer=Answer(clear("Suite.")))
    listening.catch_up()
    assert doctor.ids() == [said["public"], said["members"], said["professionals"]]
    assert patient.ids() == [said["public"], said["members"]]
    assert media.frames == []


def test_a_limited_author_is_heard_by_followers_alone(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    follow(follower=avril, followee=ruisseau)
    Actor.objects.filter(pk=ruisseau.pk).update(limited_at=clock.now())
    listening = Listening()
    follower, public = listening.phone(avril, "user"), listening.phone(dehors, "public", "hashtag", tag="mot")
    post = post_by(fresh(ruisseau), "Un #mot")
    listening.catch_up()
    assert follower.ids() == [post.pk]
    assert public.frames == []


def test_a_list_brings_those_on_it_while_they_are_followed(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    for author in (ruisseau, carrelet):
        follow(follower=avril, followee=author)
    roster = make_roster(owner=fresh(avril), title=clear_line("Mes médecins"))
    put_on(owner=fresh(avril), roster=roster, actor=ruisseau)
    listening = Listening()
    phone = listening.phone(avril, "list", list_id=roster.pk)
    post = post_by(ruisseau)
    post_by(carrelet)
    listening.catch_up()
    assert phone.ids() == [post.pk]
    assert phone.frames[0]["stream"] == ["list", str(roster.pk)]
    unfollow(follower=fresh(avril), followee=ruisseau)
    post_by(ruisseau, "Encore.")
    listening.catch_up()
    assert phone.ids() == [post.pk]


def test_mutes_filters_and_threads_left_are_as_in_timelines(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    for author in (ruisseau, carrelet):
        follow(follower=avril, followee=author)
    listening = Listening()
    phone = listening.phone(avril, "user")
    mute(muter=fresh(avril), muted=carrelet)
    post_by(carrelet, "Personne ne m’entend.")
    keep_quiet(fresh(avril), "chimio", hides=True)
    post_by(ruisseau, "La chimio commence.")
    keep_quiet(fresh(avril), "vaccin")
    folded = post_by(ruisseau, "Le vaccin est là.")
    left = post_by(ruisseau, "Fil laissé.")
    leave_thread(actor=fresh(avril), post=left)
    listening.catch_up()
    assert phone.ids() == [folded.pk, left.pk]
    first, second = phone.heard()
    assert (first["filtered"], first["muted"]) == (read_by(avril, folded)["filtered"], False)
    assert first["filtered"]
    assert (second["filtered"], second["muted"]) == ([], True)


def test_one_always_hears_oneself(avril: Actor) -> None:
    keep_quiet(avril, "chimio", hides=True)
    listening = Listening()
    phone = listening.phone(avril, "user")
    post = post_by(fresh(avril), "Ma chimio.")
    listening.catch_up()
    assert phone.ids() == [post.pk]


def test_a_boost_is_heard_by_who_follows_the_booster(
    ruisseau: Actor, carrelet: Actor, avril: Actor, plumier: Actor, dehors: Actor
) -> None:
    follow(follower=avril, followee=carrelet)
    follow(follower=plumier, followee=carrelet, wishes=Wishes(shows_boosts=False))
    follow(follower=dehors, followee=carrelet)
    block(blocker=ruisseau, blocked=dehors)
    post = post_by(ruisseau, "À relayer.")
    listening = Listening()
    follower, without, blocked, booster = (
        listening.phone(actor, "user") for actor in (avril, plumier, dehors, carrelet)
    )
    made = boost(actor=carrelet, post=post)
    listening.catch_up()
    assert follower.ids() == booster.ids() == [made.pk]
    told = follower.heard()[0]
    assert (told["account"]["username"], told["reblog"]["id"]) == ("carrelet", str(post.pk))
    assert without.frames == blocked.frames == []
    unboost(actor=carrelet, post=post)
    listening.catch_up()
    assert follower.ids("delete") == [made.pk]
    assert without.frames == blocked.frames == []


def test_a_boost_of_or_by_somebody_muted_is_not_heard(ruisseau: Actor, carrelet: Actor, avril: Actor) -> None:
    for author in (carrelet, ruisseau):
        follow(follower=avril, followee=author)
    post = post_by(ruisseau, "À relayer.")
    own = post_by(carrelet, "De moi.")
    mute(muter=fresh(avril), muted=ruisseau)
    listening = Listening()
    phone = listening.phone(avril, "user")
    boost(actor=carrelet, post=post)
    boost(actor=ruisseau, post=own)
    listening.catch_up()
    assert phone.frames == []


def test_a_client_that_never_reads_is_dropped_and_others_are_served(ruisseau: Actor, avril: Actor) -> None:
    listening = Listening()
    stuck, other = listening.phone(avril, "public"), listening.phone(avril, "public")
    stuck.is_stuck = True
    post_by(ruisseau)
    post_by(ruisseau, "Encore.")
    listening.catch_up()
    assert listening.ear_of(stuck).is_ended
    assert len(other.frames) == 2


def test_lines_that_are_never_read_end_too_with_news_or_without(ruisseau: Actor, avril: Actor) -> None:
    listening = Listening()
    stuck, quiet = listening.phone(avril, "public"), listening.phone(avril, "direct")
    for phone in (stuck, quiet):
        phone.is_stuck = True
        listening.ear_of(phone).is_socket = False
    post_by(ruisseau)
    listening.catch_up()
    assert listening.ear_of(stuck).is_ended
    assert not listening.ear_of(quiet).is_ended

    async def thump() -> None:
        listening.ear_of(quiet).thump()

    asyncio.run(thump())
    assert listening.ear_of(quiet).is_ended
    assert listening.ear_of(quiet).code == NOT_ALLOWED


def test_what_cannot_be_told_does_not_stop_the_next(
    ruisseau: Actor, avril: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    listening = Listening()
    phone = listening.phone(avril, "public")
    post_by(ruisseau)
    second = post_by(ruisseau, "Encore.")
    real, calls = listening.crowd.tellers[0].tell, []

    async def fault(row: Any) -> None:
        calls.append(row)
        if len(calls) == 1:
            raise ValueError
        await real(row)

    monkeypatch.setattr(listening.crowd.tellers[0], "tell", fault)
    listening.note_new()
    asyncio.run(listening.crowd.tell_waiting())
    assert phone.ids() == [second.pk]


def test_an_event_costs_as_many_statements_for_one_listener_as_for_forty(ruisseau: Actor) -> None:
    def statements(phones: list[Phone]) -> int:
        listening.source.statements.clear()
        post_by(ruisseau)
        listening.catch_up()
        assert all(phone.frames for phone in phones)
        return len(listening.source.statements)

    listening = Listening()
    readers = [person(f"lecteur{number}") for number in range(40)]
    for reader in readers:
        follow(follower=reader, followee=ruisseau)
    one = statements([listening.phone(readers[0], "user")])
    assert statements([listening.phone(reader, "user") for reader in readers]) == one
    assert one <= 5
