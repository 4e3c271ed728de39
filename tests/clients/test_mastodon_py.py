"""Mastodon.py against a running server: what people do with an app, from signing up to streams."""

from __future__ import annotations

import io
import queue
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from mastodon import Mastodon, MastodonAPIError, MastodonNotFoundError, StreamListener
from PIL import Image

from tests.clients.conftest import PASSWORD, soon
from toctoc.mastodon_api.rules.place import icon_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.clients.conftest import Place

    Somebody = Callable[[], Mastodon]

pytestmark = pytest.mark.slow


def picture(width: int = 60, height: int = 40) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(kept, "PNG")
    return kept.getvalue()


def test_one_signs_up_and_is_somebody(place: Place) -> None:
    client = place.somebody()
    me = client.account_verify_credentials()
    assert (me.acct, me.username) == (place.made[-1], place.made[-1])
    assert me.url.endswith(f"/@{me.username}")
    assert client.app_verify_credentials().name == "Client d’essai"


def test_the_server_tells_what_it_is(place: Place) -> None:
    client = place.client()
    told = client.instance_v2()
    assert told.domain.startswith("127.0.0.1")
    assert told.configuration.statuses.max_characters == 5_000
    assert told.configuration.urls.streaming.startswith("ws://")
    assert client.instance_v1().uri
    assert client.instance_rules()
    assert client.custom_emojis() == []


def test_pictures_named_by_default_are_served_as_what_they_are(place: Place) -> None:
    told, me = place.client().instance_v2(), place.somebody().account_verify_credentials()
    assert told.thumbnail.url == place.client().instance_v1().thumbnail
    squares = {icon.src: icon.size for icon in told.icon}
    assert squares.pop(f"{place.address}/static/website/favicon.svg") == "any"
    answer = httpx.get(f"{place.address}/static/website/favicon.svg")
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, "image/svg+xml")
    sizes = {address: tuple(map(int, size.split("x"))) for address, size in squares.items()}
    assert icon_of(place.address) in sizes
    for address, size in (
        sizes | {told.thumbnail.url: (1200, 630), me.avatar: (240, 240), me.header: (720, 240)}
    ).items():
        answer = httpx.get(address, headers={"Origin": "https://ailleurs.exemple.test"})
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png"), address
        assert answer.headers["access-control-allow-origin"] == "*", address
        assert Image.open(io.BytesIO(answer.content)).size == size, address


def test_one_signs_in_by_a_code_and_out_again(place: Place, somebody: Somebody) -> None:
    somebody()
    handle = place.made[-1]
    client = place.client()
    address = client.auth_request_url(scopes=["read", "write"], allow_http=True)
    code = _code_given(address, handle)
    assert client.log_in(code=code, scopes=["read", "write"], allow_http=True)
    assert client.account_verify_credentials().acct == handle
    client.revoke_access_token(allow_http=True)
    with pytest.raises(MastodonAPIError):
        client.account_verify_credentials()


def _code_given(address: str, handle: str) -> str:
    """Go through the pages of consent as a browser without scripts does; return the code that is shown at the end."""
    with httpx.Client(follow_redirects=True, timeout=30) as browser:
        page = browser.get(address)
        page = browser.post(
            page.url, data={**_hidden(page.text), "login": f"{handle}@exemple.test", "password": PASSWORD}
        )
        assert page.status_code == 200
        page = browser.post(page.url, data={**_hidden(page.text), "reponse": "oui"})
        assert page.status_code == 200
        found = re.search(r'id="code"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*id="code"', page.text)
        assert found, page.text[-2_000:]
        return found[1] or found[2]


def _hidden(html: str) -> dict[str, str]:
    """Return the hidden fields of the form in the middle of a page."""
    main = html[html.index("<main") :]
    fields = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", main)
    pairs = [(re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)) for one in fields]
    return {name[1]: value[1].replace("&amp;", "&") if value else "" for name, value in pairs if name}


def test_one_posts_edits_and_deletes(somebody: Somebody) -> None:
    client = somebody()
    status = client.status_post("Bonjour #accueil, ceci est un essai.", visibility="public", language="fr")
    assert status.visibility == "public"
    assert [tag.name for tag in status.tags] == ["accueil"]
    client.status_update(status, "Bonjour, ceci est un autre essai.")
    again = client.status(status)
    assert "autre" in again.content
    assert again.edited_at is not None
    assert len(client.status_history(status)) == 2
    assert client.status_source(status).text == "Bonjour, ceci est un autre essai."
    gone = client.status_delete(status)
    assert gone.text == "Bonjour, ceci est un autre essai."
    with pytest.raises(MastodonNotFoundError):
        client.status(status)


def test_a_repeated_post_is_one_post(somebody: Somebody) -> None:
    client = somebody()
    first = client.status_post("Une seule fois.", idempotency_key="une-fois")
    assert client.status_post("Une seule fois.", idempotency_key="une-fois").id == first.id
    assert len(client.account_statuses(client.me())) == 1


