"""Every kind of the guard through every text of every endpoint that writes: refused in words, and kept nowhere."""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from django.core.cache import cache

from tests.doors.fields import has, with_text
from tests.doors.markers import BARE, HARMLESS, HOSTILE, MARKED, Marked, Watch, rows_hold, watching
from tests.doors.recipes import Cast
from tests.doors.test_guard_everywhere import BROKEN, DONE, taken_back
from tests.mastodon_api.fields import noting, that_take, writing
from tests.mastodon_api.uses import USES, Use, of
from toctoc.mastodon_api.rules import limits
from toctoc.mastodon_api.rules.saying import StatusIn
from toctoc.privacy.rules.findings import Level
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker

    from tests.doors.fields import Place
    from tests.mastodon_api.caller import Answer

pytestmark = pytest.mark.django_db
REFUSED = 422
WORD: Place = ("{word}",)
_APP = {"client_name": "Essai", "redirect_uris": "https://app.exemple.test/retour"}

_OWN = "Kept for oneself: nobody else ever reads it."
_ONESELF = "One says who one is oneself, in public, and the page advises a pseudonym."
# Of these only what is blocked is refused, as on the pages of the same name (tests/doors/declared.py).
LABELS = {
    ("POST api/v1/accounts/<id:account_id>/note", "comment"): _OWN,
    ("POST api/v1/lists", "title"): _OWN,
    ("PUT api/v1/lists/<id:list_id>", "title"): _OWN,
    ("POST api/v2/filters", "title"): _OWN,
    ("POST api/v2/filters", "keywords_attributes.[].keyword"): _OWN,
    ("PUT api/v2/filters/<id:filter_id>", "title"): _OWN,
    ("PUT api/v2/filters/<id:filter_id>", "keywords_attributes.[].keyword"): _OWN,
    ("POST api/v2/filters/<id:filter_id>/keywords", "keyword"): _OWN,
    ("PUT api/v2/filters/keywords/<id:keyword_id>", "keyword"): _OWN,
    ("POST api/v1/filters", "phrase"): _OWN,
    ("PUT api/v1/filters/<id:keyword_id>", "phrase"): _OWN,
    **{
        (f"PATCH api/v1/{door}", field): _ONESELF
        for door in ("accounts/update_credentials", "profile")
        for field in ("display_name", "note", "fields_attributes.[].name", "fields_attributes.[].value")
    },
    ("POST api/v1/tags/<str:name>/feature", "{word}"): _ONESELF,
    ("POST api/v1/featured_tags", "name"): _ONESELF,
    ("POST api/v1/reports", "comment"): "A notice must name what it is about (article 16 of the DSA).",
    ("POST api/v1/apps", "client_name"): "A program has the name that its makers gave it.",
}
NOT_TEXT = {
    ("POST api/v1/apps", "website"): "Where a program is told about: an address is what it asks for.",
    ("POST api/v1/markers", "home.last_read_id"): "The number of a row.",
    ("POST api/v1/markers", "notifications.last_read_id"): "The number of a row.",
    ("POST api/v1/accounts", "username"): "How somebody is called here, by the rules of the page where one signs up.",
    ("POST api/v1/accounts", "email"): "Where one is written to: an address is what it asks for.",
    ("POST api/v1/apps", "redirect_uris"): "Where an app is called back: an address is what it asks for.",
    ("POST api/v1/apps", "redirect_uris.[]"): "Where an app is called back: an address is what it asks for.",
    ("POST api/v1/push/subscription", "subscription.endpoint"): "Where an app takes alerts, sealed.",
    ("POST api/v1/domain_blocks", "domain"): "The host of a server of which one reads nobody.",
    ("POST api/v1/tags/<str:name>/follow", "{word}"): _OWN,
}
# Every text that was tried, with its endpoint.
tried: set[tuple[str, str]] = set()


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Everybody and what they have, made once for all endpoints."""
    _ = django_db_setup
    with django_db_blocker.unblock(), taken_back():
        yield Cast()


class Door:
    """An endpoint as one of its uses calls it."""

    def __init__(self, name: str, use: Use, watch: Watch) -> None:
        self.name, self.use, self.watch = name, use, watch
        self.method = name.partition(" ")[0]

    def ask(self, typed: dict[str, Any], word: str, language: str = "fr") -> Answer:
        """Send a request, and return the answer; the watch holds what was kept."""
        # Neither so many requests in so little time nor so many sign-ups are anything that an app does.
        limits.requests.counts.clear()
        cache.clear()
        self.watch.forget()
        answer = self.use.send(self.method, typed, word, language)
        assert answer.status < BROKEN, self.name
        return answer

    def with_text(self, place: Place, text: str, language: str = "fr") -> Answer:
        """Send a text in one place."""
        if place == WORD:
            return self.ask(self.use.typed, quote(text.replace("/", " ")), language)
        return self.ask(with_text(self.use.typed, place, text), self.use.word, language)

    def keeps(self, place: Place, marked: Marked) -> bool:
        """Tell whether a text in one place is kept anywhere."""
        with taken_back():
            answer = self.with_text(place, marked.text)
            # What is refused may have been written first, and taken back with the rest.
            return self.watch.holds(marked) and (answer.status < DONE or bool(rows_hold([marked])))

    def words(self, place: Place, marked: Marked) -> tuple[str, str]:
        """Return how a text is refused, in French and in English; empty when it is not."""
        told = []
        for language in ("fr", "en"):
            with taken_back():
                answer = self.with_text(place, marked.text, language)
            told.append(answer.body["error"] if answer.status == REFUSED and "findings" in answer.body else "")
        return told[0], told[1]

    def places(self) -> list[Place]:
        """Return where text may stand, after the endpoint was used rightly."""
        with taken_back(), noting() as asked:
            answer = self.ask(self.use.typed, self.use.word)
        assert answer.status < DONE, (self.name, answer.status, answer.body)
        # A part that other uses of the endpoint hold is theirs to try.
        found = [place for place in asked.texts() if len(place) == 1 or has(self.use.typed, place[:1])]
        return [*found, *([WORD] if self.use.word else [])]


def faults(door: Door) -> Iterator[str]:
    """Yield what an endpoint keeps that it should not, and what it refuses without words."""
    for place in door.places():
        field = ".".join("[]" if isinstance(step, int) else step for step in place)
        tried.add((door.name, field))
        if (door.name, field) in NOT_TEXT:
            continue
        if not door.keeps(place, HARMLESS):
            yield from (f"{door.name} keeps in {field}: {one.kind}" for one in BARE if door.keeps(place, one))
            continue
        # No word of an address holds what is no text.
        hostile = HOSTILE[:1] if place == WORD else HOSTILE
        for marked in (*tries(is_label=(door.name, field) in LABELS), *hostile):
            if door.keeps(place, marked):
                yield f"{door.name} keeps in {field}: {marked.kind}"
            # A hashtag has no room for more than a word: most of what tells of somebody is none.
            elif place != WORD and marked.level is not Level.LOOK and not are_words(*door.words(place, marked)):
                yield f"{door.name} refuses in {field} without words: {marked.kind}"


def are_words(french: str, english: str) -> bool:
    """Tell whether a refusal says in each language that somebody could be recognised."""
    return "reconnaître" in french and "recogni" in english and "Mask" in english


def tries(*, is_label: bool) -> Iterator[Marked]:
    """Yield some texts to block and, where people speak, some to mask: other ones each time, in turn."""
    yield from islice(blocked, 3)
    yield from () if is_label else islice(masked, 4)


def _in_turn(level: Level) -> Iterator[Marked]:
    return cycle(one for one in MARKED if one.level is level)


blocked, masked = _in_turn(Level.BLOCK), _in_turn(Level.MASK)


def test_every_endpoint_that_takes_something_is_used() -> None:
    assert not sorted({*that_take()} - {*USES})
    assert not sorted({*USES} - {*that_take()})
    assert len(that_take()) > len(writing()) // 3


@pytest.mark.parametrize("name", sorted(USES))
def test_nothing_that_tells_of_somebody_is_kept_and_the_app_is_told_why(name: str, cast: Cast) -> None:
    found: list[str] = []
    for recipe in USES[name]:
        with taken_back(), watching() as watch:
            found += faults(Door(name, recipe(cast), watch))
            assert not rows_hold(MARKED)
    assert not found, "\n".join(found)


def _walked(name: str, cast: Cast) -> list[str]:
    with taken_back(), watching() as watch:
        return [line for recipe in USES[name] for line in faults(Door(name, recipe(cast), watch))]


def test_an_endpoint_that_forgets_is_seen(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The walk itself: a description that is cleared as a label is."""
    name = "PUT api/v1/media/<id:file_id>"
    monkeypatch.setattr(
        "toctoc.mastodon_api.web.media.cleared_description", lambda text, _actor, _assurance: clear(text)
    )
    assert any("keeps in description" in line for line in _walked(name, cast))
    monkeypatch.undo()
    assert not _walked(name, cast)


def test_a_text_that_nobody_named_is_found(cast: Cast) -> None:
    with taken_back(), noting() as asked:
        of(cast.doctor).post("v1/statuses", {"status": "Bonjour."})
    assert asked.shapes == {StatusIn}
    assert {("status",), ("poll", "options", 0), ("media_attributes", 0, "description")} <= {*asked.texts()}


def test_the_address_of_an_app_names_nobody(cast: Cast) -> None:
    """It stands under each status that comes by it."""
    with taken_back():
        made = Use("v1/apps").send("POST", {**_APP, "website": "https://exemple.test/lena.quimper@exemple.test"}, "")
        assert made.status == REFUSED
        assert are_words(
            made.body["error"],
            Use("v1/apps").send("POST", {**_APP, "website": "https://exemple.test/0639981234"}, "", "en").body["error"],
        )


def test_what_is_declared_is_there() -> None:
    """Runs last: the endpoints above were walked through in this process."""
    if len({name for name, _ in tried}) == len(USES):
        assert not {*LABELS, *NOT_TEXT} - tried
