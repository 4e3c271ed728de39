"""Reports reach moderation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import post_by
from tests.mastodon_api.caller import STRANGER, app_of
from tests.mastodon_api.entities_notices import Report, checked
from toctoc.moderation.models import Notice
from toctoc.people.services.blocks import block

if TYPE_CHECKING:
    from toctoc.people.models import Actor

PLACE = "v1/reports"


def test_a_post_is_reported_with_the_rule_it_breaks(ruisseau: Actor, avril: Actor) -> None:
    post = post_by(ruisseau)
    said = {"account_id": str(ruisseau.pk), "status_ids": [str(post.pk)], "comment": "On reconnaît quelqu’un."}
    told = checked(app_of(avril).post(PLACE, {**said, "rule_ids": ["1"], "forward": True}).body, Report)
    notice = Notice.objects.get()
    assert (notice.about, notice.ground, notice.notifier) == (f"post:{post.pk}", "recognisable", avril)
    assert notice.explanation == "On reconnaît quelqu’un."
    assert (told.id, told.category, told.forwarded, told.status_ids) == (
        str(notice.pk),
        "violation",
        False,
        [str(post.pk)],
    )
    assert told.target_account["acct"] == "ruisseau"


def test_each_post_is_a_notice_and_only_those_one_may_read(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    mine = [post_by(ruisseau), post_by(ruisseau), post_by(ruisseau, audience="professionals"), post_by(dehors)]
    body = {"account_id": ruisseau.pk, "status_ids": [str(post.pk) for post in mine] + ["junk"], "category": "spam"}
    told = checked(app_of(avril).post(PLACE, body).body, Report)
    assert told.status_ids == [str(post.pk) for post in mine[:2]]
    assert set(Notice.objects.values_list("about", "ground")) == {(f"post:{post.pk}", "useful") for post in mine[:2]}


def test_somebody_is_reported_even_by_whom_they_blocked(ruisseau: Actor, avril: Actor) -> None:
    block(blocker=ruisseau, blocked=avril)
    told = checked(app_of(avril).form("POST", PLACE, f"account_id={ruisseau.pk}").body, Report)
    notice = Notice.objects.get()
    assert (notice.about, told.category) == (f"actor:{ruisseau.pk}", "other")
    assert notice.explanation


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 404),
        ({"account_id": "1"}, 404),
        ({"account_id": "x"}, 404),
        ({"rule_ids": ["99"]}, 422),
        ({"category": "haine"}, 422),
        ({"comment": "x" * 3_001}, 422),
    ],
)
def test_junk_is_refused(ruisseau: Actor, avril: Actor, body: dict[str, object], status: int) -> None:
    sent = {"account_id": str(ruisseau.pk), **body} if status == 422 else body
    assert app_of(avril).post(PLACE, sent).status == status
    assert not Notice.objects.exists()


def test_a_flood_is_stopped_and_strangers_have_their_page(ruisseau: Actor, avril: Actor) -> None:
    app = app_of(avril)
    answers = [app.post(PLACE, {"account_id": str(ruisseau.pk)}) for _ in range(21)]
    assert {answer.status for answer in answers[:20]} == {200}
    assert answers[20].status == 429
    assert int(answers[20].headers["Retry-After"]) > 0
    assert STRANGER.post(PLACE, {"account_id": str(ruisseau.pk)}).status == 401
    assert app_of(avril, "read").post(PLACE, {"account_id": str(ruisseau.pk)}).status == 403
