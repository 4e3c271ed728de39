"""Notes: who may add one, who is counted, when it is shown, to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import person, post_by, question_by, signed_in
from toctoc.community.models import Note, NoteRating, Notification, Post
from toctoc.community.models.note import NoteSide
from toctoc.community.services import notes, posts
from toctoc.community.services.leaving import erase_who_left
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.kernel.progress import Progress
from toctoc.people.services import blocks
from toctoc.privacy.services import clear
from toctoc.questions.models import Question

if TYPE_CHECKING:
    from toctoc.people.models import Actor

DOI = "10.5555/12345678"
SAID = "Le repos au lit allonge la douleur. Bouger dès le premier jour aide."


@pytest.fixture
def aim(avril: Actor) -> Post:
    """What a patient says, that a note may be about."""
    return post_by(avril, "Mal de dos : je reste couchée deux semaines.")


def noted(aim: Post, author: Actor, side: str = NoteSide.REFERENCE, text: str = SAID) -> Note:
    references = (DOI,) if side == NoteSide.REFERENCE else ()
    return notes.add_note(author=author, aim=aim, side=side, text=clear(text), references=references)


def rated(note: Note, *raters: Actor, is_useful: bool | None = True) -> Note:
    for rater in raters:
        notes.rate(rater=rater, post=note.post, is_useful=is_useful)
    note.refresh_from_db()
    return note


def professionals(count: int = 3) -> list[Actor]:
    return [person(f"pro{number}", "nurse", proved=True) for number in range(count)]


def others(count: int = 3) -> list[Actor]:
    return [person(f"autre{number}") for number in range(count)]


def test_a_note_is_shown_when_both_kinds_found_it_useful(aim: Post, ruisseau: Actor, avril: Actor) -> None:
    note = noted(aim, ruisseau)
    page = Client().get(f"/messages/{aim.pk}").content.decode()
    assert SAID not in page
    assert not rated(note, *professionals()).is_shown
    assert rated(note, *others()).is_shown
    page = Client().get(f"/messages/{aim.pk}").content.decode()
    assert SAID in page
    assert "Ce que dit la référence" in page
    assert f"https://doi.org/{DOI}" in page
    assert f"/messages/{aim.pk}/notes" in Client().get(f"/messages/{aim.pk}/carte").content.decode()
    told = Notification.objects.get(recipient=avril)
    assert (told.kind, told.post_id, told.actor_id) == ("note", note.pk, ruisseau.pk)
    assert Client().get(f"/messages/{note.pk}")["Location"] == f"/messages/{aim.pk}/notes#p{note.pk}"


def test_a_note_is_neither_counted_nor_listed_among_the_replies(aim: Post, ruisseau: Actor) -> None:
    note = noted(aim, ruisseau)
    aim.refresh_from_db()
    assert aim.replies_count == 0
    page = Client().get(f"/messages/{aim.pk}").content.decode()
    assert f'id="p{note.pk}"' not in page
    assert Client().get(f"/api/toctoc/v1/posts/{aim.pk}/replies").json()["items"] == []


def test_a_withdrawn_rating_or_a_note_taken_back_leaves_the_card(aim: Post, ruisseau: Actor) -> None:
    note, pros = noted(aim, ruisseau), professionals()
    rated(note, *pros, *others())
    assert not rated(note, *pros, is_useful=None).is_shown
    assert "notes" not in Post.objects.get(pk=aim.pk).parts
    assert rated(note, *pros).is_shown
    posts.delete(deleter=ruisseau, post=note.post)
    assert "notes" not in Post.objects.get(pk=aim.pk).parts
    assert "/notes" not in Client().get(f"/messages/{aim.pk}/carte").content.decode()
    with pytest.raises(Missing):
        rated(note, pros[0])


def test_a_note_that_says_something_else_is_rated_anew(aim: Post, ruisseau: Actor) -> None:
    note = noted(aim, ruisseau)
    rated(note, *professionals(), *others())
    posts.edit(editor=ruisseau, post=note.post, text=clear("Tout autre chose."), revision=1)
    note.refresh_from_db()
    assert (note.is_shown, note.professional_useful) == (False, 0)
    assert "Tout autre chose" not in Client().get(f"/messages/{aim.pk}").content.decode()


def test_the_ratings_of_who_leaves_are_forgotten(aim: Post, ruisseau: Actor) -> None:
    note, pros = noted(aim, ruisseau), professionals()
    rated(note, *pros, *others())
    for pro in pros:
        erase_who_left(actor_id=pro.pk, progress=Progress(lambda done, total: True))
    note.refresh_from_db()
    assert (note.is_shown, note.professional_useful) == (False, 0)


def test_one_account_counts_once_and_as_a_professional_when_any_of_its_actors_is_proved(
    aim: Post, ruisseau: Actor
) -> None:
    note, carrelet = noted(aim, ruisseau), person("carrelet2", "doctor", proved=True)
    for number in range(4):
        mask = person(f"masque{number}")
        mask.account = carrelet.account
        mask.save()
        rated(note, mask)
    assert NoteRating.objects.get().is_professional
    assert (note.professional_useful, note.other_useful) == (1, 0)


def test_neither_author_rates(aim: Post, ruisseau: Actor, avril: Actor) -> None:
    note, mask = noted(aim, ruisseau), person("masque")
    mask.account = ruisseau.account
    mask.save()
    for rater in (ruisseau, avril, mask):
        with pytest.raises(Refused):
            rated(note, rater)
    assert not NoteRating.objects.exists()


def test_ratings_of_suspended_actors_do_not_count(aim: Post, ruisseau: Actor) -> None:
    note, pros = noted(aim, ruisseau), professionals()
    rated(note, *pros)
    type(pros[0]).objects.filter(pk=pros[0].pk).update(suspended_at="2026-01-01T00:00Z")
    assert rated(note, others(1)[0]).professional_useful == 2


def test_a_blocked_reader_neither_sees_nor_rates_a_note(aim: Post, ruisseau: Actor, plumier: Actor) -> None:
    note = noted(aim, ruisseau)
    rated(note, *professionals(), *others())
    blocks.block(blocker=ruisseau, blocked=plumier)
    plumier.refresh_from_db()
    reader = signed_in(plumier).client
    assert SAID not in reader.get(f"/messages/{aim.pk}").content.decode()
    assert SAID not in reader.get(f"/messages/{aim.pk}/notes").content.decode()
    assert reader.post(f"/messages/{note.pk}/noter", {"avis": "oui"}).status_code == 404
    with pytest.raises(Missing):
        rated(note, plumier)


def test_a_note_has_the_audience_of_what_it_is_about(avril: Actor, ruisseau: Actor) -> None:
    aim = post_by(avril, "Entre inscrits.", "members")
    note = noted(aim, ruisseau)
    assert note.post.audience == "members"
    for address in (f"/messages/{aim.pk}/notes", f"/messages/{note.pk}", f"/messages/{note.pk}/carte"):
        assert Client().get(address).status_code == 404
    assert Client().get(f"/api/toctoc/v1/posts/{note.pk}").status_code == 404


def test_the_notes_of_a_reply_for_few_are_not_there_for_others(
    aim: Post, avril: Actor, ruisseau: Actor, plumier: Actor
) -> None:
    answer = posts.Answer(clear("Entre nous deux."), audience="named", named=(ruisseau,))
    between = posts.reply(author=avril, to=aim, answer=answer)
    noted(between, ruisseau)
    address = f"/messages/{between.pk}/notes"
    assert signed_in(ruisseau).client.get(address).status_code == 200
    for reader in (Client(), signed_in(plumier).client):
        assert reader.get(address).status_code == 404
        assert reader.post(address, {"text": SAID, "side": "daily", "cle": "k"}).status_code in {302, 404}
    with pytest.raises(Missing):
        noted(between, plumier, NoteSide.DAILY)
    assert Note.objects.get().post.audience == "named"


def test_what_a_side_demands(aim: Post, ruisseau: Actor, avril: Actor, plumier: Actor, dehors: Actor) -> None:
    with pytest.raises(Invalid, match="profession vérifiée"):
        noted(aim, dehors)
    with pytest.raises(Invalid, match="au moins une référence"):
        notes.add_note(author=ruisseau, aim=aim, side="reference", text=clear(SAID))
    with pytest.raises(Invalid, match="Choisissez ce que la note apporte"):
        noted(aim, ruisseau, "mars")
    with pytest.raises(Refused, match="propre message"):
        noted(aim, avril, NoteSide.DAILY)
    with pytest.raises(Refused, match="Seuls des professionnels"):
        noted(post_by(ruisseau, "Entre nous.", "professionals"), plumier)
    note = noted(aim, dehors, NoteSide.DAILY)
    assert (note.post.voice, note.post.kind, note.post.reply_to_id) == ("lived", "note", aim.pk)
    with pytest.raises(Invalid, match="déjà écrit une note"):
        noted(aim, dehors, NoteSide.DAILY)
    with pytest.raises(Refused, match="ne porte pas de note"):
        noted(note.post, ruisseau)
    assert Note.objects.count() == 1


def test_the_page_adds_a_note_once_and_takes_ratings(aim: Post, ruisseau: Actor, plumier: Actor) -> None:
    writer, reader = signed_in(ruisseau).client, signed_in(plumier).client
    typed = {"text": SAID, "side": "reference", "references": f"doi:{DOI}", "cle": "k"}
    address = f"/messages/{aim.pk}/notes"
    first, again = writer.post(address, typed), writer.post(address, typed)
    note = Note.objects.get()
    assert first["Location"] == again["Location"] == f"{address}#p{note.pk}"
    wrong = reader.post(address, {**typed, "references": "mars"})
    assert wrong.status_code == 422
    assert "pas la forme attendue" in wrong.content.decode()
    assert reader.post(f"/messages/{note.pk}/noter", {"avis": "oui"}).status_code == 302
    assert NoteRating.objects.get().is_useful
    assert 'aria-pressed="true"' in reader.get(address).content.decode()
    reader.post(f"/messages/{note.pk}/noter", {"avis": "non"})
    assert not NoteRating.objects.get().is_useful
    reader.post(f"/messages/{note.pk}/noter", {"avis": "retirer"})
    assert not NoteRating.objects.exists()
    assert reader.post(f"/messages/{note.pk}/noter", {"avis": "mars"}).status_code in {400, 422}
    assert Client().post(f"/messages/{note.pk}/noter", {"avis": "oui"}).status_code in {302, 403}
    assert not NoteRating.objects.exists()


def test_the_rule_is_explained_with_examples(db: None) -> None:
    page = Client().get("/notes/regle").content.decode()
    assert page.count("<tr>") == 6
    assert "Wilson" in page


def test_a_page_of_notes_costs_the_same_for_one_and_for_several(aim: Post, ruisseau: Actor, plumier: Actor) -> None:
    reader = signed_in(plumier).client
    counts = []
    for author in (ruisseau, *professionals()):
        noted(aim, author)
        reader.get(f"/messages/{aim.pk}/notes")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            reader.get(f"/messages/{aim.pk}/notes")
        counts.append(len(seen))
    assert len(set(counts)) == 1


def test_a_note_on_a_question_is_no_answer(ruisseau: Actor, avril: Actor, plumier: Actor) -> None:
    question = question_by(ruisseau, audience="public")
    answer = posts.Answer(clear("Oui."))
    posts.reply(author=plumier, to=question.post, answer=answer)
    Question.objects.filter(pk=question.pk).update(answers_count=1)
    note = noted(question.post, avril, NoteSide.DAILY)
    rated(note, *professionals(), *others())
    page = Client().get(f"/questions/{question.pk}").content.decode()
    assert SAID in page
    assert "Ce que dit le quotidien" in page
    posts.delete(deleter=avril, post=note.post)
    question.refresh_from_db()
    assert question.answers_count == 1


def test_where_professionals_alone_read_no_note_is_asked_for(ruisseau: Actor, aim: Post) -> None:
    reader = signed_in(ruisseau).client
    closed = post_by(ruisseau, "Entre nous.", "professionals")
    assert f"/messages/{closed.pk}/notes" not in reader.get(f"/messages/{closed.pk}").content.decode()
    assert f"/messages/{aim.pk}/notes" in reader.get(f"/messages/{aim.pk}").content.decode()
