"""How each endpoint that takes something typed is used rightly: one use or more for each line of the register."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.conftest import PASSWORD
from tests.mastodon_api.caller import BROAD, App, app_of
from tests.mastodon_api.oauth_flow import register
from tests.mastodon_api.test_push import wanted
from tests.media import made
from tests.media.conftest import upload
from toctoc.community.models import Announcement, PicturePlace
from toctoc.community.queries.quiet import keywords_in
from toctoc.kernel import clock
from toctoc.media.services import files
from toctoc.people.services.follows import follow
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.doors.recipes import Cast
    from tests.mastodon_api.caller import Answer
    from toctoc.people.models import Actor

POLL = {"options": ["oui", "non"], "expires_in": 3_600}


@dataclass
class Use:
    """A request that is answered well; ``word`` is what stands in its address where a word does."""

    path: str
    typed: dict[str, Any] = field(default_factory=dict)
    app: App = field(default_factory=App)
    word: str = ""
    # Sent as several parts, with a picture under these names.
    pictures: tuple[str, ...] = ()

    def send(self, method: str, typed: dict[str, Any], word: str, language: str = "fr") -> Answer:
        path = self.path.replace("{word}", word)
        if self.pictures:
            # Made each time: a file is read once.
            parts = {name: upload(made.photograph(), "image.png") for name in self.pictures}
            return self.app.multipart(method, path, {**typed, **parts}, Accept_Language=language)
        return self.app.send(method, path, {}, typed, {"Accept_Language": language})


USES: dict[str, list[Callable[[Cast], Use]]] = {}


def use(name: str) -> Callable[[Callable[[Cast], Use]], Callable[[Cast], Use]]:
    """Keep a use of an endpoint, by its line of the register."""

    def kept(recipe: Callable[[Cast], Use]) -> Callable[[Cast], Use]:
        USES.setdefault(name, []).append(recipe)
        return recipe

    return kept


def plain(name: str, path: str, word: str = "", /, **typed: Any) -> None:
    """Keep a use that needs nothing but the cast; ``{…}`` in ``path`` names what :func:`_ids` knows."""

    def recipe(cast: Cast) -> Use:
        return Use(path.format(**_ids(cast), word="{word}"), typed, of(cast.doctor), word)

    use(name)(recipe)


def of(actor: Actor) -> App:
    """Return an app of somebody's that may do all that apps may."""
    return app_of(actor, *BROAD)


def _ids(cast: Cast) -> dict[str, int]:
    return {
        "other": cast.other.pk,
        "own": cast.own,
        "theirs": cast.theirs,
        "file": cast.file.pk,
        "list": cast.roster.pk,
        "filter": cast.filter.pk,
        "keyword": keywords_in(cast.filter)[0].id,
    }