def test_a_picture_and_a_poll_are_posted(somebody: Somebody) -> None:
    client, other = somebody(), somebody()
    media = client.media_post(picture(), "image/png", description="Un carré bleu.", synchronous=True)
    status = client.status_post("Avec une image.", media_ids=media)
    assert status.media_attachments[0].description == "Un carré bleu."
    assert httpx.get(status.media_attachments[0].url).status_code == 200
    assert httpx.get(status.media_attachments[0].preview_url).headers["content-type"].startswith("image/")
    poll = client.make_poll(["Oui", "Non"], expires_in=3600)
    asked = client.status_post("Alors ?", poll=poll)
    voted = other.poll_vote(asked.poll, [0])
    assert (voted.voted, voted.votes_count) == (True, 1)
    with pytest.raises(MastodonAPIError):
        other.poll_vote(asked.poll, [1])


def test_what_the_guard_refuses_is_said_in_words(somebody: Somebody) -> None:
    with pytest.raises(MastodonAPIError) as refused:
        somebody().status_post("Appelez Mme Solenn Kerguelen à solenn@exemple.test.")
    assert refused.value.args[1] == 422
    assert len(str(refused.value.args[3])) > 20


def test_timelines_show_those_one_follows(somebody: Somebody) -> None:
    reader, writer, stranger = somebody(), somebody(), somebody()
    reader.account_follow(writer.me())
    said, other = writer.status_post("Pour qui me suit #fil."), stranger.status_post("Pour tout le monde #fil.")
    home = [status.id for status in reader.timeline_home()]
    assert said.id in home
    assert other.id not in home
    assert {said.id, other.id} <= {status.id for status in reader.timeline_public()}
    assert {said.id, other.id} <= {status.id for status in reader.timeline_hashtag("fil")}
    assert [status.id for status in reader.account_statuses(writer.me())] == [said.id]


def test_pages_lead_to_the_next_and_back(somebody: Somebody) -> None:
    client = somebody()
    made = [client.status_post(f"Message {number}.").id for number in range(7)][::-1]
    first = client.timeline_home(limit=3)
    second = client.fetch_next(first)
    assert [status.id for status in first] == made[:3]
    assert second is not None
    assert [status.id for status in second] == made[3:6]
    assert [status.id for status in client.fetch_previous(second) or []] == made[:3]
    assert [status.id for status in client.timeline_home(min_id=made[6], limit=2)] == made[4:6]
    assert [status.id for status in client.timeline_home(since_id=made[4])] == made[:4]


def test_a_thread_reads_from_any_of_its_posts(somebody: Somebody) -> None:
    one, other = somebody(), somebody()
    first = one.status_post("Premier.")
    second = other.status_reply(first, "Deuxième.")
    third = one.status_reply(second, "Troisième.")
    context = one.status_context(second)
    assert [status.id for status in context.ancestors] == [first.id]
    assert [status.id for status in context.descendants] == [third.id]
    assert one.status(third).in_reply_to_id == second.id


def test_boosts_favourites_and_bookmarks_are_told(somebody: Somebody) -> None:
    writer, reader, follower = somebody(), somebody(), somebody()
    follower.account_follow(reader.me())
    status = writer.status_post("À relayer.")
    boosted = reader.status_reblog(status)
    assert boosted.reblog.id == status.id
    assert boosted.reblogged is True
    shown = next(each for each in follower.timeline_home() if each.reblog)
    assert (shown.reblog.id, shown.account.acct) == (status.id, reader.me().acct)
    assert [each.acct for each in writer.status_reblogged_by(status)] == [reader.me().acct]
    assert reader.status_favourite(status).favourited is True
    assert reader.status_bookmark(status).bookmarked is True
    assert [each.id for each in reader.bookmarks()] == [status.id]
    assert [each.id for each in reader.favourites()] == [status.id]
    kinds = {each.type for each in writer.notifications()}
    assert {"reblog", "favourite"} <= kinds
    reader.status_unreblog(status)
    assert reader.status(status).reblogged is False
    assert not [each for each in follower.timeline_home() if each.reblog]


def test_lists_hold_those_one_puts_there(somebody: Somebody) -> None:
    reader, writer = somebody(), somebody()
    reader.account_follow(writer.me())
    kept = reader.list_create("Voisins")
    reader.list_accounts_add(kept, writer.me())
    said = writer.status_post("Pour la liste.")
    assert [each.id for each in reader.timeline_list(kept)] == [said.id]
    assert [each.acct for each in reader.list_accounts(kept)] == [writer.me().acct]
    reader.list_update(kept, "Confrères")
    assert [each.title for each in reader.lists()] == ["Confrères"]
    reader.list_delete(kept)
    assert reader.lists() == []


def test_filters_say_which_of_them_caught(somebody: Somebody) -> None:
    reader, writer = somebody(), somebody()
    reader.account_follow(writer.me())
    kept = reader.create_filter_v2(
        "Cuisine", context=["home", "public"], filter_action="warn", keywords_attributes=[{"keyword": "gratin"}]
    )
    caught = writer.status_post("Une recette de gratin.")
    shown = next(each for each in reader.timeline_home() if each.id == caught.id)
    assert [result.filter.id for result in shown.filtered] == [kept.id]
    assert shown.filtered[0].keyword_matches == ["gratin"]
    assert [each.title for each in reader.filters_v2()] == ["Cuisine"]
    reader.delete_filter_v2(kept)
    assert reader.filters_v2() == []


