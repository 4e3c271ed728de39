"""A voice note goes into a question's thread with what is said in it, and keeps it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.config.api_caller import caller
from tests.conftest import post_by, question_by, signed_in
from tests.media import made
from tests.media.conftest import upload, work
from toctoc.community.models import Post
from toctoc.community.models.post import LONGEST_TEXT
from toctoc.community.rules.drafts import Extras
from toctoc.community.services import posts
from toctoc.community.services.attachments import describe
from toctoc.kernel.errors import Invalid
from toctoc.media.models import File
from toctoc.media.rules.limits import LONGEST_DESCRIPTION, LONGEST_TRANSCRIPT
from toctoc.media.services import files
from toctoc.privacy.services import clear
from toctoc.questions.models import KnockWord, Question
from toctoc.questions.services.questions import QuestionDraft, answer, ask

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from toctoc.people.models import Actor

SAID = "Faut-il adresser cet eczéma ?"
LONG = "La plaque grandit encore sous la pommade. " * 200


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path, media_url="", clamav_url="")


def note_of(owner: Actor, transcript: str) -> File:
    sound = upload(made.tone(), "note.ogg")
    return files.receive(owner=owner, upload=sound, description=clear(transcript))


def asked(asker: Actor, file: File) -> Question:
    draft = QuestionDraft(
        clear("Écoutez, qu’en pensez-vous ?"),
        ("dermatologie",),
        "today",
        "professionals",
        extras=Extras(media=(file.pk,)),
    )
    return ask(asker=asker, draft=draft)


def test_a_question_takes_a_sound_with_its_transcript_alone(ruisseau: Actor) -> None:
    with pytest.raises(Invalid, match="message vocal") as refused:
        asked(ruisseau, note_of(ruisseau, ""))
    assert refused.value.field == "media"
    assert not Post.objects.exists()
    question = asked(ruisseau, note_of(ruisseau, SAID))
    work()
    assert SAID in signed_in(ruisseau).client.get(f"/questions/{question.pk}").content.decode()


def test_an_answer_does_too_and_any_other_thread_as_before(ruisseau: Actor, carrelet: Actor) -> None:
    question = question_by(ruisseau)
    bare, told = note_of(carrelet, ""), note_of(carrelet, SAID)
    with pytest.raises(Invalid, match="message vocal"):
        answer(
            answerer=carrelet,
            question=question,
            to=question.post,
            text=clear("Voici."),
            extras=Extras(media=(bare.pk,)),
        )
    assert answer(
        answerer=carrelet, question=question, to=question.post, text=clear("Voici."), extras=Extras(media=(told.pk,))
    ).pk
    thread = post_by(ruisseau)
    plain = posts.Answer(clear("Voici."), extras=Extras(media=(bare.pk,)))
    assert posts.reply(author=carrelet, to=thread, answer=plain).pk


def test_the_json_api_names_the_field(ruisseau: Actor) -> None:
    sent = {
        "text": "Écoutez, qu’en pensez-vous ?",
        "audience": {"kind": "professionals"},
        "question": {"topics": ["dermatologie"], "urgency": "today"},
        "media": [str(note_of(ruisseau, "").pk)],
    }
    said = caller(ruisseau).post("/posts", sent)
    assert (said.status, said.body["field"]) == (422, "media")


def test_a_transcript_passes_the_guard(ruisseau: Actor) -> None:
    with pytest.raises(Invalid):
        note_of(ruisseau, "Rappelez-moi au 06 12 34 56 78.")


def test_a_transcript_that_was_sent_is_corrected_and_not_emptied(ruisseau: Actor) -> None:
    file = note_of(ruisseau, SAID)
    asked(ruisseau, file)
    file.refresh_from_db()
    with pytest.raises(Invalid, match="transcription"):
        describe(owner=ruisseau, file=file, description=clear(""))
    assert describe(owner=ruisseau, file=file, description=clear("Faut-il l’adresser ?")).description


def test_a_hashtag_opens_no_question_on_a_sound_that_nobody_can_read(ruisseau: Actor) -> None:
    KnockWord.objects.create(word="@toctoc", topic="exercice")
    for transcript, opened in (("", 0), (SAID, 1)):
        extras = Extras(media=(note_of(ruisseau, transcript).pk,))
        posts.write(author=ruisseau, draft=posts.Draft(clear("@toctoc que faire ?"), "professionals", extras=extras))
        assert Question.objects.count() == opened


def test_a_transcript_is_as_long_as_an_answer_may_be(ruisseau: Actor, carrelet: Actor) -> None:
    assert LONGEST_TRANSCRIPT == LONGEST_TEXT
    question, long = question_by(ruisseau), LONG[:LONGEST_TRANSCRIPT]
    file = note_of(carrelet, long)
    said = answer(
        answerer=carrelet, question=question, to=question.post, text=clear("Voici."), extras=Extras(media=(file.pk,))
    )
    work()
    assert long.split()[-1] in signed_in(ruisseau).client.get(f"/questions/{question.pk}").content.decode()
    with pytest.raises(Invalid, match="transcription") as refused:
        describe(owner=carrelet, file=file, description=clear(f"{long}."))
    assert refused.value.field == "media"
    file.refresh_from_db()
    assert (file.description, said.deleted_at) == (long, None)


def test_only_sounds_are_told_at_length(ruisseau: Actor) -> None:
    picture = upload(made.photograph(), "dessin.jpg")
    with pytest.raises(Invalid, match="description"):
        files.receive(owner=ruisseau, upload=picture, description=clear(LONG[: LONGEST_DESCRIPTION + 1]))


def test_without_javascript_the_form_asks_for_the_transcript_and_keeps_all_that_was_typed(
    ruisseau: Actor, carrelet: Actor
) -> None:
    question, client = question_by(ruisseau), signed_in(carrelet).client
    address = f"/questions/{question.pk}/repondre"
    sent = client.post(address, {"cle": "a", "text": "Écoutez-moi.", "fichiers": upload(made.tone(), "note.ogg")})
    page, file = sent.content.decode(), File.objects.get()
    assert sent.status_code == 422
    assert "Écrivez ce que dit votre message vocal" in page
    assert f'name="description-{file.pk}"' in page
    assert f'maxlength="{LONGEST_TRANSCRIPT}"' in page
    typed = {"cle": "a", "text": "Écoutez-moi.", "media": str(file.pk)}
    long = f"{LONG[:LONGEST_TRANSCRIPT]}."
    refused = client.post(address, {**typed, f"description-{file.pk}": long})
    assert refused.status_code == 422
    assert "Une transcription a au plus 5000 caractères" in refused.content.decode().replace("\u202f", "")
    assert long in refused.content.decode(), "nothing that was typed is lost"
    assert client.post(address, {**typed, f"description-{file.pk}": SAID}).status_code == 302
    file.refresh_from_db()
    assert (file.description, Post.objects.filter(author=carrelet).count()) == (SAID, 1)


def test_the_json_api_says_how_long_a_transcript_may_be(ruisseau: Actor) -> None:
    file = note_of(ruisseau, SAID)
    told = {"description": f"{LONG[:LONGEST_TRANSCRIPT]}."}
    refused = caller(ruisseau).send("put", f"/media/{file.pk}", told)
    assert (refused.status, refused.body["field"]) == (422, "media")
    kept = caller(ruisseau).send("put", f"/media/{file.pk}", {"description": LONG[:LONGEST_TRANSCRIPT]})
    assert kept.status == 200
