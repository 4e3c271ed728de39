"""Accounts as apps read them, found by name; one's own, read and changed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from tests.conftest import PASSWORD, person, post_by
from tests.mastodon_api.caller import STRANGER, app_of
from tests.mastodon_api.entities_accounts import Account, CredentialAccount, Suggestion, each, typed
from tests.media import made
from toctoc.community.models import PicturePlace, Post
from toctoc.kernel import clock
from toctoc.mastodon_api.models import AccountForm
from toctoc.mastodon_api.queries.directory import discoverable
from toctoc.mastodon_api.services.forms import BASE_URL
from toctoc.mastodon_api.web.accounts import HOST
from toctoc.people.models import Actor, ActorChoices
from toctoc.people.policies import hides_ties, is_discoverable, is_indexable, proved_profession
from toctoc.people.queries.choices import choices_of
from toctoc.people.rules.audience import STRANGER as NOBODY
from toctoc.people.rules.drawing import header_address, picture_address
from toctoc.people.rules.professions import standing_words
from toctoc.people.services.accounts import make_account
from toctoc.people.services.actors import Portrait, limit, make_actor, reinstate, suspend
from toctoc.people.services.choices import Chosen, change_choices
from toctoc.people.services.follows import follow
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

ZERO = "T00:00:00.000Z"


def plainly(actor: Actor) -> dict[str, Any]:
    """Return an account the slow way: what a reader of the documentation would write, from fresh rows."""
    actor, choices = Actor.objects.get(pk=actor.pk), choices_of(actor)
    proved = proved_profession(actor)
    words = standing_words(proved, actor.proved_specialty, "fr") or standing_words(
        actor.profession, actor.specialty, "fr"
    )
    since = f"{actor.proved_since.isoformat()}{ZERO}" if proved and actor.proved_since else None
    seal = [{"name": "Profession", "value": words, "verified_at": since}] if words else []
    avatar = BASE_URL + picture_address(actor.handle, actor.display_name)
    header = BASE_URL + header_address(actor.handle)
    return {
        "id": str(actor.pk),
        "username": actor.handle,
        "acct": actor.handle,
        "display_name": actor.display_name,
        "locked": actor.approves_followers,
        "bot": actor.is_automated,
        "group": False,
        "discoverable": is_discoverable(actor, choices),
        "indexable": is_indexable(actor, choices),
        "noindex": not is_indexable(actor, choices),
        "hide_collections": hides_ties(actor, choices),
        "created_at": f"{actor.created_at.date().isoformat()}{ZERO}",
        "note": f"<p>{actor.note}</p>" if actor.note else "",
        "url": f"{BASE_URL}/@{actor.handle}",
        "uri": f"{BASE_URL}/@{actor.handle}",
        "avatar": avatar,
        "avatar_static": avatar,
        "avatar_description": "",
        "header": header,
        "header_static": header,
        "header_description": "",
        "limited": actor.limited_at is not None,
        "emojis": [],
        "roles": [],
        "fields": [*seal, *({**line, "verified_at": None} for line in choices.fields)],
        "toctoc": {
            "kind": actor.kind,
            "profession": proved or actor.profession or None,
            "specialty": actor.proved_specialty or actor.specialty or None,
            "proved": bool(proved),
            "institution": None,
        },
        "followers_count": actor.followers_count,
        "following_count": actor.following_count,
        "statuses_count": actor.posts_count,
        "last_status_at": last_day(actor),
    }


def last_day(actor: Actor) -> str | None:
    """Return the day of the newest thread of an actor."""
    newest = Post.objects.filter(author=actor, reply_to=None).order_by("-id").first()
    return newest.created_at.date().isoformat() if newest else None


def test_what_was_prepared_is_what_the_rows_say(ruisseau: Actor, carrelet: Actor, avril: Actor, dehors: Actor) -> None:
    app = app_of(dehors)
    app.patch("v1/accounts/update_credentials", {"note": "Dans le Morbihan.", "locked": True, "bot": True})
    app.patch(
        "v1/accounts/update_credentials",
        {"discoverable": True, "fields_attributes": [{"name": "Lieu", "value": "Vannes"}]},
    )
    change_choices(actor=ruisseau, chosen=Chosen(indexable=False, hides_collections=True))
    limit(actor=carrelet)
    follow(follower=ruisseau, followee=carrelet)
    post_by(avril)
    for actor in (ruisseau, carrelet, avril, dehors):
        told = STRANGER.get(f"v1/accounts/{actor.pk}").body
        assert told == plainly(actor)
        typed(told, Account)


def test_a_proof_is_a_line_that_is_verified_only_while_it_lasts(dehors: Actor) -> None:
    first = typed(STRANGER.get(f"v1/accounts/{dehors.pk}").body, Account).fields[0]
    assert (first.name, first.verified_at) == ("Profession", None)
    record_proof(actor=dehors, evidence=Evidence("doctor", "dermatology"))
    assert typed(STRANGER.get(f"v1/accounts/{dehors.pk}").body, Account).fields[0].verified_at
    suspend(actor=dehors)
    assert STRANGER.get(f"v1/accounts/{dehors.pk}").status == 404
    reinstate(actor=dehors)
    assert STRANGER.get(f"v1/accounts/{dehors.pk}").status == 200


@pytest.mark.parametrize("acct", ["ruisseau", "@ruisseau", "RUISSEAU", "ruisseau@HERE", "@Ruisseau@HERE", " ruisseau "])
def test_somebody_is_looked_up_in_every_spelling(ruisseau: Actor, acct: str) -> None:
    told = STRANGER.get("v1/accounts/lookup", acct=acct.replace("HERE", HOST))
    assert typed(told.body, Account).acct == "ruisseau"


@pytest.mark.parametrize("acct", ["", "@", "nobody", "ruisseau@ailleurs.test", "ruisseau@@", "'; --", "é" * 300])
def test_nobody_is_looked_up_otherwise(ruisseau: Actor, acct: str) -> None:
    assert STRANGER.get("v1/accounts/lookup", acct=acct).status == 404


def test_people_are_found_by_the_beginning_of_their_handle_before_the_index_knows(
    ruisseau: Actor, carrelet: Actor
) -> None:
    app = app_of(ruisseau)
    for words in ("carr", "@carrelet", f"@carrelet@{HOST}", "CARRELET"):
        assert [one.acct for one in each(app.get("v1/accounts/search", q=words).body, Account)] == ["carrelet"], words
    assert app.get("v1/accounts/search", q="carrelet", following="true").body == []
    follow(follower=ruisseau, followee=carrelet)
    assert len(app.get("v1/accounts/search", q="carrelet", following="true").body) == 1
    for words in ("", "@", "zzz", "@carrelet@ailleurs.test", "x" * 5_000, "%", "_"):
        assert app.get("v1/accounts/search", q=words).body == [], words
    assert app.get("v1/accounts/search", q="c", limit="nombre").status == 422
    assert app.get("v1/accounts/search", q="c", limit="-4", offset="-9").status == 200


def test_several_accounts_are_read_at_once_and_unknown_ids_are_left_out(ruisseau: Actor, carrelet: Actor) -> None:
    query = urlencode([("id[]", carrelet.pk), ("id[]", 12), ("id[]", ruisseau.pk), ("id[]", "x")])
    told = STRANGER.form("GET", f"v1/accounts?{query}", "")
    assert [one.acct for one in each(told.body, Account)] == ["carrelet", "ruisseau"]


def test_ones_own_account_is_one_statement_after_ones_standing(
    ruisseau: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    app = app_of(ruisseau, "profile")
    app.get("v1/accounts/verify_credentials")
    with django_assert_max_num_queries(2):
        answer = app.get("v1/accounts/verify_credentials")
    told = typed(answer.body, CredentialAccount)
    assert told.source.privacy == "public"
    assert (told.source.note, told.source.language, told.source.follow_requests_count) == ("", "", 0)
    assert {name: value for name, value in answer.body.items() if name not in {"source", "role"}} == plainly(ruisseau)


def test_a_suspended_account_reads_nothing_of_itself(ruisseau: Actor) -> None:
    app = app_of(ruisseau)
    suspend(actor=ruisseau)
    for path in ("v1/accounts/verify_credentials", "v1/preferences", "v1/profile"):
        assert app.get(path).status in {403, 422}
    assert app.patch("v1/accounts/update_credentials", {"note": "Encore là."}).status in {403, 422}


def test_everything_is_changed_by_a_form_as_by_json(avril: Actor) -> None:
    app = app_of(avril)
    form = {
        "display_name": "Avril ☀",
        "note": "Bretonne.",
        "locked": "true",
        "bot": "1",
        "discoverable": "on",
        "hide_collections": "false",
        "indexable": "0",
        "source[privacy]": "private",
        "source[sensitive]": "true",
        "source[language]": "br",
        "fields_attributes[0][name]": "Site",
        "fields_attributes[0][value]": "https://exemple.test/a",
        "fields_attributes[1][name]": "Lieu",
        "fields_attributes[1][value]": "Vannes",
    }
    told = typed(app.form("PATCH", "v1/accounts/update_credentials", urlencode(form)).body, CredentialAccount)
    assert (told.display_name, told.note, told.source.note) == ("Avril ☀", "<p>Bretonne.</p>", "Bretonne.")
    assert (told.locked, told.bot, told.discoverable, told.hide_collections) == (True, True, True, False)
    assert (told.source.privacy, told.source.sensitive, told.source.language) == ("private", True, "br")
    assert [line.name for line in told.fields] == ["Site", "Lieu"]
    assert 'href="https://exemple.test/a"' in told.fields[0].value
    assert told.source.fields[0].value == "https://exemple.test/a"
    assert told == typed(app.get("v1/accounts/verify_credentials").body, CredentialAccount)
    back = {"locked": False, "bot": False, "source": {"privacy": "public", "sensitive": False, "language": ""}}
    numbered = {"fields_attributes": {"0": {"name": "Lieu", "value": "Auray"}, "1": {"name": "", "value": ""}}}
    told = typed(app.patch("v1/accounts/update_credentials", back | numbered).body, CredentialAccount)
    assert (told.locked, told.bot, told.source.privacy, told.source.language) == (False, False, "public", "")
    assert [(line.name, line.value) for line in told.fields] == [("Lieu", "Auray")]
    assert (told.display_name, told.source.note) == ("Avril ☀", "Bretonne.")


def test_a_choice_narrower_than_its_visibility_is_not_widened_by_an_app(ruisseau: Actor, avril: Actor) -> None:
    ActorChoices.objects.create(actor=ruisseau, default_audience="profession:doctor")
    mine = app_of(ruisseau)
    assert mine.get("v1/preferences").body["posting:default:visibility"] == "private"
    mine.patch("v1/accounts/update_credentials", {"source": {"privacy": "private"}})
    assert ActorChoices.objects.get(actor=ruisseau).default_audience == "profession:doctor"
    for actor, word in ((ruisseau, "professionals"), (avril, "members")):
        app = app_of(actor)
        for privacy in ("unlisted", "private"):
            app.patch("v1/accounts/update_credentials", {"source": {"privacy": privacy}})
        assert ActorChoices.objects.get(actor=actor).default_audience == word
    assert mine.patch("v1/accounts/update_credentials", {"source": {"privacy": "tout"}}).status == 422


@pytest.mark.parametrize(
    "body",
    [
        {"note": "Appelez la patiente : 2 69 05 49 588 157 80"},
        {"display_name": "2 69 05 49 588 157 80"},
        {"fields_attributes": [{"name": "NIR", "value": "2 69 05 49 588 157 80"}]},
        {"note": "x" * 501},
        {"display_name": "x" * 61},
        {"fields_attributes": [{"name": f"n{number}", "value": "v"} for number in range(5)]},
        {"fields_attributes": [{"name": "sans valeur", "value": ""}]},
        {"source": {"language": "klingon"}},
        {"locked": "peut-être"},
        {"fields_attributes": "texte"},
    ],
)
def test_what_a_profile_may_not_say_is_refused_and_nothing_changes(avril: Actor, body: dict[str, Any]) -> None:
    app = app_of(avril)
    before = app.get("v1/accounts/verify_credentials").body
    answer = app.patch("v1/accounts/update_credentials", {"bot": True, **body} if "locked" not in body else body)
    assert answer.status == 422, answer.body
    assert app.get("v1/accounts/verify_credentials").body == before


def test_pictures_come_with_a_form_and_go_again(avril: Actor) -> None:
    app = app_of(avril)
    before = typed(app.get("v1/accounts/verify_credentials").body, CredentialAccount)
    assert app.get("v1/profile").body["avatar"] is None
    photo = io.BytesIO(made.photograph())
    photo.name = "photo.jpg"
    banner = io.BytesIO(made.photograph())
    banner.name = "banniere.jpg"
    sent = {"avatar": photo, "header": banner, "avatar_description": "Un phare.", "display_name": "Avril"}
    told = typed(app.multipart("PATCH", "v1/accounts/update_credentials", sent).body, CredentialAccount)
    assert told.avatar != before.avatar
    assert told.header != before.header
    assert {picture.place for picture in avril.pictures.all()} == set(PicturePlace)
    assert typed(app.delete("v1/profile/avatar").body, CredentialAccount).avatar == before.avatar
    assert typed(app.delete("v1/profile/header").body, CredentialAccount).header == before.header
    assert app.delete("v1/profile/header").status == 200
    text = io.BytesIO(b"pas une image")
    text.name = "texte.txt"
    assert app.multipart("PATCH", "v1/accounts/update_credentials", {"avatar": text}).status == 422


def test_a_profile_is_told_raw_for_a_form(avril: Actor) -> None:
    app = app_of(avril)
    app.patch("v1/accounts/update_credentials", {"note": "Voir https://exemple.test"})
    told = app.get("v1/profile").body
    assert (told["note"], told["avatar"], told["featured_tags"]) == ("Voir https://exemple.test", None, [])
    assert app.patch("v1/profile", {"note": "Bretonne."}).body == told | {"note": "Bretonne."}
    assert set(told) == {
        *("id", "display_name", "note", "fields", "avatar", "avatar_static", "avatar_description", "header"),
        *("header_static", "header_description", "locked", "bot", "hide_collections", "discoverable", "indexable"),
        *("show_media", "show_media_replies", "show_featured", "attribution_domains", "featured_tags"),
    }


def test_the_directory_holds_whom_the_policy_says(
    ruisseau: Actor, carrelet: Actor, avril: Actor, dehors: Actor
) -> None:
    change_choices(actor=avril, chosen=Chosen(discoverable=True))
    change_choices(actor=carrelet, chosen=Chosen(discoverable=False))
    person("plumier", "pharmacist", proved=True)
    limit(actor=person("caillou", "nurse", proved=True))
    expected = {actor.pk for actor in Actor.objects.exclude(kind="group") if is_discoverable(actor, choices_of(actor))}
    assert set(discoverable(NOBODY).values_list("pk", flat=True)) == expected
    told = [one.acct for one in each(STRANGER.get("v1/directory").body, Account)]
    assert set(told) == {"ruisseau", "avril", "plumier"}
    assert STRANGER.get("v1/directory", order="new").body[0]["acct"] == "plumier"
    post_by(ruisseau)
    assert [one["acct"] for one in STRANGER.get("v1/directory", limit="2").body] == ["ruisseau", "plumier"]
    post_by(avril)
    # What is for fewer tells nobody who is active.
    post_by(ruisseau, audience="members")
    assert [one["acct"] for one in STRANGER.get("v1/directory").body] == ["avril", "ruisseau", "plumier"]
    assert [one["acct"] for one in STRANGER.get("v1/directory", offset="1", limit="1", order="new").body] == ["avril"]
    assert STRANGER.get("v1/directory", offset="99999999999").body == []


def test_those_are_suggested_whom_several_of_ones_own_follow(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, dehors: Actor
) -> None:
    follow(follower=ruisseau, followee=carrelet)
    follow(follower=carrelet, followee=plumier)
    app = app_of(ruisseau)
    told = each(app.get("v2/suggestions").body, Suggestion)
    assert [(one.account.acct, one.sources) for one in told] == [("plumier", ["friends_of_friends"])]
    assert [one.acct for one in each(app.get("v1/suggestions").body, Account)] == ["plumier"]
    assert app.delete(f"v1/suggestions/{plumier.pk}").body == {}
    follow(follower=ruisseau, followee=plumier)
    assert app.get("v2/suggestions").body == []


def test_a_name_of_html_stays_words(db: None) -> None:
    account = make_account(email="html@exemple.test", password=PASSWORD)
    portrait = Portrait(clear_line("<b>Gras</b>"), clear('<script>alert("x")</script>'))
    actor = make_actor(account=account, handle="html", portrait=portrait)
    told = typed(STRANGER.get(f"v1/accounts/{actor.pk}").body, Account)
    assert told.display_name == "<b>Gras</b>"
    assert "<script" not in told.note


def test_a_name_that_is_the_handle_is_no_name(avril: Actor) -> None:
    app = app_of(avril)
    assert typed(app.get("v1/accounts/verify_credentials").body, CredentialAccount).display_name == "Avril"
    told = app.patch("v1/accounts/update_credentials", {"display_name": " "})
    assert typed(told.body, CredentialAccount).display_name == ""
    avril.refresh_from_db()
    assert avril.display_name == "avril"


def test_who_left_is_nowhere(ruisseau: Actor, avril: Actor) -> None:
    Actor.objects.filter(pk=avril.pk).update(left_at=clock.now(), suspended_at=clock.now())
    AccountForm.objects.filter(actor=avril).delete()
    app = app_of(ruisseau)
    assert app.get(f"v1/accounts/{avril.pk}").status == 404
    assert app.get("v1/accounts/lookup", acct="avril").status == 404
    assert app.get("v1/accounts/search", q="avril").body == []
    assert app.get("v1/accounts/relationships", id=str(avril.pk)).body == []
    assert app.get(f"v1/accounts/{avril.pk}/followers").status == 404