def test_notifications_come_and_are_cleared(somebody: Somebody) -> None:
    one, other = somebody(), somebody()
    other.account_follow(one.me())
    said = other.status_post(f"Bonjour @{one.me().acct}, un mot.")
    told = one.notifications()
    assert {each.type for each in told} == {"mention", "follow"}
    assert next(each for each in told if each.type == "mention").status.id == said.id
    assert [each.type for each in one.notifications(types=["follow"])] == ["follow"]
    assert one.notifications_unread_count().count == 2
    groups = one.grouped_notifications()
    assert len(groups.notification_groups) == 2
    one.notifications_clear()
    assert one.notifications() == []


def test_people_posts_and_tags_are_found(somebody: Somebody) -> None:
    one = somebody()
    handle = one.me().acct
    one.status_post("Un mot rare #zygomatique ici.")
    assert [each.acct for each in one.account_search(handle)] == [handle]
    assert one.account_lookup(handle).acct == handle
    assert "zygomatique" in [tag.name for tag in one.search("#zygomatique").hashtags]
    soon(lambda: one.search("rare", result_type="statuses").statuses, seconds=30)


def test_one_follows_blocks_mutes_and_notes(somebody: Somebody) -> None:
    one, other = somebody(), somebody()
    me, them = one.me(), other.me()
    assert one.account_follow(them).following is True
    assert [each.acct for each in other.account_followers(them)] in ([me.acct], [])
    assert one.account_note_set(them, "Rencontré au congrès.").note == "Rencontré au congrès."
    assert one.account_mute(them).muting is True
    assert [each.acct for each in one.mutes()] == [them.acct]
    assert one.account_unmute(them).muting is False
    assert one.account_block(them).blocking is True
    assert one.account_relationships(them)[0].following is False
    with pytest.raises(MastodonNotFoundError):
        other.account(me)
    assert [each.acct for each in one.blocks()] == [them.acct]
    assert one.account_unblock(them).blocking is False


def test_followers_may_be_approved_one_by_one(somebody: Somebody) -> None:
    one, other = somebody(), somebody()
    one.account_update_credentials(locked=True)
    assert other.account_follow(one.me()).requested is True
    assert [each.acct for each in one.follow_requests()] == [other.me().acct]
    one.follow_request_authorize(other.me())
    assert other.account_relationships(one.me())[0].following is True


def test_a_report_reaches_moderation(somebody: Somebody) -> None:
    one, other = somebody(), somebody()
    said = other.status_post("Quelque chose de déplacé.")
    report = one.report(other.me(), status_ids=[said.id], comment="C’est déplacé.")
    assert report.action_taken is False


def test_a_post_may_wait_for_its_hour(somebody: Somebody) -> None:
    one = somebody()
    at = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=2)
    waiting = one.status_post("Pour plus tard.", scheduled_at=at)
    assert waiting.params.text == "Pour plus tard."
    assert one.scheduled_status_update(waiting, at + timedelta(hours=1)).scheduled_at == at + timedelta(hours=1)
    assert [each.id for each in one.scheduled_statuses()] == [waiting.id]
    one.scheduled_status_delete(waiting)
    assert one.scheduled_statuses() == []


def test_markers_and_preferences_are_kept(somebody: Somebody) -> None:
    one = somebody()
    said = one.status_post("Lu jusqu’ici.")
    one.markers_set("home", said.id)
    assert int(one.markers_get("home")["home"].last_read_id) == int(said.id)
    assert one.preferences()["posting:default:visibility"] in {"public", "unlisted", "private"}


class _Heard(StreamListener):
    """Keeps what a stream says."""

    def __init__(self) -> None:
        self.said: queue.Queue[tuple[str, Any]] = queue.Queue()

    def on_update(self, status: Any) -> None:
        self.said.put(("update", status))

    def on_notification(self, notification: Any) -> None:
        self.said.put(("notification", notification))

    def on_delete(self, status_id: Any) -> None:
        self.said.put(("delete", status_id))


def test_a_stream_brings_posts_and_notifications(somebody: Somebody) -> None:
    reader, writer = somebody(), somebody()
    reader.account_follow(writer.me())
    assert reader.stream_healthy()
    heard = _Heard()
    stream = reader.stream_user(heard, run_async=True)
    try:
        soon(stream.is_receiving, seconds=20)
        said = writer.status_post(f"Bonjour @{reader.me().acct}, en direct.")
        first, second = heard.said.get(timeout=20), heard.said.get(timeout=20)
        assert {first[0], second[0]} == {"update", "notification"}
        update = first if first[0] == "update" else second
        assert str(update[1].id) == str(said.id)
        writer.status_delete(said)
        assert heard.said.get(timeout=20) == ("delete", said.id)
    finally:
        stream.close()
