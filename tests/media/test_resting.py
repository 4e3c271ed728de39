"""Files of drafts, of messages that wait, of questions and of programs: there when they are needed, then gone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.config.api_caller import caller
from tests.conftest import signed_in
from tests.media import made
from tests.media.conftest import received, upload, work
from toctoc.community.models import Attachment, Post, Unsent
from toctoc.community.services import unsent
from toctoc.kernel import clock
from toctoc.kernel.progress import Progress
from toctoc.kernel.recurrence import PLACE
from toctoc.media.models import File
from toctoc.media.services.sweeping import sweep
from toctoc.questions.models import Question

if TYPE_CHECKING:
    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db
TYPED = {"text": "Voici le tracé.", "audience": "members", "cle": "k"}


def swept() -> None:
    sweep(progress=Progress(lambda _done, _total: True))


def test_files_of_a_draft_stay_as_long_as_it_does(avril: Actor) -> None:
    file, start = received(avril, made.photograph()), clock.now()
    signed_in(avril).client.post("/messages/nouveau", TYPED | {"media": file.pk, "faire": "brouillon"})
    with clock.at(start + timedelta(days=29)):
        swept()
        assert File.objects.filter(pk=file.pk).exists()
    with clock.at(start + timedelta(days=31, hours=1)):
        unsent.forget_old()
        swept()
    assert not File.objects.exists()


def test_files_of_a_message_that_waits_are_there_when_it_appears(avril: Actor) -> None:
    file, at = received(avril, made.photograph()), clock.now() + timedelta(days=90)
    moment = at.astimezone(PLACE).strftime("%Y-%m-%dT%H:%M")
    signed_in(avril).client.post("/messages/nouveau", TYPED | {"media": file.pk, "publish_at": moment})
    row = Unsent.objects.get()
    with clock.at(at + timedelta(hours=1)):
        swept()
        unsent.publish_due(unsent_id=row.pk)
    assert Attachment.objects.get(post=Post.objects.get()).file == file


def test_files_of_a_message_held_back_stay_as_those_of_a_draft(avril: Actor) -> None:
    file, start = received(avril, made.photograph()), clock.now()
    sent = {"text": "Plus tard.", "audience": {"kind": "members"}, "media": [str(file.pk)]}
    caller(avril).post("/posts", sent | {"publish_at": (start + timedelta(hours=2)).isoformat()})
    unsent.hold_back(owner=avril, unsent_id=Unsent.objects.get().pk)
    with clock.at(start + timedelta(days=29)):
        swept()
        assert File.objects.filter(pk=file.pk).exists()


def test_a_draft_thrown_away_takes_only_what_no_other_draft_needs(avril: Actor) -> None:
    alone, shared = received(avril, made.photograph()), received(avril, made.photograph())
    client = signed_in(avril).client
    for number, ids in enumerate(([alone.pk, shared.pk], [shared.pk])):
        client.post("/messages/nouveau", TYPED | {"media": ids, "faire": "brouillon", "cle": f"k{number}"})
    unsent.throw_away(owner=avril, unsent_id=Unsent.objects.earliest("pk").pk)
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        swept()
    assert list(File.objects.all()) == [shared]


def test_nobody_keeps_the_file_of_somebody_else(avril: Actor, ruisseau: Actor) -> None:
    file = received(ruisseau, made.photograph())
    signed_in(avril).client.post("/messages/nouveau", TYPED | {"media": file.pk, "faire": "brouillon"})
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        swept()
    assert not File.objects.exists()


def test_a_question_and_its_answer_carry_files(ruisseau: Actor, carrelet: Actor) -> None:
    asker, answerer = signed_in(ruisseau).client, signed_in(carrelet).client
    asking = {
        "text": "Que montre ce tracé ?",
        "topics": "dermatologie",
        "urgency": "today",
        "audience": "professionals",
        "cle": "q",
    }
    page = asker.post("/questions/poser", asking | {"fichiers": upload(made.photograph()), "joindre": "oui"})
    file = File.objects.get()
    assert f'name="media" value="{file.pk}"' in page.content.decode()
    asker.post("/questions/poser", asking | {"media": file.pk})
    question = Question.objects.get()
    work()
    assert Attachment.objects.get(post=question.pk).file == file
    assert f"/media/{file.pk}" in answerer.get(f"/questions/{question.pk}").content.decode()
    answering = {"text": "Le voici, commenté.", "voice": "practice", "cle": "r"}
    answerer.post(f"/questions/{question.pk}/repondre", answering | {"fichiers": upload(made.photograph())})
    assert Attachment.objects.get(post__author=carrelet).post.reply_to_id == question.pk


def test_a_program_tells_of_what_it_lived_with_a_picture(avril: Actor, dehors: Actor) -> None:
    file = received(avril, made.photograph())
    told = {"text": "Un an après.", "audience": {"kind": "members"}, "experience": {"helped": "Marcher chaque matin."}}
    said = caller(avril).post("/posts", told | {"media": [str(file.pk)]})
    assert said.status == 201
    parts = caller(dehors).get(f"/posts/{said.body['id']}").body["parts"]
    assert [one["id"] for one in parts["media"]] == [str(file.pk)]
    assert parts["experience"]["helped"] == "Marcher chaque matin."


def test_whoever_would_rather_speak_tells_of_it_with_a_voice(avril: Actor) -> None:
    client = signed_in(avril).client
    told = {"text": "Un an après.", "helped": "Tout est dans la note.", "audience": "members", "cle": "v"}
    page = client.post("/vecu/nouveau", told | {"fichiers": upload(made.tone()), "joindre": "oui"})
    file = File.objects.get()
    assert f'name="media" value="{file.pk}"' in page.content.decode()
    assert client.post("/vecu/nouveau", told | {"media": file.pk}).status_code == 302
    assert Attachment.objects.get(post=Post.objects.get()).file.kind == "sound"
