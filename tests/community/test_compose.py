"""Choosing who will read, the true counts before sending, and reading afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import person, post_by, signed_in
from tests.pages import words_of
from toctoc.community.models import Post
from toctoc.community.services import posts
from toctoc.groups.rules.kinds import MIXED
from toctoc.groups.services import membership
from toctoc.groups.services.groups import GroupDraft, make_group
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.services import blocks, memberships
from toctoc.people.services.actors import suspend
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from tests.pages import Response

TEXT = "Je cherche des retours sur les consultations du soir."


@pytest.fixture
def cabane(ruisseau: Actor, avril: Actor) -> Actor:
    """A group of two: a doctor and a patient."""
    name, nothing = clear_line("La cabane"), clear("")
    draft = GroupDraft(name, nothing, nothing, nothing, nothing, nothing, MIXED)
    group = make_group(founder=ruisseau, handle="cabane", draft=draft)
    membership.join(actor=avril, group=group)
    for member in (ruisseau, avril):
        member.refresh_from_db()
    return Actor.objects.get(pk=group.pk)


def compose(actor: Actor, **changes: object) -> Response:
    """Send the compose form."""
    return signed_in(actor).client.post(
        "/messages/nouveau", {"text": TEXT, "audience": "members", "cle": "k", **changes}
    )


def sentence(actor: Actor, **chosen: object) -> str:
    """Return what the page says of the readers while they are being chosen."""
    return " ".join(words_of(signed_in(actor).client.post("/messages/lecteurs", chosen)).split())


def reads(actor: Actor, post: Post) -> bool:
    return signed_in(actor).client.get(f"/messages/{post.pk}").status_code == 200


def test_each_writer_is_offered_what_is_theirs(cabane: Actor, ruisseau: Actor, avril: Actor, plumier: Actor) -> None:
    pages = {a.handle: words_of(signed_in(a).client.get("/messages/nouveau")) for a in (ruisseau, avril, plumier)}
    group = f'value="group:{cabane.pk}"'
    for word in ("public", "unlisted", "members", "named"):
        assert all(f'name="audience" value="{word}"' in page for page in pages.values())
    assert group in pages["ruisseau"]
    assert group in pages["avril"]
    assert group not in pages["plumier"]
    assert "Lisible par les 2 membres de « La cabane »" in pages["avril"]
    assert 'value="profession:doctor"' in pages["ruisseau"]
    assert 'name="professions" value="pharmacist"' in pages["ruisseau"]
    assert 'name="professions" value="doctor"' not in pages["ruisseau"]
    assert 'name="professions"' not in pages["avril"]


def test_a_group_is_chosen_from_its_own_page(cabane: Actor, avril: Actor, plumier: Actor) -> None:
    address = f"/messages/nouveau?audience=group:{cabane.pk}"
    assert f'value="group:{cabane.pk}" checked' in words_of(signed_in(avril).client.get(address))
    page = words_of(signed_in(plumier).client.get(address))
    assert "La cabane" not in page
    assert 'value="professionals" checked' in page


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"audience": "public"}, "Lisible par tout le monde"),
        ({"audience": "unlisted"}, "Lisible par qui a l’adresse, hors des listes"),
        ({"audience": "members"}, "Lisible par les personnes inscrites ici"),
        ({"audience": "professionals"}, "Lisible par 3 professionnels vérifiés"),
        ({"audience": "profession:doctor"}, "Lisible par 2 médecins, profession vérifiée"),
        ({"audience": "profession", "professions": ["pharmacist"]}, "Lisible par 3 professionnels vérifiés"),
        ({"audience": "named", "people": "@avril, plumier"}, "Lisible par @avril et @plumier"),
        ({"audience": "named", "people": ""}, "Nommez au moins une personne"),
        ({"audience": "named", "people": "personne"}, "Personne ici ne s’appelle @personne"),
        ({"audience": "profession", "professions": ["nurse", "midwife", "pharmacist", "dentist"]}, "au plus"),
        ({"audience": "mars"}, "Cette audience n’est pas proposée"),
    ],
)
def test_the_sentence_follows_the_choice(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, avril: Actor, chosen: dict[str, object], said: str
) -> None:
    assert said in sentence(ruisseau, **chosen)
    assert Post.objects.count() == 0
    # Without a script, the same form tells the same.
    page = words_of(compose(ruisseau, lecteurs="oui", **chosen))
    assert said in " ".join(page.split())
    assert TEXT in page
    assert Post.objects.count() == 0


def test_several_professions_are_told_by_name(ruisseau: Actor, plumier: Actor) -> None:
    said = sentence(ruisseau, audience="profession", professions=["pharmacist"])
    assert "Lisible par 2 professionnels vérifiés : médecins, pharmaciennes et pharmaciens" in said


def test_counts_leave_out_whoever_cannot_read(ruisseau: Actor, carrelet: Actor, plumier: Actor) -> None:
    assert "Lisible par 2 médecins" in sentence(ruisseau, audience="profession:doctor")
    suspend(actor=carrelet)
    assert "Personne d’autre ne peut le lire" in sentence(ruisseau, audience="profession:doctor")
    assert "Lisible par 2 professionnels vérifiés" in sentence(ruisseau, audience="professionals")


def test_a_blocked_person_looks_like_one_who_is_not_there(ruisseau: Actor, avril: Actor) -> None:
    blocks.block(blocker=avril, blocked=ruisseau)
    ruisseau.refresh_from_db()
    assert "Personne ici ne s’appelle @avril." in sentence(ruisseau, audience="named", people="avril")
    response = compose(ruisseau, audience="named", people="avril")
    assert response.status_code == 422
    assert TEXT in words_of(response)


def test_a_group_reads_what_is_written_for_it(cabane: Actor, ruisseau: Actor, avril: Actor, plumier: Actor) -> None:
    assert compose(avril, audience=f"group:{cabane.pk}").status_code == 302
    post = Post.objects.get()
    assert (reads(ruisseau, post), reads(plumier, post)) == (True, False)
    assert "Lisible par les 2 membres de « La cabane »" in words_of(
        signed_in(ruisseau).client.get(f"/messages/{post.pk}")
    )


def test_named_people_read_and_answer(ruisseau: Actor, avril: Actor, plumier: Actor, carrelet: Actor) -> None:
    assert compose(ruisseau, audience="named", people="@avril @plumier").status_code == 302
    post = Post.objects.get()
    assert [reads(a, post) for a in (avril, plumier, carrelet)] == [True, True, False]
    page = words_of(signed_in(avril).client.get(f"/messages/{post.pk}"))
    assert "Lisible par @avril et @plumier" in page
    signed_in(avril).client.post(f"/messages/{post.pk}/repondre", {"text": "Merci.", "cle": "r"})
    answer = Post.objects.get(text="Merci.")
    assert [reads(a, answer) for a in (plumier, carrelet)] == [False, False] or "Merci." in words_of(
        signed_in(plumier).client.get(f"/messages/{post.pk}")
    )
    assert Client().get(f"/messages/{answer.pk}").status_code == 404


def test_several_professions_read(ruisseau: Actor, plumier: Actor, avril: Actor) -> None:
    assert compose(ruisseau, audience="profession", professions=["pharmacist"]).status_code == 302
    post = Post.objects.get()
    assert post.audience == "profession:doctor+pharmacist"
    assert [reads(a, post) for a in (plumier, avril)] == [True, False]


@pytest.mark.parametrize(
    ("chosen", "status"),
    [
        ({"audience": "group:999"}, 403),
        ({"audience": "group:999999999999999999999"}, 403),
        ({"audience": "group:x"}, 403),
        ({"audience": "circle:1"}, 403),
        ({"audience": "profession", "professions": ["pharmacist"]}, 403),
        ({"audience": "profession:pharmacist"}, 403),
        ({"audience": "named", "people": "avril " * 3}, 302),
        ({"audience": "named", "people": " ".join(f"a{n}" for n in range(21))}, 422),
        ({"audience": ""}, 422),
    ],
)
def test_an_audience_that_is_not_the_writers_is_refused_and_nothing_is_lost(
    dehors: Actor, avril: Actor, chosen: dict[str, object], status: int
) -> None:
    response = compose(dehors, **chosen)
    assert response.status_code == status
    if status != 302:
        assert TEXT in words_of(response)
        assert not Post.objects.exists()


def test_what_was_chosen_stays_when_the_text_is_masked(ruisseau: Actor, plumier: Actor) -> None:
    typed = {"text": "Appelez le 06 12 34 56 78", "audience": "profession", "professions": ["pharmacist"]}
    page = words_of(compose(ruisseau, masquer="tout", warning="Deuil", poll=["Oui", "Non"], **typed))
    assert 'value="profession" checked' in page
    assert 'value="pharmacist" checked' in page
    assert 'value="Deuil"' in page
    assert 'value="Oui"' in page
    assert not Post.objects.exists()


def test_a_reply_may_be_for_fewer_and_never_for_more(
    ruisseau: Actor, carrelet: Actor, avril: Actor, plumier: Actor
) -> None:
    thread = post_by(ruisseau, audience="professionals")
    client = signed_in(carrelet).client
    address = f"/messages/{thread.pk}/repondre"
    assert "@ruisseau" in words_of(client.get(f"/messages/{thread.pk}"))
    narrow = {"text": "Entre nous.", "audience": "named", "people": "@ruisseau", "cle": "a"}
    assert client.post(address, narrow).status_code == 302
    said = Post.objects.get(text="Entre nous.")
    assert said.audience == "named"
    assert "Entre nous." in words_of(signed_in(ruisseau).client.get(f"/messages/{thread.pk}"))
    assert "Entre nous." not in words_of(signed_in(plumier).client.get(f"/messages/{thread.pk}"))
    wide = client.post(address, {**narrow, "text": "Pour toi.", "people": "@avril", "cle": "b"})
    assert wide.status_code == 403
    assert "Pour toi." in words_of(wide)
    assert not Post.objects.filter(text="Pour toi.").exists()


def test_a_question_goes_to_a_group_or_several_professions_and_never_to_named_people(
    cabane: Actor, ruisseau: Actor, avril: Actor
) -> None:
    client = signed_in(ruisseau).client
    page = words_of(client.get(f"/questions/poser?audience=group:{cabane.pk}"))
    assert f'value="group:{cabane.pk}" checked' in page
    assert 'value="named"' not in page
    assert 'value="unlisted"' not in page
    typed = {"text": TEXT, "topics": ["dermatologie"], "urgency": "today", "cle": "q"}
    refused = client.post("/questions/poser", {**typed, "audience": "named", "people": "avril"})
    assert refused.status_code == 422
    assert not Post.objects.exists()
    assert client.post("/questions/poser", {**typed, "audience": f"group:{cabane.pk}"}).status_code == 302
    assert (
        reads(avril, Post.objects.get())
        or signed_in(avril).client.get(f"/questions/{Post.objects.get().pk}").status_code == 200
    )


def test_the_form_asks_the_same_however_many_groups(ruisseau: Actor) -> None:
    client = signed_in(ruisseau).client
    counts = []
    for size in (1, 12):
        for place in range(size):
            handle = f"g{size}_{place}"
            group = Actor.objects.create(handle=handle, display_name=handle, kind=ActorKind.GROUP)
            memberships.take_in(actor=ruisseau, word=f"group:{group.pk}")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/messages/nouveau").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_language_of_the_text_is_told_to_readers(avril: Actor) -> None:
    assert compose(avril, language="es", text="Buenos días a todos.").status_code == 302
    post = Post.objects.get()
    assert post.language == "es"
    assert 'lang="es"' in words_of(signed_in(avril).client.get(f"/messages/{post.pk}"))
    refused = compose(avril, language="xx", text="Autre chose.")
    assert refused.status_code == 422
    assert Post.objects.count() == 1


def test_outsiders_learn_nothing_of_the_picker(cabane: Actor) -> None:
    stranger = Client()
    assert stranger.post("/messages/lecteurs", {"audience": f"group:{cabane.pk}"}).status_code in {302, 401, 403}
    outsider = person("passant")
    assert "La cabane" not in sentence(outsider, audience=f"group:{cabane.pk}")


def test_a_reply_among_named_people_reaches_them_all(ruisseau: Actor, avril: Actor, plumier: Actor) -> None:
    thread = posts.write(author=ruisseau, draft=posts.Draft(clear("À trois."), "named", named=(avril, plumier)))
    posts.reply(author=avril, to=thread, answer=posts.Answer(clear("Je suis là.")))
    for reader in (ruisseau, plumier):
        assert "Je suis là." in words_of(signed_in(reader).client.get(f"/messages/{thread.pk}"))


def test_a_reply_that_names_somebody_who_blocked_keeps_its_text(ruisseau: Actor, avril: Actor, dehors: Actor) -> None:
    thread = post_by(dehors, audience="members")
    blocks.block(blocker=avril, blocked=ruisseau)
    typed = {"text": "Entre nous.", "audience": "named", "people": "@avril", "cle": "r"}
    response = signed_in(ruisseau).client.post(f"/messages/{thread.pk}/repondre", typed)
    assert response.status_code == 422
    assert "Personne ici ne s’appelle @avril." in words_of(response)
    assert "Entre nous." in words_of(response)
