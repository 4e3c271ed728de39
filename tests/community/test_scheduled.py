"""Messages that wait for their time: said once, by whoever still may, and never wider."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import person, signed_in
from tests.pages import words_of
from toctoc.community.models import Notification, Poll, Post, Unsent
from toctoc.community.rules.drafts import Extras, PollDraft
from toctoc.community.services import posts, unsent
from toctoc.jobs.models import Job
from toctoc.kernel import clock
from toctoc.kernel.errors import Refused
from toctoc.kernel.recurrence import PLACE
from toctoc.people.models import Proof
from toctoc.people.services.actors import suspend
from toctoc.people.services.proofs import revoke_proof
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from tests.pages import Response
    from toctoc.people.models import Account, Actor

TEXT = "Rappel : la réunion est demain."


def in_hours(hours: float) -> str:
    return (clock.now().astimezone(PLACE) + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def scheduled(actor: Actor, **changes: object) -> Response:
    typed = {"text": TEXT, "audience": "members", "cle": "k", "publish_at": in_hours(2), **changes}
    return signed_in(actor).client.post("/messages/nouveau", typed)


def waiting(author: Actor, draft: posts.Draft) -> Unsent:
    at = clock.now() + timedelta(hours=1)
    return unsent.schedule(owner=author, sheet=unsent.Sheet(draft.text), draft=draft, at=at)


def test_a_message_waits_for_its_time_and_is_said_once(avril: Actor) -> None:
    assert scheduled(avril)["Location"] == "/brouillons"
    assert not Post.objects.exists()
    row = Unsent.objects.get()
    assert "Paraîtra le" in words_of(signed_in(avril).client.get("/brouillons"))
    job = Job.objects.get(task=unsent.PUBLISH)
    assert job.run_at == row.publish_at
    unsent.publish_due(unsent_id=row.pk)
    assert not Post.objects.exists()
    with clock.at(job.run_at):
        for _ in range(3):  # a worker that was killed, and another that was too
            unsent.publish_due(unsent_id=row.pk)
        assert Post.objects.get().text == TEXT
    assert not Unsent.objects.exists()


def test_a_worker_killed_in_the_middle_leaves_nothing_half_said(avril: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    scheduled(avril)
    row = Unsent.objects.get()
    monkeypatch.setattr(Unsent, "delete", lambda _self: (_ for _ in ()).throw(KeyboardInterrupt))
    with clock.at(clock.now() + timedelta(hours=3)):
        with pytest.raises(KeyboardInterrupt):
            unsent.publish_due(unsent_id=row.pk)
        assert not Post.objects.exists()
        monkeypatch.undo()
        unsent.publish_due(unsent_id=row.pk)
        assert Post.objects.count() == 1


def test_a_lost_proof_turns_it_into_a_draft_and_nothing_is_said(
    ruisseau: Actor, carrelet: Actor, vigie: Account
) -> None:
    scheduled(ruisseau, audience="professionals")
    row = Unsent.objects.get()
    revoke_proof(proof=Proof.objects.get(actor=ruisseau), decided_by=vigie)
    with clock.at(clock.now() + timedelta(hours=3)):
        unsent.publish_due(unsent_id=row.pk)
        unsent.publish_due(unsent_id=row.pk)
    assert not Post.objects.exists()
    row.refresh_from_db()
    assert (row.publish_at, row.meant) == (None, "")
    told = Notification.objects.get(recipient=ruisseau, kind="held")
    assert told.address == "/brouillons"
    assert "Votre message programmé n’a pas paru" in words_of(signed_in(ruisseau).client.get("/avis"))
    assert TEXT in words_of(signed_in(ruisseau).client.get(f"/messages/nouveau?brouillon={row.pk}"))


def test_a_named_person_who_went_keeps_it_from_the_others(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    row = waiting(ruisseau, posts.Draft(clear(TEXT), "named", named=(avril, dehors)))
    suspend(actor=dehors)
    with clock.at(clock.now() + timedelta(hours=3)):
        unsent.publish_due(unsent_id=row.pk)
    assert not Post.objects.exists()


def test_a_suspended_author_says_nothing(avril: Actor) -> None:
    scheduled(avril)
    suspend(actor=avril)
    with clock.at(clock.now() + timedelta(hours=3)):
        unsent.publish_due(unsent_id=Unsent.objects.get().pk)
    assert not Post.objects.exists()


def test_everything_it_carries_waits_with_it(avril: Actor, dehors: Actor) -> None:
    poll = PollDraft((clear_line("Oui"), clear_line("Non")), timedelta(hours=1))
    extras = Extras(warning=clear_line("Deuil"), poll=poll)
    row = waiting(avril, posts.Draft(clear(TEXT, language="en"), "named", named=(dehors,), extras=extras))
    assert not Poll.objects.exists()
    with clock.at(clock.now() + timedelta(hours=3)):
        unsent.publish_due(unsent_id=row.pk)
        post = Post.objects.get()
        assert (post.warning, post.language, post.audience) == ("Deuil", "en", "named")
        assert Poll.objects.get().closes_at == clock.now() + timedelta(hours=1)
        assert TEXT in words_of(signed_in(dehors).client.get(f"/messages/{post.pk}"))


@pytest.mark.parametrize("moment", [in_hours(0.01), in_hours(-5), in_hours(24 * 366), "demain", "2026-13-45T99:99"])
def test_a_time_that_cannot_be_keeps_what_was_typed(avril: Actor, moment: str) -> None:
    response = scheduled(avril, publish_at=moment)
    assert response.status_code == 422
    page = words_of(response)
    assert TEXT in page
    assert f'value="{moment}"' in page
    assert not Unsent.objects.exists()


def test_what_could_not_be_written_now_does_not_wait(avril: Actor) -> None:
    assert scheduled(avril, audience="professionals").status_code == 403
    assert scheduled(avril, poll=["Seule"]).status_code == 422
    assert not Unsent.objects.exists()
    assert not Post.objects.exists()
    assert not Job.objects.filter(task=unsent.PUBLISH).exists()
    with pytest.raises(Refused):
        waiting(avril, posts.Draft(clear(TEXT), "group:5"))


def test_its_time_changes_and_the_older_job_finds_nothing_to_do(avril: Actor) -> None:
    scheduled(avril)
    row = Unsent.objects.get()
    client = signed_in(avril).client
    assert f'value="{in_hours(2)}"' in words_of(client.get(f"/messages/nouveau?brouillon={row.pk}"))
    assert scheduled(avril, draft=str(row.pk), publish_at=in_hours(8), cle="b").status_code == 302
    assert Unsent.objects.count() == 1
    with clock.at(clock.now() + timedelta(hours=3)):
        unsent.publish_due(unsent_id=row.pk)
        assert not Post.objects.exists()
    with clock.at(clock.now() + timedelta(hours=9)):
        unsent.publish_due(unsent_id=row.pk)
        assert Post.objects.count() == 1


def test_it_is_held_back_or_cancelled(avril: Actor) -> None:
    scheduled(avril)
    row = Unsent.objects.get()
    client = signed_in(avril).client
    assert client.post(f"/brouillons/{row.pk}/retenir").status_code == 302
    with clock.at(clock.now() + timedelta(hours=3)):
        unsent.publish_due(unsent_id=row.pk)
    assert not Post.objects.exists()
    client.post(f"/brouillons/{row.pk}/supprimer")
    assert not Unsent.objects.exists()


def test_only_its_author_sees_it(avril: Actor) -> None:
    scheduled(avril)
    assert TEXT not in words_of(signed_in(person("passant")).client.get("/brouillons"))
