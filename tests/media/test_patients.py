"""A picture that nobody looked at goes with no story of somebody who is cared for, whatever the door."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pikepdf import Dictionary, Name
from PIL import Image

from tests.config.api_caller import caller
from tests.conftest import signed_in
from tests.media import made
from tests.media.conftest import received, upload, work
from toctoc.community.models import Post
from toctoc.community.rules.drafts import Extras
from toctoc.community.services import posts
from toctoc.kernel.errors import Invalid
from toctoc.media.models import File
from toctoc.media.services import files, masking
from toctoc.media.services.store import store
from toctoc.privacy.services import clear
from toctoc.questions.models import Question

if TYPE_CHECKING:
    from toctoc.people.models import Actor

pytestmark = pytest.mark.django_db
CASE = "Je vois une patiente avec une éruption du tronc depuis six semaines. Qu’en pensez-vous ?"
TALK = "Que montre ce tracé ?"
SURE = {"reconnaissable": "no", "accord": "yes"}


def seen_as(owner: Actor, looked: str) -> File:
    file = received(owner, made.photograph())
    File.objects.filter(pk=file.pk).update(looked=looked)
    return file


@pytest.mark.parametrize(("looked", "sentence"), [("absent", "ne sait pas vérifier"), ("incomplete", "en entier")])
def test_the_page_refuses_it_and_keeps_what_was_typed(ruisseau: Actor, looked: str, sentence: str) -> None:
    file, client = seen_as(ruisseau, looked), signed_in(ruisseau).client
    typed = {"text": CASE, "audience": "professionals", "voice": "practice", "media": file.pk, "cle": "k", **SURE}
    page = client.post("/messages/nouveau", typed)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert "éruption du tronc" in page.content.decode()
    assert not Post.objects.exists()
    asked = {"topics": "dermatologie", "urgency": "today"}
    assert client.post("/questions/poser", typed | asked | {"cle": "q"}).status_code == 422
    assert not Question.objects.exists()
    # What speaks of nobody goes, its metadata removed as ever.
    assert client.post("/messages/nouveau", typed | {"text": TALK, "cle": "t"}).status_code == 302


def test_one_that_was_looked_at_goes(ruisseau: Actor) -> None:
    file = seen_as(ruisseau, "done")
    typed = {"text": CASE, "audience": "professionals", "voice": "practice", "media": file.pk, "cle": "k", **SURE}
    assert signed_in(ruisseau).client.post("/messages/nouveau", typed).status_code == 302
    file.refresh_from_db()
    assert file.shows_patient


def test_services_and_programs_refuse_it_too(ruisseau: Actor) -> None:
    file = seen_as(ruisseau, "absent")
    extras = Extras(media=(file.pk,))
    with pytest.raises(Invalid, match="ne sait pas vérifier"):
        posts.write(author=ruisseau, draft=posts.Draft(clear(CASE), "professionals", extras=extras))
    thread = posts.write(author=ruisseau, draft=posts.Draft(clear(TALK), "professionals"))
    with pytest.raises(Invalid, match="ne sait pas vérifier"):
        posts.reply(author=ruisseau, to=thread, answer=posts.Answer(clear(CASE), extras=extras))
    said = {"text": CASE, "audience": {"kind": "professionals"}, "media": [str(file.pk)]}
    answer = caller(ruisseau).send("post", "/posts", said)
    assert answer.status == 422
    assert "ne sait pas vérifier" in str(answer.body)


def test_its_description_may_be_the_story(ruisseau: Actor) -> None:
    file = received(ruisseau, made.photograph(), "La main de ma patiente de 34 ans.")
    File.objects.filter(pk=file.pk).update(looked="absent")
    with pytest.raises(Invalid, match="ne sait pas vérifier"):
        posts.write(author=ruisseau, draft=posts.Draft(clear(TALK), "professionals", extras=Extras(media=(file.pk,))))


def test_nor_does_a_description_that_is_written_later(ruisseau: Actor) -> None:
    file = seen_as(ruisseau, "absent")
    posts.write(author=ruisseau, draft=posts.Draft(clear(TALK), "professionals", extras=Extras(media=(file.pk,))))
    answer = signed_in(ruisseau).client.post(f"/fichiers/{file.pk}", {"description": "La main de ma patiente."})
    assert answer.status_code == 422
    assert "ne sait pas vérifier" in answer.content.decode()
    told = caller(ruisseau).send("put", f"/media/{file.pk}", {"description": "La main de ma patiente."})
    assert told.status == 422
    file.refresh_from_db()
    assert file.description == "Un dessin."


def test_an_edit_does_not_bring_the_story_afterwards(ruisseau: Actor) -> None:
    file = seen_as(ruisseau, "absent")
    post = posts.write(
        author=ruisseau, draft=posts.Draft(clear(TALK), "professionals", extras=Extras(media=(file.pk,)))
    )
    with pytest.raises(Invalid, match="ne sait pas vérifier"):
        posts.edit(editor=ruisseau, post=post, text=clear(CASE), revision=1)


def test_a_patient_tells_their_own_story_unless_the_picture_is_said_to_show_somebody(avril: Actor) -> None:
    file, client = seen_as(avril, "absent"), signed_in(avril).client
    typed = {
        "text": "Mon atelier de poterie, hier.",
        "audience": "members",
        "media": file.pk,
        "soin": file.pk,
        "cle": "k",
    }
    page = client.post("/messages/nouveau", typed | {f"soin-{file.pk}": "oui"})
    assert page.status_code == 422
    assert "checked" in page.content.decode().partition(f'name="soin-{file.pk}"')[2][:30]
    # The box was taken off again: the form asked about it.
    assert client.post("/messages/nouveau", typed).status_code == 302


def test_one_that_is_still_read_is_refused_at_once_or_when_it_turns_out(
    ruisseau: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toctoc.media.services import making, workshop

    def waiting() -> File:
        return files.receive(owner=ruisseau, upload=upload(made.photograph()), description=clear(""))

    monkeypatch.setattr(masking, "is_available", lambda: False)
    with pytest.raises(Invalid, match="ne sait pas vérifier"):
        posts.write(
            author=ruisseau, draft=posts.Draft(clear(CASE), "professionals", extras=Extras(media=(waiting().pk,)))
        )
    monkeypatch.setattr(masking, "is_available", lambda: True)
    run = workshop.run_workshop

    def half_looked(*asked: object, **told: object) -> object:
        brought = run(*asked, **told)  # type: ignore[arg-type]
        brought.answer["found"]["looked"] = "incomplete"
        return brought

    monkeypatch.setattr(making, "run_workshop", half_looked)
    file = waiting()
    post = posts.write(
        author=ruisseau, draft=posts.Draft(clear(CASE), "professionals", extras=Extras(media=(file.pk,)))
    )
    work()
    file.refresh_from_db()
    assert (file.state, file.reason) == ("refused", "not_looked")
    client = signed_in(ruisseau).client
    assert client.get(f"/media/{file.pk}/image").status_code == 404
    assert "pas pu être lu" in client.get(f"/messages/{post.pk}/carte").content.decode()


def test_a_film_in_which_somebody_may_be_seen_tells_of_no_patient(ruisseau: Actor) -> None:
    view = Image.open(BytesIO(made.labelled())).resize((800, 600))
    file = received(ruisseau, made.film_of(view))
    assert (file.kind, file.state, file.looked) == ("film", "ready", "seen")
    client = signed_in(ruisseau).client
    assert "rien ne le masque" in client.get(f"/fichiers/{file.pk}/etat").content.decode()
    with store().open(file.key, "poster") as source:
        poster = Image.open(BytesIO(source.read())).convert("RGB")
    left, top, right, bottom = (side * poster.width // made.LABELLED[0] for side in made.WORDS)
    assert made.hidden(poster, (left, top, right, bottom)) > 0.8
    with pytest.raises(Invalid, match="dans ce film"):
        posts.write(author=ruisseau, draft=posts.Draft(clear(CASE), "professionals", extras=Extras(media=(file.pk,))))
    posts.write(author=ruisseau, draft=posts.Draft(clear(TALK), "professionals", extras=Extras(media=(file.pk,))))


def test_a_film_in_which_nothing_was_found_says_that_not_all_was_looked_at(ruisseau: Actor) -> None:
    file = received(ruisseau, made.film(0.5))
    assert file.looked == "done"
    told = signed_in(ruisseau).client.get(f"/fichiers/{file.pk}/etat").content.decode()
    assert "pas toutes" in told
    assert "Une voix se reconnaît" in told
    posts.write(author=ruisseau, draft=posts.Draft(clear(CASE), "professionals", extras=Extras(media=(file.pk,))))


def worded_paper() -> bytes:
    """Return a PDF with a line that can be read."""
    pdf = made.paper(1)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F1=font))
    return made.saved(pdf)


def words_in(file: File) -> str:
    """Return what can be selected in a document as it is kept."""
    with store().open(file.key, "document") as source, pypdfium2.PdfDocument(source.read()) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("is_read_first", [True, False])
def test_pages_of_a_paper_become_masked_pictures_with_a_story(ruisseau: Actor, *, is_read_first: bool) -> None:
    if is_read_first:
        file = received(ruisseau, worded_paper())
        assert "Compte rendu fictif" in words_in(file)
        state = signed_in(ruisseau).client.get(f"/fichiers/{file.pk}/etat").content.decode()
        assert "il devient des images aux textes masqués" in state
    else:
        file = files.receive(owner=ruisseau, upload=upload(worded_paper()), description=clear(""))
    post = posts.write(
        author=ruisseau, draft=posts.Draft(clear(CASE), "professionals", extras=Extras(media=(file.pk,)))
    )
    client = signed_in(ruisseau).client
    # Nobody reads it before that.
    assert client.get(f"/media/{file.pk}/document").status_code == 404
    assert "en préparation" in client.get(f"/messages/{post.pk}/carte").content.decode()
    work()
    file.refresh_from_db()
    assert (file.state, file.looked, file.pages) == ("ready", "done", 1)
    assert words_in(file) == ""
    assert f"/media/{file.pk}/document" in client.get(f"/messages/{post.pk}/carte").content.decode()


def test_a_paper_that_nobody_can_look_at_tells_of_no_patient_and_a_voice_may(
    ruisseau: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, voice = received(ruisseau, worded_paper()), received(ruisseau, made.tone())
    assert "Une voix se reconnaît" in signed_in(ruisseau).client.get(f"/fichiers/{voice.pk}/etat").content.decode()
    monkeypatch.setattr(masking, "is_available", lambda: False)
    with pytest.raises(Invalid, match="Ce PDF"):
        posts.write(author=ruisseau, draft=posts.Draft(clear(CASE), "professionals", extras=Extras(media=(paper.pk,))))
    for text, file in ((CASE, voice), (TALK, paper)):
        posts.write(author=ruisseau, draft=posts.Draft(clear(text), "professionals", extras=Extras(media=(file.pk,))))
    work()
    assert "Compte rendu fictif" in words_in(paper)


def test_nobody_declares_for_somebody_else(ruisseau: Actor, avril: Actor) -> None:
    file = seen_as(ruisseau, "absent")
    typed = {"text": "Bonjour.", "audience": "members", "media": file.pk, "soin": file.pk, f"soin-{file.pk}": "oui"}
    signed_in(avril).client.post("/messages/nouveau", typed | {"joindre": "oui"})
    file.refresh_from_db()
    assert not file.shows_patient


@pytest.mark.parametrize("field", ["warning", "poll", "helped"])
def test_the_story_may_stand_beside_the_text(ruisseau: Actor, field: str) -> None:
    file, client = seen_as(ruisseau, "absent"), signed_in(ruisseau).client
    told = [CASE, "Non"] if field == "poll" else CASE
    typed = {"text": TALK, "audience": "professionals", "media": file.pk, "poll_lasts": "60", **SURE, field: told}
    path = "/vecu/nouveau" if field == "helped" else "/messages/nouveau"
    page = client.post(path, typed | {"cle": "a"})
    assert page.status_code == 422
    assert "ne sait pas vérifier" in page.content.decode()


def test_a_picture_in_a_thread_about_somebody_is_of_them(ruisseau: Actor, carrelet: Actor) -> None:
    thread = posts.write(author=ruisseau, draft=posts.Draft(clear(CASE), "professionals"))
    for author in (ruisseau, carrelet):
        file = seen_as(author, "absent")
        answer = posts.Answer(clear(TALK), extras=Extras(media=(file.pk,)))
        with pytest.raises(Invalid, match="ne sait pas vérifier"):
            posts.reply(author=author, to=thread, answer=answer)
    other = posts.write(author=ruisseau, draft=posts.Draft(clear(TALK), "professionals"))
    assert posts.reply(author=carrelet, to=other, answer=answer).pk