_STATUS = "PUT api/v1/statuses/<id:status_id>"
plain("POST api/v1/statuses", "v1/statuses", status="Bonjour.", spoiler_text="Sommeil", visibility="public")
plain("POST api/v1/statuses", "v1/statuses", status="Votons.", poll=POLL)
plain("POST api/v1/statuses", "v1/statuses", spoiler_text="Un sujet seul")
plain(
    "POST api/v1/statuses",
    "v1/statuses",
    status="Faut-il arrêter le traitement ?",
    toctoc={"topics": ["dermatologie"], "audience": "professionals", "urgency": "today"},
)
plain(_STATUS, "v1/statuses/{own}", status="Bonjour à tous, encore.", spoiler_text="Sommeil", poll=POLL)
plain(
    "PUT api/v1/statuses/<id:status_id>/interaction_policy",
    "v1/statuses/{own}/interaction_policy",
    quote_approval_policy="public",
)
plain("DELETE api/v1/statuses/<id:status_id>", "v1/statuses/{own}")
plain("PUT api/v1/media/<id:file_id>", "v1/media/{file}", description="Un dessin.", focus="0.1,0.2")
plain("POST api/v1/markers", "v1/markers", home={"last_read_id": "12"}, notifications={"last_read_id": "12"})
plain("PATCH api/v2/notifications/policy", "v2/notifications/policy", for_not_following="filter")
plain("PUT api/v1/notifications/policy", "v1/notifications/policy", filter_not_following=True)
plain("PATCH api/v1/notifications/policy", "v1/notifications/policy", filter_not_following=True)
plain("POST api/v1/notifications/requests/accept", "v1/notifications/requests/accept", id=[])
plain("POST api/v1/notifications/requests/dismiss", "v1/notifications/requests/dismiss", id=[])
plain("POST api/v1/apps", "v1/apps", client_name="Essai", redirect_uris="https://app.exemple.test/retour", website="")
plain("POST api/v1/accounts/<id:account_id>/follow", "v1/accounts/{other}/follow", languages=["fr"])
plain("POST api/v1/accounts/<id:account_id>/mute", "v1/accounts/{other}/mute", duration=60)
plain("POST api/v1/accounts/<id:account_id>/note", "v1/accounts/{other}/note", comment="Vue au congrès.")
plain("POST api/v1/domain_blocks", "v1/domain_blocks", domain="exemple.social")
plain("DELETE api/v1/domain_blocks", "v1/domain_blocks", domain="exemple.social")
plain("POST api/v1/lists", "v1/lists", title="Soignants")
plain("PUT api/v1/lists/<id:list_id>", "v1/lists/{list}", title="Cabinet")
plain("DELETE api/v1/lists/<id:list_id>/accounts", "v1/lists/{list}/accounts", account_ids=["1"])
plain(
    "POST api/v2/filters",
    "v2/filters",
    title="Ce soir",
    context=["home"],
    keywords_attributes=[{"keyword": "chimio"}],
)
plain(
    "PUT api/v2/filters/<id:filter_id>",
    "v2/filters/{filter}",
    title="Ce soir",
    context=["home"],
    keywords_attributes=[{"keyword": "rayons"}],
)
plain("POST api/v2/filters/<id:filter_id>/keywords", "v2/filters/{filter}/keywords", keyword="rayons")
plain("PUT api/v2/filters/keywords/<id:keyword_id>", "v2/filters/keywords/{keyword}", keyword="rayons")
plain("POST api/v1/filters", "v1/filters", phrase="rayons", context=["home"])
plain("PUT api/v1/filters/<id:keyword_id>", "v1/filters/{keyword}", phrase="rayons", context=["home"])
_FIELDS = [{"name": "Lieu", "value": "Bretagne"}]
for _path in ("accounts/update_credentials", "profile"):
    plain(
        f"PATCH api/v1/{_path}",
        f"v1/{_path}",
        display_name="Ruisseau",
        note="Je lis.",
        fields_attributes=_FIELDS,
        source={"privacy": "private", "language": "fr"},
    )
for _gesture in ("follow", "unfollow", "feature", "unfeature"):
    plain(f"POST api/v1/tags/<str:name>/{_gesture}", f"v1/tags/{{word}}/{_gesture}", "sommeil")
plain("POST api/v1/featured_tags", "v1/featured_tags", name="sommeil")


@use(_STATUS)
def _describe(cast: Cast) -> Use:
    said = {"media_ids": [str(_own_file(cast))], "status": "Voici."}
    status = of(cast.doctor).post("v1/statuses", said).body["id"]
    attributes = [{"id": said["media_ids"][0], "description": "Un dessin."}]
    return Use(f"v1/statuses/{status}", {"media_attributes": attributes}, of(cast.doctor))


def _own_file(cast: Cast) -> int:
    return files.receive(owner=cast.doctor, upload=upload(made.photograph()), description=clear("")).pk


@use("POST api/v1/statuses")
def _reply(cast: Cast) -> Use:
    return Use("v1/statuses", {"status": "Merci.", "in_reply_to_id": str(cast.theirs)}, of(cast.doctor))


@use("POST api/v1/statuses")
def _answer(cast: Cast) -> Use:
    return Use("v1/statuses", {"status": "Oui.", "in_reply_to_id": str(cast.question)}, of(cast.other))


@use("POST api/v1/statuses")
def _named(cast: Cast) -> Use:
    return Use("v1/statuses", {"status": "@carrelet Bonjour.", "visibility": "direct"}, of(cast.doctor))


@use("POST api/v1/statuses")
def _later(cast: Cast) -> Use:
    said = {"status": "Plus tard.", "spoiler_text": "Sommeil", "poll": POLL, "scheduled_at": _at(10)}
    return Use("v1/statuses", said, of(cast.doctor))


@use("PUT api/v1/scheduled_statuses/<id:unsent_id>")
def _move(cast: Cast) -> Use:
    waiting = of(cast.doctor).post("v1/statuses", {"status": "Plus tard.", "scheduled_at": _at(10)}).body["id"]
    return Use(f"v1/scheduled_statuses/{waiting}", {"scheduled_at": _at(20)}, of(cast.doctor))


def _at(minutes: int) -> str:
    return (clock.now() + timedelta(minutes=minutes)).isoformat()


@use("POST api/v1/media")
def _send_old(cast: Cast) -> Use:
    return Use("v1/media", {"description": "Un dessin.", "focus": "0,0"}, of(cast.doctor), pictures=("file",))


