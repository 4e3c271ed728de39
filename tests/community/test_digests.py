"""Letters of what was missed: when they come, what they never tell, how they stop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.test import Client

from tests.conftest import person, post_by, question_by, signed_in
from toctoc.community.models import Digest, Frequency, Post
from toctoc.community.rules.mornings import next_morning, zone_of
from toctoc.community.services import digests, posts
from toctoc.community.services.digests import (
    LetterStays,
    choose_digest,
    due_digests,
    send_digest,
    stop_token,
)
from toctoc.kernel import clock
from toctoc.people.models import Account, Actor
from toctoc.people.services.actors import suspend
from toctoc.people.services.blocks import block
from toctoc.people.services.follows import follow
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db
# A Wednesday at noon in Paris.
WEDNESDAY = datetime(2026, 3, 4, 11, tzinfo=UTC)
NEXT = datetime(2026, 3, 5, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.at(WEDNESDAY):
        yield


@pytest.fixture
def reader(ruisseau: Actor, carrelet: Actor) -> Actor:
    """She follows him and reads her letters daily."""
    follow(follower=ruisseau, followee=carrelet)
    choose_digest(actor=ruisseau, frequency=Frequency.DAILY)
    return ruisseau


def morning() -> None:
    with clock.at(NEXT):
        for digest_id in due_digests():
            send_digest(digest_id=digest_id)


@pytest.mark.parametrize(
    ("department", "weekly", "expected"),
    [
        ("", False, datetime(2026, 3, 5, 6, 30, tzinfo=UTC)),
        ("974", False, datetime(2026, 3, 5, 3, 30, tzinfo=UTC)),
        ("971", False, datetime(2026, 3, 4, 11, 30, tzinfo=UTC)),
        ("75", True, datetime(2026, 3, 9, 6, 30, tzinfo=UTC)),
    ],
)
def test_a_letter_comes_in_the_morning_of_its_reader(department: str, expected: datetime, *, weekly: bool) -> None:
    assert next_morning(WEDNESDAY, zone_of(department), weekly=weekly) == expected


def test_nobody_gets_letters_that_were_not_asked_for(ruisseau: Actor) -> None:
    assert signed_in(ruisseau).client.get("/reglages/avis").status_code == 200
    assert not Digest.objects.filter(due_at__isnull=False).exists()
    morning()
    assert mail.outbox == []


def test_a_letter_tells_public_words_and_counts_the_rest(reader: Actor, carrelet: Actor, plumier: Actor) -> None:
    follow(follower=reader, followee=plumier)
    post_by(plumier, "Secret de pharmacie", "profession:pharmacist")
    post_by(carrelet, "Mot *public* sur les soins.")
    for audience in ("members", "professionals", "profession:doctor", "unlisted"):
        post_by(carrelet, f"Secret {audience}", audience)
    question_by(plumier, "Secret demandé ?", "professionals")
    posts.write(author=carrelet, draft=posts.Draft(clear("Secret nommé @ruisseau"), "named", named=(reader,)))
    morning()
    (letter,) = mail.outbox
    assert letter.to == ["ruisseau@exemple.test"]
    assert "Mot public sur les soins." in letter.body
    assert "Secret" not in letter.body
    assert "6 autres fils à lire" in letter.body
    assert "1 question vous attend" in letter.body
    assert "1 avis non lu" in letter.body


def test_a_warning_goes_before_a_public_text_too(reader: Actor, carrelet: Actor) -> None:
    post = post_by(carrelet, "Le détail.")
    Post.objects.filter(pk=post.pk).update(warning="Parle d’une chute")
    morning()
    assert "Parle d’une chute" in mail.outbox[0].body
    assert "Le détail" not in mail.outbox[0].body


def test_nothing_to_tell_is_no_letter_and_tomorrow_comes(reader: Actor) -> None:
    morning()
    assert mail.outbox == []
    assert Digest.objects.get().due_at == NEXT.replace(hour=6, minute=30) + timedelta(days=1)


def test_a_morning_has_one_letter(reader: Actor, carrelet: Actor) -> None:
    post_by(carrelet)
    morning()
    morning()
    assert len(mail.outbox) == 1
    with clock.at(NEXT + timedelta(days=1)):
        assert not send_digest(digest_id=Digest.objects.get().pk)
    assert len(mail.outbox) == 1


def test_a_worker_that_dies_after_sending_sends_the_same_letter(
    reader: Actor, carrelet: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    post_by(carrelet)
    monkeypatch.setattr(digests, "_next_due", _dies)
    with pytest.raises(KeyboardInterrupt):
        morning()
    monkeypatch.undo()
    morning()
    first, again = mail.outbox
    assert first.extra_headers["Message-ID"] == again.extra_headers["Message-ID"]


def _dies(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_letter_that_the_mail_server_refuses_stays_due(
    reader: Actor, carrelet: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    post_by(carrelet)

    def refuse(*_: object) -> None:
        raise OSError("ruisseau@exemple.test")

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)
    with pytest.raises(LetterStays) as error:
        morning()
    monkeypatch.undo()
    assert "ruisseau" not in str(error.value)
    morning()
    assert len(mail.outbox) == 1


def test_blocked_muted_suspended_and_closed_accounts_are_left_out(reader: Actor, carrelet: Actor) -> None:
    post_by(carrelet)
    block(blocker=carrelet, blocked=reader)
    morning()
    assert mail.outbox == []
    other = person("tiers", "doctor", proved=True)
    follow(follower=reader, followee=other)
    with clock.at(NEXT + timedelta(hours=1)):
        post_by(other)
    suspend(actor=reader)
    with clock.at(NEXT + timedelta(days=1)):
        assert not send_digest(digest_id=Digest.objects.get().pk)
    Account.objects.update(is_active=False)
    assert mail.outbox == []


def test_one_click_stops_letters_without_signing_in(reader: Actor, carrelet: Actor) -> None:
    post_by(carrelet)
    morning()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = headers["List-Unsubscribe"].strip("<>").partition("/resumes/")[2]
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(f"/resumes/{path}").status_code == 200
    assert Digest.objects.get().frequency == Frequency.DAILY
    for _ in range(2):
        assert browser.post(f"/resumes/{path}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Digest.objects.get().frequency == Frequency.NEVER
    assert due_digests() == []


def test_a_forged_link_stops_nothing(reader: Actor) -> None:
    token = stop_token(Digest.objects.get())
    for forged in (token[:-1] + ("a" if token[-1] != "a" else "b"), "1.x", str(Digest.objects.get().pk)):
        assert Client().post(f"/resumes/arreter/{forged}").status_code == 404
    assert Digest.objects.get().frequency == Frequency.DAILY


def test_the_rhythm_is_chosen_on_a_page(ruisseau: Actor) -> None:
    browser = signed_in(ruisseau).client
    for _ in range(2):
        assert browser.post("/reglages/avis/resume", {"rythme": "weekly"}).status_code == 302
    assert Digest.objects.get().due_at == datetime(2026, 3, 9, 6, 30, tzinfo=UTC)
    assert browser.post("/reglages/avis/resume", {"rythme": "hourly"}).status_code == 422
    assert Client().post("/reglages/avis/resume", {"rythme": "daily"}).status_code == 302
    assert Digest.objects.count() == 1
