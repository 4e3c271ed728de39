"""A letter when a question knocks: for those who asked for it, by day, so many a day, and never after its reason."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from tests.conftest import person, signed_in
from toctoc.community.models import Post
from toctoc.community.services import posts
from toctoc.community.services.digests import LetterStays
from toctoc.jobs.services.worker import Worker
from toctoc.kernel import clock
from toctoc.kernel.tasks import TASKS
from toctoc.people.models import Proof
from toctoc.people.rules.audience import NAMED
from toctoc.people.services.blocks import block
from toctoc.people.services.proofs import revoke_proof
from toctoc.privacy.services import clear, consents
from toctoc.questions import tasks
from toctoc.questions.models import Availability, Invitation, KnockLetter, KnockReader, Question
from toctoc.questions.rules.letters.moments import leaves_at
from toctoc.questions.services.mail.knocks import choose_knocks, write_knock
from toctoc.questions.services.mail.receiving import receive
from toctoc.questions.services.questions import QuestionDraft, answer, ask
from toctoc.questions.services.routing.waves import widen

if TYPE_CHECKING:
    from django.conf import LazySettings
    from django.core.mail import EmailMessage

    from toctoc.people.models import Account, Actor

assert tasks.write_one_knock, "the room's tasks are registered"
NOON, NIGHT = datetime(2026, 3, 4, 12, tzinfo=UTC), datetime(2026, 3, 4, 2, 30, tzinfo=UTC)
SAID = "Que verriez-vous devant cette plaque ?"


@pytest.fixture(autouse=True)
def _receives(settings: LazySettings) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, reply_domain="courrier.exemple.test")


def asked(asker: Actor, audience: str = "professionals", at: datetime = NOON, urgency: str = "now") -> Question:
    with clock.at(at):
        return ask(asker=asker, draft=QuestionDraft(clear(SAID), ("dermatologie",), urgency, audience))


def work(at: datetime) -> list[EmailMessage]:
    """Send waves and letters that are due, as a worker does; return the letters of invitations."""
    mail.outbox.clear()
    with clock.at(at):
        Worker(TASKS).drain()
    return [letter for letter in mail.outbox if "List-Unsubscribe" in letter.extra_headers]


def invited(asker: Actor, reader: Actor, audience: str = "professionals", most_a_day: int = 3) -> Invitation:
    """Bring a question to somebody who wants letters; the letter has not left yet."""
    choose_knocks(actor=reader, most_a_day=most_a_day)
    question = asked(asker, audience)
    with clock.at(NOON):
        widen(question_id=question.pk)
    return Invitation.objects.get(question=question, actor=reader)


def test_who_asked_for_letters_gets_one_for_an_invitation_and_nobody_else_does(
    ruisseau: Actor, carrelet: Actor
) -> None:
    person("voisine", "doctor", "dermatology", proved=True)
    invitation = invited(ruisseau, carrelet)
    assert Invitation.objects.count() == 2
    (letter,) = work(NOON)
    assert letter.to == ["carrelet@exemple.test"]
    # For professionals: neither the words nor the name of the asker.
    assert SAID not in str(letter.body)
    assert ruisseau.display_name not in str(letter.body)
    assert f"/questions/{invitation.question_id}" in str(letter.body)
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    # The task once more, by whatever chance: nothing leaves again.
    with clock.at(NOON):
        assert not write_knock(invitation_id=invitation.pk)
    assert work(NOON + timedelta(minutes=2)) == []


def test_a_letter_repeats_what_everybody_may_read_in_the_language_of_its_reader(
    ruisseau: Actor, carrelet: Actor
) -> None:
    account = carrelet.account
    assert account is not None
    account.language = "en"
    account.save()
    invited(ruisseau, carrelet, "public")
    (letter,) = work(NOON)
    assert SAID in str(letter.body)
    assert f"{ruisseau.display_name} is knocking at your door." in str(letter.body)
    assert "Not now:" in str(letter.body)


def test_it_is_answered_by_mail(ruisseau: Actor, carrelet: Actor) -> None:
    question = invited(ruisseau, carrelet).question
    (letter,) = work(NOON)
    raw = f"From: carrelet@exemple.test\r\nTo: {letter.reply_to[0]}\r\nMessage-ID: <a@b.test>\r\n\r\nUn psoriasis.\r\n"
    with clock.at(NOON + timedelta(minutes=5)):
        assert receive(raw=f"{raw}{letter.body}".encode()) == "answered"
    question.refresh_from_db()
    assert question.answers_count == 1


def test_one_tap_leaves_the_question_to_others_without_telling_what_it_is(ruisseau: Actor, carrelet: Actor) -> None:
    invitation = invited(ruisseau, carrelet)
    (letter,) = work(NOON)
    link = re.search(r"/questions/courriels/invitations/passer/\S+", str(letter.body))
    assert link is not None
    client = signed_in(person("passante")).client
    # A program that only looks at links answers nothing.
    page = client.get(link[0]).content.decode()
    assert (SAID in page, "Laisser cette question" in page) == (False, True)
    for _ in range(2):
        assert "ne vous attend plus" in client.post(link[0]).content.decode()
    invitation.refresh_from_db()
    assert invitation.reply == "passed"
    assert client.post(f"{link[0]}x").status_code == 404
    posts.delete(deleter=ruisseau, post=invitation.question.post)
    assert client.get(link[0]).status_code == 404


def test_letters_are_chosen_counted_by_day_and_stopped(ruisseau: Actor, carrelet: Actor) -> None:
    client = signed_in(carrelet).client
    for wrong in ("2", "-1", "beaucoup", "9" * 40):
        assert client.post("/questions/courriels", {"invitations": wrong}).status_code == 422
    assert client.post("/questions/courriels", {"invitations": "1"}).status_code == 302
    assert '<option value="1" selected>' in client.get("/questions/courriels").content.decode()
    for _ in range(2):
        asked(ruisseau)
    (letter,) = work(NOON)
    assert Invitation.objects.filter(actor=carrelet).count() == 2
    asked(ruisseau, at=NOON + timedelta(days=1, minutes=1))
    assert len(work(NOON + timedelta(days=1, minutes=1))) == 1
    stop = letter.extra_headers["List-Unsubscribe"].partition("/questions")[2].strip(">")
    assert signed_in(ruisseau).client.get(f"/questions{stop}").status_code == 200
    assert KnockReader.objects.filter(actor=carrelet).exists()
    assert signed_in(ruisseau).client.post(f"/questions{stop}").status_code == 200
    assert not KnockReader.objects.filter(actor=carrelet).exists()
    assert not consents.holds(carrelet, "question_knocks")
    client.post("/questions/courriels", {"invitations": "3"})
    consents.withdraw(actor=carrelet, purpose="question_knocks")
    assert not KnockReader.objects.filter(actor=carrelet).exists()


def test_what_changed_before_it_left_brings_no_letter(ruisseau: Actor, carrelet: Actor, vigie: Account) -> None:
    invitation = invited(ruisseau, carrelet)
    with clock.at(NOON):
        revoke_proof(proof=Proof.objects.get(actor=carrelet), decided_by=vigie)
    assert work(NOON) == []
    invitation.refresh_from_db()
    assert invitation.reply == "withdrawn"


@pytest.mark.parametrize(
    "what", ["read", "answered", "blocked", "suspended", "stopped", "taken back", "old", "for others now"]
)
def test_an_invitation_that_is_over_brings_no_letter(ruisseau: Actor, carrelet: Actor, what: str) -> None:
    invitation = invited(ruisseau, carrelet)
    question = invitation.question
    with clock.at(NOON):
        if what == "read":
            assert signed_in(carrelet).client.get(f"/questions/{question.pk}").status_code == 200
        elif what == "answered":
            other = person("autre", "doctor", proved=True)
            answer(answerer=other, question=question, to=question.post, text=clear("Un psoriasis."))
        elif what == "blocked":
            block(blocker=ruisseau, blocked=carrelet)
        elif what == "suspended":
            type(carrelet).objects.filter(pk=carrelet.pk).update(suspended_at=NOON)
        elif what == "stopped":
            choose_knocks(actor=carrelet, most_a_day=0)
        elif what == "taken back":
            posts.delete(deleter=ruisseau, post=question.post)
        elif what == "for others now":
            Post.objects.filter(pk=question.pk).update(audience=NAMED)
    assert work(NOON + timedelta(days=2 if what == "old" else 0)) == []


def test_no_letter_leaves_in_a_silence_and_it_leaves_after_a_short_one(ruisseau: Actor, carrelet: Actor) -> None:
    invited(ruisseau, carrelet)
    Availability.objects.create(actor=carrelet, quiet_until=NOON + timedelta(hours=2))
    assert work(NOON) == []
    assert work(NOON + timedelta(hours=1)) == []
    assert len(work(NOON + timedelta(hours=2))) == 1


def test_a_long_silence_outlasts_the_letter(ruisseau: Actor, carrelet: Actor) -> None:
    invited(ruisseau, carrelet)
    Availability.objects.create(actor=carrelet, quiet_until=NOON + timedelta(days=3))
    assert work(NOON) == []
    assert work(NOON + timedelta(days=3)) == []


@pytest.mark.parametrize(("is_on_duty", "letters"), [(False, 0), (True, 1)])
def test_at_night_only_who_is_on_duty_is_written_to(
    ruisseau: Actor, carrelet: Actor, *, is_on_duty: bool, letters: int
) -> None:
    choose_knocks(actor=carrelet, most_a_day=3)
    if is_on_duty:
        Availability.objects.create(actor=carrelet, on_duty_until=NIGHT + timedelta(hours=3))
    asked(ruisseau, at=NIGHT)
    assert len(work(NIGHT)) == letters
    assert Invitation.objects.filter(actor=carrelet).exists()
    # Who sleeps reads it in the morning, unless somebody answered.
    assert len(work(datetime(2026, 3, 4, 7, tzinfo=UTC))) == 1 - letters


def test_a_letter_that_the_mail_server_refused_is_tried_again_under_its_name(
    ruisseau: Actor, carrelet: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation = invited(ruisseau, carrelet, most_a_day=1)

    def away(_self: EmailMessage) -> int:
        raise OSError

    with clock.at(NOON):
        with monkeypatch.context() as broken:
            broken.setattr("django.core.mail.EmailMessage.send", away)
            with pytest.raises(LetterStays):
                write_knock(invitation_id=invitation.pk)
        # It keeps its place among those of the day.
        assert KnockLetter.objects.get().sent_at is None
        assert write_knock(invitation_id=invitation.pk)
    assert len(mail.outbox) == 1


def test_settings_lead_to_letters_and_hours_and_back(carrelet: Actor) -> None:
    client = signed_in(carrelet).client
    leads = {
        "/reglages/avis": ("/questions/courriels", "/reglages/disponibilite"),
        "/questions/courriels": ("/reglages/avis", "/reglages/disponibilite"),
        "/reglages/disponibilite": ("/questions/courriels", "/reglages/avis"),
    }
    for address, others in leads.items():
        page = client.get(address).content.decode()
        assert all(f'href="{other}"' in page for other in others)


@pytest.mark.parametrize(
    ("now", "quiet_until", "is_called_on", "expected"),
    [
        ("2026-03-04T12:00", None, False, "2026-03-04T12:00"),
        ("2026-03-04T20:00", None, False, "2026-03-05T07:00"),
        ("2026-03-04T02:00", None, False, "2026-03-04T07:00"),
        ("2026-03-04T02:00", None, True, "2026-03-04T02:00"),
        ("2026-03-04T12:00", "2026-03-04T22:30", False, "2026-03-05T07:00"),
        ("2026-03-04T12:00", "2026-03-01T22:30", False, "2026-03-04T12:00"),
        # The night in which clocks go forward: eight in the morning is an hour sooner.
        ("2026-03-28T23:00", None, False, "2026-03-29T06:00"),
    ],
)
def test_letters_keep_the_hours_of_the_clock_on_the_wall(
    now: str, quiet_until: str | None, expected: str, *, is_called_on: bool
) -> None:
    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)

    quiet = at(quiet_until) if quiet_until else None
    assert leaves_at(at(now), ZoneInfo("Europe/Paris"), quiet, is_called_on=is_called_on) == at(expected)