@use("POST api/v2/media")
def _send(cast: Cast) -> Use:
    said = {"description": "Un dessin.", "focus": "0,0"}
    return Use("v2/media", said, of(cast.doctor), pictures=("file",))


@use("PATCH api/v1/accounts/update_credentials")
def _send_pictures(cast: Cast) -> Use:
    said = {"avatar_description": "Un phare.", "header_description": "La mer."}
    return Use("v1/accounts/update_credentials", said, of(cast.doctor), pictures=("avatar", "header"))


@use("PATCH api/v1/accounts/update_credentials")
def _describe_pictures(cast: Cast) -> Use:
    said = {"avatar_description": "Un phare.", "header_description": "La mer."}
    path = "v1/accounts/update_credentials"
    for place in PicturePlace:
        sent = Use(path, {}, of(cast.doctor), pictures=(place.value,)).send("PATCH", {}, "")
        assert sent.status == 200, sent.body
    return Use(path, said, of(cast.doctor))


@use("POST api/v1/polls/<id:poll_id>/votes")
def _vote(cast: Cast) -> Use:
    poll = of(cast.other).post("v1/statuses", {"status": "Votons.", "poll": POLL}).body["poll"]["id"]
    return Use(f"v1/polls/{poll}/votes", {"choices": [0]}, of(cast.doctor))


@use("POST api/v1/accounts")
def _sign_up(cast: Cast) -> Use:
    app = register(scopes="read write")
    token = app.token(grant_type="client_credentials", scope="read write").json()["access_token"]
    said = {"username": "sorbier", "email": "sorbier@exemple.test", "password": f"{PASSWORD}-longue"}
    return Use("v1/accounts", {**said, "agreement": True, "locale": "fr", "reason": "Pour lire."}, App(token))


@use("POST api/v1/emails/confirmations")
def _confirm(cast: Cast) -> Use:
    token = (made := _sign_up(cast)).send("POST", made.typed, "").body["access_token"]
    return Use("v1/emails/confirmations", {"email": "sorbier@exemple.test"}, App(token))


def _announced() -> Announcement:
    return Announcement.objects.create(text="Coupure mardi.")


@use("PUT api/v1/announcements/<id:announcement_id>/reactions/<str:name>")
def _react(cast: Cast) -> Use:
    return Use(f"v1/announcements/{_announced().pk}/reactions/{{word}}", {}, of(cast.doctor), "👍")


@use("DELETE api/v1/announcements/<id:announcement_id>/reactions/<str:name>")
def _take_back(cast: Cast) -> Use:
    return Use(f"v1/announcements/{_announced().pk}/reactions/{{word}}", {}, of(cast.doctor), "👍")


@use("POST api/v1/push/subscription")
def _subscribe(cast: Cast) -> Use:
    return Use("v1/push/subscription", wanted(), of(cast.doctor))


@use("PUT api/v1/push/subscription")
def _change_alert(cast: Cast) -> Use:
    app = of(cast.doctor)
    assert app.post("v1/push/subscription", wanted()).status == 200
    return Use("v1/push/subscription", {"data": {"alerts": {"mention": True}, "policy": "all"}}, app)


@use("POST api/v1/notifications/dismiss")
def _dismiss(cast: Cast) -> Use:
    return Use("v1/notifications/dismiss", {"id": _notified(cast)[0]["id"]}, of(cast.doctor))


@use("POST api/v2/notifications/<str:group_key>/dismiss")
def _dismiss_group(cast: Cast) -> Use:
    key = _notified(cast)[0]["group_key"]
    return Use("v2/notifications/{word}/dismiss", {}, of(cast.doctor), key)


def _notified(cast: Cast) -> list[dict[str, Any]]:
    follow(follower=cast.patient, followee=cast.doctor)
    found: list[dict[str, Any]] = of(cast.doctor).get("v1/notifications").body
    return found


@use("POST api/v1/reports")
def _report(cast: Cast) -> Use:
    return Use("v1/reports", {"account_id": str(cast.other.pk), "comment": "Ce message trompe."}, of(cast.doctor))


@use("POST api/v1/lists/<id:list_id>/accounts")
def _put(cast: Cast) -> Use:
    follow(follower=cast.doctor, followee=cast.other)
    return Use(f"v1/lists/{cast.roster.pk}/accounts", {"account_ids": [str(cast.other.pk)]}, of(cast.doctor))


@use("POST api/v2/filters/<id:filter_id>/statuses")
def _catch(cast: Cast) -> Use:
    return Use(f"v2/filters/{cast.filter.pk}/statuses", {"status_id": str(cast.theirs)}, of(cast.doctor))
