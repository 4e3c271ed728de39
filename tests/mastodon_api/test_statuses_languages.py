"""What language a status is in, as apps tell it: ISO 639, with or without a region."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.config.api_caller import caller
from tests.conftest import question_by, signed_in
from tests.mastodon_api.caller import app_of
from tests.mastodon_api.listening import Listening
from toctoc.community.models import Post, Unsent
from toctoc.community.queries.home import home_lists
from toctoc.community.services.unsent import publish_due
from toctoc.kernel import clock
from toctoc.kernel.pagination import Cut
from toctoc.people.models import ActorChoices
from toctoc.people.rules.languages import LONGEST_CODE, known_language, without_region
from toctoc.people.rules.ties import Wishes
from toctoc.people.services.follows import follow
from toctoc.questions.queries.candidates import wanted_of

if TYPE_CHECKING:
    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db
KEPT = [
    ("fr", "fr"), ("pt-BR", "pt"), ("pt_BR", "pt"), ("gsw", "gsw"), ("GSW-FR", "gsw"), ("zh-Hant", "zh"),
    ("zh-TW", "zh-TW"), ("zh_cn", "zh-CN"), ("zh-YUE", "zh-YUE"), (" de ", "de"),
]  # fmt: skip
UNKNOWN = ["klingon", "xx", "-", "f", "fr" * 500, "é", "zho"]


def said(actor: Actor, **status: Any) -> Any:
    answer = app_of(actor).post("v1/statuses", {"status": "Grüezi.", "visibility": "public", **status})
    assert answer.status == 200, answer.body
    return answer.body


@pytest.mark.parametrize(("told", "kept"), KEPT)
def test_a_status_keeps_its_language(avril: Actor, told: str, kept: str) -> None:
    answer = said(avril, language=told)
    assert (answer["language"], Post.objects.get().language) == (kept, kept)
    assert app_of(avril).get(f"v1/statuses/{answer['id']}").body["language"] == kept
    assert len(kept) <= LONGEST_CODE


@pytest.mark.parametrize("told", UNKNOWN)
def test_what_is_no_language_is_the_one_that_its_author_writes_in(avril: Actor, told: str) -> None:
    assert said(avril, language=told)["language"] == "fr"
    ActorChoices.objects.update_or_create(actor=avril, defaults={"default_language": "zh-TW"})
    answer = said(avril, language=told)
    assert answer["language"] == "zh-TW"
    edited = app_of(avril).put(f"v1/statuses/{answer['id']}", {"status": "Encore.", "language": told})
    assert (edited.status, edited.body["language"]) == (200, "zh-TW")


def test_an_edit_may_change_the_language_alone(avril: Actor) -> None:
    path = f"v1/statuses/{said(avril)['id']}"
    edited = app_of(avril).put(path, {"status": "Grüezi.", "language": "gsw"}).body
    assert (edited["language"], edited["edited_at"] is not None) == ("gsw", True)
    assert app_of(avril).put(path, {"language": "de"}).body["language"] == "de"
    again = app_of(avril).put(path, {"status": "Grüezi.", "language": "de"}).body
    assert again["edited_at"] == app_of(avril).get(path).body["edited_at"]
    assert Post.objects.get().revision == 3


def test_what_waits_keeps_its_language_and_the_page_shows_it(avril: Actor) -> None:
    at = (clock.now() + timedelta(minutes=10)).isoformat()
    waiting = said(avril, language="gsw", scheduled_at=at)
    assert waiting["params"]["language"] == "gsw"
    page = signed_in(avril).client.get(f"/messages/nouveau?brouillon={waiting['id']}").content.decode()
    assert '<option value="gsw" lang="gsw" selected>gsw</option>' in page
    Unsent.objects.update(publish_at=clock.now())
    publish_due(unsent_id=int(waiting["id"]))
    assert Post.objects.get().language == "gsw"


def test_pages_and_our_own_api_say_the_same(avril: Actor) -> None:
    typed = {"text": "Guten Tag.", "audience": "public", "language": "zh-hk"}
    assert signed_in(avril).client.post("/messages/nouveau", typed).status_code == 302
    post = Post.objects.get()
    assert post.language == "zh-HK"
    path = f"/posts/{post.pk}"
    assert caller(avril).get(path).body["language"] == "zh-HK"
    edit = {"text": "Bonsoir.", "revision": 1, "language": "gsw-CH"}
    assert caller(avril).send("put", path, edit).body["language"] == "gsw"
    refused = caller(avril).send("put", path, {**edit, "revision": 2, "language": "klingon"})
    assert (refused.status, refused.body["field"]) == (422, "language")
    found = {"text": "Noch etwas.", "audience": {"kind": "public"}, "language": "sr_Latn"}
    made = caller(avril).post("/posts", found).body
    assert caller(avril).get(f"/posts/{made['id']}").body["language"] == "sr"


def test_a_follow_of_one_language_brings_it_by_every_door(avril: Actor, dehors: Actor) -> None:
    follow(follower=dehors, followee=avril, wishes=Wishes(languages=("gsw", "zh-TW")))
    listening = Listening()
    phone = listening.phone(dehors, "user")
    ids = [int(said(avril, language=tag)["id"]) for tag in ("gsw", "de", "zh-TW", "zh-CN")]
    listening.catch_up()
    assert phone.ids() == [ids[0], ids[2]]
    assert home_lists.page(dehors.pk, Cut()).items == [ids[2], ids[0]]


def test_a_question_in_chinese_of_a_region_is_for_whoever_speaks_chinese(ruisseau: Actor) -> None:
    question = question_by(ruisseau)
    Post.objects.filter(pk=question.pk).update(language="zh-TW")
    question.post.refresh_from_db()
    assert wanted_of(question).language == "zh"


def test_every_code_fits_what_keeps_it() -> None:
    fits = {Post._meta.get_field("language").max_length, ActorChoices._meta.get_field("default_language").max_length}
    assert fits == {LONGEST_CODE} == {len("zh-YUE")}
    assert known_language("zh-TW-x-anything") == "zh"
    assert (without_region("zh-TW"), without_region("gsw")) == ("zh", "gsw")
