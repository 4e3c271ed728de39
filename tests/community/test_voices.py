"""A voice follows from what its author proved."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.conftest import person, post_by, signed_in
from toctoc.community.models import Post
from toctoc.community.rules.drafts import Extras
from toctoc.community.rules.voices import VOICES, Speaker, voice_of, voices_of
from toctoc.community.services import posts
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.people.models.actor import ActorKind
from toctoc.people.services.proofs import Evidence, record_proof
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from toctoc.people.models import Actor

DOI = "https://doi.org/10.5555/12345678"
PERSON, DOCTOR = Speaker(is_person=True), Speaker(is_person=True, profession="doctor")
UNKNOWN, HOSPITAL = Speaker(is_person=False), Speaker(is_person=False, institution="hospital")


def organisation(handle: str, *, proved: bool) -> Actor:
    actor = person(handle)
    actor.kind = ActorKind.ORGANISATION
    actor.save()
    if proved:
        record_proof(actor=actor, evidence=Evidence("hospital"))
        actor.refresh_from_db()
    return actor


@pytest.mark.parametrize(
    ("speaker", "voices"),
    [
        (PERSON, ("lived",)),
        (DOCTOR, ("practice", "lived", "scientific")),
        (UNKNOWN, ("unproved",)),
        (HOSPITAL, ("official", "scientific")),
    ],
)
def test_each_speaker_has_its_voices_and_no_other(speaker: Speaker, voices: tuple[str, ...]) -> None:
    assert voices_of(speaker) == voices
    assert voice_of("", speaker) == voices[0]
    for voice in VOICES:
        if voice in voices:
            assert voice_of(voice, speaker, references=1) == voice
        else:
            with pytest.raises(Invalid):
                voice_of(voice, speaker, references=1)


@pytest.mark.parametrize("speaker", [DOCTOR, HOSPITAL])
def test_a_source_is_nothing_without_a_reference(speaker: Speaker) -> None:
    with pytest.raises(Invalid, match="au moins une référence") as caught:
        voice_of("scientific", speaker)
    assert caught.value.field == "references"


def test_an_organisation_is_official_once_it_proved_what_it_is(db: None) -> None:
    draft = posts.Draft(clear("Le service ouvre lundi."), "public", "official")
    assert post_by(organisation("clinique", proved=False)).voice == "unproved"
    with pytest.raises(Invalid, match="prouvé ce qu’elle est"):
        posts.write(author=organisation("pharma", proved=False), draft=draft)
    assert posts.write(author=organisation("hopital", proved=True), draft=draft).voice == "official"


def test_a_voice_ends_with_the_proof(ruisseau: Actor) -> None:
    assert ruisseau.proved_until is not None
    with clock.at(ruisseau.proved_until + timedelta(seconds=1)):
        assert post_by(ruisseau).voice == "lived"
        with pytest.raises(Invalid, match="profession vérifiée"):
            posts.write(author=ruisseau, draft=posts.Draft(clear("Oui."), "public", "practice"))


def test_a_source_shows_its_references(ruisseau: Actor) -> None:
    extras = Extras(references=(f"{DOI}.", " ", "PMID: 31978945"))
    post = posts.write(author=ruisseau, draft=posts.Draft(clear("Voir ici."), "public", "scientific", extras=extras))
    card = Client().get(f"/messages/{post.pk}/carte").content.decode()
    assert f'href="{DOI}" rel="external nofollow noopener noreferrer">10.5555/12345678</a>' in card
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/31978945/"' in card
    found = Client().get(f"/api/toctoc/v1/posts/{post.pk}").json()["parts"]["references"]
    assert [(one["kind"], one["identifier"]) for one in found] == [("doi", "10.5555/12345678"), ("pmid", "31978945")]
    posts.delete(deleter=ruisseau, post=post)
    assert not post.references.exists()


def test_a_post_with_a_wrong_reference_is_not_written(ruisseau: Actor) -> None:
    for wrong in (("mars",), ("10.1/x",), (DOI,) * 11):
        with pytest.raises(Invalid) as caught:
            posts.write(author=ruisseau, draft=posts.Draft(clear("A"), "public", extras=Extras(references=wrong)))
        assert caught.value.field == "references"
    assert not Post.objects.exists()


def test_a_source_is_written_through_the_page(ruisseau: Actor) -> None:
    writer = signed_in(ruisseau).client
    typed = {"text": "Voir ici.", "audience": "public", "voice": "scientific", "cle": "k"}
    refused = writer.post("/messages/nouveau", typed)
    assert refused.status_code == 422
    assert "au moins une référence" in refused.content.decode()
    assert writer.post("/messages/nouveau", {**typed, "references": DOI}).status_code == 302
    assert Post.objects.get().voice == "scientific"


def test_what_was_said_with_a_proof_is_not_said_otherwise_without_it(ruisseau: Actor) -> None:
    said = [post_by(ruisseau, "Deux fois par jour.", audience) for audience in ("public", "professionals")]
    kept = posts.write(author=ruisseau, draft=posts.Draft(clear("Ma vie."), "public", "lived"))
    with clock.at(clock.now() + timedelta(days=4_000)):
        for post in said:
            with pytest.raises(Refused, match="plus valable"):
                posts.edit(editor=ruisseau, post=post, text=clear("Dix fois par jour."), revision=1)
        posts.edit(editor=ruisseau, post=kept, text=clear("Ma vie, un peu plus."), revision=1)
        posts.delete(deleter=ruisseau, post=said[1])
